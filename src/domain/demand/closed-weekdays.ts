import { dayNumber } from "../calendar/day.ts";
import type { HistoryDay } from "../restock/types.ts";
import type { Text } from "../value.ts";
import { WEEKDAYS } from "../words/weekdays.ts";
import { weekdayOf } from "./rhythm.ts";

/** Half a year that says what is sold now. */
const RECENT = 182;
/** A weekday that came up less often says nothing. */
const LEAST_DAYS = 8;
/** Units that would have been sold on a weekday were it as the others: that chance leaves out as many of them is one in 100,000. */
const LEAST_UNITS = 12;
/** What a group sells on a weekday on which it sells nothing, as a share of an average day: a rhythm is never quite sure. */
const HARDLY = 0.15;

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/**
 * Weekdays (Monday 0) on which nothing is ever sold: enough of its own days say so, or those of its group (`week`, an average day is 1) where its own
 * are none to the contrary. Empty where it sells on all of them, or never.
 */
export function closedWeekdays(known: readonly HistoryDay[], week?: readonly number[]): readonly number[] {
  const recent = known.slice(-RECENT);
  const sums = DAYS.map(() => ({ days: 0, units: 0 }));
  for (const d of recent) {
    const of = sums[weekdayOf(dayNumber(d.day))];
    if (of === undefined) continue;
    of.days += 1;
    of.units += d.units;
  }
  const all = sums.reduce((sum, s) => sum + s.units, 0);
  if (all <= 0) return [];
  const closed = (k: number): boolean => {
    const { days, units } = sums[k] ?? { days: 0, units: 0 };
    return days >= LEAST_DAYS && units === 0 && ((all * days) / recent.length >= LEAST_UNITS || (week?.[k] ?? 1) < HARDLY);
  };
  return DAYS.filter(closed);
}

export const isClosed = (closed: readonly number[], day: HistoryDay["day"]): boolean => closed.includes(weekdayOf(dayNumber(day)));

/** `no sales on Sat and Sun`; null where all weekdays sell. */
export function closedText(closed: readonly number[]): Text | null {
  const names = closed.flatMap((k) => WEEKDAYS[k] ?? []).map(({ zh, en }): Text => ({ zh, en: en.slice(0, 3) }));
  const last = names.at(-1);
  if (last === undefined) return null;
  const before = names.slice(0, -1).map((n) => n.en);
  return {
    zh: `${names.map((n) => n.zh).join("、")}不出单`,
    en: `no sales on ${before.length === 0 ? last.en : `${before.join(", ")} and ${last.en}`}`,
  };
}
