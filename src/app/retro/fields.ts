import { addDays, type Day, parseDay } from "../../domain/calendar/day.ts";
import type { Kpi } from "../../domain/kpi/kpi.ts";
import { CHAIN_LINKS, type ChainLink, LINK_NAME } from "../../domain/retro/words.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Text } from "../../domain/value.ts";
import type { Member } from "../../ports/company.ts";

export type Fields = Readonly<Record<string, string>>;

/** The longest that is kept of what somebody writes; Slack's inputs take 3,000 and a table cell should be read in one go. */
const MOST = 500;

const empty = (label: Text): UserError =>
  new UserError(
    "field-empty",
    { zh: `“${label.zh}”没有填。`, en: `"${label.en}" is empty.` },
    { zh: "填好后再提交。", en: "Fill it in and send it again." },
  );

export function written(fields: Fields, name: string, label: Text): string {
  const text = optional(fields, name, label);
  if (text === null) throw empty(label);
  return text;
}

export function optional(fields: Fields, name: string, label: Text): string | null {
  const text = fields[name]?.trim() ?? "";
  if (text.length > MOST) {
    throw new UserError(
      "field-too-long",
      { zh: `“${label.zh}”有 ${text.length} 个字，最多 ${MOST} 个。`, en: `"${label.en}" has ${text.length} characters; at most ${MOST}.` },
      { zh: "写要点，细节放在话题里。", en: "Write the point; details go into the thread." },
    );
  }
  return text === "" ? null : text;
}

export function dayOf(fields: Fields, name: string, label: Text, least: Day): Day | null {
  const text = optional(fields, name, label);
  if (text === null) return null;
  const day = parseDay(text);
  if (day === undefined || day < least) {
    throw new UserError(
      "field-no-day",
      { zh: `“${label.zh}”是“${text}”，应为 ${least} 或之后的日期。`, en: `"${label.en}" is "${text}", not a day from ${least} on.` },
      { zh: `例如 ${addDays(least, 14)}`, en: `For example ${addDays(least, 14)}` },
    );
  }
  return day;
}

/** A choice, by its id or by its name in either language: where a list is too long for a platform, it is typed. */
function chosen<T>(text: string, of: readonly T[], names: (x: T) => readonly string[], label: Text): T {
  const wanted = text.toLowerCase();
  const found = of.find((x) => names(x).some((n) => n.toLowerCase() === wanted));
  if (found !== undefined) return found;
  const some = of
    .slice(0, 8)
    .map((x) => names(x)[0] ?? "")
    .join(", ");
  throw new UserError(
    "field-no-choice",
    { zh: `“${label.zh}”没有“${text}”这一项。`, en: `"${label.en}" has no "${text}".` },
    { zh: `可选：${some}`, en: `There are ${some}` },
  );
}

export const linkOf = (text: string, label: Text): ChainLink =>
  chosen(text, CHAIN_LINKS, (l) => [l, LINK_NAME[l].zh, LINK_NAME[l].en], label);
export const memberOf = (text: string, members: readonly Member[], label: Text): string =>
  chosen(text, members, (m) => [m.slug, m.name], label).slug;
export const kpiOf = (text: string, kpis: readonly Kpi[], label: Text): Kpi =>
  chosen(text, kpis, (k) => [k.id, k.name.zh, k.name.en], label);

/** A figure as people write it for this KPI: `3%` and `3` are both 0.03 where it is a rate; currency signs and separators are passed over. */
export function figureOf(text: string, kpi: Kpi, label: Text): number {
  const bare = text.replaceAll(/[\s,，$€£¥￥]|[A-Z]{2,3}\$?/gu, "").replace(/[%％]$/u, "");
  const number = bare === "" ? Number.NaN : Number(bare);
  if (!Number.isFinite(number)) {
    const example = kpi.unit === "percent" ? "3%" : "1200";
    throw new UserError(
      "field-no-number",
      { zh: `“${label.zh}”是“${text}”，应为数字。`, en: `"${label.en}" is "${text}", not a number.` },
      { zh: `例如 ${example}`, en: `For example ${example}` },
    );
  }
  return kpi.unit === "percent" ? number / 100 : number;
}
