import type { FactKind } from "../../domain/facts/facts.ts";
import type { Rejection } from "../../ports/imports.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { ofImport, staging } from "./alive.ts";
import { arrayLiteral, type Cell } from "./arrays.ts";
import type { Seen } from "./seen.ts";
import { slices } from "./stage.ts";
import { type SqlTable, sameKey, sameValues } from "./table.ts";

const KEYS_AT_ONCE = 500;

/** Indices of the rows whose key the file has (perhaps) named before. */
export function perhapsAgain(table: SqlTable, cells: readonly (readonly Cell[])[], count: number, seen: Seen): number[] {
  const keys = table.columns.flatMap((c, i) => (c.key ? [cells[i] ?? []] : []));
  const again: number[] = [];
  for (let row = 0; row < count; row++) {
    let text = "";
    for (const column of keys) text += `${String(column[row])}\u0001`;
    if (seen.again(text)) again.push(row);
  }
  return again;
}

export interface Twice {
  /** Rows that another row of the file repeats word for word. */
  readonly repeated: number;
  /** Rows that a later row of the file contradicts. */
  readonly superseded: readonly Rejection[];
}

/**
 * One file names one key twice: the later row counts and the earlier one is taken out. Where both say the same, the earlier one is
 * unchanged; else it is rejected, since a file that contradicts itself is something that its owner should hear of.
 */
export async function dropEarlier(
  prisma: PrismaClient,
  importId: number,
  table: SqlTable & { readonly fact: FactKind },
  cells: readonly (readonly Cell[])[],
  rows: readonly number[],
): Promise<Twice> {
  const keys = table.columns.flatMap((c, i) => (c.key ? [{ column: c, cells: cells[i] ?? [] }] : []));
  const [k, c, l] = [Prisma.sql`k`, Prisma.sql`c`, Prisma.sql`l`];
  let repeated = 0;
  const superseded: Rejection[] = [];
  for (const wholeStore of keys.some((key) => key.column.nullable) ? [false, true] : [false]) {
    const mine = rows.filter((row) => keys.some((key) => key.column.nullable && key.cells[row] === null) === wholeStore);
    for (const part of slices(mine, KEYS_AT_ONCE)) {
      const arrays = keys.map((key) => Prisma.sql`${arrayLiteral(part.map((row) => key.cells[row] ?? null))}::${key.column.type}[]`);
      const names = keys.map((key) => key.column.name);
      const found = await prisma.$queryRaw<{ row: number; by: number; same: boolean }[]>`
        WITH ${staging(importId)}, k AS (SELECT DISTINCT u.* FROM unnest(${Prisma.join(arrays, ", ")}) AS u (${Prisma.join(names, ", ")}), alive),
        earlier AS MATERIALIZED (
          SELECT e.* FROM k
          CROSS JOIN LATERAL (SELECT * FROM ${table.name} l WHERE ${sameKey(table, l, k, wholeStore)} AND ${ofImport(l, importId)} ORDER BY l.id DESC LIMIT 1) l
          CROSS JOIN LATERAL (SELECT c.id, c."row", l."row" AS by, ${sameValues(table, c, l)} AS same FROM ${table.name} c
            WHERE ${sameKey(table, c, k, wholeStore)} AND ${ofImport(c, importId)} AND c.id < l.id OFFSET 0) e),
        gone AS (DELETE FROM ${table.name} WHERE id = ANY(ARRAY(SELECT id FROM earlier)))
        SELECT "row", by, same FROM earlier ORDER BY 1`;
      for (const e of found) {
        if (e.same) repeated++;
        else {
          superseded.push({
            row: e.row,
            column: null,
            value: null,
            code: "superseded-in-file",
            reason: {
              zh: `本文件第 ${e.by} 行的主键相同而内容不同，以后面的行为准`,
              en: `Row ${e.by} of this file says something else about the same ${table.fact} key; the later row counts.`,
            },
          });
        }
      }
    }
  }
  return { repeated, superseded };
}
