/**
 * How a message reads on Feishu and Lark: a card of JSON 2.0. Pure; sending and uploading are the platform's.
 *
 *   chartsOf(sealed, { native })             -> charts that want a picture: draw each as PNG, upload it, keep its image_key
 *   drawCard(sealed, { images, native })     -> { card, summary, files, bytes, problems }: send `card`, then `files` in its thread
 *   drawWords(sealed)                        -> the same as one text with its buttons, for a card that was refused twice
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
import type { Message, Sealed } from "../../../message/message.ts";
import { plain } from "../../../message/plain.ts";
import { tableCsv } from "../../common/csv.ts";
import { fileName } from "../../common/table.ts";
import { CARD_CHARTS } from "../limits.ts";
import { checkCard, type Problem } from "./check.ts";
import { type Card, requestBytes, type Element } from "./elements.ts";
import { type Attempt, fit } from "./fit.ts";
import { summaryOf } from "./frame.ts";
import { nativeChart } from "./native.ts";
import { wordsOnly } from "./words-only.ts";

export type { Card, Element } from "./elements.ts";

export interface DrawOptions {
  /** `image_key` of each uploaded chart, by its place in `message.blocks`. */
  readonly images?: ReadonlyMap<number, string>;
  /** Charts that the platform draws itself, where they are legible so. Default: true. */
  readonly native?: boolean;
}

/** What is in the card only in part, whole; to be sent as UTF-8. */
export interface DrawnFile {
  /** Place of the table in `message.blocks`; null for the text of the whole message. */
  readonly at: number | null;
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
  /** What the platform would refuse. Empty by law (draw-laws.test.ts); whoever sends the card logs what is here, and sends it all the same. */
  readonly problems: readonly Problem[];
}

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

/** Half a card: the other half is for the words and figures. */
const NATIVE_BYTES = 14_000;

/** Places of the charts that the platform draws itself: of those that are legible so, as many as there is room for. */
function nativeCharts(message: Message, lang: Sealed["lang"], native: boolean): ReadonlyMap<number, Element> {
  const drawn = new Map<number, Element>();
  if (!native) return drawn;
  let bytes = 0;
  for (const [i, block] of message.blocks.entries()) {
    if (block.kind !== "chart" || drawn.size >= CARD_CHARTS) continue;
    const chart = nativeChart(block, lang);
    if (!chart || bytes + chart.bytes > NATIVE_BYTES) continue;
    bytes += chart.bytes;
    drawn.set(i, chart.element);
  }
  return drawn;
}

/** Charts that want a picture, by their place in `message.blocks`. */
export function chartsOf(sealed: Sealed, { native = true }: Pick<DrawOptions, "native"> = {}): readonly number[] {
  const message = ready(sealed.message);
  const natives = nativeCharts(message, sealed.lang, native);
  return message.blocks.flatMap((block, i) => (block.kind === "chart" && !natives.has(i) ? [i] : []));
}

/** One table, the first, or the whole text as a file. */
export function drawFile(sealed: Sealed, kind: "table" | "text"): DrawnFile | undefined {
  const message = ready(sealed.message);
  const tables = [message.blocks.findIndex((block) => block.kind === "table")];
  return filesOf(message, sealed, kind === "text" ? { tables: [], cut: true } : { tables, cut: false })[0];
}

function filesOf(message: Message, sealed: Sealed, { tables, cut }: Pick<Attempt, "tables" | "cut">): readonly DrawnFile[] {
  const { lang } = sealed;
  const title = message.title[lang];
  const csv = tables.flatMap((place, n) => {
    const table = message.blocks[place];
    if (table?.kind !== "table") return [];
    const name = [title, table.title?.[lang], tables.length > 1 ? String(n + 1) : undefined]
      .filter((t) => t !== undefined && t.trim() !== "")
      .join(" ");
    return [{ at: place, name: `${fileName(name)}.csv`, text: tableCsv(table, lang) }];
  });
  return cut ? [...csv, { at: null, name: `${fileName(title)}.txt`, text: `${plain(message, lang)}\n` }] : csv;
}

/** The message as a card that the platform takes, whatever the message says. */
export function drawCard(sealed: Sealed, options: DrawOptions = {}): Drawn {
  const message = ready(sealed.message);
  const attempt = fit(message, sealed, {
    native: nativeCharts(message, sealed.lang, options.native ?? true),
    images: options.images ?? new Map(),
  });
  return drawn(message, sealed, attempt);
}

/** The message without anything but words and buttons: the last rung, so that the text arrives whatever the platform refuses. */
export function drawWords(sealed: Sealed): Drawn {
  const message = ready(sealed.message);
  return drawn(message, sealed, wordsOnly(message, sealed));
}

const drawn = (message: Message, sealed: Sealed, attempt: Attempt): Drawn => ({
  card: attempt.card,
  summary: summaryOf(message, sealed.lang),
  files: filesOf(message, sealed, attempt),
  bytes: requestBytes(attempt.card),
  problems: checkCard(attempt.card),
});

/** How the message that was pressed reads from now on; undefined where it stays as it was. */
export const drawInstead = (sealed: Sealed, options: DrawOptions = {}): Drawn | undefined =>
  sealed.instead && drawCard(sealed.instead, options);
