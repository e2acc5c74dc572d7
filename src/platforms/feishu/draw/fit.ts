import { fileLine } from "../../../message/file-line.ts";
import type { Message, Sealed } from "../../../message/message.ts";
import { shorten } from "../../common/shorten.ts";
import { CARD_ELEMENTS, CARD_TABLES } from "../limits.ts";
import { drawBasis } from "./basis.ts";
import { buttonRow, drawButton } from "./buttons.ts";
import { type Card, requestBytes, countElements, type Element, paragraph, plainText, ROOM_BYTES } from "./elements.ts";
import { drawFacts } from "./facts.ts";
import { drawForm } from "./form.ts";
import { framed } from "./frame.ts";
import { drawTable } from "./table.ts";
import { leftOut, T } from "./words.ts";

/** Charts of a message that are not told in words, by their places: an element of the platform's own, or an uploaded picture's key. */
export interface Charts {
  readonly native: ReadonlyMap<number, Element>;
  readonly images: ReadonlyMap<number, string>;
}

/** How much of a message is shown; `fit` goes down until it has room. */
interface Detail {
  readonly rows: number;
  /** Code points of one text. */
  readonly text: number;
  readonly tiles: boolean;
  readonly native: boolean;
  /** Options of one choice. */
  readonly options: number;
}

const WHOLE: Detail = { rows: Infinity, text: Infinity, tiles: true, native: true, options: 60 };
const FEW_OPTIONS = 12;
/** Fewer rows of a table are no table; rather the other texts are cut. */
const FEW_ROWS = 5;
const SHORT_TEXT = 60;
const LONG_TEXT = 20_000;
export interface Attempt {
  readonly card: Card;
  /** Places of tables that go out whole as CSV. */
  readonly tables: readonly number[];
  /** A text was cut. */
  readonly cut: boolean;
}

/** Within what Feishu takes, in elements and bytes. */
export const roomy = (card: Card): boolean =>
  countElements(card.body) + countElements(card.header) <= CARD_ELEMENTS && requestBytes(card) <= ROOM_BYTES;

function draw(message: Message, sealed: Sealed, charts: Charts, detail: Detail): Attempt {
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
        const native = detail.native ? charts.native.get(i) : undefined;
        if (native) return [native];
        const key = charts.images.get(i);
        if (key !== undefined)
          return [{ tag: "img", img_key: key, alt: plainText(said(b.alt[lang].trim() === "" ? T.chart[lang] : b.alt[lang])) }];
        return paragraph(said(`${T.chart[lang]}${b.alt[lang]}`), { colour: "grey" });
      }
      case "file":
        return paragraph(said(fileLine(b, lang)));
      case "form":
        return drawForm(b, i, formTokens[i], lang, { max, options: detail.options });
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
  return { card: framed(message, lang, noted), tables: short, cut };
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
    roomy(framed(message, lang, [...head, ...deeds, ...more, ...paragraph(leftOut(1_000)[lang], { size: "notation", colour: "grey" })]));
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
    if (b.kind === "form") take(drawForm(b, i, formTokens[i], lang, { max: SHORT_TEXT, options: 0 }));
  });
  const left = dropped === 0 ? [] : paragraph(leftOut(dropped)[lang], { size: "notation", colour: "grey" });
  const tables = message.blocks.flatMap((b, i) => (b.kind === "table" && b.rows.length > 0 && b.columns.length > 0 ? [i] : []));
  return { card: framed(message, lang, [...head, ...deeds, ...left]), tables, cut: true };
}

/** As much as there is room for: tiles become lines, tables lose rows, native charts become pictures or words, texts are cut. */
export function fit(message: Message, sealed: Sealed, charts: Charts): Attempt {
  const attempt = (detail: Detail): Attempt => draw(message, sealed, charts, detail);
  const ok = (detail: Detail): boolean => roomy(attempt(detail).card);
  const whole = attempt(WHOLE);
  if (roomy(whole.card)) return whole;
  const most = Math.max(FEW_ROWS, ...message.blocks.map((b) => (b.kind === "table" ? b.rows.length : 0)));
  const lines = { ...WHOLE, tiles: false };
  const typed = { ...lines, options: FEW_OPTIONS };
  for (const base of [WHOLE, lines, typed, { ...typed, native: false }]) {
    const few = { ...base, rows: FEW_ROWS };
    if (ok(few)) return attempt({ ...base, rows: largest(FEW_ROWS, most, (rows) => ok({ ...base, rows })) });
  }
  const least: Detail = { rows: FEW_ROWS, text: SHORT_TEXT, tiles: false, native: false, options: FEW_OPTIONS };
  if (ok(least)) return attempt({ ...least, text: largest(SHORT_TEXT, LONG_TEXT, (text) => ok({ ...least, text })) });
  return bare(message, sealed);
}
