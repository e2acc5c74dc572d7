import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bridge, bridge, type BridgeCosts, type BridgeItem, type BridgeStore } from "../../../src/domain/retro/bridge.ts";

const D = (n: number): Decimal => new Decimal(n);
const none: BridgeCosts = { fees: D(0), returns: D(0), ads: D(0), promotions: D(0) };
const item = (units: [number, number], price: [number, number], cost: [number, number]): BridgeItem => ({
  units: [D(units[0]), D(units[1])],
  sales: [D(units[0] * price[0]), D(units[1] * price[1])],
  cost: [D(units[0] * cost[0]), D(units[1] * cost[1])],
});
const store = (items: BridgeItem[], more: Partial<BridgeStore> = {}): BridgeStore => ({ items, costs: [none, none], rate: D(1), ...more });
const margin = ({ items, costs }: BridgeStore, at: 0 | 1): Decimal =>
  items
    .reduce((a, i) => a.plus(i.sales[at]).minus(i.cost[at]), D(0))
    .minus(costs[at].fees)
    .minus(costs[at].returns)
    .minus(costs[at].ads)
    .minus(costs[at].promotions);
const between = (stores: BridgeStore[]): Bridge =>
  bridge(
    stores,
    stores.reduce((a, s) => a.plus(margin(s, 0)), D(0)),
    stores.reduce((a, s) => a.plus(margin(s, 1)), D(0)),
  );
const told = (b: Bridge): Record<string, number> =>
  Object.fromEntries(
    b.steps.flatMap(({ id, amount }) => (amount.toDecimalPlaces(6).isZero() ? [] : [[id, amount.toDecimalPlaces(2).toNumber()]])),
  );

describe("the bridge from one month's contribution to the next", () => {
  it("is all volume when twice as much is sold on the same terms", () => {
    expect(told(between([store([item([100, 200], [10, 10], [4, 4])])]))).toEqual({ volume: 600 });
  });

  it("is all price, or all unit cost, when only that changed", () => {
    expect(told(between([store([item([100, 100], [10, 12], [4, 4])])]))).toEqual({ price: 200 });
    expect(told(between([store([item([100, 100], [10, 10], [4, 5])])]))).toEqual({ "unit-cost": -100 });
  });

  it("calls it mix when as many units are sold, but of the poorer SKU", () => {
    const rich = item([100, 50], [10, 10], [2, 2]);
    const poor = item([100, 150], [10, 10], [7, 7]);
    // 50 units that brought 8 each are now units that bring 3.
    expect(told(between([store([rich, poor])]))).toEqual({ mix: -250 });
  });

  it("tells what fees, returns, ads and promotions took more, each for itself", () => {
    const costs: [BridgeCosts, BridgeCosts] = [
      { fees: D(10), returns: D(5), ads: D(20), promotions: D(0) },
      { fees: D(12), returns: D(9), ads: D(15), promotions: D(3) },
    ];
    expect(told(between([store([], { costs })]))).toEqual({ fees: -2, returns: -4, ads: 5, promotions: -3 });
  });

  it("does not take a weaker currency for lower prices", () => {
    // A euro bought 1.10 dollars, and buys 1.00: the same 100 units at 10 euros.
    const euros: BridgeItem = { units: [D(100), D(100)], sales: [D(1100), D(1000)], cost: [D(0), D(0)] };
    expect(told(between([store([euros], { rate: D(1.1) })]))).toEqual({ fx: -100 });
  });

  it("calls the whole of a new SKU mix, and has no volume where nothing was sold before", () => {
    expect(told(between([store([item([0, 10], [0, 10], [0, 4])])]))).toEqual({ mix: 60 });
  });

  it("always comes out where the told figures are, and says how much of the way it cannot explain", () => {
    const number = fc.integer({ min: 0, max: 1000 });
    const pair = fc.tuple(number, number);
    const anItem = fc.tuple(pair, pair, pair).map(([u, p, c]) => item(u, p, c));
    const costsOf = fc
      .tuple(number, number, number, number)
      .map(([a, b, c, d]) => ({ fees: D(a), returns: D(b), ads: D(c), promotions: D(d) }));
    const aStore = fc
      .tuple(fc.array(anItem, { maxLength: 5 }), costsOf, costsOf, fc.integer({ min: 50, max: 200 }))
      .map(([items, a, b, rate]) => store(items, { costs: [a, b], rate: D(rate).div(100) }));
    fc.assert(
      fc.property(fc.array(aStore, { minLength: 1, maxLength: 4 }), fc.integer({ min: -500, max: 500 }), (stores, off) => {
        const exact = between(stores);
        const rest = exact.steps.find((s) => s.id === "rest")?.amount ?? D(0);
        expect(rest.abs().lt(1e-6)).toBe(true);
        const b = bridge(stores, exact.before, exact.after.plus(off));
        expect(
          b.steps
            .reduce((a, s) => a.plus(s.amount), b.before)
            .minus(b.after)
            .abs()
            .lt(1e-6),
        ).toBe(true);
        expect(
          b.steps
            .find((s) => s.id === "rest")
            ?.amount.minus(off)
            .abs()
            .lt(1e-6),
        ).toBe(true);
      }),
    );
  });
});
