import { type Day, daysBetween } from "../calendar/day.ts";
import { length } from "../calendar/period.ts";

/** Units that come to the shelf on a day. */
export interface Coming {
  readonly day: Day;
  readonly units: number;
}

/**
 * Units lacking in the days of a promotion when `wanted` are sold in them evenly. What arrives while it runs serves the days from then on: lacking is
 * the worst of the days before each arrival (where a purchase still `helps` those) and of all days together.
 */
export function lackingOf(o: {
  readonly wanted: number;
  /** On the shelf on the morning of the start; and what others take of the shelf meanwhile. */
  readonly stock: number;
  readonly others: number;
  readonly during: readonly Coming[];
  readonly days: { readonly from: Day; readonly to: Day };
  readonly helps: (before: Day) => boolean;
}): number {
  const days = length(o.days);
  const short = (part: number, came: number): number => o.wanted * part - Math.max(0, o.stock + came - o.others * part);
  const whole = short(
    1,
    o.during.reduce((sum, a) => sum + a.units, 0),
  );
  const before = o.during
    .filter((a) => o.helps(a.day))
    .map(({ day }) => {
      const came = o.during.filter((a) => a.day < day).reduce((sum, a) => sum + a.units, 0);
      return short(Math.max(0, daysBetween(o.days.from, day)) / days, came);
    });
  return Math.max(0, whole, ...before);
}
