import { Prisma, type PrismaClient } from "../client/client.ts";
import { staging } from "./alive.ts";
import { type SqlTable, keyJson, rowJson, sameKey, sameValues } from "./table.ts";
import { countsOrTyped } from "./visible.ts";

const ROWS_AT_ONCE = 1_000;

/**
 * Compares the staged rows with what is visible under the same keys. A row that says the same is dropped again; one that says something
 * else marks the row that it will replace and is written to the change log. Answers how many were unchanged. May be repeated.
 */
export async function compareByKey(prisma: PrismaClient, importId: number, table: SqlTable, step: () => Promise<void>): Promise<number> {
  const [o, c] = [Prisma.sql`o`, Prisma.sql`c`];
  const nullable = table.columns.find((column) => column.key && column.nullable);
  let unchanged = 0;
  for (const wholeStore of nullable ? [false, true] : [false]) {
    const part = nullable ? Prisma.sql`AND (r.${nullable.name} IS NULL) = ${wholeStore}` : Prisma.empty;
    for (let last = 0n; ;) {
      const [done] = await prisma.$queryRaw<[{ last: bigint | null; unchanged: number }]>`
        WITH ${staging(importId)},
        chunk AS MATERIALIZED (SELECT r.* FROM ${table.name} r, alive
          WHERE r.import_id = ${importId} AND r.id > ${last} ${part} ORDER BY r.id LIMIT ${ROWS_AT_ONCE}),
        pair AS MATERIALIZED (
          SELECT c.id AS new_id, o.id AS old_id, ${sameValues(table, c, o)} AS same
          FROM chunk c CROSS JOIN LATERAL (SELECT * FROM ${table.name} o
            WHERE ${sameKey(table, o, c, wholeStore)} AND o.import_id IS DISTINCT FROM ${importId} AND o.replaced_by IS DISTINCT FROM ${importId}
              AND ${countsOrTyped(o)} ORDER BY o.id DESC LIMIT 1) o),
        dropped AS (DELETE FROM ${table.name} WHERE id = ANY(ARRAY(SELECT new_id FROM pair WHERE same))),
        marked AS (UPDATE ${table.name} SET replaced_by = ${importId} WHERE id = ANY(ARRAY(SELECT old_id FROM pair WHERE NOT same))),
        logged AS (INSERT INTO import_change (import_id, fact, key, before, after)
          SELECT ${importId}::int, ${table.fact}::text, ${keyJson(table, c)}, ${rowJson(o)}, ${rowJson(c)} FROM pair p JOIN chunk c ON c.id = p.new_id
          CROSS JOIN LATERAL (SELECT * FROM ${table.name} o WHERE o.id = p.old_id OFFSET 0) o WHERE NOT p.same)
        SELECT (SELECT max(id) FROM chunk) AS last, (SELECT count(*)::int FROM pair WHERE same) AS unchanged`;
      if (done.last === null) break;
      last = done.last;
      unchanged += done.unchanged;
      await step();
    }
  }
  return unchanged;
}
