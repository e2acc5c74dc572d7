import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chanceOf } from "../../../src/domain/returns/rise.ts";

const units = fc.integer({ min: 0, max: 300 });
const sold = fc.integer({ min: 1, max: 5_000 });

describe("the chance that a rise in returns is an accident", () => {
  it("is that of a coin where both spans sold the same", () => {
    // All five of five in one of two equal halves: one in thirty-two.
    expect(chanceOf({ returned: 5, sold: 100 }, { returned: 0, sold: 100 })).toBeCloseTo(1 / 32, 10);
    // At least four of five: (5 + 1) / 32.
    expect(chanceOf({ returned: 4, sold: 100 }, { returned: 1, sold: 100 })).toBeCloseTo(6 / 32, 10);
  });

  it("is a probability, and falls with every unit more that comes back", () => {
    fc.assert(
      fc.property(units, sold, units, sold, (r, rs, p, ps) => {
        const chance = chanceOf({ returned: r, sold: rs }, { returned: p, sold: ps });
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
        expect(chanceOf({ returned: r + 1, sold: rs }, { returned: p, sold: ps })).toBeLessThanOrEqual(chance + 1e-9);
      }),
    );
  });

  it("is small for a third of a batch, and near one half where nothing changed", () => {
    expect(chanceOf({ returned: 30, sold: 90 }, { returned: 12, sold: 300 })).toBeLessThan(1e-9);
    const same = chanceOf({ returned: 50, sold: 1000 }, { returned: 150, sold: 3000 });
    expect(same).toBeGreaterThan(0.4);
    expect(same).toBeLessThan(0.6);
  });

  it("stays exact with thousands of returns, where single terms are too small for a number", () => {
    expect(chanceOf({ returned: 300, sold: 1000 }, { returned: 2700, sold: 9000 })).toBeGreaterThan(0.45);
    expect(chanceOf({ returned: 450, sold: 1000 }, { returned: 2550, sold: 9000 })).toBeLessThan(1e-12);
  });

  it("says nothing where nothing was sold or came back", () => {
    expect(chanceOf({ returned: 3, sold: 0 }, { returned: 1, sold: 50 })).toBe(1);
    expect(chanceOf({ returned: 3, sold: 50 }, { returned: 0, sold: 0 })).toBe(1);
    expect(chanceOf({ returned: 0, sold: 50 }, { returned: 0, sold: 50 })).toBe(1);
  });
});
