import type { Block, Value } from "./message.ts";
import { LIMITS } from "./valid.ts";

type Table = Extract<Block, { readonly kind: "table" }>;

/**
 * All rows of a table of which a chat shows the first `show`: what is hidden there goes out with the rest as a CSV file. Beyond what a
 * message carries it says how many there are.
 */
export function listed<T>(items: readonly T[], show: number, row: (item: T) => readonly Value[]): Pick<Table, "rows" | "show" | "more"> {
  const most = LIMITS.carriedRows;
  const rows = items.slice(0, most).map(row);
  if (rows.length <= show) return { rows };
  if (items.length <= most) return { rows, show };
  const [all, carried] = [items.length.toLocaleString("en"), most.toLocaleString("en")];
  return {
    rows,
    show,
    more: { zh: `共 ${all} 行，文件里是前 ${carried} 行`, en: `${all} rows in all; the file has the first ${carried}` },
  };
}

/** How many rows of it are shown where the rest can be had as a file. */
export const shownRows = ({ rows, show }: Pick<Table, "rows" | "show">): number => Math.min(rows.length, show ?? Infinity);
