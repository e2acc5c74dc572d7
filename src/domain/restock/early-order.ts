import { addDays, type Day } from "../calendar/day.ts";
import { earlyDays } from "../policy/declared/order-economics.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import { type Ahead, withoutOrder } from "./detail.ts";
import { figure } from "./figures.ts";
import type { ValueStep } from "./types.ts";

/** Whether no part of an order is expected to earn anything. False where nobody knows what it earns. */
export const paysNothing = (value: readonly ValueStep[] | undefined): boolean =>
  value !== undefined && value.length > 0 && value.every((s) => s.saves <= 0);

/**
 * A buffer that is bought before it earns anything, while there is time, waits: each later day knows more. What cannot wait stays, whatever it
 * earns: a promise to customers and a product that draws them are the team's to judge.
 */
export function withoutEarly(ahead: Ahead, asOf: Day, read: PolicyReader): Ahead {
  const { choice, order } = ahead;
  const soon = choice.orderBy !== null && choice.orderBy <= addDays(asOf, read(earlyDays));
  const presses = soon || choice.unavoidable || choice.tight || choice.chosen !== choice.usual;
  if (presses || !paysNothing(ahead.value)) return ahead;
  return { ...withoutOrder(ahead), waits: { units: order.quantity } };
}

/** Why nothing is ordered although the reorder point is reached. */
export function waitsText({ units }: NonNullable<Ahead["waits"]>, orderBy: Day | null): Text {
  const n = figure(units);
  return orderBy === null
    ? {
        zh: `低于补货点，但现在补 ${n} 件预计不划算，先不下单`,
        en: `below the reorder point, but ${n} more would not pay yet: nothing is ordered`,
      }
    : {
        zh: `低于补货点，但现在补 ${n} 件预计不划算：最晚 ${orderBy} 下单`,
        en: `below the reorder point, but ${n} more would not pay yet: in time if ordered by ${orderBy}`,
      };
}

/** Of an order that stays although it earns nothing. Read by everybody, so that it tells no margin. */
export const PAYS_NOTHING: Text = {
  zh: "按售价、成本和费用估算，这一单预计赚不回来；排预算时不会买它",
  en: "by price, cost and fees this order is not expected to earn its money: a budget leaves it out",
};
