import type { Text } from "../value.ts";
import { figure } from "./figures.ts";
import type { PlanLine } from "./types.ts";

/** A daily rate that moved by less is the same. */
const LEAST_RATE_CHANGE = 0.05;

const arrow = (before: string, now: string): string => `${before} → ${now}`;
const NEVER: Text = { zh: "看不到断货", en: "none in sight" };

/** What is different from the plan of an earlier day, the decisive first; empty when nothing is. */
export function changesSince(before: PlanLine, now: PlanLine): readonly Text[] {
  const changes: Text[] = [];
  const add = (name: Text, a: string, b: string): void => {
    if (a !== b) changes.push({ zh: `${name.zh} ${arrow(a, b)}`, en: `${name.en} ${arrow(a, b)}` });
  };
  const whole = (n: number | null | undefined): string => (n === null || n === undefined ? "—" : figure(Math.round(n)));
  add({ zh: "建议下单", en: "order" }, whole(before.orderQuantity), whole(now.orderQuantity));
  if (before.stockOutDate !== now.stockOutDate)
    changes.push({
      zh: `断货日 ${arrow(before.stockOutDate ?? NEVER.zh, now.stockOutDate ?? NEVER.zh)}`,
      en: `stock-out ${arrow(before.stockOutDate ?? NEVER.en, now.stockOutDate ?? NEVER.en)}`,
    });
  add({ zh: "可售库存", en: "stock" }, whole(before.onHand), whole(now.onHand));
  add({ zh: "在途", en: "on its way" }, whole(before.inbound), whole(now.inbound));
  const [was, is] = [before.dailyDemand ?? 0, now.dailyDemand ?? 0];
  if (Math.abs(is - was) > LEAST_RATE_CHANGE * Math.max(was, is))
    add({ zh: "日均需求", en: "daily demand" }, figure(was, 1), figure(is, 1));
  if (before.leadDaysP50 !== now.leadDaysP50)
    add({ zh: "到货天数", en: "lead time, days" }, whole(before.leadDaysP50), whole(now.leadDaysP50));
  return changes;
}
