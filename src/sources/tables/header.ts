import type { SourceColumn } from "../../app/types.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Text } from "../../domain/value.ts";
import { closest } from "../../domain/words/closest.ts";

/** Header names compare without case, spaces and punctuation: `(Parent) ASIN`, `Parent ASIN` and `parent-asin` are one. */
export const headerKey = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%]+/gu, "");

/** A header cell as it may be shown and kept: no control characters, no half characters, not long. */
export const shownName = (name: string): string =>
  name
    .toWellFormed()
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 60);

export interface Bound {
  /** Place of each known column in a record. */
  readonly at: ReadonlyMap<string, number>;
  /** The name as the file writes it, for people. */
  readonly written: ReadonlyMap<string, string>;
  readonly unknown: readonly string[];
  readonly width: number;
}

const namesOf = (column: SourceColumn): string[] => [column.name, ...(column.aliases ?? [])].map(headerKey);

/** Which header cells are which columns. The first alias in the column's own order wins, so `name` beats an older name. */
export function bind(
  header: readonly string[],
  columns: readonly SourceColumn[],
  ignored: readonly (string | RegExp)[],
): Bound & { readonly twice: readonly string[] } {
  const keys = header.map(headerKey);
  const at = new Map<string, number>();
  const written = new Map<string, string>();
  const used = new Set<number>();
  const twice: string[] = [];
  for (const column of columns) {
    for (const key of namesOf(column)) {
      const place = keys.indexOf(key);
      if (place < 0) continue;
      if (keys.indexOf(key, place + 1) >= 0) twice.push(shownName(header[place] ?? column.name));
      at.set(column.name, place);
      written.set(column.name, shownName(header[place] ?? column.name));
      used.add(place);
      break;
    }
  }
  // Older names of a column that was found under a newer one are known too.
  const known = new Set(columns.flatMap(namesOf));
  const exact = new Set(ignored.filter((i): i is string => typeof i === "string").map(headerKey));
  const patterns = ignored.filter((i): i is RegExp => typeof i !== "string");
  const unknown = header
    .filter((name, i) => {
      const key = keys[i] ?? "";
      return key !== "" && !used.has(i) && !known.has(key) && !exact.has(key) && !patterns.some((p) => p.test(name.trim()));
    })
    .map(shownName);
  return { at, written, unknown, width: header.length, twice };
}

const didYouMean = (written: string, known: readonly string[]): string | undefined =>
  closest(
    headerKey(written).slice(0, 64),
    known.map((name) => [headerKey(name), name]),
  );

export function refuseTwice(file: string, twice: readonly string[]): void {
  const name = twice[0];
  if (name === undefined) return;
  throw new UserError("duplicate-column", {
    zh: `${file}：表头里“${name}”出现了两次，无法判断用哪一列。`,
    en: `${file}: the column "${name}" is in the header twice; which one counts cannot be told.`,
  });
}

export function refuseMissing(file: string, format: string, bound: Bound, columns: readonly SourceColumn[]): void {
  const absent = columns.filter((c) => c.required && !bound.at.has(c.name));
  const missing = absent.map((c) => c.name);
  if (missing.length === 0) return;
  const inChinese = (name: string): string => {
    const alias = absent.find((c) => c.name === name)?.aliases?.find((a) => /\p{Script=Han}/u.test(a));
    return alias === undefined ? name : `${name}（${alias}）`;
  };
  throw new UserError(
    "missing-column",
    {
      zh: `${file}：按 ${format} 读取缺少列：${missing.map(inChinese).join("、")}。`,
      en: `${file}: read as ${format}, it lacks ${missing.length === 1 ? "the column" : "the columns"} ${missing.join(", ")}.`,
    },
    {
      zh: `表头需包含：${columns
        .filter((c) => c.required)
        .map((c) => c.name)
        .join("、")}。`,
      en: `The header must have: ${columns
        .filter((c) => c.required)
        .map((c) => c.name)
        .join(", ")}.`,
    },
  );
}

export function refuseUnknown(file: string, format: string, unknown: readonly string[], columns: readonly SourceColumn[]): void {
  const name = unknown[0];
  if (name === undefined) return;
  const near = didYouMean(
    name,
    columns.map((c) => c.name),
  );
  throw new UserError(
    "unknown-column",
    {
      zh: `${file}：${format} 没有“${name}”这一列${near ? `，是不是 ${near}？` : "。"}`,
      en: `${file}: ${format} has no column "${name}"${near ? `; did you mean ${near}?` : "."}`,
    },
    { zh: `可用的列：${columns.map((c) => c.name).join("、")}。`, en: `Its columns: ${columns.map((c) => c.name).join(", ")}.` },
  );
}

export function unknownNote(file: string, unknown: readonly string[]): Text {
  const shown = unknown.slice(0, 8);
  const more = unknown.length - shown.length;
  return {
    zh: `${file}：未使用的列：${shown.join("、")}${more > 0 ? ` 等 ${unknown.length} 列` : ""}。`,
    en: `${file}: columns that are not used: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
  };
}
