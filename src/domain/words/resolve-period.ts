import { addDays, addMonths, type Day, endOfMonth, monthOf, parseDay, startOfMonth } from "../calendar/day.ts";
import { periodText } from "../calendar/period-text.ts";
import { contains, type Period } from "../calendar/period.ts";
import { isoWeek, startOfWeek, weekOf } from "../calendar/week.ts";
import type { ToDate } from "../kpi/engine/compare-with.ts";
import { UserError } from "../user-error.ts";
import type { PeriodWord } from "./period-word.ts";

export interface ResolvedPeriod {
  readonly period: Period;
  /** Set while the calendar unit is still running. */
  readonly toDate: ToDate | null;
  /** What was asked, where it reaches into the future and had to be cut. */
  readonly asked: Period | null;
}

const pad = (n: number): string => String(n).padStart(2, "0");

function noSuch(code: string, zh: string, en: string): UserError {
  return new UserError(
    code,
    { zh, en },
    {
      zh: "例如：2026-10-05、2026-10、2026-W41、2026-Q3、上月、近30天",
      en: "For example: 2026-10-05, 2026-10, 2026-W41, 2026-Q3, last-month, last 30 days",
    },
  );
}

function dayOf(year: number, month: number, d: number): Day {
  const text = `${year}-${pad(month)}-${pad(d)}`;
  const parsed = parseDay(text);
  if (parsed === undefined) throw noSuch("no-such-day", `日历上没有 ${text} 这一天`, `there is no day ${text} in the calendar`);
  return parsed;
}

function monthPeriod(year: number, month: number): Period {
  if (month < 1 || month > 12) throw noSuch("no-such-month", `没有 ${month} 月`, `there is no month ${month}: months go from 1 to 12`);
  const from = dayOf(year, month, 1);
  return { from, to: endOfMonth(from) };
}

function quarterPeriod(year: number, quarter: number): Period {
  const from = dayOf(year, quarter * 3 - 2, 1);
  return { from, to: endOfMonth(addMonths(from, 2)) };
}

function weekPeriod(year: number, week: number): Period {
  const found = weekOf(year, week);
  if (found === undefined) throw noSuch("no-such-week", `${year} 年没有第 ${week} 周`, `${year} has no week ${week}`);
  return found;
}

/** The newest period of this name that has begun: in November, 12月 is last year's. */
function latest(make: (year: number) => Period, today: Day): Period {
  const year = yearOf(today);
  const thisYear = make(year);
  return thisYear.from <= today ? thisYear : make(year - 1);
}

const yearOf = (today: Day): number => Number(today.slice(0, 4));

function attempt(make: () => Period): Period | undefined {
  try {
    return make();
  } catch (error) {
    // 2 月 29 日 and week 53 exist in some years only.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function latestDay(month: number, d: number, today: Day): Period {
  const year = yearOf(today);
  for (let y = year; y > year - 8; y--) {
    const p = attempt(() => ({ from: dayOf(y, month, d), to: dayOf(y, month, d) }));
    if (p !== undefined && p.from <= today) return p;
  }
  return { from: dayOf(year, month, d), to: dayOf(year, month, d) };
}

function calendar(unit: "week" | "month" | "quarter" | "year", back: number, today: Day): Period {
  switch (unit) {
    case "week": {
      const from = addDays(startOfWeek(today), -7 * back);
      return { from, to: addDays(from, 6) };
    }
    case "month": {
      const from = addMonths(startOfMonth(today), -back);
      return { from, to: endOfMonth(from) };
    }
    case "quarter": {
      const month = Number(monthOf(today).slice(5));
      const from = addMonths(startOfMonth(today), -((month - 1) % 3) - 3 * back);
      return { from, to: endOfMonth(addMonths(from, 2)) };
    }
    case "year": {
      const year = yearOf(today) - back;
      return { from: dayOf(year, 1, 1), to: dayOf(year, 12, 31) };
    }
  }
}

/** The days that a word means on `today`, before anything is cut. A rolling period ends yesterday: today is not over. */
function whole(word: PeriodWord, today: Day): Period {
  switch (word.kind) {
    case "days-ago": {
      const d = addDays(today, -word.days);
      return { from: d, to: d };
    }
    case "calendar":
      return calendar(word.unit, word.back, today);
    case "rolling":
      if (word.unit === "month") return { from: addMonths(today, -word.count), to: addDays(today, -1) };
      return { from: addDays(today, -word.count * (word.unit === "week" ? 7 : 1)), to: addDays(today, -1) };
    case "day":
      if (word.year === null) return latestDay(word.month, word.day, today);
      return { from: dayOf(word.year, word.month, word.day), to: dayOf(word.year, word.month, word.day) };
    case "month":
      return word.year === null ? latest((y) => monthPeriod(y, word.month), today) : monthPeriod(word.year, word.month);
    case "month-of":
      return monthPeriod(yearOf(today) - word.yearsBack, word.month);
    case "week":
      return word.year === null ? latestWeek(word.week, today) : weekPeriod(word.year, word.week);
    case "quarter":
      return word.year === null ? latest((y) => quarterPeriod(y, word.quarter), today) : quarterPeriod(word.year, word.quarter);
    case "year":
      return { from: dayOf(word.year, 1, 1), to: dayOf(word.year, 12, 31) };
    case "range":
      return range(word.from, word.to, today);
  }
}

function latestWeek(week: number, today: Day): Period {
  const { year } = isoWeek(today);
  for (let y = year; y > year - 8; y--) {
    const p = weekOf(y, week);
    if (p !== undefined && p.from <= today) return p;
  }
  return weekPeriod(year, week);
}

function range(first: PeriodWord, second: PeriodWord | null, today: Day): Period {
  const { from } = whole(first, today);
  if (second === null) return { from, to: from >= today ? today : addDays(today, -1) };
  let { to } = whole(second, today);
  // 12月到1月: the second end lies in the year after the first. A year is only guessed where none was written.
  if (to < from && "year" in second && second.year === null && "year" in first && first.year !== null) {
    const shifted = addMonths(to, 12);
    if (first.kind === second.kind && shifted >= from) to = second.kind === "month" ? endOfMonth(shifted) : shifted;
  }
  if (to < from)
    throw new UserError(
      "period-reversed",
      { zh: `期间的结束日 ${to} 早于开始日 ${from}`, en: `the period ends on ${to}, before it begins on ${from}` },
      { zh: `是不是 ${to} 至 ${from}？`, en: `Did you mean ${to}..${from}?` },
    );
  return { from, to };
}

const UNITS = ["week", "month", "quarter", "year"] as const;

/** The calendar unit that a period is and that `today` lies in. */
function running(p: Period, today: Day): ToDate | null {
  return (
    UNITS.find((unit) => {
      const unitNow = calendar(unit, 0, today);
      return unitNow.from === p.from && unitNow.to === p.to;
    }) ?? null
  );
}

/**
 * The days that a word means on `today`. What is still running is cut at yesterday (on its first day at today itself); what has not
 * begun is an error.
 */
export function resolvePeriod(word: PeriodWord, today: Day): ResolvedPeriod {
  const asked = whole(word, today);
  if (asked.from > today)
    throw new UserError(
      "period-in-future",
      { zh: `${periodText(asked).zh} 还没有开始（今天是 ${today}）`, en: `${periodText(asked).en} has not begun: today is ${today}` },
      {
        zh: "KPI 只看已经发生的；看未来的断货与补货请用 /restock。",
        en: "KPIs look back; for what is to come, /restock projects the stock.",
      },
    );
  const unit = running(asked, today);
  if (asked.to < today || (asked.to === today && unit === null)) return { period: asked, toDate: null, asked: null };
  const to = asked.from < today ? addDays(today, -1) : today;
  const cut = { from: asked.from, to };
  return { period: cut, toDate: unit, asked: unit === null && !contains(cut, asked.to) ? asked : null };
}
