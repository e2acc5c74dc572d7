import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestAhead } from "../../../src/domain/demand/best.ts";
import { levelsOf } from "../../../src/domain/demand/levels.ts";
import { limitOf, POOL_SETTINGS } from "../../../src/domain/demand/pool.ts";
import { inStock } from "./shops.ts";

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
  const outlook = (known: number) => ({ levels: levelsOf(inStock(days(known, () => 4)), POOL_SETTINGS) });
  const trust = { year: 1.5, young: 2 };

  it("is twice its best, of a product that is known for less than a year, and half as much again after that", () => {
    expect(limitOf(outlook(364), trust)(28, 0)).toBeCloseTo(2 * 4 * 28, 6);
    expect(limitOf(outlook(365), trust)(28, 0)).toBeCloseTo(1.5 * 4 * 28, 6);
  });

  it("counts from what is expected where that is more than ever was: a promotion, a new level", () => {
    expect(limitOf(outlook(365), trust)(28, 1000)).toBeCloseTo(1500, 6);
  });
});
