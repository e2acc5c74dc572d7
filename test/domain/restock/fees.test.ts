import { describe, expect, it } from "vitest";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import { agedFee, agedUnits, expectedAged, nextSnapshot } from "../../../src/domain/restock/aged.ts";
import { daysOfSupply, inLowInventoryZone } from "../../../src/domain/restock/low-inventory.ts";
import type { HistoryDay } from "../../../src/domain/restock/types.ts";
import { AS_OF, demandOf } from "./given.ts";

describe("aged stock", () => {
  it("is what was there half a year ago less what was sold since, the oldest first: 238 of 600 at 2 a day reach day 181", () => {
    expect(agedUnits(600, 2 * 181)).toBe(238);
    expect(agedUnits(600, 2 * 300)).toBe(0);
    expect(expectedAged(600, demandOf(2).over(181))).toBeCloseTo(238, 6);
  });

  it("is looked at on the 15th of a month", () => {
    expect(nextSnapshot(day("2026-11-15"))).toBe("2026-11-15");
    expect(nextSnapshot(day("2026-11-16"))).toBe("2026-12-15");
    expect(nextSnapshot(day("2026-12-31"))).toBe("2027-01-15");
    expect(nextSnapshot(day("2028-02-29"))).toBe("2028-03-15");
  });

  it("costs by cubic foot, from 0.50 dollars on day 181, by the table of the day", () => {
    const fee = (on: string, age: number) => agedFee("US", day(on), age);
    expect(fee("2025-06-15", 180)).toMatchObject({ value: { perCubicFoot: 0 } });
    expect(fee("2025-06-15", 181)).toEqual({ kind: "value", value: { perCubicFoot: 0.5, leastPerUnit: null, currency: "USD" } });
    expect([211, 241, 271, 301, 331].map((age) => fee("2025-06-15", age))).toMatchObject(
      [1, 1.5, 3.8, 4, 4.2].map((perCubicFoot) => ({ value: { perCubicFoot } })),
    );
    expect(fee("2025-06-15", 366)).toMatchObject({ value: { perCubicFoot: 6.9, leastPerUnit: 0.15 } });
    expect(fee("2026-06-15", 366)).toMatchObject({ value: { perCubicFoot: 6.9, leastPerUnit: 0.3 } });
    expect(fee("2026-06-15", 460)).toMatchObject({ value: { perCubicFoot: 7.9, leastPerUnit: 0.35 } });
  });

  it("has no price where no table tells, which is not the same as none", () => {
    expect(agedFee("DE", day("2026-06-15"), 200)).toMatchObject({ kind: "missing" });
    expect(agedFee("US", day("2022-06-15"), 200)).toMatchObject({ kind: "missing" });
  });
});

describe("FBA's low-inventory-level fee", () => {
  const history = (stockOf: (ago: number) => number | undefined, units = 5): HistoryDay[] =>
    Array.from({ length: 90 }, (_, i) => {
      const stock = stockOf(89 - i);
      return { day: addDays(AS_OF, i - 89), units, inStock: stock === undefined ? null : stock > 0, ...(stock !== undefined && { stock }) };
    });

  it("is charged when both 30 and 90 days had less than 28 days of supply", () => {
    const low = daysOfSupply(history(() => 100));
    expect(low).toEqual({ short: 20, long: 20 });
    expect(inLowInventoryZone(low, 28)).toBe(true);
    expect(inLowInventoryZone(daysOfSupply(history(() => 140)), 28)).toBe(false);
  });

  it("is not charged while one of the two is enough: a full shelf two months ago, or one of today", () => {
    const once = daysOfSupply(history((ago) => (ago < 30 ? 50 : 300)));
    expect(once.short).toBeLessThan(28);
    expect(once.long).toBeGreaterThan(28);
    expect(inLowInventoryZone(once, 28)).toBe(false);
    expect(inLowInventoryZone(daysOfSupply(history((ago) => (ago < 30 ? 150 : 10))), 28)).toBe(false);
  });

  it("is not guessed at where too few days were counted, or nothing was sold", () => {
    expect(daysOfSupply(history((ago) => (ago % 4 === 0 ? 10 : undefined)))).toEqual({ short: null, long: null });
    expect(daysOfSupply(history(() => 100, 0))).toEqual({ short: null, long: null });
    expect(inLowInventoryZone({ short: 3, long: null }, 28)).toBe(false);
  });

  it("reads a shelf that was counted every other day, and takes a negative count for an empty one", () => {
    expect(daysOfSupply(history((ago) => (ago % 2 === 0 ? 100 : undefined))).short).toBe(20);
    expect(daysOfSupply(history(() => -5)).short).toBe(0);
  });
});
