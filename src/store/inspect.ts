import type { Connection } from "./connect.ts";
import { pendingMigrations } from "./migrate.ts";

/** What somebody who looks after the store wants to know. */
export interface StoreCondition {
  /** Of PostgreSQL. */
  readonly version: string;
  readonly zone: string;
  readonly migrations: { readonly applied: number; readonly due: number };
  /** Of the database's tables and indexes. */
  readonly bytes: number;
}

export async function inspect({ pool }: Connection): Promise<StoreCondition> {
  const { rows } = await pool.query<{ version: string; zone: string; bytes: string }>(
    "SELECT current_setting('server_version') AS version, current_setting('timezone') AS zone, pg_database_size(current_database())::text AS bytes",
  );
  const [row] = rows;
  if (row === undefined) throw new Error("the store answered a question about itself with nothing");
  const { applied, due } = await pendingMigrations(pool);
  return { version: row.version, zone: row.zone, bytes: Number(row.bytes), migrations: { applied: applied.length, due: due.length } };
}
