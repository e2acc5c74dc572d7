import fc, { assert } from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../../src/domain/calendar/day.ts";
import { normalQuantile } from "../../../src/domain/demand/normal.ts";
import { weightedVelocity } from "../../../src/domain/demand/weighted-velocity.ts";
import { weightOf30Days, weightOf7Days, weightOf90Days } from "../../../src/domain/policy/declared/demand.ts";
import { defaults, type PolicyReader } from "../../../src/domain/policy/reader.ts";
import type { Demand, HistoryDay } from "../../../src/domain/restock/types.ts";
import { AS_OF, on, sold } from "../restock/given.ts";

function demand(history: readonly HistoryDay[], read: PolicyReader = defaults, salesThrough?: HistoryDay["day"]): Demand {
  const said = weightedVelocity({ history, asOf: AS_OF, ...(salesThrough && { salesThrough }) }, read);
  if (said.kind === "missing") throw new Error(said.because.en);
  return said.value;
}
const because = (history: readonly HistoryDay[], salesThrough?: HistoryDay["day"]): string => {
  const said = weightedVelocity({ history, asOf: AS_OF, ...(salesThrough && { salesThrough }) });
  return said.kind === "missing" ? said.because.en : `a value: ${said.value.dailyMean}`;
};
const only30: PolicyReader = (p) => {
  const weights: Record<string, number> = { [weightOf7Days.id]: 0, [weightOf30Days.id]: 1, [weightOf90Days.id]: 0 };
  return (weights[p.id] ?? p.default) as typeof p.default;
};

describe("daily demand", () => {
  it("is 5.0 a day, not 3.0, when 90 were sold in 30 days of which 12 had no stock", () => {
    const history = [...sold(30, 0, false).slice(0, 12), ...sold(18, 5)];
    const d = demand(
      history.map((h, i) => ({ ...h, day: addDays(AS_OF, i - 29) })),
      only30,
    );
    expect(d.dailyMean).toBeCloseTo(5.0, 10);
    expect(d.basis.windows.find((w) => w.days === 30)).toMatchObject({ rate: 5, daysInStock: 18, daysOut: 12, weight: 1 });
  });

  it("weights the three windows as the policies say", () => {
    const history = [...sold(90, 3).slice(0, 60), ...sold(30, 6).slice(0, 23), ...sold(7, 10)];
    const rate30 = (23 * 6 + 70) / 30;
    const rate90 = (60 * 3 + 23 * 6 + 70) / 90;
    expect(demand(history).dailyMean).toBeCloseTo(0.3 * 10 + 0.5 * rate30 + 0.2 * rate90, 10);
  });

  it("gives the weight of a window without any day in stock to the others", () => {
    const d = demand([...sold(90, 4).slice(0, 83), ...sold(7, 0, false)]);
    expect(d.dailyMean).toBeCloseTo(4, 10);
    expect(d.basis.windows[0]).toMatchObject({ rate: null, weight: 0, daysOut: 7 });
    expect(d.basis.windows.reduce((s, w) => s + w.weight, 0)).toBeCloseTo(1, 10);
  });

  it("counts a day that sold something as in stock, whatever the evening's snapshot says", () => {
    expect(demand(sold(30, 5, false), only30).dailyMean).toBeCloseTo(5, 10);
  });

  it("counts days without a snapshot as in stock, and says so", () => {
    const d = demand([...sold(30, 6, null).slice(0, 15), ...sold(15, 0, null)], only30);
    expect(d.dailyMean).toBeCloseTo(3, 10);
    expect(d.basis.notes.map((n) => n.en)).toContain(
      "15 of the last 30 days have neither a sale nor a stock snapshot and count as in stock",
    );
  });

  it("uses what there is of a short history, and calls it short", () => {
    const d = demand(sold(7, 4));
    expect(d.dailyMean).toBeCloseTo(4, 10);
    expect(d.basis.windows.map((w) => w.weight)).toEqual([1, 0, 0]);
    expect(d.basis.notes.map((n) => n.en)).toContain("only 7 days of history: a rough estimate");
  });

  it("does not take one bulk order of a product that began today for a rate", () => {
    expect(() => demand([...sold(30, 0, null).slice(0, 29), ...sold(1, 80_995, null)])).toThrow("only 1 day of sales: an estimate takes 7");
  });

  it("does not believe that seven equal days mean no spread at all", () => {
    expect(demand(sold(7, 4)).quantile(20, 0.95)).toBeGreaterThan(80);
    expect(demand(sold(120, 4)).quantile(20, 0.95)).toBeCloseTo(80, 6);
  });

  it("does not take the days before the first sale for days without sales", () => {
    expect(demand([...sold(100, 0, null).slice(0, 90), ...sold(10, 5, null)]).dailyMean).toBeCloseTo(5, 10);
  });

  it("looks further back when the last 90 days were all without stock", () => {
    const d = demand([...sold(200, 2).slice(0, 110), ...sold(90, 0, false)]);
    expect(d.dailyMean).toBeCloseTo(2, 10);
    expect(d.basis.notes[0]?.en).toMatch(/earlier days with stock/);
  });

  it("does not take days whose sales nobody knows for days without sales", () => {
    const history = [...sold(60, 5).slice(0, 50), ...sold(10, 0, null)];
    expect(demand(history, defaults, on(-10)).dailyMean).toBeCloseTo(5, 10);
    expect(demand(history).dailyMean).toBeLessThan(5);
  });

  it("says why there is none", () => {
    expect(because([])).toBe("nothing was sold yet");
    expect(because(sold(30, 0))).toBe("nothing was sold yet");
    expect(because(sold(200, 3), on(-40))).toBe("the newest sales are 40 days old: no estimate of demand");
  });

  it("has quantiles that rise with the days and the level, around the mean", () => {
    const d = demand(
      sold(90, 0).map((h, i) => ({ ...h, units: i % 3 === 0 ? 9 : 0 })),
      only30,
    );
    expect(d.quantile(30, 0.5)).toBeCloseTo(d.dailyMean * 30, 6);
    expect(d.quantile(30, 0.95)).toBeGreaterThan(d.quantile(30, 0.9));
    expect(d.quantile(0, 0.95)).toBe(0);
    expect(d.quantile(1, 0.01)).toBe(0);
  });

  const days = fc.array(fc.record({ units: fc.nat(50), inStock: fc.constantFrom(true, false, null) }), { maxLength: 200 });
  const dated = (list: readonly { units: number; inStock: boolean | null }[]): HistoryDay[] =>
    list.map((d, i) => ({ ...d, day: addDays(AS_OF, i + 1 - list.length) }));

  it("law: is never negative and never above the best day", () => {
    assert(
      fc.property(days, (list) => {
        const said = weightedVelocity({ history: dated(list), asOf: AS_OF });
        if (said.kind === "missing") return list.length < 7 || list.slice(0, -6).every((d) => d.units === 0);
        return said.value.dailyMean >= 0 && said.value.dailyMean <= Math.max(...list.map((d) => d.units)) + 1e-9;
      }),
    );
  });

  it("law: learning that a day without sales had no stock never lowers it", () => {
    assert(
      fc.property(days, fc.nat(199), (list, at) => {
        const day = list[at];
        if (!day || day.units > 0 || !list.some((d) => d.units > 0)) return true;
        const known = list.map((d, i) => (i === at ? { ...d, inStock: true } : d));
        const out = list.map((d, i) => (i === at ? { ...d, inStock: false } : d));
        const before = weightedVelocity({ history: dated(known), asOf: AS_OF });
        const after = weightedVelocity({ history: dated(out), asOf: AS_OF });
        // Where it empties a window, the windows that are left decide, and they may be lower.
        const windows = (m: typeof before) =>
          m.kind === "value" ? m.value.basis.windows.filter((w) => w.weight > 0).map((w) => w.days) : [];
        if (windows(before).join() !== windows(after).join()) return true;
        // A history too short for any estimate stays so.
        if (before.kind === "missing") return after.kind === "missing";
        return after.kind === "value" && after.value.dailyMean >= before.value.dailyMean - 1e-9;
      }),
    );
  });
});

describe("the normal quantile", () => {
  it("is what the tables say", () => {
    expect([0.9, 0.95, 0.98, 0.99].map((p) => normalQuantile(p).toFixed(4))).toEqual(["1.2816", "1.6449", "2.0537", "2.3263"]);
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.0902, 4);
  });
  it("is symmetric and refuses what is no probability", () => {
    assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (p) => Math.abs(normalQuantile(p) + normalQuantile(1 - p)) < 1e-6),
    );
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });
});
