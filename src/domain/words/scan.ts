import { type Lexicon, roleNames } from "./lexicon.ts";
import { PHRASES, VERSUS } from "./phrases.ts";
import { readPeriod, readPeriodAt } from "./read-period.ts";
import { roleWord } from "./roles.ts";
import type { Meaning, Token } from "./token.ts";

interface Found {
  readonly meaning: Meaning;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}_-]/u;
const HAN = /\p{Script=Han}/u;
const OPENING = /["“”「『]/u;
const QUOTED = /["“「『]([^"”」』]*)["”」』]/uy;
const KEY = /(store|shop|sku|category|cat|country|role|kpi|period|店铺|商品|定位|角色|类目|品类|国家|指标|期间|时间)\s*[:=]\s*/iuy;
// `sku W1`: what has letters and digits after that word is a code, also where it looks like a week or a quarter.
const SKU_WORD = /(sku|商品)\s+(?=\S*\p{N})(?=\S*\p{L})/iuy;
// A run of letters and signs without Chinese in it: what a product code looks like.
const CODE = /[^\s\p{Script=Han},，;；。、？?！!"“”「」『』]+/uy;

const KEYS: Readonly<Record<string, Meaning["kind"]>> = {
  store: "store",
  shop: "store",
  店铺: "store",
  sku: "sku",
  商品: "sku",
  category: "category",
  cat: "category",
  role: "role",
  定位: "role",
  角色: "role",
  类目: "category",
  品类: "category",
  country: "country",
  国家: "country",
  kpi: "kpi",
  指标: "kpi",
  period: "period",
  期间: "period",
  时间: "period",
};

/** A Latin word ends where no letter follows; Chinese words end anywhere. */
function endsWord(text: string, end: number): boolean {
  const last = text[end - 1] ?? "";
  const next = text[end] ?? "";
  if (HAN.test(last) || HAN.test(next)) return true;
  return !(WORD.test(last) && WORD.test(next));
}

/** The longest thing that begins at this place; of equally long ones names of stores first, fillers last. */
function longest(text: string, at: number, lexicon: Lexicon): Found | undefined {
  let best: Found | undefined;
  const take = (end: number, meaning: Meaning): void => {
    if (end > at && endsWord(text, end) && (best === undefined || end > best.end)) best = { meaning, end };
  };
  const match = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at;
    return form.exec(text);
  };
  for (const { form, meaning } of lexicon.entries.filter((e) => e.meaning.kind === "store")) if (match(form)) take(form.lastIndex, meaning);
  const period = readPeriodAt(text, at);
  if (period) take(period.end, { kind: "period", word: period.word });
  for (const { form, read } of PHRASES) {
    const m = match(form);
    if (m) take(form.lastIndex, read(m));
  }
  if (match(VERSUS)) {
    const against = readPeriodAt(text, VERSUS.lastIndex);
    if (against) take(against.end, { kind: "comparison", comparison: { kind: "period", word: against.word } });
  }
  for (const { form, meaning } of lexicon.entries) {
    const m = match(form);
    // In "in US" the first word is no India; codes that are also English words must be typed in capitals.
    if (m && !(meaning.kind === "country" && /^[a-z]{2}$/.test(m[0]) && FILLER_CODES.has(m[0]))) take(form.lastIndex, meaning);
  }
  return best;
}

const FILLER_CODES: ReadonlySet<string> = new Set(["in", "it", "at", "is", "no", "be", "my", "id", "me"]);

function whole(text: string, lexicon: Lexicon, kind?: Meaning["kind"]): Meaning | undefined {
  for (const e of lexicon.entries) {
    if (kind !== undefined && e.meaning.kind !== kind) continue;
    e.form.lastIndex = 0;
    if (e.form.exec(text) && e.form.lastIndex === text.length) return e.meaning;
  }
  return undefined;
}

/** `store:X`, `sku:"A 1"`: the person has said what it is, so nothing else is tried. */
function keyed(text: string, at: number, lexicon: Lexicon): Found | undefined {
  const form = [KEY, SKU_WORD].find((f) => {
    f.lastIndex = at;
    return f.test(text);
  });
  if (form === undefined) return undefined;
  const start = form.lastIndex;
  const kind = KEYS[/^[\p{L}]+/u.exec(text.slice(at))?.[0].toLowerCase() ?? ""];
  QUOTED.lastIndex = start;
  const quoted = QUOTED.exec(text);
  const space = text.slice(start).search(/[\s,，;；、]/u);
  const plainEnd = space < 0 ? text.length : start + space;
  const end = quoted ? QUOTED.lastIndex : plainEnd;
  const value = (quoted ? (quoted[1] ?? "") : text.slice(start, end)).trim();
  if (kind === undefined || value === "") return undefined;
  if (kind === "sku") return { meaning: { kind: "sku", sku: value }, end };
  if (kind === "role") return keyedRole(value, end, lexicon);
  if (kind === "period") {
    const word = readPeriod(value);
    return { meaning: word === undefined ? { kind: "unknown" } : { kind: "period", word }, end };
  }
  if (quoted === null) {
    // 店铺:amazon-us上月 — the name ends where the lexicon says, not at the next space.
    const here = longestOf(text, start, lexicon, kind);
    if (here !== undefined) return here;
  }
  return { meaning: whole(value, lexicon, kind) ?? { kind: "unknown" }, end };
}

/** `role:引流`, `role:traffic`: any spelling of a role that there is. */
function keyedRole(value: string, end: number, lexicon: Lexicon): Found {
  const role = roleWord(value);
  const known = roleNames(lexicon.names).some((r) => r.id === role.id);
  return { meaning: known ? { kind: "role", role: role.id } : { kind: "unknown" }, end };
}

function longestOf(text: string, at: number, lexicon: Lexicon, kind: Meaning["kind"]): Found | undefined {
  let best: Found | undefined;
  for (const { form, meaning } of lexicon.entries) {
    if (meaning.kind !== kind) continue;
    form.lastIndex = at;
    if (form.exec(text) && endsWord(text, form.lastIndex) && form.lastIndex > (best?.end ?? at)) best = { meaning, end: form.lastIndex };
  }
  return best;
}

/** What stands in quotation marks is one name, whatever it looks like; without a name of that spelling, a product code. */
function quoted(text: string, at: number, lexicon: Lexicon): Found | undefined {
  if (!OPENING.test(text[at] ?? "")) return undefined;
  QUOTED.lastIndex = at;
  const m = QUOTED.exec(text);
  if (m === null) return undefined;
  const inside = (m[1] ?? "").trim();
  const word = readPeriod(inside);
  const meaning: Meaning = whole(inside, lexicon) ?? (word === undefined ? { kind: "unknown" } : { kind: "period", word });
  return { meaning, end: QUOTED.lastIndex };
}

/** Takes what was typed apart, left to right, always the longest piece that means something. */
export function scan(input: string, lexicon: Lexicon): Token[] {
  const text = input.normalize("NFKC");
  const tokens: Token[] = [];
  let at = 0;
  let glued = false;
  while (at < text.length) {
    if (/\s/u.test(text[at] ?? "")) {
      at += 1;
      glued = false;
      continue;
    }
    const found = quoted(text, at, lexicon) ?? keyed(text, at, lexicon) ?? longest(text, at, lexicon) ?? unknownAt(text, at);
    tokens.push({ text: strip(text.slice(at, found.end)), meaning: found.meaning, glued });
    at = found.end;
    glued = true;
  }
  return joinUnknown(tokens);
}

const strip = (text: string): string => text.replace(/^["“「『]([^"”」』]*)["”」』]$/u, "$1");

function unknownAt(text: string, at: number): Found {
  CODE.lastIndex = at;
  const end = CODE.exec(text) ? CODE.lastIndex : at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  return { meaning: { kind: "unknown" }, end };
}

/** Chinese letters that nobody knows are read one at a time; neighbours are one unknown word. */
function joinUnknown(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (const token of tokens) {
    const last = out.at(-1);
    if (token.glued && token.meaning.kind === "unknown" && last?.meaning.kind === "unknown")
      out[out.length - 1] = { ...last, text: last.text + token.text };
    else out.push(token);
  }
  return out;
}
