import { CARD_BYTES, REQUEST_RESERVE_BYTES } from "../limits.ts";
import { utf8Bytes } from "../../common/shorten.ts";

/** An element of card JSON 2.0. What it may hold is told by `check.ts`. */
export interface Element {
  readonly tag: string;
  readonly [property: string]: unknown;
}

/** A card as Feishu and Lark take it (`msg_type: "interactive"`, content = this as JSON). Plain JSON. */
export interface Card {
  readonly schema: "2.0";
  readonly config: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: { readonly elements: readonly Element[]; readonly [property: string]: unknown };
}

export interface Look {
  readonly size?: "notation" | "heading";
  readonly colour?: "grey" | "green" | "red";
}

/**
 * Text that came from outside is only ever put here: `plain_text` is shown as it is, so that `<at id=all></at>`, `**` and `|` are
 * characters. There is no Markdown in our cards; look comes from size and colour.
 */
export const plainText = (content: string, { size, colour }: Look = {}): Element => ({
  tag: "plain_text",
  content,
  ...(size && { text_size: size }),
  ...(colour && { text_color: colour }),
});

/** A paragraph; none where there is nothing to read (Feishu refuses an empty text). */
export const paragraph = (content: string, look: Look = {}): readonly Element[] =>
  content.trim() === "" ? [] : [{ tag: "div", text: plainText(content, look) }];

/** Bytes of a card, or of a part of one, in a request: its JSON is sent as a string within JSON, so that each quote takes two. */
export const requestBytes = (part: Card | Element): number => utf8Bytes(JSON.stringify(JSON.stringify(part)));

/** As Feishu counts: everything with a tag. */
export function countElements(data: unknown): number {
  if (Array.isArray(data)) return data.reduce((sum: number, x) => sum + countElements(x), 0);
  if (data === null || typeof data !== "object") return 0;
  const own = "tag" in data && typeof data.tag === "string" ? 1 : 0;
  // A chart's own specification is not the card's.
  return Object.entries(data).reduce((sum, [key, x]) => (key === "chart_spec" || key === "rows" ? sum : sum + countElements(x)), own);
}

export const ROOM_BYTES = CARD_BYTES - REQUEST_RESERVE_BYTES;
