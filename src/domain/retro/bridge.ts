import { Decimal } from "decimal.js";

/** A SKU in a store over two months: units, sales less discounts, landed cost, in one currency. */
export interface BridgeItem {
  readonly units: readonly [Decimal, Decimal];
  readonly sales: readonly [Decimal, Decimal];
  readonly cost: readonly [Decimal, Decimal];
}

/** What a store paid beside the goods; costs are above 0. */
export interface BridgeCosts {
  readonly fees: Decimal;
  readonly returns: Decimal;
  readonly ads: Decimal;
  readonly promotions: Decimal;
}

export interface BridgeStore {
  readonly items: readonly BridgeItem[];
  readonly costs: readonly [BridgeCosts, BridgeCosts];
  /** What the told currency bought of the store's own last month over what it buys now; 1 where both are the same. */
  readonly rate: Decimal;
}

export const BRIDGE_STEPS = ["price", "volume", "mix", "unit-cost", "fees", "returns", "ads", "promotions", "fx", "rest"] as const;
export type BridgeStep = (typeof BRIDGE_STEPS)[number];

export interface Bridge {
  readonly before: Decimal;
  readonly after: Decimal;
  readonly steps: readonly { readonly id: BridgeStep; readonly amount: Decimal }[];
}

const ZERO = new Decimal(0);
const sum = <T>(of: readonly T[], pick: (x: T) => Decimal): Decimal => of.reduce((a, x) => a.plus(pick(x)), ZERO);

/** Price and cost of a unit last month; of what was not sold then, this month's: its whole contribution is a matter of the mix. */
function unit({ units, sales, cost }: BridgeItem): { readonly price: Decimal; readonly cost: Decimal } {
  const at = units[0].gt(0) ? 0 : 1;
  return units[at].gt(0) ? { price: sales[at].div(units[at]), cost: cost[at].div(units[at]) } : { price: ZERO, cost: ZERO };
}

/**
 * From the contribution of one month to that of the next. Volume is as many units more or less at last month's mean contribution; mix what the
 * other SKUs among them bring; price and unit cost what a unit of the same SKU brings and costs otherwise; the rest of the costs are differences.
 * This month is told at last month's exchange rates, and what the rates did is a step of its own. `before` and `after` are the told figures:
 * what the steps do not explain of their difference is `rest`.
 */
export function bridge(stores: readonly BridgeStore[], before: Decimal, after: Decimal): Bridge {
  const items = stores.flatMap(({ items: of, rate }) =>
    of.map((i) => ({
      ...i,
      sales: [i.sales[0], i.sales[1].times(rate)] as const,
      cost: [i.cost[0], i.cost[1].times(rate)] as const,
    })),
  );
  const [units0, units1] = [sum(items, (i) => i.units[0]), sum(items, (i) => i.units[1])];
  const contribution0 = sum(items, (i) => i.sales[0].minus(i.cost[0]));
  const grown = units0.gt(0) ? units1.div(units0) : new Decimal(1);
  const price = sum(items, (i) => i.sales[1].minus(unit(i).price.times(i.units[1])));
  const unitCost = sum(items, (i) => unit(i).cost.times(i.units[1]).minus(i.cost[1]));
  const atOldTerms = sum(items, (i) => i.units[1].times(unit(i).price.minus(unit(i).cost)));
  const volume = contribution0.times(grown.minus(1));
  const mix = atOldTerms.minus(contribution0.times(grown));
  const other = (pick: (c: BridgeCosts) => Decimal): Decimal =>
    sum(stores, ({ costs, rate }) => pick(costs[0]).minus(pick(costs[1]).times(rate)));
  const now = ({ items: of, costs }: BridgeStore): Decimal => {
    const { fees, returns, ads, promotions } = costs[1];
    return sum(of, (i) => i.sales[1].minus(i.cost[1]))
      .minus(fees)
      .minus(returns)
      .minus(ads)
      .minus(promotions);
  };
  const known: Readonly<Record<Exclude<BridgeStep, "rest">, Decimal>> = {
    price,
    volume,
    mix,
    "unit-cost": unitCost,
    fees: other((c) => c.fees),
    returns: other((c) => c.returns),
    ads: other((c) => c.ads),
    promotions: other((c) => c.promotions),
    fx: sum(stores, (s) => now(s).times(new Decimal(1).minus(s.rate))),
  };
  const explained = sum(Object.values(known), (x) => x);
  const amounts = { ...known, rest: after.minus(before).minus(explained) };
  return { before, after, steps: BRIDGE_STEPS.map((id) => ({ id, amount: amounts[id] })) };
}
