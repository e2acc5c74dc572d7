import {
  BETWEEN_SEPARATOR,
  OPEN_PREFIX,
  OPEN_SUFFIX,
  PERIOD_PATTERNS,
  RANGE_PREFIX,
  RANGE_SEPARATOR,
  RANGE_SUFFIX,
  SHORT_END,
} from "./period-patterns.ts";
import type { PeriodWord } from "./period-word.ts";

interface Found {
  readonly word: PeriodWord;
  /** Place after the last letter. */
  readonly end: number;
}

function after(form: RegExp, text: string, at: number): number | undefined {
  form.lastIndex = at;
  return form.exec(text) === null ? undefined : form.lastIndex;
}

function atom(text: string, at: number): Found | undefined {
  let best: Found | undefined;
  for (const { form, read } of PERIOD_PATTERNS) {
    form.lastIndex = at;
    const groups = form.exec(text);
    if (groups === null || (best !== undefined && form.lastIndex <= best.end)) continue;
    const end = form.lastIndex;
    const word = read([...groups]);
    if (word !== undefined) best = { word, end };
  }
  return best;
}

/** `2026-10-01..15` and `..10-15`: the second end takes its year and month from the first. */
function shortEnd(text: string, at: number, from: PeriodWord): Found | undefined {
  if (from.kind !== "day") return undefined;
  SHORT_END.lastIndex = at;
  const m = SHORT_END.exec(text);
  if (m === null) return undefined;
  const month = m[1] === undefined ? from.month : Number(m[1]);
  return { word: { kind: "day", year: from.year, month, day: Number(m[2]) }, end: SHORT_END.lastIndex };
}

/** The longest period that is written at this place of the text, ranges included. */
export function readPeriodAt(text: string, at: number): Found | undefined {
  const open = after(OPEN_PREFIX, text, at);
  const start = open ?? after(RANGE_PREFIX, text, at) ?? at;
  const from = atom(text, start);
  if (from === undefined) return undefined;
  if (open !== undefined) return { word: { kind: "range", from: from.word, to: null }, end: from.end };
  const between = /^between/iu.test(text.slice(at, start));
  const separator = after(RANGE_SEPARATOR, text, from.end) ?? (between ? after(BETWEEN_SEPARATOR, text, from.end) : undefined);
  const to = separator === undefined ? undefined : (atom(text, separator) ?? shortEnd(text, separator, from.word));
  if (to !== undefined) {
    const end = after(RANGE_SUFFIX, text, to.end) ?? to.end;
    return { word: { kind: "range", from: from.word, to: to.word }, end };
  }
  const openEnd = after(OPEN_SUFFIX, text, from.end);
  if (openEnd !== undefined) return { word: { kind: "range", from: from.word, to: null }, end: openEnd };
  // `from` without an end is no period: the words mean something else.
  return start === at ? from : undefined;
}

/** A text that is a period and nothing else; undefined otherwise. */
export function readPeriod(text: string): PeriodWord | undefined {
  const trimmed = text.normalize("NFKC").trim();
  const found = readPeriodAt(trimmed, 0);
  return found !== undefined && found.end === trimmed.length ? found.word : undefined;
}
