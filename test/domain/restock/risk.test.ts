import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shareWithin } from "../../../src/domain/demand/outcomes.ts";
import { HIGH, stockPath, stockRisk } from "../../../src/domain/restock/risk.ts";
import { AS_OF, demandOf, on } from "./given.ts";

describe("how sure the days ahead are", () => {
  const arrivals = fc.array(fc.record({ n: fc.integer({ min: 1, max: 60 }), units: fc.nat(200) }), { maxLength: 4 });

  it("a stock-out in the high tenth of demand is on the first day that it cannot be met", () => {
    fc.assert(
      fc.property(fc.nat(300), arrivals, fc.integer({ min: 1, max: 60 }), (stock, coming, through) => {
        const demand = demandOf(5, 4);
        const arriving = coming.map(({ n, units }) => ({ day: on(n), units }));
        const { outP90, chance } = stockRisk(demand, stock, AS_OF, arriving, through, 60);
        const there = (i: number) => stock + coming.filter((a) => a.n <= i).reduce((sum, a) => sum + a.units, 0);
        const days = Array.from({ length: 60 }, (_, i) => i + 1);
        const first = days.find((i) => demand.quantile(i, HIGH) > there(i));
        expect(outP90).toBe(first === undefined ? null : on(first));
        const worst = Math.max(...days.filter((i) => i <= through).map((i) => 1 - shareWithin(demand.over(i), there(i))));
        expect(chance).toBeCloseTo(worst, 9);
      }),
    );
  });

  it("more is never sold than lies there, and what comes later is there for later", () => {
    const path = stockPath(demandOf(10), 25, AS_OF, [{ day: on(5), units: 30 }], 8, 0.5);
    expect(path).toEqual([15, 5, 0, 0, 20, 10, 0, 0]);
  });
});
