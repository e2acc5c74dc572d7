import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  day,
  dayNumber,
  daysBetween,
  endOfMonth,
  fromDayNumber,
  monthOf,
  parseDay,
  startOfMonth,
  weekday,
} from "../../../src/domain/calendar/day.ts";
import { periodCode } from "../../../src/domain/calendar/period-text.ts";
import { contains, days, lastYear, length, type Period, previous, sameDaysOfPreviousMonth } from "../../../src/domain/calendar/period.ts";
import { isoWeek, startOfWeek, weekOf } from "../../../src/domain/calendar/week.ts";

const anyDay = fc.integer({ min: dayNumber(day("2000-01-01")), max: dayNumber(day("2099-12-31")) }).map(fromDayNumber);
const anyPeriod = fc.tuple(anyDay, fc.integer({ min: 0, max: 800 })).map(([from, n]): Period => ({ from, to: addDays(from, n) }));
const wholeMonths = fc
  .tuple(anyDay, fc.integer({ min: 0, max: 30 }))
  .map(([d, n]): Period => ({ from: startOfMonth(d), to: endOfMonth(addMonths(startOfMonth(d), n)) }));

describe("a day", () => {
  it("is a day of the calendar or none", () => {
    expect(parseDay("2026-02-29")).toBeUndefined();
    expect(parseDay("2028-02-29")).toBe("2028-02-29");
    for (const bad of ["2026-13-01", "2026-00-10", "2026-1-5", "26-01-05", "2026-01-05T00:00", ""]) expect(parseDay(bad)).toBeUndefined();
  });

  it("moves there and back", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (d, n) => {
        expect(addDays(addDays(d, n), -n)).toBe(d);
        expect(daysBetween(d, addDays(d, n))).toBe(n);
      }),
    );
  });

  it("compares as text the way it compares in time", () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(a < b).toBe(dayNumber(a) < dayNumber(b));
      }),
    );
  });

  it("never leaves the month that it should land in", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -60, max: 60 }), (d, n) => {
        const months = (x: string): number => Number(x.slice(0, 4)) * 12 + Number(x.slice(5, 7));
        expect(months(addMonths(d, n)) - months(d)).toBe(n);
        expect(addMonths(d, n).slice(8) <= d.slice(8)).toBe(true);
      }),
    );
    expect(addMonths(day("2026-01-31"), 1)).toBe("2026-02-28");
  });

  it("has the weekday that the runtime knows", () => {
    fc.assert(
      fc.property(anyDay, (d) => {
        expect(weekday(d) % 7).toBe(new Date(`${d}T12:00:00Z`).getUTCDay());
      }),
    );
  });
});

describe("a period", () => {
  it("is made of its days, each once", () => {
    fc.assert(
      fc.property(anyPeriod, (p) => {
        const all = days(p);
        expect(all).toHaveLength(length(p));
        expect(all[0]).toBe(p.from);
        expect(all.at(-1)).toBe(p.to);
        expect(all.every((d) => contains(p, d))).toBe(true);
        expect(contains(p, addDays(p.to, 1)) || contains(p, addDays(p.from, -1))).toBe(false);
      }),
    );
  });

  it("touches the previous one without a gap", () => {
    fc.assert(
      fc.property(anyPeriod, (p) => {
        expect(addDays(previous(p).to, 1)).toBe(p.from);
      }),
    );
  });

  it("tiles the past: the one before the previous ends where the previous begins", () => {
    fc.assert(
      fc.property(anyPeriod, (p) => {
        const one = previous(p);
        const two = previous(one);
        expect(two.from < one.from && one.from < p.from).toBe(true);
        expect(addDays(two.to, 1)).toBe(one.from);
      }),
    );
  });

  it("of whole months has a previous one of as many whole months; others of as many days", () => {
    fc.assert(
      fc.property(wholeMonths, (p) => {
        const before = previous(p);
        expect(before.from).toBe(startOfMonth(before.from));
        const months = (q: Period): number => new Set(days(q).map(monthOf)).size;
        expect(months(before)).toBe(months(p));
      }),
    );
    expect(previous({ from: day("2026-10-05"), to: day("2026-10-11") })).toEqual({ from: "2026-09-28", to: "2026-10-04" });
  });

  it("a year earlier has the same months and days, 29 February apart", () => {
    fc.assert(
      fc.property(anyPeriod, (p) => {
        const before = lastYear(p);
        expect(Number(before.from.slice(0, 4))).toBe(Number(p.from.slice(0, 4)) - 1);
        expect(before.from.slice(5)).toBe(p.from.slice(5) === "02-29" ? "02-28" : p.from.slice(5));
        expect(before.from <= before.to).toBe(true);
      }),
    );
    expect(lastYear({ from: day("2028-02-01"), to: day("2028-02-29") })).toEqual({ from: "2027-02-01", to: "2027-02-28" });
    // The whole of February stays whole when the year before has a day more.
    expect(lastYear({ from: day("2029-02-01"), to: day("2029-02-28") })).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  });

  it("month to date is held against the same days of the month before", () => {
    expect(sameDaysOfPreviousMonth({ from: day("2026-11-01"), to: day("2026-11-21") })).toEqual({ from: "2026-10-01", to: "2026-10-21" });
    expect(sameDaysOfPreviousMonth({ from: day("2026-03-01"), to: day("2026-03-30") })).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  });
});

describe("an ISO week", () => {
  it("runs from Monday to Sunday and holds its days", () => {
    fc.assert(
      fc.property(anyDay, (d) => {
        const { year, week } = isoWeek(d);
        const p = weekOf(year, week);
        expect(p).toBeDefined();
        expect(p && contains(p, d)).toBe(true);
        expect(weekday(startOfWeek(d))).toBe(1);
      }),
    );
  });

  it("belongs to the year of its Thursday", () => {
    expect(isoWeek(day("2027-01-01"))).toEqual({ year: 2026, week: 53 });
    expect(isoWeek(day("2024-12-30"))).toEqual({ year: 2025, week: 1 });
    expect(weekOf(2026, 53)).toEqual({ from: "2026-12-28", to: "2027-01-03" });
    expect(weekOf(2025, 53)).toBeUndefined();
    expect(weekOf(2026, 0)).toBeUndefined();
  });
});

describe("a period written down", () => {
  it("is as short as it can be", () => {
    const code = (from: string, to: string): string => periodCode({ from: day(from), to: day(to) });
    expect(code("2026-10-05", "2026-10-05")).toBe("2026-10-05");
    expect(code("2026-10-01", "2026-10-31")).toBe("2026-10");
    expect(code("2026-07-01", "2026-09-30")).toBe("2026-Q3");
    expect(code("2026-08-01", "2026-10-31")).toBe("2026-08-01..2026-10-31");
    expect(code("2026-01-01", "2026-12-31")).toBe("2026");
    expect(code("2026-10-05", "2026-10-11")).toBe("2026-W41");
    expect(code("2026-10-06", "2026-10-12")).toBe("2026-10-06..2026-10-12");
  });
});
