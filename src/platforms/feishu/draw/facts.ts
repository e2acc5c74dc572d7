import { formatDelta, formatValue, missingReason } from "../../../message/format.ts";
import type { Fact, Language } from "../../../message/message.ts";
import { columns } from "../../../message/width.ts";
import { shorten } from "../../common/shorten.ts";
import { type Element, paragraph } from "./elements.ts";

/** Four beside each other on a desk, two on a phone (`bisect`): both rows end even. */
const A_ROW = 4;
/** Columns of text that a quarter of a card holds in large letters; a longer value is read better in a line. */
const TILE_VALUE = 18;
const MOOD = { good: "green", bad: "red", neutral: "grey" } as const;

const joined = (parts: readonly (string | undefined)[], lang: Language): string =>
  parts.filter((p) => p !== undefined && p.trim() !== "").join(lang === "zh" ? "；" : "; ");

function tile(fact: Fact, lang: Language, max: number): Element & { readonly elements: readonly Element[] } {
  const said = (text: string): string => shorten(text, max);
  return {
    tag: "column",
    width: "weighted",
    weight: 1,
    vertical_spacing: "2px",
    elements: [
      ...paragraph(said(fact.label[lang]), { size: "notation", colour: "grey" }),
      ...paragraph(said(formatValue(fact.value, lang)), { size: "heading" }),
      ...(fact.delta ? paragraph(said(formatDelta(fact.delta, lang)), { size: "notation", colour: MOOD[fact.delta.mood] }) : []),
      ...paragraph(said(joined([missingReason(fact.value, lang), fact.note?.[lang]], lang)), { size: "notation", colour: "grey" }),
    ],
  };
}

/** `净销售额：$1,234 · 较上周 +3.2%`: no brackets, of which labels and notes have their own. */
export function factLine(fact: Fact, lang: Language): string {
  const { label, value, delta, note } = fact;
  const parts = [formatValue(value, lang), missingReason(value, lang), delta && formatDelta(delta, lang), note?.[lang]];
  const said = parts.filter((p) => p !== undefined && p.trim() !== "").join(" · ");
  return lang === "zh" ? `${label.zh}：${said}` : `${label.en}: ${said}`;
}

/** Figures as tiles, with the change in colour; as lines where `tiles` is off or one of them is more words than figure. */
export function drawFacts(
  facts: readonly Fact[],
  lang: Language,
  { tiles, max }: { readonly tiles: boolean; readonly max: number },
): readonly Element[] {
  if (!tiles || facts.some((f) => columns(formatValue(f.value, lang)) > TILE_VALUE))
    return paragraph(facts.map((f) => shorten(factLine(f, lang), max)).join("\n"));
  const rows: Element[] = [];
  // A column with nothing in it is refused.
  const shown = facts.map((f) => tile(f, lang, max)).filter((column) => column.elements.length > 0);
  for (let i = 0; i < shown.length; i += A_ROW) {
    rows.push({
      tag: "column_set",
      flex_mode: "bisect",
      horizontal_spacing: "12px",
      columns: shown.slice(i, i + A_ROW),
    });
  }
  return rows;
}
