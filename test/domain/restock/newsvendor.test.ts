import fc, { assert } from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../../src/domain/demand/normal.ts";
import { outcomesBy } from "../../../src/domain/demand/outcomes.ts";
import { newsvendor } from "../../../src/domain/restock/newsvendor.ts";

const normal = (mean: number, sigma: number) => outcomesBy((tau) => mean + sigma * normalQuantile(tau));

/** Equally likely outcomes of a Poisson demand, many enough for its tail. */
function poisson(mean: number): Float64Array {
  const n = 20_001;
  const all = new Float64Array(n);
  let [k, p] = [0, Math.exp(-mean)];
  let sum = p;
  for (let i = 0; i < n; i += 1) {
    while (sum < (i + 0.5) / n) {
      k += 1;
      p *= mean / k;
      sum += p;
    }
    all[i] = k;
  }
  return all;
}

describe("an order that cannot be repeated", () => {
  it("is Snyder and Shen's example 4.3: 56.60 of N(50, 8) when a unit short costs 0.70 and one left over 0.18", () => {
    expect(newsvendor({ underage: 0.7, overage: 0.18 }, normal(50, 8)).exact).toBeCloseTo(56.604, 2);
  });

  it("is their whole numbers for Poisson demand: 56 of a mean of 50, 8 of a mean of 6", () => {
    expect(newsvendor({ underage: 0.7, overage: 0.18 }, poisson(50)).units).toBe(56);
    expect(newsvendor({ underage: 4, overage: 1 }, poisson(6)).units).toBe(8);
  });

  it("costs 3.57 where it is 8 of a Poisson demand of 6, a unit short 4 and one left over 1", () => {
    const demand = poisson(6);
    const { units } = newsvendor({ underage: 4, overage: 1 }, demand);
    const cost = demand.reduce((sum, d) => sum + 4 * Math.max(0, d - units) + Math.max(0, units - d), 0) / demand.length;
    expect(cost).toBeCloseTo(3.57, 2);
  });

  it("is 482 units for a promotion: 13.49 earned a unit, 5.60 lost on a leftover, N(400, 150)", () => {
    const [price, landed, fees, salvage, aged] = [29.99, 9, 7.5, 4, 0.6];
    const o = newsvendor({ underage: price - landed - fees, overage: landed - salvage + aged }, normal(400, 150));
    expect(o.ratio).toBeCloseTo(0.7067, 4);
    expect(o.units).toBe(482);
  });

  it("is nothing where a unit earns nothing, and all that is possible where a leftover costs nothing", () => {
    expect(newsvendor({ underage: -1, overage: 2 }, normal(400, 150))).toMatchObject({ units: 0, ratio: 0 });
    const most = normal(400, 150);
    expect(newsvendor({ underage: 1, overage: 0 }, most).units).toBe(Math.ceil(most.at(-1) ?? 0));
  });

  it("law: no other number of units costs less", () => {
    const cost = fc.double({ min: 0.1, max: 50, noNaN: true });
    const demand = fc.array(fc.nat(300), { minLength: 1, maxLength: 60 }).map((d) => Float64Array.from(d).sort());
    assert(
      fc.property(cost, cost, demand, fc.nat(320), (underage, overage, d, other) => {
        const at = (units: number) =>
          d.reduce((sum, x) => sum + underage * Math.max(0, x - units) + overage * Math.max(0, units - x), 0) / d.length;
        const best = newsvendor({ underage, overage }, d);
        // Between two outcomes the quantile is interpolated: never worse than one of them.
        const near = Math.max(...d.filter((x) => x <= best.exact), d[0] ?? 0);
        return Math.min(at(best.units), at(near), at(Math.min(...d.filter((x) => x >= best.exact), d.at(-1) ?? 0))) <= at(other) + 1e-9;
      }),
    );
  });
});
