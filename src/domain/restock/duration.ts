import { normalQuantile } from "../demand/normal.ts";

/** How long something takes: the chance of each number of whole days, from 0 on. Adds up to 1. Never changed once made. */
export type Duration = Float64Array;

/** Nothing is expected to take longer; a sample beyond it is counted as this. */
export const LONGEST_DAYS = 730;

// Distance from the middle to the 90 % point of a normal, in standard deviations.
const Z90 = 1.2815515655446004;
const SHARES = 101;
const NORMAL = Array.from({ length: SHARES }, (_, k) => normalQuantile((k + 0.5) / SHARES));

/** Points of a duration that plans are reckoned with: an odd number, so that the middle is one, and 15, so that the 90 % point is one too. */
const SPANS = 15;

function tally(days: readonly number[]): Duration {
  const whole = days.map((d) => Math.min(LONGEST_DAYS, Math.max(0, Math.round(d))));
  const chance = new Float64Array(Math.max(0, ...whole) + 1);
  for (const d of whole) chance[d] = (chance[d] ?? 0) + 1 / whole.length;
  return chance;
}

const stated = new Map<string, Duration>();

/**
 * A duration that is known by its middle and its slow tenth: lognormal, since goods come a few days early and some weeks late. Reckoned
 * from a day before the start, so that a middle of 0 days has a place.
 */
export function durationThrough(p50: number, p90: number): Duration {
  const key = `${p50}/${p90}`;
  let duration = stated.get(key);
  if (duration === undefined) {
    const middle = Math.max(0, p50) + 1;
    const slow = Math.max(middle, p90 + 1);
    if (stated.size > 5000) stated.clear();
    stated.set(key, (duration = tally(NORMAL.map((z) => middle * (slow / middle) ** (z / Z90) - 1))));
  }
  return duration;
}

const sampled = new WeakMap<readonly number[], Duration>();

/** The duration that was observed: each sample (days) counts as much as another. Throws when there are none. */
export function durationOf(samples: readonly number[]): Duration {
  if (samples.length === 0) throw new RangeError("durationOf: no samples");
  let duration = sampled.get(samples);
  if (duration === undefined) sampled.set(samples, (duration = tally(samples)));
  return duration;
}

// Thousands of SKUs come by the same lanes of the same suppliers: what two durations make together is worked out once.
function together(combine: (a: Duration, b: Duration) => Duration): (a: Duration, b: Duration) => Duration {
  const known = new WeakMap<Duration, WeakMap<Duration, Duration>>();
  return (a, b) => {
    const of = known.get(a) ?? new WeakMap<Duration, Duration>();
    let both = of.get(b);
    if (both === undefined) {
      of.set(b, (both = combine(a, b)));
      known.set(a, of);
    }
    return both;
  };
}

/** One after the other, independent of each other. */
export const durationSum = together((a, b) => {
  const sum = new Float64Array(a.length + b.length - 1);
  for (const [i, p] of a.entries()) if (p > 0) for (const [j, q] of b.entries()) sum[i + j] = (sum[i + j] ?? 0) + p * q;
  return sum;
});

/** Either: `a` with chance `share`, else `b`. */
export function durationMix(a: Duration, b: Duration, share: number): Duration {
  return Float64Array.from({ length: Math.max(a.length, b.length) }, (_, d) => share * (a[d] ?? 0) + (1 - share) * (b[d] ?? 0));
}

// Sums of floats reach a chance of exactly 90 % at 0.8999999.
const HAIR = 1e-9;

/** The fewest whole days within which it is done with chance `tau`. */
export function durationQuantile(duration: Duration, tau: number): number {
  let sum = 0;
  for (const [d, p] of duration.entries()) {
    sum += p;
    if (sum >= tau - HAIR) return d;
  }
  return duration.length - 1;
}

export const durationMean = (duration: Duration): number => duration.reduce((sum, p, d) => sum + p * d, 0);

/** Standard deviation, days. */
export function durationSigma(duration: Duration): number {
  const mean = durationMean(duration);
  return Math.sqrt(duration.reduce((sum, p, d) => sum + p * (d - mean) ** 2, 0));
}

const spread = new WeakMap<Duration, readonly number[]>();

/** 15 equally likely numbers of whole days, ascending: the 8th is the middle, the 14th the slow tenth. */
export function durationSpans(duration: Duration): readonly number[] {
  let spans = spread.get(duration);
  if (spans === undefined)
    spread.set(duration, (spans = Array.from({ length: SPANS }, (_, k) => durationQuantile(duration, (k + 0.5) / SPANS))));
  return spans;
}

/** What is left of it after `elapsed` days in which it did not end: at least a day. null when it never took longer than that. */
export function durationLeft(duration: Duration, elapsed: number): Duration | null {
  const from = Math.max(0, Math.floor(elapsed)) + 1;
  const rest = duration.slice(from);
  const chance = rest.reduce((sum, p) => sum + p, 0);
  return chance < HAIR ? null : Float64Array.from([0, ...rest], (p) => p / chance);
}
