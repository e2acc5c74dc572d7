import type { MeasureId } from "../../domain/kpi/measure.ts";
import { badReviewStars } from "../../domain/policy/declared/kpi-samples.ts";
import { missing, type Text } from "../../domain/value.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts } from "../imports/visible.ts";
import { knownKeys } from "./buckets.ts";
import { type Column, type Reading, Sums, ZERO } from "./figures.ts";
import { ofAskedSkus, type Question, sqlKey } from "./question.ts";
import { keyNames, skuCode } from "./sales-lines.ts";
import { countDays, knownDays } from "./spans.ts";
import { nothingKnown, storeNames } from "./words.ts";

export const REVIEW_MEASURES = ["reviews", "bad-reviews"] as const satisfies readonly MeasureId[];

/** Reviews by the day they were written, and those with few stars. */
export async function readReviews(prisma: PrismaClient, question: Question, asked: ReadonlySet<MeasureId>): Promise<Reading> {
  const span = (await knownDays(prisma, question, ["reviews"])).get("reviews");
  const known = span?.days ?? new Map<number, ReadonlySet<number>>();
  const covered = countDays(known);
  const { from, to } = question.days ?? { from: "1970-01-01", to: "1969-12-31" };
  const [r, day] = [Prisma.sql`r`, Prisma.sql`day`];
  const rows =
    covered === 0
      ? []
      : await prisma.$queryRaw<{ key: string; reviews: number; bad: number }[]>`
        SELECT ${skuCode(question, Prisma.sql`g.key`)} AS key, g.reviews, g.bad FROM (
          SELECT ${sqlKey(question, r, day)} AS key, count(*)::int AS reviews, (count(*) FILTER (WHERE r.stars <= ${question.badStars ?? badReviewStars.default}))::int AS bad
          FROM review r WHERE r.store_id = ANY(${question.storeIds}::int[]) AND r.day BETWEEN ${from}::date AND ${to}::date ${ofAskedSkus(question, r)}
            AND ${counts(r)} GROUP BY 1) g`;
  const name = keyNames(question);
  const sums = { reviews: new Sums(), "bad-reviews": new Sums() };
  for (const row of rows) {
    sums.reviews.at(name(row.key)).add(row.reviews, 1, 0);
    sums["bad-reviews"].at(name(row.key)).add(row.bad, 1, 0);
  }
  const none = nothingKnown(question, { en: "reviews", zh: "评价" }, { en: "import reviews", zh: "请导入评价（reviews）" });
  const keys = knownKeys(question, known);
  const absent: Column["absent"] = (key) => ((question.by === "sku" ? covered > 0 : keys.has(key)) ? ZERO : missing(none));
  const silent = question.stores.filter((s) => (known.get(s.id)?.size ?? 0) === 0);
  const notes: Text[] = [];
  if (covered > 0 && silent.length > 0 && question.by !== "store")
    notes.push({ en: `no reviews are known of ${storeNames(silent)}`, zh: `${storeNames(silent)} 没有评价数据` });
  return {
    measures: Object.fromEntries(REVIEW_MEASURES.filter((m) => asked.has(m)).map((m) => [m, sums[m].column(none, absent)])),
    coverage: { covered, of: question.stores.length * question.length },
    sources: covered > 0 ? ["reviews"] : [],
    newest: span?.newest ?? null,
    notes,
  };
}
