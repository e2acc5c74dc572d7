import { describe, expect, it } from "vitest";
import { addDays, day, dayNumber } from "../../../src/domain/calendar/day.ts";
import { closedText, closedWeekdays } from "../../../src/domain/demand/closed-weekdays.ts";
import { notesOf, untoldText } from "../../../src/domain/demand/notes.ts";
import { weekdayOf } from "../../../src/domain/demand/rhythm.ts";
import { FLAT, seasonAhead } from "../../../src/domain/demand/shapes.ts";
import type { HistoryDay } from "../../../src/domain/restock/types.ts";

const FRIDAY = day("2026-11-20");

/** Days up to a Friday without a stock snapshot, each with what its weekday sells (Monday first). */
const shop = (days: number, week: readonly number[]): HistoryDay[] =>
  Array.from({ length: days }, (_, i) => {
    const d = addDays(FRIDAY, i + 1 - days);
    return { day: d, units: week[weekdayOf(dayNumber(d))] ?? 0, inStock: null };
  });

describe("weekdays on which a shop is closed", () => {
  it("are those that never sell", () => {
    expect(closedWeekdays(shop(200, [8, 8, 8, 8, 8, 0, 0]))).toEqual([5, 6]);
    expect(closedWeekdays(shop(200, [8, 8, 8, 8, 8, 0, 1]))).toEqual([5]);
    expect(closedWeekdays(shop(200, [8, 8, 8, 8, 8, 8, 8]))).toEqual([]);
    expect(closedWeekdays(shop(200, [0, 0, 0, 0, 0, 0, 0]))).toEqual([]);
  });

  it("are not found by chance in what hardly sells, unless all its kind is closed then", () => {
    const slow = shop(200, [0, 0, 0, 0, 0, 0, 0]).map((d, i) => ({ ...d, units: i % 35 === 2 ? 1 : 0 }));
    expect(closedWeekdays(slow)).toEqual([]);
    expect(closedWeekdays(shop(20, [8, 8, 8, 8, 8, 0, 0]))).toEqual([]);
    const week = [1.4, 1.4, 1.4, 1.4, 1.4, 0.02, 0.02];
    expect(closedWeekdays(slow, week)).toEqual([5, 6].filter((k) => !slow.some((d) => d.units > 0 && weekdayOf(dayNumber(d.day)) === k)));
  });

  it("are said by their names", () => {
    expect(closedText([5, 6])).toEqual({ zh: "周六、周日不出单", en: "no sales on Sat and Sun" });
    expect(closedText([6])?.en).toBe("no sales on Sun");
    expect(closedText([4, 5, 6])?.en).toBe("no sales on Fri, Sat and Sun");
    expect(closedText([])).toBeNull();
  });

  it("are no gaps in what is known", () => {
    const known = shop(90, [8, 8, 8, 8, 8, 0, 0]);
    expect(untoldText(known)).toEqual([]);
    const gap = known.map((d, i) => (i === 88 ? { ...d, units: 0 } : d));
    expect(untoldText(gap)[0]?.en).toMatch(/^1 of the last 90 days/);
    const told = {
      known,
      short: false,
      bulk: { orders: 0, units: 0 },
      undone: undefined,
      burst: null,
      prior: null,
      launch: 1,
      halfLife: 7,
    };
    expect(notesOf({ ...told, age: 2 })).toEqual([]);
    expect(notesOf({ ...told, age: 3 }).map((n) => n.en)).toEqual(["sales are known up to 3 days before"]);
    expect(notesOf({ ...told, closed: [], age: 2 }).map((n) => n.en)).toContain("sales are known up to 2 days before");
  });
});

describe("a season, in a figure", () => {
  it("is what the coming days sell against the year's average", () => {
    const last = dayNumber(FRIDAY);
    const season = Array.from({ length: 73 }, (_, k) => (k < 12 ? 2 : k < 24 ? 0.5 : 1));
    const ahead = seasonAhead({ season, week: [7, 0, 0, 0, 0, 0, 0] }, last, last);
    expect(ahead?.(30)).toBeCloseTo(2, 9);
    expect(ahead?.(365)).toBeCloseTo(season.reduce((a, b) => a + b, 0) / 73, 2);
    // A month on, what was learnt then is nearer to its end.
    expect(seasonAhead({ season, week: FLAT.week }, last, last + 65)?.(30)).toBeCloseTo(0.5, 9);
    expect(seasonAhead(FLAT, last, last)).toBeNull();
    expect(seasonAhead(undefined, last, last)).toBeNull();
  });
});
