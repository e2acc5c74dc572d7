/** What a person typed, taken apart. */
export interface Line {
  /** Command as typed, lower case, without the slash; empty when the line has no first word. */
  readonly name: string;
  readonly words: readonly string[];
  /** It was meant for Purser: a slash or a mention stands first. */
  readonly addressed: boolean;
}

// Slack `<@U012|purser>`, Feishu `@_user_1`, plain `@purser` (also with the full-width sign of a Chinese keyboard).
const MENTION = /^(?:<@[^>]*>|[@＠]\S+)\s*/u;
const SLASH = /^[/／]\s*/u;
// A Chinese writer leaves no space: `/kpi退货率`.
const NAME = /^([A-Za-z][A-Za-z0-9-]*)(?=$|\s|[^\x21-\x7E])/u;

const CLOSING: Readonly<Record<string, string>> = { '"': '"', "'": "'", "“": "”", "‘": "’", "「": "」", "『": "』", "＂": "＂" };
// Keyboards and autocorrection mix them: “ is often closed by ".
const CLOSES: Readonly<Record<string, readonly string[]>> = { '"': ['"', "”"], "“": ["”", '"', "“"], "‘": ["’", "'"], "'": ["'", "’"] };

/**
 * Words, split at spaces of either width; what stands in quotation marks of either language is one word. A mark that is never
 * closed, or stands inside a word (5" pipe), is an ordinary character.
 */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const open = rest[0] ?? "";
    const marks = CLOSES[open] ?? (CLOSING[open] === undefined ? [] : [CLOSING[open]]);
    const end = marks.length === 0 ? -1 : closing(rest, marks);
    if (end > 0) {
      words.push(rest.slice(1, end));
      rest = rest.slice(end + 1).trimStart();
      continue;
    }
    const gap = rest.search(/\s/u);
    words.push(gap < 0 ? rest : rest.slice(0, gap));
    rest = gap < 0 ? "" : rest.slice(gap).trimStart();
  }
  return words;
}

/** Place of the first closing mark that ends a word. */
function closing(text: string, marks: readonly string[]): number {
  for (let i = 1; i < text.length; i++) {
    if (marks.includes(text[i] ?? "") && (i + 1 === text.length || /[\s，,]/u.test(text[i + 1] ?? ""))) return i;
  }
  return -1;
}

/** Takes `/name rest` apart: mentions before it, a full-width slash, capitals and a missing space are forgiven. */
export function readLine(text: string): Line {
  let rest = text.trim();
  let addressed = false;
  for (let m = MENTION.exec(rest); m; m = MENTION.exec(rest)) {
    addressed = true;
    rest = rest.slice(m[0].length);
  }
  const slash = SLASH.exec(rest);
  if (slash) {
    addressed = true;
    rest = rest.slice(slash[0].length);
  }
  // Full-width letters (／ｋｐｉ) come from a Chinese keyboard; only the name is folded, an SKU is taken as it is written.
  const first = /^[Ａ-Ｚａ-ｚ０-９－]+/u.exec(rest)?.[0];
  if (first !== undefined) rest = first.normalize("NFKC") + rest.slice(first.length);
  const named = NAME.exec(rest);
  if (named) return { name: (named[1] ?? "").toLowerCase(), words: splitWords(rest.slice(named[0].length)), addressed };
  const [name = "", ...words] = splitWords(rest);
  return { name: name.toLowerCase(), words, addressed };
}
