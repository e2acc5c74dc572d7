/** What the generated references have in common. */
import { basename } from "node:path";
import type { Policy, PolicyUnit, PolicyValue } from "../../src/domain/policy/policy.ts";
import type { Text } from "../../src/domain/value.ts";
import type { Language } from "../../src/message/message.ts";
import { sourceZh } from "./sources-zh.ts";

export const LANGUAGES: readonly Language[] = ["en", "zh"];

/** Bounds that only keep nonsense out. */
const UNBOUNDED = 1e9;

export const UNITS: Readonly<Record<PolicyUnit, Text>> = {
  percent: { zh: "百分比", en: "percent" },
  days: { zh: "天", en: "days" },
  hours: { zh: "小时", en: "hours" },
  count: { zh: "个数", en: "count" },
  times: { zh: "倍（次）", en: "times" },
  money: { zh: "金额", en: "money" },
  choice: { zh: "选项", en: "choice" },
  flag: { zh: "是/否", en: "yes or no" },
};

/** A value as people write it: `95 %`, `30`. Binary fractions are not shown. */
export function shown(value: PolicyValue, unit: PolicyUnit, lang: Language): string {
  if (unit !== "percent") return String(value);
  return `${Number((Number(value) * 100).toPrecision(12))}${lang === "zh" ? "%" : " %"}`;
}

export function allowed({ unit, choices, min, max }: Policy, lang: Language): string {
  const either = lang === "zh" ? "、" : ", ";
  if (choices !== undefined) return choices.map((c) => `\`${c.value}\` ${c.label[lang]}`).join(lang === "zh" ? "；" : "; ");
  if (unit === "flag") return ["`true`", "`false`"].join(either);
  const from = min === undefined || min <= -UNBOUNDED ? null : shown(min, unit, lang);
  const to = max === undefined || max >= UNBOUNDED ? null : shown(max, unit, lang);
  if (from === null) return to === null ? { zh: "不限", en: "any" }[lang] : { zh: `至多 ${to}`, en: `up to ${to}` }[lang];
  return to === null ? { zh: `${from} 以上`, en: `from ${from}` }[lang] : `${from} – ${to}`;
}

export const sourceIn = (source: string, lang: Language): string => (lang === "zh" ? sourceZh(source) : source);

/** Name of a document in a language: `docs/kpis.md`, `docs/kpis.zh-CN.md`. */
export const docPath = (name: string, lang: Language): string => `docs/${name}${lang === "zh" ? ".zh-CN" : ""}.md`;

/** Leads to the same document in the other language. */
export function twinLink(name: string, lang: Language): string {
  return lang === "zh" ? `[English](${basename(docPath(name, "en"))})` : `[中文](${basename(docPath(name, "zh"))})`;
}

export const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
export const tableRow = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [tableRow(header), `|${"---|".repeat(header.length)}`, ...rows.map(tableRow)].join("\n");
