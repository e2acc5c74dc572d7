import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../../src/domain/calendar/day.ts";
import { notesOf } from "../../../src/domain/demand/notes.ts";
import { settled, withoutUndone } from "../../../src/domain/demand/undone.ts";
import { defaults } from "../../../src/domain/policy/reader.ts";
import { planDetail } from "../../../src/domain/restock/plan-line.ts";
import type { HistoryDay } from "../../../src/domain/restock/types.ts";
import { AS_OF, given, modelOf, sold } from "../restock/given.ts";

const days = (changes: Readonly<Record<number, Partial<HistoryDay>>>, count = 10): HistoryDay[] =>
  sold(count, 2).map((d, i) => ({ ...d, ...changes[i] }));
const unitsOf = (of: readonly HistoryDay[]): number[] => of.map((d) => d.units);

describe("a large order", () => {
  it("that is cancelled twelve minutes later was no demand", () => {
    const { days: kept, undone } = withoutUndone(days({ 4: { units: 80_997, large: [80_995], returned: [80_995] } }), 7);
    expect(unitsOf(kept)).toEqual(Array.from({ length: 10 }, () => 2));
    expect(kept[4]?.large).toEqual([]);
    expect(undone).toEqual({ orders: 1, units: 80_995 });
  });

  it("of which a part came back counts as it was", () => {
    const some = days({ 4: { units: 102, large: [100] }, 5: { returned: [40] } });
    expect(withoutUndone(some, 7)).toEqual({ days: some, undone: { orders: 0, units: 0 } });
  });

  it("that comes back after more than a week had been wanted", () => {
    const late = days({ 1: { units: 102, large: [100] }, 9: { returned: [100] } });
    expect(unitsOf(withoutUndone(late, 7).days)[1]).toBe(102);
    expect(unitsOf(withoutUndone(late, 8).days)[1]).toBe(2);
  });

  it("that was placed twice and undone once counts once, the newest is undone", () => {
    const twice = days({ 3: { units: 100, large: [100] }, 5: { units: 100, large: [100] }, 6: { returned: [100] } });
    expect(unitsOf(withoutUndone(twice, 7).days).slice(3, 6)).toEqual([100, 2, 0]);
  });

  it("is told of in a sentence that does not say whose order it was", () => {
    const told = { known: [], short: false, age: 0, bulk: { orders: 0, units: 0 }, burst: null, prior: null, launch: 1, halfLife: 7 };
    expect(notesOf({ ...told, undone: { orders: 2, units: 64 } })).toEqual([
      {
        en: "2 large orders made good by a return of as many units within days: 64 units are no demand",
        zh: "2 笔大单被几天内同样件数的退货抵消：64 件不计入销量",
      },
    ]);
  });

  it("is told of in the basis, and taken out before the stock of today is reckoned", () => {
    const history = days({ 119: { units: 500, large: [500], returned: [500] } }, 120);
    const input = given({ history, onHandDay: addDays(AS_OF, -1), onHand: 100 });
    expect(settled(input, defaults).undone).toEqual({ orders: 1, units: 500 });
    expect(planDetail(input, modelOf(2), defaults).stock?.units).toBe(100);
  });

  it("never makes sales negative, and what is undone is what is missing", () => {
    const day = fc.record({ own: fc.nat(9), large: fc.array(fc.integer({ min: 10, max: 14 }), { maxLength: 3 }) });
    const back = fc.array(fc.integer({ min: 10, max: 14 }), { maxLength: 2 });
    fc.assert(
      fc.property(fc.array(fc.tuple(day, back), { minLength: 1, maxLength: 20 }), fc.nat(10), (of, within) => {
        const history = of.map(([{ own, large }, returned], i): HistoryDay => {
          const units = own + large.reduce((a, b) => a + b, 0);
          return {
            day: addDays(AS_OF, i - of.length),
            units,
            inStock: true,
            ...(large.length && { large }),
            ...(returned.length && { returned }),
          };
        });
        const { days: kept, undone } = withoutUndone(history, within);
        const sum = (d: readonly HistoryDay[]): number => unitsOf(d).reduce((a, b) => a + b, 0);
        expect(kept.every((d, i) => d.units >= (of[i]?.[0].own ?? 0))).toBe(true);
        expect(sum(history) - sum(kept)).toBe(undone.units);
      }),
    );
  });
});
