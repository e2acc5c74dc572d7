import type { Day } from "../../domain/calendar/day.ts";
import type { FactKind, FactRows } from "../../domain/facts/facts.ts";
import { Prisma } from "../client/client.ts";
import type { Cell } from "./arrays.ts";

/** Names that a fact uses, as the store's numbers. */
export interface Ids {
  readonly store: number | null;
  sku(code: string): number;
  warehouse(code: string): number;
}

/** A column as SQL needs it. */
export interface SqlColumn {
  readonly name: Prisma.Sql;
  /** As the change log calls it. */
  readonly label: string;
  readonly type: Prisma.Sql;
  readonly key: boolean;
  /** Only SKUs may be null in a key: the row speaks of the whole store. */
  readonly nullable: boolean;
}

export interface Column<F> extends SqlColumn {
  readonly cell: (fact: F, ids: Ids) => Cell;
}

/** What a fact says of a SKU beside its numbers. */
export interface SkuMention {
  readonly code: string;
  readonly title: string | null;
  readonly asin: string | null;
  readonly fnsku: string | null;
}

/** How a fact lies in its table, and what makes two rows the same fact. */
export interface SqlTable {
  readonly fact: FactKind;
  readonly name: Prisma.Sql;
  readonly columns: readonly SqlColumn[];
  /** Facts of a store take turns by store, the others by fact. */
  readonly ofStore: boolean;
}

export interface FactTable<K extends FactKind> extends SqlTable {
  readonly fact: K;
  readonly columns: readonly Column<FactRows[K]>[];
  readonly sku: ((fact: FactRows[K]) => SkuMention | null) | null;
  readonly warehouse: ((fact: FactRows[K]) => string) | null;
  /** Days that the fact speaks of. */
  readonly span: ((fact: FactRows[K]) => { readonly from: Day; readonly to: Day }) | null;
}

const TYPES = {
  int: Prisma.sql`int`,
  text: Prisma.sql`text`,
  date: Prisma.sql`date`,
  numeric: Prisma.sql`numeric`,
  timestamptz: Prisma.sql`timestamptz`,
  boolean: Prisma.sql`boolean`,
} as const;

export type ColumnType = keyof typeof TYPES;

function make<F>(label: string, name: Prisma.Sql, type: ColumnType, cell: Column<F>["cell"], key: boolean, nullable: boolean): Column<F> {
  return { label, name, type: TYPES[type], cell, key, nullable };
}

export const key = <F>(label: string, name: Prisma.Sql, type: ColumnType, cell: Column<F>["cell"]): Column<F> =>
  make(label, name, type, cell, true, false);

export const value = <F>(label: string, name: Prisma.Sql, type: ColumnType, cell: Column<F>["cell"]): Column<F> =>
  make(label, name, type, cell, false, true);

const NO_STORE = -1;

export const storeKey = <F>(): Column<F> => key("store", Prisma.sql`store_id`, "int", (_, ids) => ids.store ?? NO_STORE);

export const skuKey = <F extends { readonly sku: string }>(): Column<F> =>
  key("sku", Prisma.sql`sku_id`, "int", (fact, ids) => ids.sku(fact.sku));

export const skuOrStoreKey = <F extends { readonly sku: string | null }>(): Column<F> =>
  make("sku", Prisma.sql`sku_id`, "int", (fact, ids) => (fact.sku === null ? null : ids.sku(fact.sku)), true, true);

/** `a.x = b.x AND a.y = b.y …` over the key. Null SKUs are matched apart (`wholeStore`), so that an index can be used. */
export function sameKey(table: SqlTable, a: Prisma.Sql, b: Prisma.Sql, wholeStore: boolean): Prisma.Sql {
  const terms = table.columns
    .filter((c) => c.key)
    .map((c) =>
      c.nullable && wholeStore
        ? Prisma.sql`${a}.${c.name} IS NULL AND ${b}.${c.name} IS NULL`
        : Prisma.sql`${a}.${c.name} = ${b}.${c.name}`,
    );
  return Prisma.join(terms, " AND ");
}

const tuple = (columns: readonly SqlColumn[], of: Prisma.Sql) =>
  Prisma.sql`ROW(${Prisma.join(
    columns.map((c) => Prisma.sql`${of}.${c.name}`),
    ", ",
  )})`;

/** Whether two rows of one key say the same. */
export function sameValues(table: SqlTable, a: Prisma.Sql, b: Prisma.Sql): Prisma.Sql {
  const values = table.columns.filter((c) => !c.key);
  if (values.length === 0) return Prisma.sql`TRUE`;
  return Prisma.sql`(${tuple(values, a)} IS NOT DISTINCT FROM ${tuple(values, b)})`;
}

/** The key as the change log keeps it. */
export function keyJson(table: SqlTable, of: Prisma.Sql): Prisma.Sql {
  const pairs = table.columns.filter((c) => c.key).map((c) => Prisma.sql`${c.label}::text, ${of}.${c.name}`);
  return Prisma.sql`jsonb_build_object(${Prisma.join(pairs, ", ")})`;
}

/** A whole row as the change log keeps it: enough to put it back. */
export function rowJson(of: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(to_jsonb(${of}.*) - 'id' - 'replaced_by')`;
}
