import { unpaidTail } from "../policy/declared/order-economics.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import type { Ahead } from "./detail.ts";
import { figure } from "./figures.ts";

/**
 * An order up to where another carton pays, whatever the target wants beyond: what a budget would leave out is not proposed without one, either. Of an
 * order of which nothing pays and that cannot wait, the least that can be bought is left.
 */
export function withoutUnpaid(ahead: Ahead, read: PolicyReader): Ahead {
  const { order, paying } = ahead;
  if (paying === undefined || paying >= order.quantity || read(unpaidTail) !== "leave") return ahead;
  return { ...ahead, order: { ...order, quantity: paying, beforePay: order.quantity } };
}

/** Why less is ordered than is wanted, or which part of it is not expected to pay. Read by everybody, so that it tells no margin. */
export function unpaidText({ order, paying }: Pick<Ahead, "order" | "paying">): Text[] {
  if (order.beforePay !== undefined) {
    const [before, now] = [figure(order.beforePay), figure(order.quantity)];
    return [
      {
        zh: `按目标库存本该下 ${before} 件，减到 ${now} 件：多出的部分预计赚不回自己的钱`,
        en: `cut from ${before}, which the target would want, to ${now}: the rest is not expected to earn its money`,
      },
    ];
  }
  const unpaid = paying === undefined ? 0 : order.quantity - paying;
  if (unpaid <= 0) return [];
  return [
    {
      zh: `其中最后 ${figure(unpaid)} 件只为达到目标库存，预计赚不回自己的钱；排预算时不会买`,
      en: `the last ${figure(unpaid)} of it are for the target alone and not expected to earn their money: a budget leaves them out`,
    },
  ];
}
