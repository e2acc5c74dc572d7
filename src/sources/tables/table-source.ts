import type { OpenedFile, ParsedRecord, Source, SourceAsk, SourceColumn, SourceContext } from "../../app/types.ts";
import { addDays } from "../../domain/calendar/day.ts";
import { zone } from "../../domain/calendar/zone.ts";
import type { FactKind, FactRows } from "../../domain/facts/facts.ts";
import type { Text } from "../../domain/value.ts";
import { type DateReading, dateOrderOf } from "./date.ts";
import { bind, type Bound, headerKey, refuseMissing, refuseTwice, refuseUnknown, unknownNote } from "./header.ts";
import { contradictions } from "./keys.ts";
import { LIMITS } from "./limits.ts";
import { type NumberStyle, styleOf } from "./number.ts";
import { Rejected } from "./rejected.ts";
import { type Reading, Row } from "./row.ts";

/** What a record becomes; the line number is added outside. */
export interface Taken<K extends FactKind> {
  readonly fact: FactRows[K];
  readonly also?: readonly FactRows[K][];
  readonly beside?: { readonly fact: "returns"; readonly row: FactRows["returns"] };
}

export interface TableFormat<K extends FactKind> {
  readonly id: string;
  readonly fact: K;
  readonly title: Text;
  readonly origin: Text;
  readonly asks: Partial<SourceAsk>;
  readonly whole?: true;
  readonly fits?: NonNullable<Source["fits"]>;
  readonly encodings?: readonly string[];
  readonly columns: readonly SourceColumn[];
  /** Columns that are known and not wanted: personal data first of all. Only `columns` ever leave the parser. */
  readonly ignored?: readonly (string | RegExp)[];
  /** A platform adds columns whenever it likes (`note`); our own CSV has no others (`refuse`). */
  readonly unknown: "note" | "refuse";
  /** Absent: by the store's country. */
  readonly style?: NumberStyle;
  readonly naive?: NonNullable<DateReading["naive"]>;
  /** True when the header is this format's; absent: when every required column is there. */
  readonly recognise?: (keys: ReadonlySet<string>, bound: Bound) => boolean;
  /** True for a first record that explains the columns instead of filling them, where looks alone do not tell. */
  readonly explains?: (row: Row) => boolean;
  /** Key of a fact where a second record with it would contradict the first. */
  readonly key?: (fact: FactRows[K]) => string;
  /** Called once a file; what it returns is called for each record. */
  readonly start: (context: SourceContext) => (row: Row) => Taken<K>;
}

const NO_ASK: SourceAsk = { store: false, period: false, currency: false, day: false, warehouse: false };
const FOOTER = /record\(s\)|records? downloaded|seller id|^\s*(?:grand )?total\b|合计|总计|以上|^[-=]{3,}$/i;

/** The header again, where files were glued together. */
const isHeader = (cells: readonly string[], header: readonly string[]): boolean =>
  cells.length === header.length && cells.every((c, i) => c.trim() === header[i]?.trim());

/** Looks like a row under the header that explains it (TikTok's second line). So does a product without figures, which can be read. */
function explains(cells: readonly string[], header: readonly string[]): boolean {
  const filled = cells.filter((c) => c.trim() !== "");
  return (
    filled.length >= 2 &&
    filled.length >= header.length / 2 &&
    !filled.some((c) => /\d/.test(c)) &&
    filled.some((c) => c.trim().includes(" "))
  );
}

const isFooter = (cells: readonly string[], width: number): boolean => {
  const filled = cells.filter((c) => c.trim() !== "");
  return width >= 3 && filled.length === 1 && FOOTER.test(filled[0] ?? "");
};

function shapeFault(cells: readonly string[], bound: Bound): Rejected | undefined {
  if (cells.length <= bound.width) return undefined;
  const extra = cells.slice(bound.width).find((c) => c.trim() !== "");
  if (extra === undefined) return undefined;
  return new Rejected("too-many-cells", null, extra, {
    zh: `这一行有 ${cells.length} 列，表头只有 ${bound.width} 列；可能多了逗号或引号`,
    en: `the record has ${cells.length} cells, the header ${bound.width}; a comma or quote too many`,
  });
}

/** A format of a table: binds the header once, then reads record by record; a record that is wrong takes no other with it. */
export function tableSource<K extends FactKind>(format: TableFormat<K>): Source<K> {
  const { columns, ignored = [] } = format;

  async function* read(file: OpenedFile, context: SourceContext): AsyncGenerator<readonly ParsedRecord<K>[]> {
    let header: readonly string[] | undefined;
    let bound: Bound | undefined;
    let row: Row | undefined;
    let take: ((row: Row) => Taken<K>) | undefined;
    const check = contradictions();
    let first = true;
    // The last record is held back: only the file's end tells that it was cut off.
    let held: { readonly line: number; readonly cells: readonly string[] } | undefined;

    const one = (line: { readonly line: number; readonly cells: readonly string[] }, last: boolean): ParsedRecord<K> | undefined => {
      if (!bound || !row || !take || !header) return undefined;
      const { cells } = line;
      const isFirst = first;
      first = false;
      if (isHeader(cells, header) || (cells.length < bound.width || last ? isFooter(cells, bound.width) : false)) return undefined;
      try {
        const fault = shapeFault(cells, bound);
        if (fault) throw fault;
        if (last && file.endsMidLine === true && cells.length < bound.width) {
          throw new Rejected("cut-off", null, cells.at(-1) ?? null, {
            zh: `最后一行只有 ${cells.length} 列，应有 ${bound.width} 列；文件可能被截断`,
            en: `the last record has ${cells.length} of ${bound.width} cells; the file seems to be cut off`,
          });
        }
        row.on(cells);
        if (isFirst && format.explains?.(row) === true) return undefined;
        const taken = take(row);
        const key = format.key?.(taken.fact);
        if (key !== undefined) check(key, line.line, taken);
        return { row: line.line, ...taken };
      } catch (error) {
        if (!(error instanceof Rejected)) throw error;
        if (isFirst && explains(cells, header)) return undefined;
        return { row: line.line, reject: { column: error.column, value: error.value, code: error.code, reason: error.reason } };
      }
    };

    for await (const batch of file.rows()) {
      const out: ParsedRecord<K>[] = [];
      for (const line of batch) {
        if (!header) {
          header = line.cells;
          const b = bind(header, columns, ignored);
          refuseMissing(file.name, format.id, b, columns);
          refuseTwice(file.name, b.twice);
          if (format.unknown === "refuse") refuseUnknown(file.name, format.id, b.unknown, columns);
          else if (b.unknown.length > 0) context.note?.(unknownNote(file.name, b.unknown));
          bound = b;
          row = new Row({ ...readingOf(format, b, context), floats: file.floats === true });
          take = format.start(context);
          continue;
        }
        if (held) {
          const record = one(held, false);
          if (record) out.push(record);
        }
        held = line;
      }
      if (out.length > 0) yield out;
    }
    const record = held ? one(held, true) : undefined;
    if (record) yield [record];
  }

  return {
    id: format.id,
    fact: format.fact,
    title: format.title,
    origin: format.origin,
    asks: { ...NO_ASK, ...format.asks },
    columns,
    ...(format.whole && { whole: format.whole }),
    ...(format.fits ? { fits: format.fits } : {}),
    ...(format.encodings ? { encodings: format.encodings } : {}),
    recognise: (sniff) => {
      if (sniff.kind !== "table") return false;
      const bound = bind(sniff.header, columns, ignored);
      if (!columns.every((c) => !c.required || bound.at.has(c.name))) return false;
      return format.recognise?.(new Set(sniff.header.map(headerKey)), bound) ?? true;
    },
    match: (sniff) => {
      const bound = bind(sniff.kind === "table" ? sniff.header : [], columns, ignored);
      return {
        found: bound.at.size,
        missing: columns.filter((c) => c.required && !bound.at.has(c.name)).map((c) => c.name),
        unknown: bound.unknown,
      };
    },
    read,
  };
}

function readingOf<K extends FactKind>(format: TableFormat<K>, bound: Bound, context: SourceContext): Reading {
  const country = context.store?.country ?? null;
  return {
    bound,
    style: format.style ?? styleOf(country),
    dates: {
      zone: context.store?.zone ?? zone("UTC"),
      order: format.unknown === "refuse" ? "unknown" : dateOrderOf(country),
      ...(format.naive ? { naive: format.naive } : {}),
    },
    latest: addDays(context.today, 1),
    cellLimit: LIMITS.cell,
  };
}
