import type { ReturnBucket } from "../../domain/facts/facts.ts";
import type { ReturnReasons } from "../../ports/return-reasons.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts } from "../imports/visible.ts";
import { dateOf } from "../rows.ts";
import { bucketOf, returnComments, returnSpans } from "./return-spans.ts";

interface Row {
  readonly sku: string;
  readonly title: string | null;
  readonly bucket: string;
  readonly reason: string | null;
  readonly units: number;
}

function add<K>(sums: Map<K, number>, key: K, units: number): void {
  sums.set(key, (sums.get(key) ?? 0) + units);
}

const most = <K>(sums: ReadonlyMap<K, number>): [K, number][] => [...sums].toSorted(([, a], [, b]) => b - a);

/** One question, grouped by SKU and reason: a month has some thousands of groups at most. */
export function returnReasons(prisma: PrismaClient): ReturnReasons {
  return {
    spans: returnSpans(prisma),
    comments: returnComments(prisma),
    top: async ({ stores, period, asOf, skus }) => {
      const until = period.to < asOf ? period.to : asOf;
      const rows = await prisma.$queryRaw<Row[]>`
        SELECT sku.code AS sku, sku.title, r.bucket, r.reason, sum(r.quantity)::int AS units
        FROM "return" r JOIN store ON store.id = r.store_id JOIN sku ON sku.id = r.sku_id
        WHERE store.code = ANY (${[...stores]}::text[]) AND r.day BETWEEN ${dateOf(period.from)}::date AND ${dateOf(until)}::date
          AND ${counts(Prisma.sql`r`)}
        GROUP BY sku.code, sku.title, r.bucket, r.reason
        ORDER BY sum(r.quantity) DESC, sku.code, r.bucket, r.reason`;

      const byBucket = new Map<ReturnBucket, number>();
      const byReason = new Map<string, { bucket: ReturnBucket; reason: string | null; units: number }>();
      const bySku = new Map<string, { title: string | null; units: number; buckets: Map<ReturnBucket, number> }>();
      for (const { sku, title, units, reason, ...row } of rows) {
        const bucket = bucketOf(row.bucket);
        add(byBucket, bucket, units);
        const word = JSON.stringify([bucket, reason]);
        byReason.set(word, { bucket, reason, units: (byReason.get(word)?.units ?? 0) + units });
        const of = bySku.get(sku) ?? { title, units: 0, buckets: new Map<ReturnBucket, number>() };
        add(of.buckets, bucket, units);
        bySku.set(sku, { ...of, units: of.units + units });
      }
      return {
        total: rows.reduce((sum, r) => sum + r.units, 0),
        byBucket: most(byBucket).map(([bucket, units]) => ({ bucket, units })),
        byReason: [...byReason.values()].toSorted((a, b) => b.units - a.units),
        bySku: [...bySku]
          .toSorted(([a, x], [b, y]) => y.units - x.units || (a < b ? -1 : 1))
          .slice(0, skus)
          .map(([sku, { title, units, buckets }]) => {
            const [bucket, bucketUnits] = most(buckets)[0] ?? ["unknown", units];
            return { sku, title, units, bucket, bucketUnits };
          }),
      };
    },
  };
}
