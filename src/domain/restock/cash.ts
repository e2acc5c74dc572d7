import { add, money, multiply, rounded, sum } from "../money/money.ts";
import type { LeadTime } from "./lead-time.ts";
import type { OrderLeg, PlanInput } from "./types.ts";
import { freightOf } from "./unit-margin.ts";

/** Money that an order ties up: goods, and the freight of each leg where it is known in the same currency. */
export interface OrderCash {
  /** null when the unit cost is not known. */
  readonly cash: number | null;
  readonly freightKnown: boolean;
}

export function orderCash(
  legs: readonly OrderLeg[],
  times: readonly LeadTime[],
  input: Pick<PlanInput, "unitCost" | "currency">,
): OrderCash {
  const freights = legs.map((leg) => freightOf(times.find((t) => t.route?.lane === leg.route)?.route ?? null, input.currency));
  const freightKnown = !freights.includes(null);
  if (input.unitCost === null) return { cash: null, freightKnown };
  const goods = money(input.unitCost, input.currency);
  const each = legs.map((leg, i) => multiply(add(goods, money(freights[i] ?? 0, input.currency)), leg.units));
  return { cash: rounded(sum(each, input.currency)).amount.toNumber(), freightKnown };
}

/** Value of lost units at the selling price, rounded as people write it; null when there is something to value and no price. */
export function atRisk(unitsLost: number, unitPrice: number | null, currency: string): number | null {
  if (unitsLost === 0) return 0;
  if (unitPrice === null) return null;
  return rounded(multiply(money(unitPrice, currency), unitsLost)).amount.toNumber();
}
