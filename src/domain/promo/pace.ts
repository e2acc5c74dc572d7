import { addDays, type Day, daysBetween } from "../calendar/day.ts";
import type { Coming } from "./lacking.ts";

/** How a promotion's sales spread: a share for each of its days, and for each hour of a day. Both add up to 1. */
export interface Rhythm {
  readonly days: readonly number[];
  readonly hours: readonly number[];
}

/** Up to which full hour of the stores' clock sales are known. */
export interface KnownUntil {
  readonly day: Day;
  /** 0 to 24. */
  readonly hour: number;
}

const HOURS = 24;
const normal = (of: readonly number[]): readonly number[] => {
  const sum = of.reduce((a, b) => a + b, 0);
  return sum > 0 ? of.map((x) => x / sum) : of.map(() => 1 / Math.max(1, of.length));
};

/** Days as they were last time (each drawn half-way to the mean, since one day's luck is no law), else alike; hours as usual days have them. */
export function rhythmOf(length: number, lastTime: readonly number[], hourUnits: readonly number[]): Rhythm {
  const mean = lastTime.reduce((a, b) => a + b, 0) / Math.max(1, lastTime.length);
  const days = lastTime.length === length && mean > 0 ? lastTime.map((u) => u + mean) : Array.from({ length }, () => 1);
  const total = hourUnits.reduce((a, b) => a + b, 0);
  // A little of everywhere, so that an hour without a sale so far is no hour that never has one.
  return {
    days: normal(days),
    hours: normal(Array.from({ length: HOURS }, (_, h) => (hourUnits[h] ?? 0) + Math.max(1, total) / (HOURS * 10))),
  };
}

/** Part of the forecast that should have been sold by then; 0 before the start, 1 after the end. */
export function elapsed(rhythm: Rhythm, from: Day, until: KnownUntil): number {
  const nth = daysBetween(from, until.day);
  const whole = rhythm.days.slice(0, Math.max(0, nth)).reduce((a, b) => a + b, 0);
  const part = rhythm.hours.slice(0, until.hour).reduce((a, b) => a + b, 0);
  return Math.min(1, whole + (nth < 0 ? 0 : (rhythm.days[nth] ?? 0) * part));
}

export interface Pace {
  readonly sold: number;
  /** What should have been sold by now. */
  readonly due: number;
  /** Actual against forecast, drawn towards 1 while little is known. */
  readonly ratio: number;
  /** Still to come until the end. */
  readonly remaining: number;
  /** Sold and to come, if nothing sells out. */
  readonly projected: number;
  /** As far as the stock lasts, with what arrives meanwhile. */
  readonly heading: number;
  /** The hour in which the shelf is empty; null where the stock lasts, or is not known. */
  readonly sellOut: KnownUntil | null;
  /** Wanted beyond the stock until the end; 0 where it lasts or is not known. */
  readonly gap: number;
  /** Where that falls. */
  readonly missed: readonly Coming[];
}

/** So many units of the forecast speak for it before sales do. */
const SURE = 10;

interface Ask {
  readonly expected: number;
  readonly sold: number;
  readonly stock: number | null;
  /** What comes to the shelf until the end and is no part of `stock`. Absent: nothing. */
  readonly arrivals?: readonly Coming[];
  readonly rhythm: Rhythm;
  readonly from: Day;
  readonly until: KnownUntil;
}

/** Where a promotion is heading. `stock` is what is left now. */
export function paceOf(o: Ask): Pace {
  const share = elapsed(o.rhythm, o.from, o.until);
  const due = o.expected * share;
  const ratio = (o.sold + SURE) / (due + SURE);
  const remaining = o.expected * (1 - share) * ratio;
  const { lost, emptyAt, missed } =
    o.stock === null ? { lost: 0, emptyAt: null, missed: [] } : playedOut(o.expected * ratio, remaining, o.stock, o);
  return {
    sold: o.sold,
    due,
    ratio,
    remaining,
    projected: o.sold + remaining,
    heading: o.sold + remaining - lost,
    sellOut: lost >= 0.5 ? emptyAt : null,
    gap: Math.max(0, Math.ceil(lost - 1e-6)),
    missed,
  };
}

/** Hour by hour: what nobody can buy is lost, and what arrives is sold from its morning on. */
function playedOut(
  pace: number,
  remaining: number,
  stock: number,
  { rhythm, from, until, arrivals = [] }: Ask,
): { readonly lost: number; readonly emptyAt: KnownUntil | null; readonly missed: readonly Coming[] } {
  let [left, lost] = [stock, 0];
  let emptyAt: KnownUntil | null = null;
  const missed: Coming[] = [];
  const first = Math.max(0, daysBetween(from, until.day));
  for (let d = first; d < rhythm.days.length; d += 1) {
    const day = addDays(from, d);
    const came = arrivals.filter((a) => (d === first ? a.day <= day : a.day === day)).reduce((sum, a) => sum + a.units, 0);
    left += came;
    if (came > 0 && lost < 0.5) emptyAt = null;
    const before = lost;
    for (let h = d === daysBetween(from, until.day) ? until.hour : 0; h < HOURS; h += 1) {
      left -= pace * (rhythm.days[d] ?? 0) * (rhythm.hours[h] ?? 0);
      if (left <= 1e-9) emptyAt ??= { day, hour: h };
      lost += Math.max(0, -left);
      left = Math.max(0, left);
    }
    if (lost > before) missed.push({ day, units: lost - before });
  }
  // The sum of many hours misses the whole by a hair.
  return { lost: arrivals.length === 0 ? Math.max(0, remaining - stock) : lost, emptyAt, missed };
}
