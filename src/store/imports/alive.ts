import { Prisma } from "../client/client.ts";

/**
 * True for the statement's whole transaction while the import is on its way. It locks the import's row against `recover`, which
 * changes it before it clears: a process that woke up late can then write nothing that nobody would clear any more.
 */
export function staging(importId: number): Prisma.Sql {
  return Prisma.sql`alive AS MATERIALIZED (SELECT 1 FROM import WHERE id = ${importId} AND state = 'staging' FOR SHARE)`;
}

/**
 * Whether a row is the import's, where it is found by its key. `+ 0` hides the column from the planner: it thinks that an import
 * which it has not counted yet has no rows, and would go through all of them for each key.
 */
export function ofImport(row: Prisma.Sql, importId: number): Prisma.Sql {
  return Prisma.sql`(${row}.import_id + 0 = ${importId})`;
}
