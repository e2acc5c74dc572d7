import type { Language, Message, Tone } from "../../../message/message.ts";
import { shorten } from "../../common/shorten.ts";
import { SUMMARY_CHARS, TITLE_CHARS } from "../limits.ts";
import { type Card, type Element, plainText } from "./elements.ts";
import { T, TONE_WORD } from "./words.ts";

/** Wider than a card's usual 600 px is worth it for a table of more columns. */
const NARROW_TABLE = 4;

// A colour is a signal: most messages have the platform's calm blue, and red is kept for what costs money today.
const TEMPLATE = { neutral: "blue", good: "green", warning: "orange", critical: "red", error: "grey" } as const satisfies Record<
  Tone,
  string
>;
const TAG_COLOUR = { neutral: "neutral", good: "green", warning: "orange", critical: "red", error: "neutral" } as const satisfies Record<
  Tone,
  string
>;

const confidential = (data: unknown): boolean =>
  data !== null &&
  typeof data === "object" &&
  (("sensitivity" in data && (data.sensitivity === "margin" || data.sensitivity === "personal")) || Object.values(data).some(confidential));

/** One line for lists and notifications. */
export function summaryOf(message: Message, lang: Language): string {
  const parts = [message.title[lang], message.lead?.[lang] ?? ""].map((t) => t.replaceAll(/\s+/g, " ").trim()).filter((t) => t !== "");
  return shorten(parts.length === 0 ? T.untitled[lang] : parts.join(" — "), SUMMARY_CHARS);
}

/** The card around its elements: settings, title and its tags. */
export function framed(message: Message, lang: Language, elements: readonly Element[]): Card {
  const title = message.title[lang].replaceAll(/\s+/g, " ").trim();
  const word = TONE_WORD[message.tone];
  const tag = (text: string, color: string): Element => ({ tag: "text_tag", text: plainText(text), color });
  const tags = [
    ...(word === null ? [] : [tag(word[lang], TAG_COLOUR[message.tone])]),
    ...(message.basis?.simulated === true ? [tag(T.simulated[lang], "neutral")] : []),
  ];
  const wide = message.blocks.some((b) => b.kind === "table" && b.columns.length > NARROW_TABLE);
  return {
    schema: "2.0",
    config: {
      update_multi: true,
      // What not everybody may see must not be carried to another chat by one tap.
      enable_forward: !confidential(message.blocks),
      width_mode: wide ? "fill" : "default",
      summary: { content: summaryOf(message, lang) },
    },
    header: {
      title: plainText(shorten(title === "" ? T.untitled[lang] : title, TITLE_CHARS)),
      template: TEMPLATE[message.tone],
      ...(tags.length > 0 && { text_tag_list: tags }),
    },
    body: { direction: "vertical", vertical_spacing: "8px", padding: "12px 12px 12px 12px", elements },
  };
}
