import { addDays, type Day, daysBetween } from "../calendar/day.ts";

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
  /** Sold and to come. */
  readonly projected: number;
  /** The hour in which the last unit goes; null where the stock lasts, or is not known. */
  readonly sellOut: KnownUntil | null;
  /** Wanted beyond the stock until the end; 0 where it lasts or is not known. */
  readonly gap: number;
}

/** So many units of the forecast speak for it before sales do. */
const SURE = 10;

/** Where a promotion is heading. `stock` is what is left now. */
export function paceOf(o: {
  readonly expected: number;
  readonly sold: number;
  readonly stock: number | null;
  readonly rhythm: Rhythm;
  readonly from: Day;
  readonly until: KnownUntil;
}): Pace {
  const share = elapsed(o.rhythm, o.from, o.until);
  const due = o.expected * share;
  const ratio = (o.sold + SURE) / (due + SURE);
  const remaining = o.expected * (1 - share) * ratio;
  const gap = o.stock === null ? 0 : Math.max(0, remaining - o.stock);
  return {
    sold: o.sold,
    due,
    ratio,
    remaining,
    projected: o.sold + remaining,
    sellOut: gap >= 0.5 && o.stock !== null ? sellOutOf(o.expected * ratio, o.stock, o) : null,
    gap: Math.max(0, Math.ceil(gap - 1e-6)),
  };
}

function sellOutOf(
  pace: number,
  stock: number,
  { rhythm, from, until }: { readonly rhythm: Rhythm; readonly from: Day; readonly until: KnownUntil },
): KnownUntil | null {
  let left = stock;
  const first = Math.max(0, daysBetween(from, until.day));
  for (let d = first; d < rhythm.days.length; d += 1) {
    const begin = d === daysBetween(from, until.day) ? until.hour : 0;
    for (let h = begin; h < HOURS; h += 1) {
      left -= pace * (rhythm.days[d] ?? 0) * (rhythm.hours[h] ?? 0);
      if (left <= 1e-9) return { day: addDays(from, d), hour: h };
    }
  }
  return null;
}
