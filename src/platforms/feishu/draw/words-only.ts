import { basisLine } from "../../../message/basis.ts";
import { fileLine } from "../../../message/file-line.ts";
import { formatValue } from "../../../message/format.ts";
import type { Block, Language, Message, Sealed } from "../../../message/message.ts";
import { shownRows } from "../../../message/listed.ts";
import { shorten } from "../../common/shorten.ts";
import type { Table } from "../../common/table.ts";
import { drawButton } from "./buttons.ts";
import { type Element, paragraph } from "./elements.ts";
import { factLine } from "./facts.ts";
import { type Attempt, roomy } from "./fit.ts";
import { framed } from "./frame.ts";
import { leftOut, T } from "./words.ts";

/** Far below the 30 KB of a card even where each character takes four bytes: it may be its size that was refused. */
const TEXT_CHARS = 4_000;
const LABEL_CHARS = 60;
const FIRST_ROWS = 5;
const firstOf = (table: Table): number => Math.min(FIRST_ROWS, shownRows(table));

function lines(block: Block, lang: Language): readonly string[] {
  switch (block.kind) {
    case "facts":
      return block.facts.map((fact) => factLine(fact, lang));
    case "table": {
      const row = (cells: readonly string[]): string => cells.join(" · ");
      return [
        block.title?.[lang] ?? "",
        row(block.columns.map((c) => c.label[lang])),
        ...block.rows.slice(0, firstOf(block)).map((cells) => row(cells.map((cell) => formatValue(cell, lang)))),
        block.rows.length > firstOf(block) ? T.table[lang] : "",
      ];
    }
    case "prose":
    case "heading":
      return [block.text[lang]];
    case "list":
      return block.items.map((item) => `• ${item[lang]}`);
    case "chart":
      return [`${T.chart[lang]}${block.alt[lang]}`];
    case "file":
      return [fileLine(block, lang)];
    case "form":
      return [];
  }
}

/** One text and the buttons that fit: no picture, table, chart or form that the platform could refuse. */
export function wordsOnly(message: Message, { lang, buttonTokens }: Sealed): Attempt {
  const parts = [
    [message.lead?.[lang] ?? ""],
    ...message.blocks.map((block) => lines(block, lang)),
    [message.basis === undefined ? "" : basisLine(message.basis, lang)],
  ];
  const whole = parts
    .map((part) => part.filter((line) => line.trim() !== "").join("\n"))
    .filter((part) => part !== "")
    .join("\n\n");
  const text = shorten(whole, TEXT_CHARS);
  const cut = text !== whole;
  const small = (words: string): readonly Element[] => paragraph(words, { size: "notation", colour: "grey" });
  const head = [...paragraph(text), ...(cut ? small(T.cut[lang]) : [])];
  const buttons: Element[] = [];
  let dropped = message.blocks.filter((block) => block.kind === "form").length;
  message.actions.forEach((button, i) => {
    const token = buttonTokens[i];
    if (token === undefined) return;
    const drawn = drawButton(button, token, lang, LABEL_CHARS);
    if (roomy(framed(message, lang, [...head, ...buttons, drawn, ...small(leftOut(1_000)[lang])]))) buttons.push(drawn);
    else dropped += 1;
  });
  return {
    card: framed(message, lang, [...head, ...buttons, ...(dropped === 0 ? [] : small(leftOut(dropped)[lang]))]),
    tables: message.blocks.flatMap((block, i) => (block.kind === "table" && block.rows.length > firstOf(block) ? [i] : [])),
    cut,
  };
}
