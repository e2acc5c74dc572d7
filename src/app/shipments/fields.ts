import { type Day, parseDay } from "../../domain/calendar/day.ts";
import { FREIGHT_MODES, type FreightMode } from "../../domain/facts/facts.ts";
import { MODE_NAMES } from "../../domain/restock/figures.ts";
import type { Count } from "../../domain/shipments/change.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Text } from "../../domain/value.ts";
import type { Context } from "../types.ts";

export type Fields = Readonly<Record<string, string>>;

/** Words of the fields: the forms show them and a mistake names them. */
export const LABEL = {
  number: { zh: "货件号", en: "Shipment number" },
  mode: { zh: "头程方式", en: "Mode" },
  lines: { zh: "SKU 和件数", en: "SKUs and units" },
  bookedOn: { zh: "订舱日", en: "Booked on" },
  landedOn: { zh: "到港日", en: "At the port on" },
  clearedOn: { zh: "清关日", en: "Cleared by customs on" },
  eta: { zh: "预计可售日", en: "ETA, when it can be sold" },
  state: { zh: "状态", en: "State" },
  day: { zh: "发生日期", en: "On" },
  note: { zh: "说明", en: "Note" },
  rest: { zh: "没到的部分", en: "What did not come" },
} as const satisfies Record<string, Text>;

/** The longest number that is kept: a container or waybill has some 11 to 34 characters. */
const LONGEST_NUMBER = 60;
const LONGEST_NOTE = 300;

const empty = (label: Text): UserError =>
  new UserError(
    "field-empty",
    { zh: `“${label.zh}”没有填。`, en: `"${label.en}" is empty.` },
    { zh: "填好后再提交。", en: "Fill it in and send it again." },
  );

export function numberOf(fields: Fields): string {
  const text = (fields["number"] ?? "").normalize("NFKC").replaceAll(/\s+/gu, " ").trim();
  if (text === "") throw empty(LABEL.number);
  if (text.length > LONGEST_NUMBER)
    throw new UserError("number-too-long", {
      zh: `货件号有 ${text.length} 个字符，最多 ${LONGEST_NUMBER} 个。`,
      en: `The number has ${text.length} characters; at most ${LONGEST_NUMBER}.`,
    });
  return text;
}

export function dayOf(fields: Fields, name: "bookedOn" | "landedOn" | "clearedOn" | "eta" | "day"): Day | null {
  const text = fields[name]?.trim() ?? "";
  if (text === "") return null;
  const day = parseDay(text);
  if (day !== undefined) return day;
  throw new UserError(
    "field-no-day",
    { zh: `“${LABEL[name].zh}”是“${text}”，不是日期。`, en: `"${LABEL[name].en}" is "${text}", not a day.` },
    { zh: "例如 2026-12-03", en: "For example 2026-12-03" },
  );
}

export function modeOf(fields: Fields): FreightMode | null {
  const text = fields["mode"]?.trim().toLowerCase() ?? "";
  if (text === "") return null;
  const mode = FREIGHT_MODES.find((m) => m === text || MODE_NAMES[m].zh === text);
  if (mode) return mode;
  throw new UserError(
    "field-no-mode",
    { zh: `没有“${text}”这种头程方式。`, en: `"${text}" is no mode of transport.` },
    { zh: `可选：${FREIGHT_MODES.map((m) => MODE_NAMES[m].zh).join("、")}`, en: `There are ${FREIGHT_MODES.join(", ")}` },
  );
}

export function noteOf(fields: Fields): string | null {
  const text = fields["note"]?.trim() ?? "";
  if (text.length > LONGEST_NOTE)
    throw new UserError("note-too-long", {
      zh: `说明有 ${text.length} 个字，最多 ${LONGEST_NOTE} 个。`,
      en: `The note has ${text.length} characters; at most ${LONGEST_NOTE}.`,
    });
  return text === "" ? null : text;
}

/** The longest text that a form is filled in with; Feishu's inputs take 1,000 characters. */
const LONGEST_LINES = 900;

/** `KTC-01 144; MUG-2 60`: as a person writes it in one line of a form. */
export const linesText = (counts: readonly Count[]): string => counts.map((c) => `${c.sku} ${c.units}`).join("; ");

/** Those that fit into a form, from the first. */
export function fitting(counts: readonly Count[]): readonly Count[] {
  let most = counts.length;
  while (most > 0 && linesText(counts.slice(0, most)).length > LONGEST_LINES) most -= 1;
  return counts.slice(0, most);
}

/** Stands for all that is still to come. */
export const ALL = { zh: "全部", en: "all" } as const;
export const isAll = (text: string): boolean => [ALL.zh, ALL.en].some((w) => w === text.trim().toLowerCase());

const EXAMPLE: Text = { zh: "例如：KTC-01 144；MUG-02 60", en: "For example: KTC-01 144; MUG-02 60" };

/**
 * SKUs with their units, parted by semicolons, commas or line breaks; between a SKU and its units a space, colon, `x` or `×`. One SKU twice is their sum.
 * Throws for what cannot be read, naming it.
 */
export function readCounts(text: string, least: 0 | 1): Count[] {
  const units = new Map<string, number>();
  for (const part of text.split(/[;；,，、\n]+/u)) {
    const written = part.trim();
    if (written === "") continue;
    const found = /^(?<sku>\S.*?)\s*(?:[:：=]|\s[x×*]|\s)\s*(?<units>\d+)\s*(?:件|units?|pcs)?$/iu.exec(written);
    const [sku, n] = [found?.groups?.["sku"], Number(found?.groups?.["units"])];
    if (sku === undefined || !Number.isSafeInteger(n) || n < least)
      throw new UserError(
        "bad-lines",
        { zh: `“${written}”读不懂，应为 SKU 加件数。`, en: `"${written}" cannot be read; a SKU and its units are expected.` },
        EXAMPLE,
      );
    units.set(sku, (units.get(sku) ?? 0) + n);
  }
  return [...units].map(([sku, n]) => ({ sku, units: n }));
}

/** As `readCounts`, of SKUs that exist, and of at least one. */
export async function countsOf(fields: Fields, { company }: Pick<Context, "company">): Promise<Count[]> {
  const counts = readCounts(fields["lines"] ?? "", 1);
  if (counts.length === 0) throw empty(LABEL.lines);
  for (const { sku } of counts) {
    const near = await company.findSkus(sku, 5);
    if (near.some((s) => s.sku === sku)) continue;
    const others = near.map((s) => s.sku).join(", ");
    throw new UserError(
      "unknown-sku",
      {
        zh: `没有 SKU ${sku}${others === "" ? "。" : `，相近的有：${others}。`}`,
        en: `No SKU is called ${sku}${others === "" ? "." : `; there are ${others}.`}`,
      },
      { zh: "SKU 区分大小写。", en: "SKUs are case-sensitive." },
    );
  }
  return counts;
}
