import { type Day, daysBetween } from "../domain/calendar/day.ts";
import { minorDigits } from "../domain/money/money.ts";
import { length } from "../domain/calendar/period.ts";
import { figure, MODE_NAMES } from "../domain/restock/figures.ts";
import type { Route } from "../domain/restock/types.ts";
import type { Promo } from "../domain/promo/types.ts";
import type { Sensitivity, Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import type { Button, Value } from "../message/message.ts";

export const t = (zh: string, en: string = zh): Text => ({ zh, en });
export const text = (zh: string, en?: string): Value => ({ kind: "text", text: t(zh, en) });
export const none = (zh: string, en: string): Value => ({ kind: "missing", because: t(zh, en) });
export const count = (n: number | null, because: Text): Value =>
  n === null ? { kind: "missing", because } : { kind: "count", count: Math.round(n) };
export const dayValue = (d: Day | null, because: Text): Value => (d === null ? { kind: "missing", because } : { kind: "day", day: d });

export function money(amount: number | null, currency: string, because: Text, sensitivity: Sensitivity = "margin"): Value {
  const value: Value =
    amount === null ? { kind: "missing", because } : { kind: "money", amount: amount.toFixed(minorDigits(currency)), currency };
  return { ...value, sensitivity };
}

/** Money inside a sentence, written as it is in a table: `US$611.00`, `$611.00`. */
export function moneySaid(amount: number, currency: string): Text {
  const value = money(amount, currency, t(""));
  return t(formatValue(value, "zh"), formatValue(value, "en"));
}

/** `+82 %` */
export const percent = (share: number): string => `${share >= 0 ? "+" : "−"}${figure(Math.abs(share) * 100)}%`;

export const modeText = (route: Route | null): Text => (route === null ? t("默认时效", "default time") : MODE_NAMES[route.mode]);

/** `11-27 至 11-30`, with the year where it is another one than today's. */
export function daysText(p: { readonly from: Day; readonly to: Day }): Text {
  return p.from === p.to ? t(p.from) : t(`${p.from} 至 ${p.to}`, `${p.from} to ${p.to}`);
}

/** `5 天后`, `今天`, `3 天前` */
export function away(today: Day, day: Day): Text {
  const n = daysBetween(today, day);
  if (n === 0) return t("今天", "today");
  if (n > 0) return t(`还有 ${n} 天`, n === 1 ? "1 day left" : `${n} days left`);
  return t(`已过 ${-n} 天`, n === -1 ? "1 day ago" : `${-n} days ago`);
}

/** Which day of it that is, from 1 on. */
export const dayNo = (day: Day, { from }: Pick<Promo, "from">): number => daysBetween(from, day) + 1;

/** `5 天后`; while it runs its day, and after that how long it is over. */
export function phaseText(today: Day, p: Pick<Promo, "from" | "to">): Text {
  if (today < p.from) return away(today, p.from);
  if (today <= p.to) return t(`第 ${dayNo(today, p)} 天，共 ${length(p)} 天`, `day ${dayNo(today, p)} of ${length(p)}`);
  const n = daysBetween(p.to, today);
  return t(`已结束 ${n} 天`, n === 1 ? "ended yesterday" : `ended ${n} days ago`);
}

/** Against usual days, in words where it is as many: `是平日的 1.3 倍`, `与平日持平`. */
export function timesUsual(times: number): Text {
  const said = figure(times, 1);
  return said === "1" ? t("与平日持平", "as many as usual") : t(`是平日的 ${said} 倍`, `${said} times the usual`);
}

export type PromoView = "plan" | "status" | "review" | "assume" | "commit" | "spend" | "undo" | "tick" | "change";

export const openButton = (promo: Pick<Promo, "id">, view: PromoView, zh: string, en: string, style?: Button["style"]): Button => ({
  label: t(zh, en),
  deed: { action: "promo-open", args: { promo: promo.id, view } },
  ...(style && { style }),
});

/** A SKU may have a line at each of several warehouses. */
export const countSkus = (lines: readonly { readonly sku: string }[]): number => new Set(lines.map((l) => l.sku)).size;

/** `10–12`; one figure where both are the same. */
export const range = (low: number, high: number): string => (figure(low) === figure(high) ? figure(low) : `${figure(low)}–${figure(high)}`);

/** `1 is`, `7 are`; what rounds to 1 is one. */
export const isAre = (n: number): string => `${figure(n)} ${figure(n) === "1" ? "is" : "are"}`;

/** `1 SKU`, `7 SKUs`. */
export const skusEn = (n: number): string => `${figure(n)} ${n === 1 ? "SKU" : "SKUs"}`;
