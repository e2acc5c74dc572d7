import { addDays, type Day } from "../domain/calendar/day.ts";
import { minorDigits } from "../domain/money/money.ts";
import { figure, MODE_NAMES } from "../domain/restock/figures.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import { STATE_NAMES } from "../domain/restock/words.ts";
import type { Sensitivity, Text } from "../domain/value.ts";
import type { Value } from "../message/message.ts";

export const code = (c: string): Value => ({ kind: "code", code: c });
export const text = (t: Text): Value => ({ kind: "text", text: t });
const none = (because: Text): Value => ({ kind: "missing", because });

export const units = (n: number | null, because: Text): Value => (n === null ? none(because) : { kind: "count", count: Math.round(n) });
export const days = (n: number | null, because: Text): Value =>
  n === null ? none(because) : { kind: "days", days: n < 10 ? Math.round(n * 10) / 10 : Math.round(n) };
export const dayOf = (d: string | null, because: Text): Value => (d === null ? none(because) : { kind: "day", day: d });

/** The first day on which anything can be ordered is the day after the plan's; what is due then or before is due now. */
export const isDue = (orderBy: Day, asOf: Day): boolean => orderBy <= addDays(asOf, 1);

/** The last day to order; `now` where that is today or gone by: a date of yesterday is no advice. */
export function dueOf(
  { orderBy, orderQuantity }: { readonly orderBy: Day | null; readonly orderQuantity: number | null },
  asOf: Day,
  because: Text,
): Value {
  if (orderBy === null || !isDue(orderBy, asOf)) return dayOf(orderBy, because);
  return orderQuantity === 0 ? none(NO_ORDER) : text({ zh: "立即", en: "now" });
}

export function moneyOf(amount: number | null, currency: string, because: Text, sensitivity?: Sensitivity): Value {
  const value: Value = amount === null ? none(because) : { kind: "money", amount: amount.toFixed(minorDigits(currency)), currency };
  return sensitivity === undefined ? value : { ...value, sensitivity };
}

/** The state in a word. What is due and gets all it needs from another warehouse is not to be ordered. */
export function stateText(line: Pick<PlanLine, "state" | "orderQuantity" | "transfers">): Text {
  const moves = line.state === "order-now" && line.orderQuantity === 0 && (line.transfers ?? []).length > 0;
  return moves ? { zh: "先调货", en: "to move" } : STATE_NAMES[line.state];
}

export const stateOf = (line: PlanLine): Value => text(stateText(line));

/** Why figures of this line are missing, in one sentence. */
export function lackOf(line: PlanLine): Text {
  if (line.dailyDemand === 0) return { zh: "近期没有销量", en: "nothing sold lately" };
  const texts = line.missing;
  if (texts.length === 0) return { zh: "未知", en: "not known" };
  return { zh: texts.map((t) => t.zh).join("；"), en: texts.map((t) => t.en).join("; ") };
}

export const BEYOND: Text = { zh: "推演期内不断货", en: "not within the days that are projected" };
export const NO_ORDER: Text = { zh: "无需下单", en: "nothing to order" };

/** `144 after 252 moved`, `252 to move`, `168 approved`: what is beside the quantity in a list. */
function orderMark({
  orderQuantity,
  moved,
  onOrder,
}: {
  readonly orderQuantity: number | null;
  readonly moved: number;
  readonly onOrder: number;
}): Text | null {
  const zh: string[] = [];
  const en: string[] = [];
  const n = orderQuantity ?? 0;
  if (n > 0) {
    zh.push(figure(n));
    en.push(figure(n));
  }
  if (moved > 0) {
    zh.push(`先调 ${figure(moved)}`);
    en.push(n > 0 ? `after moving ${figure(moved)}` : `move ${figure(moved)}`);
  }
  if (onOrder > 0) {
    zh.push(`已批准 ${figure(onOrder)}`);
    en.push(`${figure(onOrder)} approved`);
  }
  return moved > 0 || onOrder > 0 ? { zh: zh.join("，"), en: en.join(", ") } : null;
}

/** What to buy, with what is moved or approved beside it; a dash with its reason where there is nothing of it. */
export function orderValue(
  o: { readonly orderQuantity: number | null; readonly moved?: number; readonly onOrder?: number },
  because: Text,
): Value {
  const mark = orderMark({ orderQuantity: o.orderQuantity, moved: o.moved ?? 0, onOrder: o.onOrder ?? 0 });
  if (mark !== null) return text(mark);
  return o.orderQuantity === 0 ? none(NO_ORDER) : units(o.orderQuantity, because);
}

/** `air 60 + sea 144`, `sea`; a dash with its reason where nothing is ordered. */
export function wayOf(line: PlanLine): Value {
  if (line.legs.length === 0) return none(NO_ORDER);
  const name = (mode: PlanLine["routeMode"]): Text => (mode === null ? { zh: "默认时效", en: "default time" } : MODE_NAMES[mode]);
  const [first, second] = line.legs;
  if (first && second)
    return text({
      zh: `${name(first.mode).zh} ${figure(first.units)} + ${name(second.mode).zh} ${figure(second.units)}`,
      en: `${name(first.mode).en} ${figure(first.units)} + ${name(second.mode).en} ${figure(second.units)}`,
    });
  return text(name(line.routeMode));
}

/** Sums by currency: two currencies do not add. Lines without an amount are left out (they are said elsewhere). */
export function totals(
  lines: readonly PlanLine[],
  amount: (l: PlanLine) => number | null,
): readonly { readonly currency: string; readonly amount: number }[] {
  const by = new Map<string, number>();
  for (const line of lines) {
    const a = amount(line);
    if (a !== null && a !== 0) by.set(line.currency, (by.get(line.currency) ?? 0) + a);
  }
  return [...by].map(([currency, sum]) => ({ currency, amount: sum })).toSorted((a, b) => b.amount - a.amount);
}
