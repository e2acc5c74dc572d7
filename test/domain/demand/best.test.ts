import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import { bestAhead } from "../../../src/domain/demand/best.ts";
import { levelsOf } from "../../../src/domain/demand/levels.ts";
import { learnLessons } from "../../../src/domain/demand/lessons.ts";
import { quantileOf } from "../../../src/domain/demand/outcomes.ts";
import { limitOf, POOL_SETTINGS } from "../../../src/domain/demand/pool.ts";
import { listingOf, pooledDemand } from "../../../src/domain/demand/pooled-demand.ts";
import { mostTimes } from "../../../src/domain/policy/declared/demand-model.ts";
import { defaults, type PolicyReader } from "../../../src/domain/policy/reader.ts";
import { dice, inStock, poisson } from "./shops.ts";

const AS_OF = day("2026-11-22");

const best = (units: readonly number[], shape?: readonly number[]) =>
  bestAhead(levelsOf({ ...inStock(units), ...(shape && { shape }) }, POOL_SETTINGS));
const days = (n: number, units: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => units(i));

describe("the best that a product ever sold", () => {
  it("is that of the best so many days in a row", () => {
    const week = best(days(200, (i) => (i >= 50 && i < 57 ? 10 : 2)));
    expect(week(7)).toBeCloseTo(70, 6);
    expect(week(28)).toBeCloseTo(7 * 10 + 21 * 2, 6);
  });

  it("is forgotten after a year", () => {
    const sold = days(500, (i) => (i < 60 ? 10 : 2));
    expect(best(sold)(28)).toBeCloseTo(56, 6);
  });

  it("in a season counts for less when the season is over", () => {
    const shape = [...days(200, (i) => (i < 100 ? 1 : 3)), ...days(100, () => 1)];
    expect(
      best(
        days(200, (i) => (i < 100 ? 2 : 6)),
        shape,
      )(28),
    ).toBeCloseTo(56, 6);
  });

  it("is not known in the first two weeks", () => {
    expect(best(days(13, () => 5))(7)).toBe(Infinity);
    expect(best(days(14, () => 5))(7)).toBeCloseTo(35, 6);
  });

  it("is never less than what the newest days sold, of any span that was seen twice", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 60, maxLength: 300 }),
        fc.constantFrom(1, 3, 7, 14, 28),
        (sold, span) => {
          const newest = sold.slice(-span).reduce((a, b) => a + b, 0);
          expect(best(sold)(span)).toBeGreaterThanOrEqual(newest - 1e-6);
        },
      ),
    );
  });
});

describe("what nobody plans for", () => {
  const outlook = (known: number) => ({ levels: levelsOf(inStock(days(known, () => 40)), POOL_SETTINGS) });
  const trust = { year: 1.5, young: 2 };

  it("is twice its best, of a product that is known for less than a year, and half as much again after that", () => {
    expect(limitOf(outlook(364), trust)(28, 0)).toBeCloseTo(2 * 40 * 28, 6);
    expect(limitOf(outlook(365), trust)(28, 0)).toBeCloseTo(1.5 * 40 * 28, 6);
  });

  it("counts from what is expected where that is more than ever was: a promotion, a new level", () => {
    expect(limitOf(outlook(365), trust)(28, 10_000)).toBeCloseTo(15_000, 6);
  });

  it("leaves room for chance where only a few are sold", () => {
    const few = limitOf({ levels: levelsOf(inStock(days(365, (i) => (i % 28 === 0 ? 1 : 0))), POOL_SETTINGS) }, trust);
    expect(few(28, 0)).toBeCloseTo(1 + 3 * Math.sqrt(2), 6);
  });

  const roll = dice(41);
  const shop = Array.from({ length: 150 }, (_, i) => {
    const wild = days(380, () => poisson(30 * Math.exp(2 * (roll() - 0.5) * (i % 3)), roll));
    return { history: wild.map((units, k) => ({ day: addDays(AS_OF, k - 379), units, inStock: true })), asOf: AS_OF, category: "toys" };
  });
  const { lessons } = learnLessons(
    shop.flatMap((i) => listingOf(i)?.listing ?? []),
    AS_OF,
  );
  const demandOf = (times: number) => {
    const read: PolicyReader = (policy) => (policy.id === mostTimes.id ? (times as never) : defaults(policy));
    return shop.map((i) => {
      const said = pooledDemand(lessons)(i, read);
      if (said.kind === "missing") throw new Error(said.because.en);
      return said.value;
    });
  };

  it("no quantile of the coming days is above, and none of a part of them", () => {
    for (const d of demandOf(1.01))
      for (const [from, to] of [
        [0, 28],
        [0, 56],
        [20, 50],
      ] as const)
        expect(quantileOf(d.between(from, to), 0.99)).toBeLessThanOrEqual((d.most?.(from, to) ?? 0) * 1.02 + 1);
  });

  it("is less where the team says so", () => {
    const total = (times: number) => demandOf(times).reduce((sum, d) => sum + d.quantile(28, 0.98), 0);
    expect(total(1.01)).toBeLessThan(0.98 * total(10));
  });

  it("is never less for more days", () => {
    for (const d of demandOf(1.5))
      for (let n = 2; n < 150; n += 1) expect(d.most?.(0, n)).toBeGreaterThanOrEqual((d.most?.(0, n - 1) ?? 0) * 0.999);
  });
});
