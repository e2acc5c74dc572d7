import fc, { assert } from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../../src/domain/demand/normal.ts";
import { outcomesBy } from "../../../src/domain/demand/outcomes.ts";
import { forecastOf } from "../../../src/domain/promo/forecast.ts";
import { breakEven, by, critical, needOf } from "../../../src/domain/promo/quantity.ts";
import { emergency } from "../../../src/domain/promo/budget.ts";
import { demandOf } from "../restock/given.ts";

const SAFETY = { low: 0.1, high: 0.2 };
/** Price 29.99, landed 9 of which 2 are freight, fees 7.50; a unit left over brings 4 and costs 0.60 to keep. */
const LAMP = { price: 29.99, landed: 9, freight: 2, fees: 7.5, salvage: 4, agedFee: 0.6 };

describe("how much to stock for a promotion", () => {
  it("is where a unit too many costs as much as one too few: the worked example of 482 units", () => {
    const c = critical(LAMP);
    expect([c.underage, c.overage]).toEqual([expect.closeTo(13.49, 6), expect.closeTo(5.6, 6)]);
    expect(c.ratio).toBeCloseTo(0.7067, 4);
    expect(
      needOf(
        outcomesBy((tau) => 400 + 150 * normalQuantile(tau)),
        400,
        c,
        SAFETY,
      ),
    ).toEqual({ best: 482, ruleLow: 440, ruleHigh: 480 });
  });

  it("is nothing where each unit sold loses money, whatever the documents' formula says", () => {
    const c = critical({ ...LAMP, price: 15 });
    expect(c.ratio).toBe(0);
    expect(
      needOf(
        outcomesBy(() => 400),
        400,
        c,
        SAFETY,
      ),
    ).toMatchObject({ best: 0, ruleLow: 440 });
  });

  it("is less by a dearer way: what is left over brings no more because it flew", () => {
    const flown = by(LAMP, 9.8);
    expect(flown).toEqual({ ...LAMP, landed: 16.8, freight: 9.8 });
    expect(critical(flown).ratio).toBeLessThan(critical(LAMP).ratio);
    expect(by(LAMP, null)).toEqual(LAMP);
  });

  it("is a policy's share of the outcomes where money is not known", () => {
    expect(
      needOf(
        outcomesBy((tau) => 1000 * tau),
        500,
        0.7,
        SAFETY,
      ).best,
    ).toBeCloseTo(700, -1);
  });

  it("breaks even when what is sold pays for what is left: 500 bought for 9 each, left for 4", () => {
    // n × (29.99 − 7.50 − 4) = 500 × (9 − 4)
    expect(breakEven(LAMP, 500, 0)).toBe(136);
    expect(breakEven(LAMP, 500, 1849)).toBe(236);
    expect(breakEven({ ...LAMP, price: 11 }, 500, 0)).toBeNull();
  });

  it("law: a dearer leftover never makes one stock more", () => {
    const outcomes = outcomesBy((tau) => 1000 * tau);
    assert(
      fc.property(fc.double({ min: 0, max: 8, noNaN: true }), fc.double({ min: 0, max: 8, noNaN: true }), (a, b) => {
        const best = (agedFee: number): number => needOf(outcomes, 500, critical({ ...LAMP, agedFee }), SAFETY).best;
        expect(best(Math.max(a, b))).toBeLessThanOrEqual(best(Math.min(a, b)));
      }),
    );
  });
});

describe("the forecast of a promotion", () => {
  const ask = { demand: demandOf(10, 2), days: 4, last: 60, quiet: [10, 20, 30], share: 1, multiplier: 2.5, ratios: [0.8, 1, 1.2] };

  it("is the usual days times the event: 10 a day for 4 days at two and a half times", () => {
    const f = forecastOf(ask);
    expect([f.base, f.expected]).toEqual([40, 100]);
    expect(f.low).toBeLessThan(100);
    expect(f.high).toBeGreaterThan(100);
  });

  it("is of the promotion's stores alone, where others sell from the same warehouse", () => {
    expect(forecastOf({ ...ask, share: 0.25 }).expected).toBe(25);
  });

  it("takes no day of the event for a usual one: a model that knows it does not count it twice", () => {
    const demand = { ...ask.demand, expected: (i: number) => (i >= 40 && i < 44 ? 25 : 10) };
    expect(forecastOf({ ...ask, demand }).expected).toBe(100);
  });

  it("law: is non-negative and its range contains what it expects of even misses", () => {
    assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 6, noNaN: true }), (daily, multiplier) => {
        const f = forecastOf({ ...ask, demand: demandOf(daily, 1), multiplier });
        expect(f.low).toBeGreaterThanOrEqual(0);
        expect(f.low).toBeLessThanOrEqual(f.high);
      }),
    );
  });
});

describe("the emergency budget", () => {
  it("is 10–15 % of the cost, and says how much of it is burnt", () => {
    const spends = [
      { kind: "spend", what: "air", amount: 600, currency: "USD" },
      { kind: "spend", what: "customs", amount: 300, currency: "USD" },
      { kind: "spend", what: "包材", amount: 500, currency: "CNY" },
    ] as const;
    expect(emergency(10_000, "USD", spends, { low: 0.1, high: 0.15 })).toEqual({
      low: 1000,
      high: 1500,
      spent: 900,
      burnt: 0.6,
      foreign: 1,
    });
  });
});
