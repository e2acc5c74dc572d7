/**
 * How a message reads on Feishu and Lark: a card of JSON 2.0. Pure; sending and uploading are the platform's.
 *
 *   chartsOf(sealed, { native })             -> charts that want a picture: draw each as PNG, upload it, keep its image_key
 *   drawCard(sealed, { images, native })     -> { card, summary, files, bytes }: send `card`, then `files` in its thread
 *   drawInstead(sealed, options)             -> the same for `sealed.instead`; undefined where the message stays as it was
 *   drawToast(sealed) (toast.ts)             -> the short answer to a press
 *   readForm(form_value) (form.ts)           -> what was filled in, by the fields' names
 *   checkCard(card) (check.ts)               -> what the platform would refuse; always empty for what drawCard returns
 *
 * A button's and a submit's `value` is `{ token }`. Charts go down a ladder: native -> picture -> words. `native` is on unless
 * said otherwise: a native chart needs no upload, is sharp and can be touched. It is chosen only where it is as legible as our own
 * picture (native.ts says where), and never for what lives from its annotations. Call again with `native: false` after the platform
 * refused a card; a chart without an image_key is told in its words, so that the message always arrives.
 */
import { cleanAll } from "../../../message/clean.ts";
import type { Message, Sealed, Tone } from "../../../message/message.ts";
import { plain } from "../../../message/plain.ts";
import { tableCsv } from "../../shared/csv.ts";
import { shorten } from "../../shared/shorten.ts";
import { fileName } from "../../shared/table.ts";
import { CARD_CHARTS, CARD_ELEMENTS, CARD_TABLES, SUMMARY_CHARS, TITLE_CHARS } from "../limits.ts";
import { drawBasis } from "./basis.ts";
import { buttonRow, drawButton } from "./buttons.ts";
import { type Card, cardBytes, countElements, type Element, paragraph, plainText, ROOM_BYTES } from "./elements.ts";
import { drawFacts } from "./facts.ts";
import { drawForm } from "./form.ts";
import { nativeChart } from "./native.ts";
import { drawTable } from "./table.ts";
import { leftOut, T, TONE_WORD } from "./words.ts";

export type { Card, Element } from "./elements.ts";

export interface DrawOptions {
  /** `image_key` of each uploaded chart, by its place in `message.blocks`. */
  readonly images?: ReadonlyMap<number, string>;
  /** Charts that the platform draws itself, where they are legible so. Default: true. */
  readonly native?: boolean;
}

/** What is in the card only in part, whole; to be sent as UTF-8. */
export interface DrawnFile {
  readonly name: string;
  readonly text: string;
}

export interface Drawn {
  readonly card: Card;
  /** One line for lists and notifications; stands in the card too. */
  readonly summary: string;
  /** To be sent after the card, in its thread. Empty: the card holds everything. */
  readonly files: readonly DrawnFile[];
  /** Of the card as it stands in a request. */
  readonly bytes: number;
}

/** How much of a message is shown; `fit` goes down until it has room. */
interface Detail {
  readonly rows: number;
  /** Code points of one text. */
  readonly text: number;
  readonly tiles: boolean;
  readonly native: boolean;
}

const WHOLE: Detail = { rows: Infinity, text: Infinity, tiles: true, native: true };
/** Fewer rows of a table are no table; rather the other texts are cut. */
const FEW_ROWS = 5;
const SHORT_TEXT = 60;
const LONG_TEXT = 20_000;
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

/** Text that is well-formed and holds nothing invisible: half a character would make the whole request invalid. */
function ready(message: Message): Message {
  const walk = (data: unknown): unknown =>
    typeof data === "string"
      ? data.toWellFormed()
      : Array.isArray(data)
        ? data.map(walk)
        : data !== null && typeof data === "object"
          ? Object.fromEntries(Object.entries(data).map(([key, value]) => [key, walk(value)]))
          : data;
  return walk(cleanAll(message)) as Message;
}

/** Places of the charts that the platform draws itself: the first five that are legible so and not too large. */
function nativeCharts(message: Message, lang: Sealed["lang"], native: boolean): ReadonlyMap<number, Element> {
  const drawn = new Map<number, Element>();
  if (!native) return drawn;
  for (const [i, block] of message.blocks.entries()) {
    if (block.kind !== "chart" || drawn.size >= CARD_CHARTS) continue;
    const chart = nativeChart(block, lang);
    if (chart) drawn.set(i, chart);
  }
  return drawn;
}

/** Charts that want a picture, by their place in `message.blocks`. */
export function chartsOf(sealed: Sealed, { native = true }: Pick<DrawOptions, "native"> = {}): readonly number[] {
  const message = ready(sealed.message);
  const natives = nativeCharts(message, sealed.lang, native);
  return message.blocks.flatMap((block, i) => (block.kind === "chart" && !natives.has(i) ? [i] : []));
}

const confidential = (data: unknown): boolean =>
  data !== null &&
  typeof data === "object" &&
  (("sensitivity" in data && (data.sensitivity === "margin" || data.sensitivity === "personal")) || Object.values(data).some(confidential));

function summaryOf(message: Message, lang: Sealed["lang"]): string {
  const parts = [message.title[lang], message.lead?.[lang] ?? ""].map((t) => t.replaceAll(/\s+/g, " ").trim()).filter((t) => t !== "");
  return shorten(parts.length === 0 ? T.untitled[lang] : parts.join(" — "), SUMMARY_CHARS);
}

function around(message: Message, sealed: Sealed, elements: readonly Element[]): Card {
  const { lang } = sealed;
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

interface Attempt {
  readonly card: Card;
  /** Places of tables that go out whole as CSV. */
  readonly tables: readonly number[];
  /** A text was cut. */
  readonly cut: boolean;
}

const roomy = (card: Card): boolean =>
  countElements(card.body) + countElements(card.header) <= CARD_ELEMENTS && cardBytes(card) <= ROOM_BYTES;

function draw(message: Message, sealed: Sealed, options: DrawOptions, natives: ReadonlyMap<number, Element>, detail: Detail): Attempt {
  const { lang, buttonTokens, formTokens } = sealed;
  const max = detail.text;
  const short: number[] = [];
  let cut = false;
  let tables = 0;
  const said = (text: string): string => {
    const kept = shorten(text, max);
    if (kept !== text) cut = true;
    return kept;
  };
  const block = (b: Message["blocks"][number], i: number): readonly Element[] => {
    switch (b.kind) {
      case "facts":
        return drawFacts(b.facts, lang, { tiles: detail.tiles, max });
      case "table": {
        const element = tables < CARD_TABLES;
        const drawn = drawTable(b, lang, { rows: detail.rows, max, element });
        if (element && b.rows.length > 0) tables += 1;
        if (drawn.shortened) short.push(i);
        return drawn.elements;
      }
      case "prose":
        return paragraph(said(b.text[lang]));
      case "heading":
        return paragraph(said(b.text[lang]), { size: "heading" });
      case "list":
        return paragraph(said(b.items.map((item) => `• ${item[lang]}`).join("\n")));
      case "chart": {
        const native = detail.native ? natives.get(i) : undefined;
        if (native) return [native];
        const key = options.images?.get(i);
        if (key !== undefined)
          return [{ tag: "img", img_key: key, alt: plainText(said(b.alt[lang].trim() === "" ? T.chart[lang] : b.alt[lang])) }];
        return paragraph(said(`${T.chart[lang]}${b.alt[lang]}`), { colour: "grey" });
      }
      case "form":
        return drawForm(b, i, formTokens[i], lang, max);
    }
  };
  const elements = [
    ...(message.lead ? paragraph(said(message.lead[lang])) : []),
    ...message.blocks.flatMap(block),
    ...buttonRow(
      message.actions.flatMap((button, i) => {
        const token = buttonTokens[i];
        return token === undefined ? [] : [drawButton(button, token, lang, max)];
      }),
    ),
    ...drawBasis(message.basis, lang, max),
  ];
  const noted = cut ? [...elements, ...paragraph(T.cut[lang], { size: "notation", colour: "grey" })] : elements;
  return { card: around(message, sealed, noted), tables: short, cut };
}

/** The largest number from `low` to `high` for which it fits; `low` is taken to fit. */
function largest(low: number, high: number, fits: (n: number) => boolean): number {
  let [yes, no] = [low, high + 1];
  while (no - yes > 1) {
    const middle = Math.floor((yes + no) / 2);
    if (fits(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/** What must not be lost however little room there is: title, beginning of the lead, buttons and forms, and that there is a file. */
function bare(message: Message, sealed: Sealed): Attempt {
  const { lang, buttonTokens, formTokens } = sealed;
  const note = paragraph(T.cut[lang], { size: "notation", colour: "grey" });
  const head = [...paragraph(shorten(message.lead?.[lang] ?? "", SHORT_TEXT * 5)), ...note];
  const deeds: Element[] = [];
  let dropped = 0;
  const room = (more: readonly Element[]): boolean =>
    roomy(around(message, sealed, [...head, ...deeds, ...more, ...paragraph(leftOut(1_000)[lang], { size: "notation", colour: "grey" })]));
  const take = (drawn: readonly Element[]): void => {
    if (drawn.length === 0) return;
    if (room(drawn)) deeds.push(...drawn);
    else dropped += 1;
  };
  message.actions.forEach((button, i) => {
    const token = buttonTokens[i];
    if (token !== undefined) take([drawButton(button, token, lang, SHORT_TEXT)]);
  });
  message.blocks.forEach((b, i) => {
    if (b.kind === "form") take(drawForm(b, i, formTokens[i], lang, SHORT_TEXT));
  });
  const left = dropped === 0 ? [] : paragraph(leftOut(dropped)[lang], { size: "notation", colour: "grey" });
  const tables = message.blocks.flatMap((b, i) => (b.kind === "table" && b.rows.length > 0 && b.columns.length > 0 ? [i] : []));
  return { card: around(message, sealed, [...head, ...deeds, ...left]), tables, cut: true };
}

/** As much as there is room for: tiles become lines, tables lose rows, native charts become pictures or words, texts are cut. */
function fit(message: Message, sealed: Sealed, options: DrawOptions, natives: ReadonlyMap<number, Element>): Attempt {
  const attempt = (detail: Detail): Attempt => draw(message, sealed, options, natives, detail);
  const ok = (detail: Detail): boolean => roomy(attempt(detail).card);
  const whole = attempt(WHOLE);
  if (roomy(whole.card)) return whole;
  const most = Math.max(FEW_ROWS, ...message.blocks.map((b) => (b.kind === "table" ? b.rows.length : 0)));
  for (const base of [WHOLE, { ...WHOLE, tiles: false }, { ...WHOLE, tiles: false, native: false }]) {
    const few = { ...base, rows: FEW_ROWS };
    if (ok(few)) return attempt({ ...base, rows: largest(FEW_ROWS, most, (rows) => ok({ ...base, rows })) });
  }
  const least: Detail = { rows: FEW_ROWS, text: SHORT_TEXT, tiles: false, native: false };
  if (ok(least)) return attempt({ ...least, text: largest(SHORT_TEXT, LONG_TEXT, (text) => ok({ ...least, text })) });
  return bare(message, sealed);
}

function filesOf(message: Message, sealed: Sealed, { tables, cut }: Attempt): readonly DrawnFile[] {
  const { lang } = sealed;
  const title = message.title[lang];
  const csv = tables.flatMap((place, n) => {
    const table = message.blocks[place];
    if (table?.kind !== "table") return [];
    const name = [title, table.title?.[lang], tables.length > 1 ? String(n + 1) : undefined]
      .filter((t) => t !== undefined && t.trim() !== "")
      .join(" ");
    return [{ name: `${fileName(name)}.csv`, text: tableCsv(table, lang) }];
  });
  return cut ? [...csv, { name: `${fileName(title)}.txt`, text: `${plain(message, lang)}\n` }] : csv;
}

/** The message as a card that the platform takes, whatever the message says. */
export function drawCard(sealed: Sealed, options: DrawOptions = {}): Drawn {
  const message = ready(sealed.message);
  const attempt = fit(message, sealed, options, nativeCharts(message, sealed.lang, options.native ?? true));
  return {
    card: attempt.card,
    summary: summaryOf(message, sealed.lang),
    files: filesOf(message, sealed, attempt),
    bytes: cardBytes(attempt.card),
  };
}

/** How the message that was pressed reads from now on; undefined where it stays as it was. */
export const drawInstead = (sealed: Sealed, options: DrawOptions = {}): Drawn | undefined =>
  sealed.instead && drawCard(sealed.instead, options);
