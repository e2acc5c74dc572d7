import { later } from "../../domain/calendar/day.ts";
import { RETURN_BUCKETS, type ReturnBucket } from "../../domain/facts/facts.ts";
import type { ReturnSpan } from "../../domain/returns/span.ts";
import type { ReturnReasons } from "../../ports/return-reasons.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts } from "../imports/visible.ts";

type Row = Omit<ReturnSpan, "bucket"> & { readonly bucket: string };

/** A word that an older version wrote, or a newer one, is no reason that is known. */
export const bucketOf = (text: string): ReturnBucket => RETURN_BUCKETS.find((b) => b === text) ?? "unknown";

const R = Prisma.sql`r`;

/** One pass over the returns of all three spans. */
export const returnSpans =
  (prisma: PrismaClient): ReturnReasons["spans"] =>
  async ({ stores, week, recent, past, asOf }) => {
    const from = [week.from, recent.from, past.from].toSorted()[0] ?? past.from;
    const to = later(later(week.to, recent.to), past.to);
    const units = (span: typeof week): Prisma.Sql =>
      Prisma.sql`coalesce(sum(r.quantity) FILTER (WHERE r.day BETWEEN ${span.from}::date AND ${span.to}::date), 0)::int`;
    const orders = (span: typeof week): Prisma.Sql =>
      Prisma.sql`(count(DISTINCT r.order_id) FILTER (WHERE r.day BETWEEN ${span.from}::date AND ${span.to}::date))::int`;
    const rows = await prisma.$queryRaw<Row[]>`
      SELECT g.* FROM (
        SELECT sku.code AS sku, sku.title, store.code AS store, r.bucket, r.reason, ${units(week)} AS week, ${units(recent)} AS recent, ${units(past)} AS past,
          ${orders(recent)} AS "recentOrders", ${orders(past)} AS "pastOrders"
        FROM "return" r JOIN store ON store.id = r.store_id JOIN sku ON sku.id = r.sku_id
        WHERE store.code = ANY (${arrayLiteral(stores)}::text[]) AND r.day BETWEEN ${from}::date AND ${to}::date AND r.day <= ${asOf}::date AND ${counts(R)}
        GROUP BY sku.code, sku.title, store.code, r.bucket, r.reason) g
      WHERE g.week + g.recent + g.past > 0 ORDER BY g.sku, g.store, g.bucket, g.reason`;
    return rows.map((row) => ({ ...row, bucket: bucketOf(row.bucket) }));
  };

/** What was written on the returns of some SKUs and reasons. */
export const returnComments =
  (prisma: PrismaClient): ReturnReasons["comments"] =>
  async ({ stores, period, asOf, of }) => {
    if (of.length === 0) return [];
    const rows = await prisma.$queryRaw<{ sku: string; bucket: string; comment: string }[]>`
      SELECT sku.code AS sku, r.bucket, r.comment
      FROM unnest(${arrayLiteral(of.map((o) => o.sku))}::text[], ${arrayLiteral(of.map((o): ReturnBucket => o.bucket))}::text[]) AS a (sku, bucket)
      JOIN sku ON sku.code = a.sku JOIN "return" r ON r.sku_id = sku.id AND r.bucket = a.bucket JOIN store ON store.id = r.store_id
      WHERE store.code = ANY (${arrayLiteral(stores)}::text[]) AND r.day BETWEEN ${period.from}::date AND ${period.to}::date AND r.day <= ${asOf}::date
        AND r.comment IS NOT NULL AND btrim(r.comment) <> '' AND ${counts(R)}
      ORDER BY r.day DESC, r.id DESC`;
    return rows.map((row) => ({ ...row, bucket: bucketOf(row.bucket) }));
  };
