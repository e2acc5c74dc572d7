import { Prisma } from "../client/client.ts";
import { counts } from "../imports/visible.ts";
import type { Question } from "./question.ts";

const c = Prisma.sql`c`;

/** From which day on a SKU has a purchase cost, and the layers that are easily forgotten: `(sku_id, since, duty_since, freight_since)`. */
export const COSTED_SINCE = Prisma.sql`(SELECT c.sku_id, min(c.from_day) FILTER (WHERE c.kind = 'purchase') AS since,
    min(c.from_day) FILTER (WHERE c.kind = 'duty') AS duty_since, min(c.from_day) FILTER (WHERE c.kind = 'freight') AS freight_since
  FROM cost_layer c WHERE ${counts(c)} GROUP BY c.sku_id)`;

/** Each layer with the day before which it is in force: until the next of its SKU and kind. */
export const LAYERS = Prisma.sql`(SELECT c.sku_id, c.from_day, c.amount, c.currency,
    lead(c.from_day, 1, 'infinity'::date) OVER (PARTITION BY c.sku_id, c.kind ORDER BY c.from_day) AS until
  FROM cost_layer c WHERE ${counts(c)})`;

/** `AND …` that keeps rows of SKUs with a purchase cost on their day, and rows that name no SKU, where the question is of such SKUs. */
export function ofCosted(question: Question, row: Prisma.Sql): Prisma.Sql {
  if (question.costed !== true) return Prisma.empty;
  return Prisma.sql`AND (${row}.sku_id IS NULL OR EXISTS (SELECT 1 FROM cost_layer c
    WHERE c.sku_id = ${row}.sku_id AND c.kind = 'purchase' AND c.from_day <= ${row}.day AND ${counts(c)}))`;
}
