import { unpaidTail } from "../policy/declared/order-economics.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import type { Ahead } from "./detail.ts";
import { paysNothing } from "./early-order.ts";
import { figure } from "./figures.ts";
import type { ValueStep } from "./types.ts";

/** Units at the end of an order that the promise alone wants: they are not expected to earn their money. 0 where nobody knows. */
function unpaidUnits(value: readonly ValueStep[] | undefined): number {
  if (value === undefined || paysNothing(value)) return 0;
  const best = value.reduce((most, s) => (s.saves > most.saves ? s : most));
  return (value.at(-1)?.units ?? 0) - best.units;
}

/** An order up to where another carton pays, whatever was promised beyond: what a budget would leave out is not proposed without one, either. */
export function withoutUnpaid(ahead: Ahead, read: PolicyReader): Ahead {
  const { order, value } = ahead;
  const unpaid = read(unpaidTail) === "leave" ? unpaidUnits(value) : 0;
  if (value === undefined || unpaid === 0) return ahead;
  const quantity = order.quantity - unpaid;
  return { ...ahead, order: { ...order, quantity, beforePay: order.quantity }, value: value.filter((s) => s.units <= quantity) };
}

/** Why less is ordered than is wanted, or which part of it is not expected to pay. Read by everybody, so that it tells no margin. */
export function unpaidText({ order, value }: Pick<Ahead, "order" | "value">): Text[] {
  if (order.beforePay !== undefined) {
    const [before, now] = [figure(order.beforePay), figure(order.quantity)];
    return [
      {
        zh: `按目标库存本该下 ${before} 件，减到 ${now} 件：多出的部分预计赚不回自己的钱`,
        en: `cut from ${before}, which the target would want, to ${now}: the rest is not expected to earn its money`,
      },
    ];
  }
  const unpaid = unpaidUnits(value);
  if (unpaid === 0) return [];
  return [
    {
      zh: `其中最后 ${figure(unpaid)} 件只为达到目标库存，预计赚不回自己的钱；排预算时不会买`,
      en: `the last ${figure(unpaid)} of it are for the target alone and not expected to earn their money: a budget leaves them out`,
    },
  ];
}
