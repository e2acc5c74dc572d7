import { createHash } from "node:crypto";
import type { EncodingHint, FileBytes, Inspect, InspectedFile, Sniff } from "../../app/types.ts";
import { UserError } from "../../domain/user-error.ts";
import { plainBytes, tooLarge } from "./bytes.ts";
import { candidates, Checker, decoded, encodingNamed, type Evidence, lossWatch, markOf } from "./encoding.ts";
import { parseJson } from "./json.ts";
import { type Limits, LIMITS } from "./limits.ts";
import { isGzip, isZip, nested, refuseNonText } from "./magic.ts";
import { firstRecords, type Line, records } from "./records.ts";
import { inspectWorkbook } from "./workbook/inspect-workbook.ts";

const HEAD = 64 * 1024;
const DELIMITERS = [",", "\t", ";", "|"];
const SEP = /^\uFEFF?"?sep=(.)"?\r?\n/i;

/** How many cells a delimiter makes, in the records that agree on their number; a few long ones among others are a sentence. */
function score(lines: readonly Line[]): number {
  const counts = new Map<number, number>();
  let records = 0;
  for (const { cells } of lines) {
    if (cells.length === 1 && cells[0]?.trim() === "") continue;
    records += 1;
    if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  return Math.max(0, ...[...counts].map(([cells, times]) => (cells - 1) * times * (times / records) ** 2));
}

/** The delimiter by what it does to the first records, never by the file's name: flat files called .csv are full of tabs. */
export function delimiterOf(text: string, limits: Limits = LIMITS): { readonly delimiter: string; readonly skipLines: number } {
  const said = SEP.exec(text)?.[1];
  if (said !== undefined) return { delimiter: said, skipLines: 1 };
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const reached = score(firstRecords(text, delimiter, limits));
    if (reached > best.score) best = { delimiter, score: reached };
  }
  return { delimiter: best.delimiter, skipLines: 0 };
}

/** What is known of a file's encoding before a store is: the bytes that tell, and what was said about it. */
interface Clue {
  readonly evidence: Evidence;
  /** The first part of the file that is not ASCII. */
  readonly sample: Uint8Array;
  readonly hint: EncodingHint;
}

const settled = ({ evidence, hint }: Clue): string | undefined =>
  hint.encoding === undefined ? (evidence.marked ?? (evidence.validUtf8 ? "utf-8" : undefined)) : encodingNamed(hint.encoding);

const guessed = (clue: Clue): string => settled(clue) ?? candidates(clue.sample, clue.hint, [])[0]?.encoding ?? "windows-1252";

async function encodingOf(
  clue: Clue,
  bytes: () => AsyncIterable<Uint8Array>,
  country: string | null,
  format: readonly string[],
): Promise<string> {
  const known = settled(clue);
  if (known !== undefined) return known;
  const guesses = candidates(clue.sample, country === null ? clue.hint : { ...clue.hint, country }, format);
  // A damaged file of this encoding is refused as damaged; read in another one it would only be gibberish.
  if (guesses[0]?.sure) return guesses[0].encoding;
  const tried = guesses.map(({ encoding }) => ({ encoding, checker: new Checker(encoding) }));
  for await (const chunk of bytes()) for (const { checker } of tried) checker.push(chunk);
  return tried.find(({ checker }) => checker.end())?.encoding ?? "windows-1252";
}

/** The first part of a file that is not ASCII, from the beginning of its line on. */
class Sample {
  #kept: Uint8Array | undefined;
  see(chunk: Uint8Array): void {
    if (this.#kept !== undefined) return;
    const first = chunk.findIndex((byte) => byte >= 0x80);
    if (first < 0) return;
    const line = chunk.lastIndexOf(0x0a, first) + 1;
    this.#kept = chunk.slice(line, line + HEAD);
  }
  get bytes(): Uint8Array {
    return this.#kept ?? new Uint8Array();
  }
}

/** Each record near the top that could be a header, as a look for the formats. */
function tableSniffs(name: string, text: string, lines: readonly Line[], limits: Limits): Sniff[] {
  return lines
    .map(({ cells }) => cells.map((c) => c.trim()))
    .filter((cells) => cells.filter((c) => c !== "").length >= 2 && cells.length <= limits.columns)
    .slice(0, limits.headerWithin)
    .map((header) => ({ kind: "table", fileName: name, header, text }));
}

/**
 * Reads a file from end to end once: unpacks, hashes, measures, refuses what is no table, and finds what may be its header.
 * Nothing but its beginning is kept.
 */
export function inspector(limits: Limits = LIMITS): Inspect {
  return async (name: string, source: FileBytes, hint: EncodingHint = {}): Promise<InspectedFile> => {
    const hash = createHash("sha256");
    const utf8 = new Checker("utf-8");
    const sample = new Sample();
    const begin: Uint8Array[] = [];
    let headSize = 0;
    let size = 0;
    let lastBytes: Uint8Array = new Uint8Array();
    let json: boolean | undefined;
    let packed: boolean | undefined;
    let workbook: Uint8Array[] | undefined;
    const raw = (chunk: Uint8Array): void => {
      hash.update(chunk);
      packed ??= isGzip(chunk);
    };
    for await (const chunk of plainBytes(name, source, limits, raw)) {
      if (size === 0 && isZip(chunk)) {
        if (packed) throw nested(name);
        workbook = [];
      }
      if (workbook) {
        workbook.push(chunk);
        size += chunk.length;
        if (size > limits.workbookBytes) throw tooLarge(name, limits.workbookBytes);
        continue;
      }
      if (headSize < HEAD) {
        begin.push(chunk.subarray(0, HEAD - headSize));
        headSize += begin.at(-1)?.length ?? 0;
        if (size === 0) refuseNonText(name, chunk);
      }
      size += chunk.length;
      if (chunk.length > 0) lastBytes = chunk.subarray(-2);
      utf8.push(chunk);
      sample.see(chunk);
      json ??= beginsLikeJson(chunk);
      if (json && size > limits.jsonBytes) throw tooLarge(name, limits.jsonBytes);
    }
    if (workbook) return inspectWorkbook(name, Buffer.concat(workbook), hash.digest("hex"), limits);
    const head = Buffer.concat(begin);
    if (size === 0 || /^\s*$/.test(head.toString("latin1"))) {
      throw new UserError("empty-file", { zh: `${name}：文件是空的。`, en: `${name}: the file is empty.` });
    }
    const evidence: Evidence = { marked: markOf(head), validUtf8: utf8.end() };
    const again = (): AsyncIterable<Uint8Array> => plainBytes(name, source, limits);
    const clue: Clue = { evidence, sample: sample.bytes, hint };
    const encoding = guessed(clue);
    const text = new TextDecoder(encoding).decode(head, { stream: true });
    if (json) return jsonFile(name, hash.digest("hex"), size, again, encoding, limits);
    refuseBinary(name, text);

    const shape = delimiterOf(text, limits);
    const first = firstRecords(text, shape.delimiter, limits).filter((l) => l.line > shape.skipLines);
    return {
      name,
      hash: hash.digest("hex"),
      bytes: size,
      encoding,
      sniffs: tableSniffs(name, text, first, limits),
      async open({ sniff, country, encodings, note, progress }) {
        const encoding = await encodingOf(clue, again, country, encodings);
        const headerAt = first.find((l) => sameCells(l.cells, sniff.header))?.line ?? 1;
        return {
          name,
          kind: "table",
          encoding,
          endsMidLine: !lastBytes.includes(0x0a) && !lastBytes.includes(0x0d),
          rows: async function* () {
            const watch = lossWatch(name, note);
            let read = 0;
            const counted = (async function* () {
              for await (const chunk of again()) {
                progress?.((read += chunk.length));
                yield chunk;
              }
            })();
            const seen = (async function* () {
              for await (const piece of decoded(name, counted, encoding)) {
                watch.see(piece);
                yield piece;
              }
            })();
            yield* records(name, seen, { delimiter: shape.delimiter, skipLines: headerAt - 1 }, limits);
            watch.end();
          },
          json: () => Promise.reject(new TypeError(`${name} is a table, not JSON`)),
        };
      },
    };
  };
}

const sameCells = (cells: readonly string[], header: readonly string[]): boolean =>
  cells.length === header.length && cells.every((c, i) => c.trim() === header[i]);

function beginsLikeJson(chunk: Uint8Array): boolean | undefined {
  const begin = Buffer.from(chunk.subarray(0, 1024))
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (begin === "") return undefined;
  return begin.startsWith("{") || /^\[\s*[[{\]"\d]/.test(begin);
}

/** Control characters in the first lines mean that no delimiter will ever make sense of it. */
function refuseBinary(name: string, text: string): void {
  const begin = text.slice(0, 4096);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const odd = begin.match(/[\u0000-\u0008\u000e-\u001f]/g)?.length ?? 0;
  if (odd <= begin.length / 20) return;
  throw new UserError(
    "not-a-table",
    { zh: `${name}：这是二进制文件，不是 CSV、TSV、XLSX 或 JSON。`, en: `${name}: this is a binary file, not CSV, TSV, XLSX or JSON.` },
    { zh: "请重新下载 CSV 或 TXT 格式的报表。", en: "Download the report again as CSV or TXT." },
  );
}

async function jsonFile(
  name: string,
  hash: string,
  size: number,
  bytes: () => AsyncIterable<Uint8Array>,
  encoding: string,
  limits: Limits,
): Promise<InspectedFile> {
  let text = "";
  for await (const piece of decoded(name, bytes(), encoding)) text += piece;
  const value = parseJson(name, text, limits);
  const header = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  return {
    name,
    hash,
    bytes: size,
    encoding,
    sniffs: [{ kind: "json", fileName: name, header, text: text.slice(0, HEAD) }],
    open: ({ progress }) => {
      progress?.(size);
      return Promise.resolve({
        name,
        kind: "json" as const,
        encoding,
        // oxlint-disable-next-line require-yield -- a JSON document has no lines
        rows: async function* () {
          throw new TypeError(`${name} is JSON, not a table`);
        },
        json: () => Promise.resolve(value),
      });
    },
  };
}
