import fc, { assert } from "fast-check";
import { describe, expect, it } from "vitest";
import { type EventSales, upliftModel, type UpliftRules } from "../../../src/domain/promo/uplift.ts";

const RULES: UpliftRules = { low: 0.5, high: 1, poolUnits: 20, spread: 0.4 };
const sales = (sku: string, units: number, base: number, category: string | null = "lamps"): EventSales => ({ sku, category, units, base });

describe("the uplift of an event", () => {
  it("is the documents' 50–100 % where nothing was ever measured", () => {
    const uplift = upliftModel([], RULES).of("LAMP-01", "lamps");
    expect(uplift).toMatchObject({ from: "default", own: null });
    expect(uplift.share).toBeCloseTo(0.75, 6);
  });

  it("is its own where it sold much, and its category's where it sold little", () => {
    const model = upliftModel([sales("A", 4000, 1000), sales("B", 6, 2), sales("C", 900, 300)], RULES);
    expect(model.of("A", "lamps").share).toBeCloseTo(3, 1);
    // Two usual units and six sold are 200 % more; twenty units' worth of the category say 270 %.
    expect(model.of("B", "lamps").own).toBeCloseTo(2, 6);
    expect(model.of("B", "lamps").share).toBeGreaterThan(2.4);
    expect(model.of("NEW", "lamps")).toMatchObject({ from: "category", own: null });
    expect(model.of("NEW", "cups").from).toBe("store");
  });

  it("keeps a category that did not care apart from one that did", () => {
    const model = upliftModel([sales("A", 4000, 1000), sales("T", 500, 500, "tools")], RULES);
    expect(model.of("NEW", "tools").share).toBeLessThan(0.15);
    expect(model.of("NEW", "lamps").share).toBeGreaterThan(2.5);
  });

  const many = fc.array(
    fc.record({
      sku: fc.string({ minLength: 1, maxLength: 4 }),
      category: fc.constantFrom("a", "b", null),
      units: fc.nat(2000),
      base: fc.double({ min: 0.1, max: 500, noNaN: true }),
    }),
    { maxLength: 30 },
  );

  it("law: lies between its own and what it is drawn to, and is never less than nothing sold", () => {
    assert(
      fc.property(many, (of) => {
        const model = upliftModel(of, RULES);
        for (const s of of) {
          const u = model.of(s.sku, s.category);
          const [low, high] = [Math.min(u.own ?? u.pooled, u.pooled), Math.max(u.own ?? u.pooled, u.pooled)];
          expect(u.share).toBeGreaterThanOrEqual(low - 1e-9);
          expect(u.share).toBeLessThanOrEqual(high + 1e-9);
          expect(u.share).toBeGreaterThanOrEqual(-1);
        }
      }),
    );
  });

  it("law: the misses around it are 1 on average, so that a forecast stays what was expected", () => {
    assert(
      fc.property(many, (of) => {
        const { ratios } = upliftModel(of, RULES);
        expect(ratios.reduce((a, b) => a + b, 0) / ratios.length).toBeCloseTo(1, 6);
        expect(ratios.every((r) => r >= 0)).toBe(true);
      }),
    );
  });
});
