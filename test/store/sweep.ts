import type { Connection } from "../../src/store/connect.ts";

/** Tables that were written to since they were last empty, be it that all was undone: their counters have moved. */
const USED = `select string_agg(format('%I', c.relname), ', ') as names from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '_prisma_migrations'
    and (pg_relation_size(c.oid) > 0 or exists (
      select 1 from pg_depend d join pg_sequence s on s.seqrelid = d.objid
      where d.refobjid = c.oid and d.classid = 'pg_class'::regclass and pg_sequence_last_value(s.seqrelid) is not null))`;

/** Empties a store, whatever was in it. Only what was used is touched: emptying all tables takes ten times as long. */
export async function sweep(pool: Connection["pool"]): Promise<void> {
  const { rows } = await pool.query<{ names: string | null }>(USED);
  const names = rows[0]?.names;
  if (names) await pool.query(`truncate ${names} restart identity cascade`);
}

/** Changes when tables, columns or indexes do. */
export async function shapeOf(pool: Connection["pool"]): Promise<string> {
  const { rows } = await pool.query<{ shape: string | null }>(
    `select string_agg(concat(oid, ':', relnatts), ' ' order by oid) as shape from pg_class where relnamespace = to_regnamespace('public')`,
  );
  return rows[0]?.shape ?? "";
}
