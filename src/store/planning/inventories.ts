import type { Day } from "../../domain/calendar/day.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";

/** Days of which the whole inventory of a warehouse is known, oldest first, by the warehouse's number. */
export type Inventories = ReadonlyMap<number, readonly Day[]>;

/**
 * Whole inventories from a day on. A stock file with a stated period is one; it speaks of one warehouse, so that its first row
 * tells which. One of which every row was there before has none, and the file that brought them is one too.
 */
export async function readInventories(prisma: PrismaClient, from: Day, asOf: Day): Promise<Inventories> {
  const rows = await prisma.$queryRaw<{ warehouse: number; day: string }[]>`
    SELECT DISTINCT w.id AS warehouse, i.period_to::text AS day FROM import i
    CROSS JOIN LATERAL (SELECT x.warehouse_id AS id FROM stock_snapshot x WHERE x.import_id = i.id ORDER BY x.id LIMIT 1) w
    WHERE i.state = 'visible' AND i.fact = 'stock' AND i.period_from = i.period_to AND i.period_to BETWEEN ${from}::date AND ${asOf}::date
    ORDER BY 1, 2`;
  return new Map([...Map.groupBy(rows, (r) => r.warehouse)].map(([id, list]) => [id, list.map((r) => r.day as Day)]));
}

/** Warehouses and the day of their newest whole inventory, as a table to join: what is older says nothing of today. */
export function newestInventories(inventories: Inventories): Prisma.Sql {
  const ids = [...inventories.keys()];
  return Prisma.sql`unnest(${arrayLiteral(ids)}::int[], ${arrayLiteral(ids.map((id) => inventories.get(id)?.at(-1) ?? null))}::date[]) AS v (warehouse_id, day)`;
}
