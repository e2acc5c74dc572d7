import { type Day, dayNumber } from "../calendar/day.ts";

export const CONTENT_SPIKE = "content-spike";

/** Units of one hour of a store's local day. */
export interface HourUnits {
  readonly day: Day;
  readonly hour: number;
  readonly sku: string;
  readonly units: number;
}

/** The last hours against the same hours of the seven days before. */
export interface Spike {
  readonly sku: string;
  readonly units: number;
  /** A day's mean of the same hours. */
  readonly usual: number;
  /** Hours looked at, the newest being that of the newest order. */
  readonly hours: number;
}

export interface SpikeRules {
  readonly times: number;
  /** Units beyond the usual. */
  readonly least: number;
}

const DAYS = 7;
const LEAST_DAYS = 3;
/** Hours looked at together: what went round just now, this morning, today. */
const WINDOWS = [1, 3, 6, 12, 24];
/** Sales of an hour vary more than a Poisson's: standard deviations that are no chance. */
const SIGMAS = 4;
const OVERDISPERSION = 2;
const HOURS = 24;

/** Up to which full hour a store's orders are known: that of its newest one. */
export function newestHour(rows: readonly HourUnits[]): { readonly day: Day; readonly hour: number } | null {
  return rows.reduce<{ day: Day; hour: number } | null>(
    (most, r) => (most === null || r.day > most.day || (r.day === most.day && r.hour > most.hour) ? { day: r.day, hour: r.hour } : most),
    null,
  );
}

const hourNumber = (at: { readonly day: Day; readonly hour: number }): number => dayNumber(at.day) * HOURS + at.hour;

/**
 * Products that sell far more than at the same hours of the seven days before, in the most striking of the stretches that end with the newest order:
 * a file of the morning tells of the evening before, too. `known` is the first day of which anything is known; hours after it without a row sold nothing.
 */
export function contentSpikes(rows: readonly HourUnits[], known: Day, { times, least }: SpikeRules): readonly Spike[] {
  const newest = newestHour(rows);
  if (newest === null) return [];
  const end = hourNumber(newest);
  return [...Map.groupBy(rows, (r) => r.sku)]
    .flatMap(([sku, of]): (Spike & { readonly z: number })[] => {
      const units = new Map(of.map((r) => [hourNumber(r), r.units]));
      const sumOf = (to: number, hours: number): number => [...Array(hours).keys()].reduce((sum, i) => sum + (units.get(to - i) ?? 0), 0);
      const found = WINDOWS.flatMap((hours) => {
        const before = [...Array(DAYS).keys()]
          .map((i) => end - (i + 1) * HOURS)
          .filter((to) => to - hours + 1 >= dayNumber(known) * HOURS)
          .map((to) => sumOf(to, hours));
        // Of less than three days nothing is usual.
        if (before.length < LEAST_DAYS) return [];
        const sold = sumOf(end, hours);
        const usual = before.reduce((a, b) => a + b, 0) / before.length;
        const z = (sold - usual) / Math.sqrt(OVERDISPERSION * Math.max(1, usual));
        return sold - usual < least || sold < times * usual || z < SIGMAS ? [] : [{ sku, units: sold, usual, hours, z }];
      });
      return found.toSorted((a, b) => b.z - a.z).slice(0, 1);
    })
    .toSorted((a, b) => b.z - a.z)
    .map((s) => ({ sku: s.sku, units: s.units, usual: s.usual, hours: s.hours }));
}
