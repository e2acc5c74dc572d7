import { type Day, fromDayNumber, dayNumber } from "./day.ts";

/** An IANA zone name that this runtime knows. */
export type Zone = string & { readonly __zone: true };

export function parseZone(text: string): Zone | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone ? (text as Zone) : undefined;
  } catch {
    return undefined;
  }
}

export function zone(text: string): Zone {
  const z = parseZone(text);
  if (z === undefined) throw new RangeError(`"${text}" is not a known time zone`);
  return z;
}

const QUARTER = 900_000;
const MINUTE = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

function localClock(at: number, z: string): number {
  let format = formats.get(z);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: z,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(z, format);
  }
  const p = Object.fromEntries(format.formatToParts(at).map((x) => [x.type, Number(x.value)]));
  return Date.UTC(p["year"] ?? 0, (p["month"] ?? 1) - 1, p["day"] ?? 1, p["hour"] ?? 0, p["minute"] ?? 0, p["second"] ?? 0);
}

function quarterOffset(quarter: number, z: Zone): number {
  let known = offsets.get(z);
  if (!known) offsets.set(z, (known = new Map()));
  let offset = known.get(quarter);
  if (offset === undefined) {
    offset = localClock(quarter * QUARTER, z) - quarter * QUARTER;
    if (known.size > 200_000) known.clear();
    known.set(quarter, offset);
  }
  return offset;
}

/** Milliseconds that the zone's clock is ahead of UTC at `at`. */
export function offsetAt(at: number, z: Zone): number {
  // Asking Intl for each of 250,000 rows takes seconds. Clocks change at full quarters but for Newfoundland's, which did at 00:01 until 2011.
  const quarter = Math.floor(at / QUARTER);
  const offset = quarterOffset(quarter, z);
  if (offset === quarterOffset(quarter + 1, z)) return offset;
  const second = Math.floor(at / 1000) * 1000;
  return localClock(second, z) - second;
}

/** The day that a clock on the zone's wall shows at `at`. */
export function dayIn(z: Zone, at: Date): Day {
  return fromDayNumber(Math.floor((at.getTime() + offsetAt(at.getTime(), z)) / 86_400_000));
}

/** The first instant of a day in a zone. Where the clock skips midnight, the first instant that exists. */
export function startOfDay(d: Day, z: Zone): Date {
  return atLocal(d, 0, z);
}

/** The instant at `minutes` past midnight of the wall clock; in a gap the gap's end, in an overlap the first one. */
export function atLocal(d: Day, minutes: number, z: Zone): Date {
  const wall = dayNumber(d) * 86_400_000 + minutes * 60_000;
  const before = wall - offsetAt(wall - 86_400_000, z);
  const after = wall - offsetAt(wall + 86_400_000, z);
  const fits = [Math.min(before, after), Math.max(before, after)].find((at) => at + offsetAt(at, z) === wall);
  if (fits !== undefined) return new Date(fits);
  // In a gap no instant shows this wall time: find the first instant whose clock is past it.
  let at = Math.floor(Math.min(before, after) / QUARTER) * QUARTER;
  while (at + offsetAt(at, z) < wall) at += QUARTER;
  const past = (t: number): boolean => t + offsetAt(t, z) >= wall;
  while (past(at - MINUTE)) at -= MINUTE;
  return new Date(at);
}
