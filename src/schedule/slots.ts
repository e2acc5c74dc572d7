import { Cron } from "croner";
import { offsetAt, type Zone } from "../domain/calendar/zone.ts";

const patterns = new Map<string, Cron>();

function pattern(cron: string, zone: Zone): Cron {
  const key = `${zone} ${cron}`;
  let known = patterns.get(key);
  if (!known) patterns.set(key, (known = new Cron(cron, { timezone: zone, paused: true })));
  return known;
}

/**
 * Instants in (after, until] at which a cron expression of the zone's wall clock is due, oldest first. A time that the clock
 * skips in spring is due at the end of the gap; one that it shows twice in autumn is due once, the first time.
 */
export function dueSlots(cron: string, zone: Zone, after: Date, until: Date): Date[] {
  const found: Date[] = [];
  for (let at = pattern(cron, zone).nextRun(after); at && at <= until; at = pattern(cron, zone).nextRun(at)) found.push(at);
  return found;
}

const HOUR = 3_600_000;
const QUARTER = 900_000;

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
