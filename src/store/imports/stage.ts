import type { FactKind, FactRows } from "../../domain/facts/facts.ts";
import type { Rejection, Staged } from "../../ports/imports.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { staging } from "./alive.ts";
import { arrayLiteral, type Cell } from "./arrays.ts";
import { reasonCell } from "./reason.ts";
import type { Column, FactTable, Ids } from "./table.ts";

/** Rows of one statement: some 30 ms on the embedded store, so that nobody else waits long. Larger ones are hardly faster. */
export const BATCH = 2_000;

export function* slices<T>(rows: readonly T[], size: number): Generator<readonly T[]> {
  for (let i = 0; i < rows.length; i += size) yield rows.slice(i, i + size);
}

/** Rows as columns, in the order of the table's columns. */
export function cellsOf<K extends FactKind>(table: FactTable<K>, rows: readonly Staged<K>[], ids: Ids): Cell[][] {
  return table.columns.map((c: Column<FactRows[K]>) => rows.map((row) => c.cell(row.fact, ids)));
}

export class NoLongerOpen extends Error {
  constructor(importId: number) {
    super(`import ${importId} is not open any more: it was cleared because it was not heard of, or it was abandoned`);
    this.name = "NoLongerOpen";
  }
}

/** Writes the nth batch of rows under an import that is on its way. */
export async function insertRows<K extends FactKind>(
  prisma: PrismaClient,
  importId: number,
  table: FactTable<K>,
  nth: number,
  cells: readonly (readonly Cell[])[],
  lines: readonly number[],
): Promise<void> {
  const arrays = table.columns.map((c, i) => Prisma.sql`${arrayLiteral(cells[i] ?? [])}::${c.type}[]`);
  const names = table.columns.map((c) => c.name);
  const written = await prisma.$executeRaw`
    WITH ${staging(importId)},
    batch AS (INSERT INTO import_batch (import_id, nth, fact, rows, at)
      SELECT ${importId}::int, ${nth}::int, ${table.fact}::text, ${lines.length}::int, clock_timestamp() FROM alive)
    INSERT INTO ${table.name} (${Prisma.join(names, ", ")}, "row", import_id)
    SELECT u.*, ${importId}::int FROM unnest(${Prisma.join(arrays, ", ")}, ${arrayLiteral(lines)}::int[]) AS u, alive`;
  if (written !== lines.length) throw new NoLongerOpen(importId);
}

export async function insertRejections(prisma: PrismaClient, importId: number, first: number, rows: readonly Rejection[]): Promise<void> {
  let nth = first;
  for (const part of slices(rows, BATCH)) {
    await prisma.$executeRaw`
      INSERT INTO rejected_row (import_id, nth, "row", "column", value, code, reason)
      SELECT ${importId}::int, x.* FROM unnest(${arrayLiteral(part.map(() => nth++))}::int[], ${arrayLiteral(part.map((r) => r.row))}::int[],
        ${arrayLiteral(part.map((r) => r.column))}::text[], ${arrayLiteral(part.map((r) => r.value))}::text[],
        ${arrayLiteral(part.map((r) => r.code))}::text[], ${arrayLiteral(part.map((r) => reasonCell(r.reason)))}::text[]) AS x`;
  }
}
