import { Prisma, type PrismaClient } from "../client/client.ts";
import { ofImport, staging } from "./alive.ts";
import { keyJson, rowJson, sameKey, sameValues } from "./table.ts";
import { TABLES } from "./tables.ts";
import { counts } from "./visible.ts";

const LINES_AT_ONCE = 750;

export interface OrdersCompared {
  readonly unchanged: number;
  /** Days of lines that will be replaced. */
  readonly days: ReadonlySet<string>;
}

/**
 * Compares staged order lines with visible ones, order by order: the lines of an order always come from ONE import. Where every line
 * of an order says the same, the new copy is dropped; else the new copy replaces the order whole, lines that it does not name
 * any more included, together with the returns that came beside its lines. Lines that say the same count as unchanged either way.
 */
export async function compareOrders(
  prisma: PrismaClient,
  importId: number,
  storeId: number,
  step: () => Promise<void>,
): Promise<OrdersCompared> {
  const table = TABLES["order-lines"];
  const [o, n, v, r] = [Prisma.sql`o`, Prisma.sql`n`, Prisma.sql`v`, Prisma.sql`r`];
  const days = new Set<string>();
  let unchanged = 0;
  for (let last = 0n; ;) {
    const [done] = await prisma.$queryRaw<[{ last: bigint | null; unchanged: number; days: string[] }]>`
      WITH ${staging(importId)},
      chunk AS MATERIALIZED (SELECT l.id, l.order_id FROM order_line l, alive
        WHERE l.import_id = ${importId} AND l.id > ${last} ORDER BY l.id LIMIT ${LINES_AT_ONCE}),
      old AS MATERIALIZED (SELECT v.* FROM (SELECT DISTINCT order_id FROM chunk) t CROSS JOIN LATERAL (
        SELECT * FROM order_line v WHERE v.store_id = ${storeId} AND v.order_id = t.order_id AND v.import_id <> ${importId}
          AND v.replaced_by IS DISTINCT FROM ${importId} AND ${counts(v)} OFFSET 0) v),
      new AS MATERIALIZED (SELECT n.* FROM (SELECT DISTINCT order_id FROM old) t CROSS JOIN LATERAL (
        SELECT * FROM order_line n WHERE n.store_id = ${storeId} AND n.order_id = t.order_id AND ${ofImport(n, importId)} OFFSET 0) n),
      pair AS MATERIALIZED (SELECT p.*, bool_and(p.same) OVER (PARTITION BY p.order_id) AS whole FROM (
        SELECT coalesce(o.order_id, n.order_id) AS order_id, o.id AS old_id, n.id AS new_id, o.day,
          o.id IS NOT NULL AND n.id IS NOT NULL AND ${sameValues(table, o, n)} AS same
        FROM old o FULL JOIN new n ON ${sameKey(table, o, n, false)}) p),
      dropped AS (DELETE FROM order_line WHERE id = ANY(ARRAY(SELECT new_id FROM pair WHERE whole))),
      marked AS (UPDATE order_line SET replaced_by = ${importId} WHERE id = ANY(ARRAY(SELECT old_id FROM pair WHERE NOT whole AND old_id IS NOT NULL))),
      beside AS MATERIALIZED (SELECT r.*, t.whole FROM (SELECT DISTINCT order_id, whole FROM pair) t CROSS JOIN LATERAL (
        SELECT * FROM "return" r WHERE r.store_id = ${storeId} AND r.order_id = t.order_id
          AND (${ofImport(r, importId)} OR (NOT t.whole AND r.replaced_by IS DISTINCT FROM ${importId} AND ${counts(r)}
            AND EXISTS (SELECT 1 FROM import i WHERE i.id = r.import_id AND i.fact = 'order-lines'))) OFFSET 0) r),
      returns_dropped AS (DELETE FROM "return" WHERE id = ANY(ARRAY(SELECT id FROM beside WHERE whole AND import_id = ${importId}))),
      returns_marked AS (UPDATE "return" SET replaced_by = ${importId} WHERE id = ANY(ARRAY(SELECT id FROM beside WHERE import_id <> ${importId}))),
      logged AS (INSERT INTO import_change (import_id, fact, key, before, after)
        SELECT ${importId}::int, 'order-lines', ${keyJson(table, o)}, ${rowJson(o)}, CASE WHEN n.id IS NOT NULL THEN ${rowJson(n)} END
        FROM pair p CROSS JOIN LATERAL (SELECT * FROM order_line o WHERE o.id = p.old_id OFFSET 0) o
        LEFT JOIN LATERAL (SELECT * FROM order_line n WHERE n.id = p.new_id OFFSET 0) n ON true WHERE NOT p.whole
        UNION ALL
        SELECT ${importId}::int, 'returns', ${keyJson(TABLES.returns, r)}, ${rowJson(r)} - 'whole', NULL FROM beside r WHERE r.import_id <> ${importId})
      SELECT (SELECT max(id) FROM chunk) AS last, (SELECT count(*)::int FROM pair WHERE same) AS unchanged,
        ARRAY(SELECT DISTINCT day::text FROM pair WHERE NOT whole AND day IS NOT NULL) AS days`;
    if (done.last === null) break;
    last = done.last;
    unchanged += done.unchanged;
    for (const day of done.days) days.add(day);
    await step();
  }
  return { unchanged, days };
}
