import { beforeAll, describe, expect, it } from "vitest";
import { addDays, day, dayNumber, weekday } from "../../src/domain/calendar/day.ts";
import { ITEMS } from "../../examples/sample/catalogue/items.ts";
import { SkuPlay } from "../../examples/sample/stock/sku.ts";

/**
 * What was counted on real sales: UCI Online Retail (dataset 352), order lines a day over 374 days, of products that sold on thirty or more of the
 * first 180 days and at least once on days 120 to 179. The sample's SKUs are counted the same way, over all stores together.
 */
const REAL = {
  perSkuAndDay: 0.72,
  zeroDays: 0.64,
  /** Variance over mean of a day's lines: a tenth, a half and nine tenths of the products lie below. */
  dispersion: [1.14, 1.44, 2.09],
  /** Squared coefficient of variation of a week's lines: the middle product. */
  weeklyCv2: 0.66,
  /** Share of the lines that a fifth, and a hundredth, of the products have. */
  topFifth: 0.5,
  topHundredth: 0.06,
  /** Error of a mean over 30 days as a forecast of 28, as a share of the demand: what is left to chance and change. */
  forecastError: 0.33,
  /** November over the mean of February to August. */
  november: 2.5,
} as const;

const DAYS = 374;
const TO = day("2026-11-30");
const FIRST = dayNumber(addDays(TO, 1 - DAYS));

const lines = new Map<string, number[]>();
let real: (readonly number[])[] = [];
beforeAll(() => {
  for (const item of ITEMS) {
    const days = Array.from({ length: DAYS }, () => 0);
    new SkuPlay("purser", item).play(TO, (d, n) => {
      if (n >= FIRST) days[n - FIRST] = d.lines.filter((l) => l.kind !== "cancelled").length;
    });
    lines.set(item.sku, days);
  }
  const sold = (of: readonly number[]): number => of.filter((n) => n > 0).length;
  real = [...lines.values()].filter((d) => sold(d.slice(0, 180)) >= 30 && sold(d.slice(120, 180)) > 0);
});

const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
const mean = (of: readonly number[]): number => sum(of) / of.length;
const variance = (of: readonly number[]): number => sum(of.map((x) => (x - mean(of)) ** 2)) / of.length;
const quantile = (of: readonly number[], q: number): number => of.toSorted((a, b) => a - b)[Math.floor(q * of.length)] ?? Number.NaN;
const weeks = (of: readonly number[]): number[] => Array.from({ length: Math.floor(DAYS / 7) }, (_, w) => sum(of.slice(w * 7, w * 7 + 7)));
const top = (share: number): number => {
  const all = real.map(sum).toSorted((a, b) => b - a);
  return sum(all.slice(0, Math.round(all.length * share))) / sum(all);
};
const off = (value: number, wanted: number): number => Math.abs(value - wanted);

describe("the sample's demand is like that of a real shop", () => {
  it("most SKUs sell on some days and not on others: the share of days without a sale is within 0.15 of the real one", () => {
    expect(real.length).toBeGreaterThan(200);
    expect(off(mean(real.map((d) => d.filter((n) => n === 0).length / DAYS)), REAL.zeroDays)).toBeLessThan(0.15);
    expect(off(mean(real.map(mean)), REAL.perSkuAndDay)).toBeLessThan(0.4);
  });

  it("a day's lines scatter more than chance alone would: dispersion within 0.3 of the real one at both ends and in the middle", () => {
    const all = real.map((d) => variance(d) / mean(d));
    expect(Math.max(...[0.1, 0.5, 0.9].map((q, i) => off(quantile(all, q), REAL.dispersion[i] ?? 0)))).toBeLessThan(0.3);
  });

  it("weeks differ as much: the middle SKU's squared coefficient of variation is within 0.25 of the real one", () => {
    const all = real.map((d) => variance(weeks(d)) / mean(weeks(d)) ** 2);
    expect(off(quantile(all, 0.5), REAL.weeklyCv2)).toBeLessThan(0.25);
  });

  it("few sell much: the top fifth has half of the lines, within a tenth; the top hundredth a sixteenth, within 0.03", () => {
    expect(off(top(0.2), REAL.topFifth)).toBeLessThan(0.1);
    expect(off(top(0.01), REAL.topHundredth)).toBeLessThan(0.03);
  });

  it("forecasting is as hard to forecast: a 30-day mean misses 28 days by 33 %, within 8 points", () => {
    let [missed, wanted] = [0, 0];
    for (const d of real)
      for (let origin = 200; origin <= 340; origin += 28) {
        const next = sum(d.slice(origin, origin + 28));
        missed += Math.abs(mean(d.slice(origin - 30, origin)) * 28 - next);
        wanted += next;
      }
    expect(off(missed / wanted, REAL.forecastError)).toBeLessThan(0.08);
  });

  it("the week has a profile, and no weekday is far from the others: each within a sixth of an average day", () => {
    // The real shop was closed on Saturdays, so that only the strength of its profile could be taken.
    const days = [1, 2, 3, 4, 5, 6, 7].map((w) =>
      sum([...lines.values()].map((d) => sum(d.filter((_, i) => weekday(addDays(TO, i - DAYS + 1)) === w)))),
    );
    expect(Math.max(...days.map((n) => off(n / mean(days), 1)))).toBeLessThan(1 / 6);
    expect(Math.max(...days) / Math.min(...days)).toBeGreaterThan(1.08);
  });

  it("there are seasons: November is above the summer for the shop as a whole, and summer above winter out of doors", () => {
    const month = (wanted: string, of: (category: string) => boolean): number => {
      const at = Array.from({ length: DAYS }, (_, i) => i).filter((i) => addDays(TO, i - DAYS + 1).slice(5, 7) === wanted);
      return mean(at.map((i) => sum(ITEMS.filter((item) => of(item.category)).map((item) => lines.get(item.sku)?.[i] ?? 0))));
    };
    const all = (): boolean => true;
    const summer = mean(["02", "03", "04", "05", "06", "08"].map((m) => month(m, all)));
    // A gift shop lives by November; this one sells all year round.
    expect(month("11", all) / summer).toBeGreaterThan(1.1);
    expect(month("11", all) / summer).toBeLessThan(REAL.november);
    expect(month("06", (c) => c === "outdoor" || c === "garden") / month("01", (c) => c === "outdoor" || c === "garden")).toBeGreaterThan(
      2,
    );
  });
});
