import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanOf, type Outcomes, quantileOf, shortfalls } from "../../../src/domain/demand/outcomes.ts";
import { levelAtPrice, type Protection, servedLevels } from "../../../src/domain/restock/served-level.ts";

/** A cycle wants a quarter more than the lead time, outcome for outcome. */
const product = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 10, maxLength: 30 }).map((units): Protection => {
  const cycle = Float64Array.from(units).sort();
  return { lead: cycle.map((x) => x * 0.75), cycle };
});
const products = fc.array(product, { minLength: 1, maxLength: 8 });
const fill = fc.double({ min: 0.5, max: 0.99, noNaN: true });

const lostWith = (p: Protection, level: number): number => {
  const short = (o: Outcomes): number => shortfalls(o, Float64Array.of(level))[0] ?? 0;
  return Math.max(0, short(p.cycle) - short(p.lead));
};
const wanted = (all: readonly Protection[]): number => all.reduce((sum, p) => sum + meanOf(p.cycle) - meanOf(p.lead), 0);

describe("order-up-to levels for a promised fill rate", () => {
  it("lose no more of all demand than was promised", () => {
    fc.assert(
      fc.property(products, fill, (all, promise) => {
        const { levels } = servedLevels(all, promise, 0.5);
        const lost = all.reduce((sum, p, i) => sum + lostWith(p, levels[i] ?? 0), 0);
        expect(lost).toBeLessThanOrEqual((1 - promise) * wanted(all) + 1e-6);
      }),
    );
  });

  it("never fall when more is promised, and no product falls below its least cycle service", () => {
    fc.assert(
      fc.property(products, fill, fill, (all, a, b) => {
        const low = servedLevels(all, Math.min(a, b), 0.6).levels;
        const high = servedLevels(all, Math.max(a, b), 0.6).levels;
        for (const [i, p] of all.entries()) {
          expect(high[i]).toBeGreaterThanOrEqual((low[i] ?? 0) - 1e-9);
          expect(low[i]).toBeGreaterThanOrEqual(quantileOf(p.cycle, 0.6) - 1e-9);
        }
      }),
    );
  });

  it("are those that each product has alone at the common price", () => {
    fc.assert(
      fc.property(products, fill, (all, promise) => {
        const { levels, price } = servedLevels(all, promise, 0.6);
        for (const [i, p] of all.entries()) expect(levelAtPrice(p, price, 0.6)).toBe(levels[i]);
      }),
    );
  });

  it("are the least stock of all that lose no more", () => {
    fc.assert(
      fc.property(fc.array(product, { minLength: 2, maxLength: 3 }), fill, (all, promise) => {
        const { levels } = servedLevels(all, promise, 0.6);
        const lost = all.reduce((sum, p, i) => sum + lostWith(p, levels[i] ?? 0), 0);
        const choices = all.map(({ cycle }) => [quantileOf(cycle, 0.6), ...cycle.filter((x) => x > quantileOf(cycle, 0.6))].slice(0, 12));
        const combined = choices.reduce<readonly (readonly number[])[]>(
          (some, one) => some.flatMap((c) => one.map((x) => [...c, x])),
          [[]],
        );
        const stock = (of: ArrayLike<number>): number => Array.from(of).reduce((a, b) => a + b, 0);
        const better = combined.filter(
          (other) => all.reduce((sum, p, i) => sum + lostWith(p, other[i] ?? 0), 0) <= lost - 1e-9 && stock(other) < stock(levels) - 1e-6,
        );
        expect(better).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
