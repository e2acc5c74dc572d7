import type { Connection } from "../connect.ts";

/** As autovacuum decides it, but for whole tables of ours: below this a table is read faster than it is cleaned. */
const DEAD_ROWS = 10_000;
const DEAD_SHARE = 0.2;

/**
 * What autovacuum would do on a PostgreSQL that had one: the embedded one has no other process. One table is one statement, so that
 * others come in between. Answers the tables.
 */
export async function vacuumDue(pool: Connection["pool"]): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I', relname) as name from pg_stat_user_tables
     where n_dead_tup >= ${DEAD_ROWS} and n_dead_tup >= ${DEAD_SHARE} * (n_live_tup + n_dead_tup) order by 1`,
  );
  for (const { name } of rows) await pool.query(`vacuum (analyze) ${name}`);
  return rows.map((r) => r.name);
}
