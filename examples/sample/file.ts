import type { Day } from "../../src/domain/calendar/day.ts";

/** A report as a seller would have it, and what must be said when it is handed in because it does not say it itself. */
export interface SampleFile {
  readonly name: string;
  /** `--format` id. */
  readonly format: string;
  readonly text: string;
  readonly store?: string;
  readonly period?: { readonly from: Day; readonly to: Day };
  readonly day?: Day;
  readonly warehouse?: string;
  /** `history`: rows of the days asked for. `state`: how things stand on the last day; the next one replaces it. */
  readonly kind: "history" | "state";
}

export type Cell = string | number | null;

const quoted = (cell: Cell): string => {
  const text = cell === null ? "" : String(cell);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `${[header, ...rows].map((r) => r.map(quoted).join(",")).join("\n")}\n`;
}

/** Amazon's flat files: tabs, no quotes. */
export function tsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `${[header, ...rows].map((r) => r.map((c) => (c === null ? "" : String(c).replace(/[\t\n]/g, " "))).join("\t")).join("\r\n")}\r\n`;
}

const places = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** A row of a wide report of which few columns are filled. */
export function filled(header: readonly string[], cells: Readonly<Record<string, Cell>>): Cell[] {
  let at = places.get(header);
  if (!at) places.set(header, (at = new Map(header.map((name, i) => [name, i]))));
  const row: Cell[] = header.map(() => "");
  for (const name in cells) {
    const place = at.get(name);
    if (place === undefined) throw new Error(`the report has no column "${name}"`);
    row[place] = cells[name] ?? "";
  }
  return row;
}
