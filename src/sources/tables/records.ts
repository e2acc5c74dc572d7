import { CsvError, Parser } from "csv-parse";
import { UserError } from "../../domain/user-error.ts";
import type { Limits } from "./limits.ts";

export interface Line {
  /** Line on which the record begins, 1 = first of the file. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Shape {
  readonly delimiter: string;
  /** Lines to pass over before the first record: `sep=` and what is not part of the table. */
  readonly skipLines: number;
}

function unclosed(name: string, line: number): UserError {
  return new UserError(
    "unclosed-quote",
    {
      zh: `${name}：第 ${line} 行开始的引号没有闭合，之后的行会被吞掉，因此整个文件未读取。`,
      en: `${name}: a quote that opens in the record at line ${line} is not closed where it should be, so nothing after it can be trusted.`,
    },
    { zh: "请检查该行的双引号，或重新下载报表。", en: "Look at the double quotes in that line, or download the report again." },
  );
}

function tooWide(name: string, line: number, what: Readonly<{ zh: string; en: string }>): UserError {
  return new UserError("too-large-record", { zh: `${name}：第 ${line} 行${what.zh}。`, en: `${name}: line ${line} ${what.en}.` });
}

const isBlank = (cells: readonly string[]): boolean => cells.every((c) => c.trim() === "");

function lineBreaks(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) {
    if (!cell.includes("\n") && !cell.includes("\r")) continue;
    breaks += cell.match(/\r\n|\n|\r/g)?.length ?? 0;
  }
  return breaks;
}

/**
 * True when the lines inside a record's cells look like records themselves: a quote was opened by mistake and closed by the
 * next one far below. A comment of several lines has other numbers of delimiters than the table.
 */
function swallowedRecords(cells: readonly string[], delimiter: string, columns: number): boolean {
  if (columns < 3) return false;
  if (cells.length !== columns) return true;
  return cells.some((cell) => cell.split(/\r\n|\n|\r/).some((part) => part.split(delimiter).length === columns));
}

// Spreadsheets quote cells of tab-separated text; Amazon's flat files do not quote, and a title may begin with an inch mark.
const untab = (cell: string): string =>
  cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') && !/[^"]"[^"]/.test(cell.slice(1, -1).replaceAll('""', ""))
    ? cell.slice(1, -1).replaceAll('""', '"')
    : cell;

const options = (delimiter: string, limits: Limits) => ({
  delimiter,
  quote: delimiter === "\t" ? null : '"',
  relax_quotes: true,
  relax_column_count: true,
  record_delimiter: ["\r\n", "\n", "\r"],
  max_record_size: limits.record,
  bom: true,
});

/** The first records of a piece of text; for looking, so nothing is refused and the last one may be cut off. */
export function firstRecords(text: string, delimiter: string, limits: Limits): readonly Line[] {
  const parser = new Parser({ ...options(delimiter, limits), to: limits.headerWithin * 2 });
  parser.on("error", () => undefined);
  // The parser looks a few characters ahead before it says that a record is over.
  parser.write(`${text}\n\n\n\n`);
  const found: Line[] = [];
  let line = 1;
  for (let cells = parser.read() as string[] | null; cells !== null; cells = parser.read() as string[] | null) {
    found.push({ line, cells });
    line += 1 + lineBreaks(cells);
  }
  parser.destroy();
  return found;
}

/** Records of a table in batches, one batch for each piece of text. Blank lines are none. */
export async function* records(name: string, text: AsyncIterable<string>, shape: Shape, limits: Limits): AsyncGenerator<readonly Line[]> {
  const tabs = shape.delimiter === "\t";
  const parser = new Parser(options(shape.delimiter, limits));
  let failure: Error | undefined;
  parser.on("error", (error) => (failure = error));
  let line = 1;
  let columns = 0;

  const drain = (): Line[] => {
    const batch: Line[] = [];
    for (let cells = parser.read() as string[] | null; cells !== null; cells = parser.read() as string[] | null) {
      const at = line;
      const breaks = tabs ? 0 : lineBreaks(cells);
      line += 1 + breaks;
      if (at <= shape.skipLines || isBlank(cells)) continue;
      if (cells.length > limits.columns) {
        throw tooWide(name, at, {
          zh: `有 ${cells.length} 列，最多 ${limits.columns} 列`,
          en: `has ${cells.length} columns, at most ${limits.columns} are read`,
        });
      }
      if (columns === 0) columns = cells.length;
      if (breaks > 0 && swallowedRecords(cells, shape.delimiter, columns)) throw unclosed(name, at);
      columns = Math.max(columns, cells.length);
      batch.push({ line: at, cells: tabs ? cells.map(untab) : cells });
    }
    return batch;
  };
  const fail = (): void => {
    if (!failure) return;
    const code = failure instanceof CsvError ? failure.code : undefined;
    if (code === "CSV_MAX_RECORD_SIZE") {
      throw tooWide(name, line, {
        zh: `超过 ${Math.round(limits.record / 1024)} KB：引号没有闭合，或单元格过长`,
        en: `is longer than ${Math.round(limits.record / 1024)} KB: a quote that is not closed, or a cell that is too long`,
      });
    }
    if (code === "CSV_QUOTE_NOT_CLOSED") throw unclosed(name, line);
    throw failure;
  };

  try {
    for await (const piece of text) {
      // The parser works inside `write`; its callback waits until what it found was read.
      const written = new Promise<void>((resolve) => parser.write(piece, () => resolve()));
      const batch = drain();
      if (batch.length > 0) yield batch;
      fail();
      await written;
      fail();
    }
    const ended = new Promise<void>((resolve) => parser.end(() => resolve()));
    const last = drain();
    await ended;
    last.push(...drain());
    if (last.length > 0) yield last;
    fail();
  } finally {
    parser.destroy();
  }
}
