import { cleanAll } from "./clean.ts";
import { basisLine } from "./basis.ts";
import { shownRows } from "./listed.ts";
import { formatDelta, formatValue, missingReason } from "./format.ts";
import { fileLine } from "./file-line.ts";
import type { Block, Fact, Language, Message, Tone, Value } from "./message.ts";
import { columns, pad, wrap } from "./width.ts";

const MARK = { neutral: "", good: "✓ ", warning: "! ", critical: "!! ", error: "✗ " } as const satisfies Record<Tone, string>;
/** Columns of a table's cell; what is longer goes on in the next line. */
const CELL = 48;
const GAP = "  ";

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, " ");

function factLines(facts: readonly Fact[], lang: Language): string[] {
  const labels = facts.map((f) => oneLine(f.label[lang]));
  const values = facts.map((f) => oneLine(formatValue(f.value, lang)));
  const labelWidth = Math.max(0, ...labels.map(columns));
  const valueWidth = Math.max(0, ...values.map(columns));
  return facts.map((fact, i) => {
    const reason = missingReason(fact.value, lang);
    const aside = [reason, fact.delta && formatDelta(fact.delta, lang), fact.note?.[lang]].filter((x) => x !== undefined);
    const value = pad(values[i] ?? "", aside.length > 0 ? valueWidth : 0, "left");
    return `${pad(labels[i] ?? "", labelWidth, "left")}${GAP}${value}${aside.length > 0 ? GAP + aside.join(lang === "zh" ? "；" : "; ") : ""}`;
  });
}

const NUMERIC: ReadonlySet<Value["kind"]> = new Set(["count", "number", "percent", "money", "days"]);

function tableLines(table: Extract<Block, { kind: "table" }>, lang: Language): string[] {
  // Each reason is said once below the table; the dash in the cell carries its number.
  const reasons: string[] = [];
  const cell = (value: Value): string[] => {
    const reason = missingReason(value, lang);
    if (reason === undefined) return wrap(oneLine(formatValue(value, lang)), CELL);
    if (!reasons.includes(reason)) reasons.push(reason);
    return [`—[${reasons.indexOf(reason) + 1}]`];
  };
  const rows = table.rows.slice(0, shownRows(table)).map((row) => row.map(cell));
  const hidden = table.rows.length - rows.length;
  const heads = table.columns.map((c) => oneLine(c.label[lang]));
  const widths = heads.map((head, i) => Math.max(columns(head), ...rows.flatMap((row) => (row[i] ?? []).map(columns))));
  const aligns = table.columns.map(
    (c, i) => c.align ?? (table.rows.length > 0 && table.rows.every((r) => NUMERIC.has(r[i]?.kind ?? "text")) ? "right" : "left"),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((text, i) => pad(text, widths[i] ?? 0, aligns[i] ?? "left"))
      .join(GAP)
      .trimEnd();
  return [
    ...(table.title ? [table.title[lang]] : []),
    line(heads),
    widths.map((w) => "─".repeat(w)).join(GAP),
    ...rows.flatMap((row) =>
      Array.from({ length: Math.max(...row.map((lines) => lines.length)) }, (_, i) => line(row.map((lines) => lines[i] ?? ""))),
    ),
    ...(hidden > 0 ? [lang === "zh" ? `另有 ${hidden} 行` : `and ${hidden} more ${hidden === 1 ? "row" : "rows"}`] : []),
    ...(table.more ? [table.more[lang]] : []),
    ...reasons.map((reason, i) => `[${i + 1}] ${reason}`),
  ];
}

function blockLines(block: Block, lang: Language): string[] {
  switch (block.kind) {
    case "facts":
      return factLines(block.facts, lang);
    case "table":
      return tableLines(block, lang);
    case "prose":
      return [block.text[lang]];
    case "heading":
      return [block.text[lang], "─".repeat(columns(block.text[lang]))];
    case "list":
      return block.items.map((item) => `• ${item[lang]}`);
    case "chart":
      return [`${lang === "zh" ? "图：" : "Chart: "}${block.alt[lang]}`];
    case "file":
      return [fileLine(block, lang)];
    case "form":
      return [
        `${block.submit[lang]}${lang === "zh" ? "：" : ":"}`,
        ...block.fields.map((f) => {
          const choice = f.options?.map((o) => o.label[lang]).join(" / ");
          return `  ${f.label[lang]}${f.required === true ? " *" : ""}${choice === undefined ? "" : lang === "zh" ? `（${choice}）` : ` (${choice})`}`;
        }),
      ];
  }
}

/** The whole message as text for a terminal: of a long list its first rows, columns line up with Chinese in them, the basis stands last. */
export function plain(message: Message, lang: Language): string {
  const m = cleanAll(message);
  const parts: string[][] = [[`${MARK[m.tone]}${m.title[lang]}`, ...(m.lead ? [m.lead[lang]] : [])]];
  for (const block of m.blocks) {
    const lines = blockLines(block, lang);
    if (lines.length > 0) parts.push(lines);
  }
  if (m.actions.length > 0) parts.push([m.actions.map((b) => `[${b.label[lang]}]`).join(" ")]);
  const basis = m.basis && basisLine(m.basis, lang);
  if (basis !== undefined && basis !== "") parts.push([basis]);
  return parts.map((lines) => lines.join("\n")).join("\n\n");
}
