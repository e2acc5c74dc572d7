import { Cron } from "croner";
import { dayNumber, fromDayNumber } from "../domain/calendar/day.ts";
import { atLocal, offsetAt, type Zone } from "../domain/calendar/zone.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const QUARTER = 900_000;
// No clock was ever put forward or back by more than this, but for the days that islands skipped at the date line.
const SHIFT = 3 * HOUR;

const patterns = new Map<string, Cron>();

function pattern(cron: string): Cron {
  let known = patterns.get(cron);
  if (!known) patterns.set(cron, (known = new Cron(cron, { timezone: "UTC", paused: true })));
  return known;
}

/**
 * Instants in (after, until] at which a cron expression of the zone's wall clock is due, oldest first. A time that the clock
 * skips in spring is due at the end of the gap; one that it shows twice in autumn is due once, the first time.
 *
 * croner counts on a wall clock that never changes (UTC), and the calendar finds the instant: its own zones (11.0.1) lose a time in a
 * gap that reaches over midnight, as in Greenland.
 */
export function dueSlots(cron: string, zone: Zone, after: Date, until: Date): Date[] {
  const wallEnd = until.getTime() + offsetAt(until.getTime(), zone) + SHIFT;
  const found = new Set<number>();
  let wall = pattern(cron).nextRun(new Date(after.getTime() + offsetAt(after.getTime(), zone) - SHIFT));
  for (; wall && wall.getTime() <= wallEnd; wall = pattern(cron).nextRun(wall)) {
    const day = fromDayNumber(Math.floor(wall.getTime() / DAY));
    const at = atLocal(day, (wall.getTime() - dayNumber(day) * DAY) / 60_000, zone);
    if (at > after && at <= until) found.add(at.getTime());
  }
  return [...found].toSorted((a, b) => a - b).map((t) => new Date(t));
}

/** Local hours in which nothing is posted: from 22 to 7 is the night, from 12 to 14 the noon; equal ends are no hours. */
export type Quiet = { readonly from: number; readonly to: number };

export function isQuiet(quiet: Quiet | null, zone: Zone, at: Date): boolean {
  if (!quiet || quiet.from === quiet.to) return false;
  const wall = at.getTime() + offsetAt(at.getTime(), zone);
  const hour = Math.floor(wall / HOUR) % 24;
  return quiet.from < quiet.to ? quiet.from <= hour && hour < quiet.to : quiet.from <= hour || hour < quiet.to;
}

/** The first instant from `at` on that is not quiet. Clocks change by whole quarters of an hour, so quarters are enough. */
export function afterQuiet(quiet: Quiet | null, zone: Zone, at: Date): Date {
  if (!isQuiet(quiet, zone, at)) return at;
  let then = (Math.floor(at.getTime() / QUARTER) + 1) * QUARTER;
  while (isQuiet(quiet, zone, new Date(then))) then += QUARTER;
  return new Date(then);
}
