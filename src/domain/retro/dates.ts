import { addDays, addMonths, type Day, day, earlier, later, monthOf, startOfMonth } from "../calendar/day.ts";
import type { Period } from "../calendar/period.ts";

export interface RetroRules {
  /** Day of the month on which it is held. */
  readonly day: number;
  /** Days before it on which its thread is posted. */
  readonly leadDays: number;
}

/** `2026-10` as its days. */
export function monthPeriod(month: string): Period {
  const from = day(`${month}-01`);
  return { from, to: addDays(addMonths(from, 1), -1) };
}

/** The month that is looked back on, on a day: the one before. */
export const monthBefore = (d: Day): string => monthOf(addDays(startOfMonth(d), -1));

/** When the retro of a month is posted, at the earliest, and held: in the month after it, and never posted before the month is over. */
export function retroDates(month: string, { day: nth, leadDays }: RetroRules): { readonly post: Day; readonly held: Day } {
  const first = addDays(monthPeriod(month).to, 1);
  const held = addDays(first, nth - 1);
  return { post: later(first, addDays(held, -leadDays)), held };
}

/** The day on which a retro that is posted on `posted` is frozen: people have as long as they would have had, where it comes late. */
export function heldOn(month: string, posted: Day, rules: RetroRules): Day {
  const { held } = retroDates(month, rules);
  return posted <= held ? held : addDays(posted, rules.leadDays);
}

/** The days up to a check day over which an effect is measured, as far as they are over. */
export function effectPeriod(checkOn: Day, days: number, today: Day): Period {
  const to = earlier(checkOn, addDays(today, -1));
  return { from: addDays(checkOn, 1 - days), to: later(to, addDays(checkOn, 1 - days)) };
}
