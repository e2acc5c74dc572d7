import { addDays, type Day, daysBetween, parseDay, weekday } from "./day.ts";
import type { Period } from "./period.ts";

/** Monday of the ISO week (ISO 8601) that `d` lies in. */
export function startOfWeek(d: Day): Day {
  return addDays(d, 1 - weekday(d));
}

/** ISO year and week of a day: the year is that of the week's Thursday, so 2027-01-01 lies in 2026-W53. */
export function isoWeek(d: Day): { readonly year: number; readonly week: number } {
  const thursday = addDays(startOfWeek(d), 3);
  const year = Number(thursday.slice(0, 4));
  return { year, week: Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01` as Day, thursday) / 7) + 1 };
}

/** Monday to Sunday of an ISO week; undefined where the year has no such week (2026 has 53 weeks, 2027 has 52). */
export function weekOf(year: number, week: number): Period | undefined {
  const fourth = parseDay(`${String(year).padStart(4, "0")}-01-04`);
  if (fourth === undefined || week < 1) return undefined;
  const from = addDays(startOfWeek(fourth), (week - 1) * 7);
  const actual = isoWeek(from);
  return actual.year === year && actual.week === week ? { from, to: addDays(from, 6) } : undefined;
}
