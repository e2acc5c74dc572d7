import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../../src/domain/demand/normal.ts";
import { outcomesBy, shareWithin } from "../../../src/domain/demand/outcomes.ts";
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
        const worst = Math.max(...days.filter((i) => i <= through).map((i) => 1 - shareWithin(demand.over(i), there(i) + 0.5)));
        expect(chance).toBeCloseTo(worst, 9);
      }),
    );
  });

  it("few units are whole: of one that lies there and three expected, chance is what a Poisson says", () => {
    const demand = { ...demandOf(0.1), over: () => outcomesBy((tau) => (Math.sqrt(3 + 3 / 8) + normalQuantile(tau) / 2) ** 2 - 3 / 8) };
    const poisson = 1 - Math.exp(-3) * (1 + 3);
    const { chance } = stockRisk(demand, 1, AS_OF, [], 30, 30);
    expect(Math.abs(chance - poisson)).toBeLessThan(0.03);
  });

  it("more is never sold than lies there, and what comes later is there for later", () => {
    const path = stockPath(demandOf(10), 25, AS_OF, [{ day: on(5), units: 30 }], 8, 0.5);
    expect(path).toEqual([15, 5, 0, 0, 20, 10, 0, 0]);
  });
});
