import { Prisma } from "../client/client.ts";

/**
 * Imports whose rows do not count: those on their way, and failed or undone ones that are not cleared yet. A handful at most.
 * Readers put it into the statement that reads the facts, so that one snapshot decides both.
 */
export const PENDING = Prisma.sql`ARRAY(SELECT p.id FROM import p WHERE p.state <> 'visible' AND NOT p.swept)`;

/**
 * Whether a row's import is none of those. Not written as `import_id <> ALL (…)`: of an array that it does not know PostgreSQL expects ten
 * members, and of a table with two imports it then expects to find a thousandth of the rows; what it joins to so few, it joins row by row.
 */
export function shown(row: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(array_position(${PENDING}, ${row}.import_id) IS NOT NULL)::int <> 1`;
}

/** Whether a fact row counts: its import is visible, and the one that replaces it (if any) is not. */
export function counts(row: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${shown(row)} AND (${row}.replaced_by IS NULL OR ${row}.replaced_by = ANY(${PENDING})))`;
}

/** As `counts`, for tables whose rows may have been typed in (no import). */
export function countsOrTyped(row: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`((${row}.import_id IS NULL OR ${row}.import_id <> ALL(${PENDING})) AND (${row}.replaced_by IS NULL OR ${row}.replaced_by = ANY(${PENDING})))`;
}

/** Whether a SKU or listing may be seen: nobody's import, or a visible one, named it first. */
export function known(row: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${row}.import_id IS NULL OR EXISTS (SELECT 1 FROM import k WHERE k.id = ${row}.import_id AND k.state = 'visible'))`;
}
