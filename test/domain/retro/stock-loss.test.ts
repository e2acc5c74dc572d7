import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stockLoss, stockLosses, type SkuMonth } from "../../../src/domain/retro/stock-loss.ts";

/** Thirty days, ten of them without stock; 100 sold for 1,000. */
const MONTH: SkuMonth = { sku: "MUG", store: "amazon-us", units: 100, sales: 1000, salesDays: 30, days: 30, daysInStock: 20 };

describe("what a stock-out cost", () => {
  it("is what the days in stock sold, on each of the days without", () => {
    expect(stockLoss(MONTH)).toEqual({ sku: "MUG", store: "amazon-us", daysOut: 10, units: 50, money: 500 });
  });

  it("does not take days without a snapshot for days without stock", () => {
    expect(stockLoss({ ...MONTH, days: 15, daysInStock: 10 })).toMatchObject({ daysOut: 5, units: 25 });
  });

  it("is nothing for what was always there", () => {
    expect(stockLoss({ ...MONTH, daysInStock: 30 })).toBeUndefined();
  });

  it("is not known, and not 0, where the sales are not known or there was never any stock", () => {
    const nobodyKnows = { units: null, money: null };
    expect(stockLoss({ ...MONTH, units: null, sales: null })).toMatchObject(nobodyKnows);
    expect(stockLoss({ ...MONTH, daysInStock: 0 })).toMatchObject(nobodyKnows);
    expect(stockLoss({ ...MONTH, salesDays: 0 })).toMatchObject(nobodyKnows);
  });

  it("has no price where nobody told one, and costs nothing where nothing sells", () => {
    expect(stockLoss({ ...MONTH, sales: null })).toMatchObject({ units: 50, money: null });
    expect(stockLoss({ ...MONTH, units: 0, sales: 0 })).toMatchObject({ units: 0, money: 0 });
  });

  it("is never negative and never not a number, and the dearest comes first", () => {
    const month = fc.record({
      sku: fc.string({ minLength: 1 }),
      store: fc.constantFrom("amazon-us", "amazon-uk"),
      units: fc.option(fc.nat(10_000)),
      sales: fc.option(fc.nat(1_000_000)),
      salesDays: fc.nat(31),
      days: fc.integer({ min: 1, max: 31 }),
      daysInStock: fc.nat(31),
    });
    fc.assert(
      fc.property(fc.array(month), (months) => {
        const losses = stockLosses(months);
        for (const { units, money } of losses) for (const n of [units, money]) expect(n === null || n >= 0).toBe(true);
        const told = losses.map((l) => l.money ?? -1);
        expect(told).toEqual(told.toSorted((a, b) => b - a));
      }),
    );
  });
});
