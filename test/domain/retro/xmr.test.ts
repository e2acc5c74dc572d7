import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import { stockLoss, stockLosses } from "../../../src/domain/retro/stock-loss.ts";
import { type DayValue, xmr } from "../../../src/domain/retro/xmr.ts";

const RULES = { minPoints: 6, run: 8 };
const series = (...values: number[]): DayValue[] => values.map((value, i) => ({ day: addDays(day("2026-10-01"), i), value }));

describe("an exception", () => {
  // Wheeler's way by hand: mean 10, moving ranges 2 2 2 2 2 → mean 2, limits 10 ± 5.32.
  it("lies outside mean ± 2.66 × mean moving range", () => {
    const quiet = xmr(series(9, 11, 9, 11, 9, 11), RULES);
    expect(quiet?.limits.mean).toBe(10);
    expect(quiet?.limits.upper).toBeCloseTo(15.32, 10);
    expect(quiet?.limits.lower).toBeCloseTo(4.68, 10);
    expect(quiet?.signals).toEqual([]);

    const loud = xmr(series(9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 40), RULES);
    expect(loud?.signals).toEqual([{ kind: "above", point: { day: "2026-10-12", value: 40 } }]);
  });

  it("is also eight days in a row on one side, told once with its days", () => {
    const found = xmr(series(10, 11, 10, 11, 12, 11, 10, 11, 16, 17, 16, 17, 16, 17, 16, 17), RULES)?.signals.filter(
      (s) => s.kind === "run",
    );
    expect(found).toEqual([
      { kind: "run", side: "below", from: "2026-10-01", to: "2026-10-08", days: 8 },
      { kind: "run", side: "above", from: "2026-10-09", to: "2026-10-16", days: 8 },
    ]);
  });

  it("cannot be told from five days, and a flat line has none", () => {
    expect(xmr(series(1, 2, 3, 4, 5), RULES)).toBeUndefined();
    expect(xmr(series(...Array<number>(30).fill(7)), RULES)?.signals).toEqual([]);
  });

  it("does not depend on the unit: twice the money, the same days", () => {
    const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 40 });
    fc.assert(
      fc.property(values, (v) => {
        const days = (k: number): string[] =>
          xmr(series(...v.map((x) => x * k)), RULES)?.signals.map((s) =>
            s.kind === "run" ? `${s.from}${s.side}` : `${s.point.day}${s.kind}`,
          ) ?? [];
        expect(days(4)).toEqual(days(1));
      }),
    );
  });
});

describe("what a stock-out cost", () => {
  const month = { sku: "A", store: "amazon-us", salesDays: 30, days: 30 };

  it("is the days out times what a day in stock sold", () => {
    // 40 units in 20 days with stock are 2 a day; ten days without are 20 units at 15.
    expect(stockLoss({ ...month, units: 40, sales: 600, daysInStock: 20 })).toEqual({
      sku: "A",
      store: "amazon-us",
      daysOut: 10,
      units: 20,
      money: 300,
    });
  });

  it("counts only days that were looked at: weekly snapshots do not make a SKU sell seven times as fast", () => {
    expect(stockLoss({ ...month, days: 4, daysInStock: 2, units: 30, sales: 300 })).toEqual({
      sku: "A",
      store: "amazon-us",
      daysOut: 2,
      units: 4,
      money: 40,
    });
  });

  it("is nothing for a SKU that was always there, and not known for one that never was", () => {
    expect(stockLoss({ ...month, units: 40, sales: 600, daysInStock: 30 })).toBeUndefined();
    expect(stockLoss({ ...month, units: 0, sales: 0, daysInStock: 0 })).toEqual({
      sku: "A",
      store: "amazon-us",
      daysOut: 30,
      units: null,
      money: null,
    });
    expect(stockLoss({ ...month, units: 4, sales: null, daysInStock: 15 })).toMatchObject({ units: 4, money: null });
  });

  it("is told dearest first", () => {
    const lost = stockLosses([
      { ...month, sku: "cheap", units: 15, sales: 15, daysInStock: 15 },
      { ...month, sku: "unknown", units: 0, sales: null, daysInStock: 0 },
      { ...month, sku: "dear", units: 15, sales: 1500, daysInStock: 15 },
    ]);
    expect(lost.map((l) => l.sku)).toEqual(["dear", "cheap", "unknown"]);
  });
});
