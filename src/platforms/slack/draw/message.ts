// For the transport:
//   1. `chartsOf(sealed, { native })` names the charts that want a PNG; upload each without a channel, wait until it is usable.
//   2. `drawMessage(sealed, { pictures: "file", native, fileIds })` makes `text`, `blocks` and `files`; a chart whose id is not in
//      `fileIds` is drawn as its words. Send `{ channel, text, blocks, ...AS_DATA }`. What it makes passes `checkPayload`.
//   3. `files` go into the message's thread afterwards: whole tables as CSV, and the whole text where more than a table was shortened.
//   4. On `invalid_blocks`: draw again with `pictures: "none", native: false`; failing that send `fallback` as text, without blocks.
// Clicks: see `readClick` in dialog.ts.
import { basisLine } from "../../../message/basis.ts";
import { cleanAll } from "../../../message/clean.ts";
import { fileLine } from "../../../message/file-line.ts";
import { formatValue } from "../../../message/format.ts";
import type { Block, Chart, Language, Message, Sealed } from "../../../message/message.ts";
import { plain } from "../../../message/plain.ts";
import { shorten } from "../../common/shorten.ts";
import { fileName, type Table } from "../../common/table.ts";
import { CHARTS, FILE_ID, IMAGE_ALT_CHARS, TABLES, TEXT_OBJECT_CHARS, UNSPLIT_TEXT_CHARS } from "../limits.ts";
import { drawButtons, drawForm } from "./buttons.ts";
import { nativeChart } from "./chart.ts";
import { checkPayload } from "./check.ts";
import { type Detail, DETAILS, type SlackBlock } from "./detail.ts";
import { drawFacts, factTable } from "./facts.ts";
import { type Cut, type DrawnFile, drawFiles } from "./files.ts";
import { header, titleOf } from "./head.ts";
import { drawRows, drawTable, type DrawnTable } from "./table.ts";
import { escape, escapedLength, line, paragraph, rich, run, small, within } from "./text.ts";
import { moreBlocks, moreItems, T } from "./words.ts";

export interface DrawOptions {
  /** `none`: charts are told in words. */
  readonly pictures: "file" | "none";
  /** Slack's chart block where a chart fits it. Off by default: it is new, and not every workspace has it. */
  readonly native: boolean;
  /** Ids of uploaded pictures (`F…`) by the place of their chart in `message.blocks`. */
  readonly fileIds: ReadonlyMap<number, string>;
}

export interface Drawn {
  /** For notifications and screen readers, escaped. Never empty. */
  readonly text: string;
  readonly blocks: SlackBlock[];
  readonly files: readonly DrawnFile[];
  /** The whole message as text, escaped, short enough not to be split: for when Slack refuses the blocks. */
  readonly fallback: string;
}

export type { DrawnFile } from "./files.ts";

/** Arguments that keep Slack from reading markup, names and links into a text that is data. Goes with every message. */
export const AS_DATA = { mrkdwn: false, parse: "none", link_names: false, unfurl_links: false, unfurl_media: false } as const;

/** Where a message is drawn: a view (home, dialog) has neither tables nor charts of Slack's own. */
export type Surface = "message" | "view";

export interface WantedChart {
  readonly blockIndex: number;
  readonly chart: Chart;
  readonly alt: string;
  readonly name: string;
}

/** Charts that are to be uploaded as pictures: all that Slack does not draw itself. */
export function chartsOf({ message, lang }: Sealed, { native }: { readonly native: boolean }): readonly WantedChart[] {
  const own = native ? nativePlaces(message, lang) : new Map<number, SlackBlock>();
  return message.blocks.flatMap((block, blockIndex) =>
    block.kind !== "chart" || own.has(blockIndex)
      ? []
      : [{ blockIndex, chart: block, alt: shorten(block.alt[lang], within(IMAGE_ALT_CHARS)), name: `${fileName(block.chart)}.png` }],
  );
}

/** Charts that Slack draws itself: the first ones that fit, up to what a message may hold. */
function nativePlaces(message: Message, lang: Language): ReadonlyMap<number, SlackBlock> {
  const drawn = message.blocks.flatMap((block, i) => {
    const made = block.kind === "chart" ? nativeChart(block, lang) : undefined;
    return made === undefined ? [] : [[i, made] as const];
  });
  return new Map(drawn.slice(0, CHARTS));
}

/** The one table that becomes Slack's own: the widest, since it would suffer most as a list. */
function tablePlaces(message: Message, lang: Language): ReadonlyMap<number, Table> {
  const tables = message.blocks.flatMap((block, i) => {
    const table =
      block.kind === "facts"
        ? factTable(block.facts, lang)
        : block.kind === "table" && block.rows.length > 0 && block.columns.length > 1
          ? block
          : undefined;
    return table === undefined ? [] : [[i, table] as const];
  });
  return new Map(tables.toSorted(([i, a], [j, b]) => b.columns.length - a.columns.length || i - j).slice(0, TABLES));
}

interface Part {
  readonly blocks: readonly SlackBlock[];
  readonly cut: "no" | "table" | "text";
}

const whole = (blocks: readonly SlackBlock[]): Part => ({ blocks, cut: "no" });

interface Drawing {
  readonly sealed: Sealed;
  readonly options: DrawOptions;
  readonly surface: Surface;
  readonly native: ReadonlyMap<number, SlackBlock>;
  readonly tables: ReadonlyMap<number, Table>;
}

function drawText(text: string, detail: Detail, style?: "bold"): Part {
  return { blocks: paragraph(text, detail.chars, style), cut: text.length > detail.chars ? "text" : "no" };
}

function drawChart(block: Chart, i: number, { sealed: { lang }, options, native }: Drawing, detail: Detail): Part {
  const own = native.get(i);
  if (own !== undefined) return whole([own]);
  const id = options.pictures === "file" ? options.fileIds.get(i) : undefined;
  if (id === undefined || !FILE_ID.test(id)) return drawText(`${T.chart[lang]}${block.alt[lang]}`, detail);
  const alt = block.alt[lang].trim() === "" ? T.chart[lang] : block.alt[lang];
  return whole([{ type: "image", slack_file: { id }, alt_text: shorten(alt, within(IMAGE_ALT_CHARS)) }]);
}

function drawList(items: readonly string[], lang: Language, detail: Detail): Part {
  const shown = items.filter((item) => item.trim() !== "");
  const kept = shown.slice(0, detail.items);
  if (kept.length === 0) return whole([]);
  const list = rich({ type: "rich_text_list", style: "bullet", elements: kept.map((item) => line(run(shorten(item, detail.chars)))) });
  const more = shown.length - kept.length;
  return {
    blocks: [list, ...(more > 0 ? small(moreItems(more)[lang], TEXT_OBJECT_CHARS) : [])],
    cut: more > 0 || kept.some((item) => item.length > detail.chars) ? "text" : "no",
  };
}

function drawBlock(block: Block, i: number, drawing: Drawing, detail: Detail): Part {
  const { lang, formTokens } = drawing.sealed;
  switch (block.kind) {
    case "facts": {
      const own = drawing.tables.get(i);
      if (own !== undefined) {
        const table = drawTable(own, lang, detail);
        return { blocks: table.blocks, cut: table.cut ? "text" : "no" };
      }
      const facts = drawFacts(block.facts, lang, detail);
      return { blocks: facts.blocks, cut: facts.cut ? "text" : "no" };
    }
    case "table": {
      const drawn: DrawnTable = drawing.tables.has(i) ? drawTable(block, lang, detail) : drawRows(block, lang, detail);
      return { blocks: drawn.blocks, cut: drawn.cut ? "table" : "no" };
    }
    case "prose":
      return drawText(block.text[lang], detail);
    case "heading":
      return drawText(block.text[lang], detail, "bold");
    case "list":
      return drawList(
        block.items.map((item) => item[lang]),
        lang,
        detail,
      );
    case "chart":
      return drawChart(block, i, drawing, detail);
    case "file":
      return drawText(fileLine(block, lang), detail);
    case "form":
      return whole(drawForm(block, i, formTokens[i], lang));
  }
}

/** The head of a message: its title, in full below where it is too long for a title. */
function drawHead(message: Message, lang: Language, detail: Detail): Part {
  const { block, cut } = header(message, lang);
  if (!cut) return whole([block]);
  const full = drawText(titleOf(message, lang), detail, "bold");
  return { blocks: [block, ...full.blocks], cut: full.cut };
}

interface Composed extends Cut {
  readonly blocks: SlackBlock[];
}

function compose(drawing: Drawing, detail: Detail): Composed {
  const { message, lang, buttonTokens } = drawing.sealed;
  const head = drawHead(message, lang, detail);
  const lead = drawText(message.lead?.[lang] ?? "", detail);
  const parts = message.blocks.map((block, i) => drawBlock(block, i, drawing, detail));
  const body: SlackBlock[] = [];
  let shown = 0;
  for (const { blocks } of parts) {
    if (body.length + blocks.length > detail.blocks) break;
    body.push(...blocks);
    shown += 1;
  }
  const left = parts.length - shown;
  const basis = message.basis === undefined ? "" : basisLine({ ...message.basis, simulated: false }, lang);
  return {
    blocks: [
      ...head.blocks,
      ...lead.blocks,
      ...body,
      ...(left > 0 ? small(moreBlocks(left)[lang], TEXT_OBJECT_CHARS) : []),
      ...drawButtons(message.actions, buttonTokens, lang, detail.buttons),
      ...small(basis, Math.min(TEXT_OBJECT_CHARS, detail.chars)),
    ],
    cutTables: parts.flatMap(({ cut }, i) => (cut === "table" || (i >= shown && message.blocks[i]?.kind === "table") ? [i] : [])),
    cutText:
      left > 0 || head.cut === "text" || lead.cut === "text" || basis.length > detail.chars || parts.some(({ cut }) => cut === "text"),
  };
}

/** What a notification and a screen reader say: title, lead and figures. */
const NOTICE_CHARS = 1_000;

function notice({ message, lang }: Sealed): string {
  const facts = message.blocks.flatMap((block) =>
    block.kind === "facts" ? block.facts.map(({ label, value }) => `${label[lang]} ${formatValue(value, lang)}`) : [],
  );
  const title = header(message, lang).block.text.text;
  const rest = [message.lead?.[lang] ?? "", facts.join(" · ")].filter((part) => part.trim() !== "").join("\n");
  return rest === "" ? title : `${title}\n${escape(shorten(rest, NOTICE_CHARS, escapedLength))}`;
}

function draw(sealed: Sealed, options: DrawOptions, surface: Surface, check: (blocks: SlackBlock[]) => boolean): Composed {
  const { message, lang } = sealed;
  const native = options.native && surface === "message" ? nativePlaces(message, lang) : new Map<number, SlackBlock>();
  const drawing: Drawing = { sealed, options, surface, native, tables: surface === "message" ? tablePlaces(message, lang) : new Map() };
  for (const detail of DETAILS) {
    const composed = compose(drawing, detail);
    if (check(composed.blocks)) return composed;
  }
  const tables = message.blocks.flatMap((block, i) => (block.kind === "table" ? [i] : []));
  return { blocks: [header(message, lang).block, ...small(T.whole[lang], TEXT_OBJECT_CHARS)], cutTables: tables, cutText: true };
}

/** More rows than these are not written, only to be cut off again. */
const FALLBACK_ROWS = 60;

function fallback({ message, lang }: Sealed): string {
  const blocks = message.blocks.map((block) =>
    block.kind === "table" && block.show === undefined ? { ...block, rows: block.rows.slice(0, FALLBACK_ROWS) } : block,
  );
  return escape(shorten(plain({ ...message, blocks }, lang), within(UNSPLIT_TEXT_CHARS), escapedLength));
}

/** A message as Slack takes it. Pure; whatever the message, the outcome keeps to Slack's limits, and what was left out is in `files`. */
export function drawMessage(given: Sealed, options: DrawOptions): Drawn {
  const sealed = { ...given, message: cleanAll(given.message) };
  const text = notice(sealed);
  const composed = draw(sealed, options, "message", (blocks) => checkPayload({ text, blocks }).length === 0);
  return {
    text,
    blocks: composed.blocks,
    files: drawFiles(sealed, composed),
    fallback: fallback(sealed),
  };
}

/** The person's own page. What does not fit is told of and left out: a page has no files. */
export function drawHome(given: Sealed): { readonly type: "home"; readonly blocks: SlackBlock[] } {
  const sealed = { ...given, message: cleanAll(given.message) };
  const options: DrawOptions = { pictures: "none", native: false, fileIds: new Map() };
  return { type: "home", blocks: draw(sealed, options, "view", (blocks) => checkPayload({ type: "home", blocks }).length === 0).blocks };
}
