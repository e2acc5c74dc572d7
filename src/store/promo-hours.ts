import { day } from "../domain/calendar/day.ts";
import type { CodeRow } from "../domain/promo/codes.ts";
import type { HourRow, Promos } from "../ports/promos.ts";
import { Prisma, type PrismaClient } from "./client/client.ts";
import { arrayLiteral } from "./imports/arrays.ts";
import { counts } from "./imports/visible.ts";

const L = Prisma.sql`l`;

interface Row {
  readonly day: string;
  readonly hour: number;
  readonly sku: string;
  readonly units: number;
}

/** What was bought by each code that orders named; case does not tell codes apart, and what names two counts for each. */
export const promoCodes = (prisma: PrismaClient, { stores, from, to }: Parameters<Promos["codes"]>[0]): Promise<CodeRow[]> =>
  prisma.$queryRaw<CodeRow[]>`
    SELECT min(c.code) AS code, k.code AS sku, sum(l.quantity)::int AS units
    FROM order_line l JOIN store s ON s.id = l.store_id JOIN sku k ON k.id = l.sku_id
      CROSS JOIN LATERAL unnest(string_to_array(l.codes, ',')) AS c(code)
    WHERE s.code = ANY(${arrayLiteral(stores)}::text[]) AND l.day BETWEEN ${from}::date AND ${to}::date
      AND l.codes IS NOT NULL AND l.quantity > 0 AND l.flag IS NULL AND ${counts(L)}
    GROUP BY upper(c.code), k.code ORDER BY units DESC, code, sku`;

/** Order lines by the hour of their store's clock. */
export async function promoHours(prisma: PrismaClient, { stores, from, to }: Parameters<Promos["hours"]>[0]): Promise<HourRow[]> {
  const rows = await prisma.$queryRaw<Row[]>`
    SELECT l.day::text AS day, extract(hour FROM l.at AT TIME ZONE s.zone)::int AS hour, k.code AS sku, sum(l.quantity)::int AS units
    FROM order_line l JOIN store s ON s.id = l.store_id JOIN sku k ON k.id = l.sku_id
    WHERE s.code = ANY(${arrayLiteral(stores)}::text[]) AND l.day BETWEEN ${from}::date AND ${to}::date
      AND l.quantity > 0 AND l.flag IS NULL AND ${counts(L)}
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
  return rows.map((r) => ({ ...r, day: day(r.day) }));
}
