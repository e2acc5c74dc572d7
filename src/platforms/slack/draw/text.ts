import type { types } from "@slack/bolt";
import { type Measure, shorten } from "../../common/shorten.ts";

export type PlainText = types.PlainTextElement;
export type RichText = types.RichTextBlock;

/**
 * Slack's three control characters. With them replaced no `<!channel>`, `<@U…>` or link is alive in a text object or a message's
 * text, and a reader sees the characters themselves (docs.slack.dev, formatting message text: only these three are decoded).
 */
export const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const ENTITY = /&(amp|lt|gt);/g;
const CHARACTER: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">" };
/** What a reader sees of an escaped text. */
export const unescape = (text: string): string => text.replaceAll(ENTITY, (_, name: string) => CHARACTER[name] ?? "");

/**
 * Slack does not say how it counts. UTF-16 units of the escaped form are never fewer than its characters; what it makes of emoji
 * (`:name:`) is left to the margins below.
 */
export const escapedLength: Measure = (text) => {
  let length = text.length;
  for (const char of text) length += char === "&" ? 4 : char === "<" || char === ">" ? 3 : 0;
  return length;
};

/** Room for what Slack counts otherwise: less than a tenth, as others leave it (2,800 of 3,000; 140 of 150). */
export const within = (limit: number): number => Math.floor(limit * 0.93);

/** Entities, and emoji that become names: what Slack may count for more than one character. */
const COUNTED_OTHERWISE = /[&<>]|\p{Extended_Pictographic}|[\u{10000}-\u{10FFFF}]/u;

/** The text as it fits a limit, not yet escaped; with a margin only where Slack might count otherwise than we do. */
export function fit(text: string, limit: number): string {
  if (text.length <= limit && !COUNTED_OTHERWISE.test(text)) return text;
  return shorten(text, within(limit), escapedLength);
}

/** Plain text of a text object: shortened to what fits, escaped, and `fallback` where there is nothing to read (Slack refuses it). */
export function plainText(text: string, limit: number, fallback = "—"): PlainText {
  const shown = text.trim() === "" ? fallback : text;
  // `:word:` in data is no emoji.
  return { type: "plain_text", text: escape(fit(shown, limit)), emoji: false };
}

export type Run = types.RichTextText;

/** A run of rich text: never markup, shown character by character, hence not escaped. */
export function run(text: string, style?: "bold"): Run {
  return {
    type: "text",
    text: text === "" ? " " : text,
    ...(style === "bold" ? { style: { bold: true } } : {}),
  };
}

export const line = (...elements: readonly Run[]): types.RichTextSection => ({ type: "rich_text_section", elements: [...elements] });

export const rich = (...elements: RichText["elements"]): RichText => ({ type: "rich_text", elements });

/** A paragraph of data; none where there is nothing to read. */
export const paragraph = (text: string, max: number, style?: "bold"): readonly RichText[] =>
  text.trim() === "" ? [] : [rich(line(run(shorten(text, max), style)))];

/** Small grey text below something. */
export const small = (text: string, max: number): readonly types.ContextBlock[] =>
  text.trim() === "" ? [] : [{ type: "context", elements: [plainText(text, max)] }];
