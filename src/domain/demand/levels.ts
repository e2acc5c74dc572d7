/** Sales of one SKU at one place, a number a day without gaps, oldest first. */
export interface Series {
  readonly units: ArrayLike<number>;
  /** 1 = the shelf was empty at the end of the day (or nobody knows its sales), so that sales are at most a part of demand. */
  readonly out: ArrayLike<number>;
  /** Units of each day's largest single order, where it is a large one; absent: nobody knows of any. */
  readonly single?: ArrayLike<number>;
  /** What each day sells against an average one (season, weekday, events), also beyond the last; absent: all days are alike. */
  readonly shape?: ArrayLike<number>;
}

/** What was known of a series on the morning of each day; index n is the morning after the first n days. */
export interface Known {
  readonly days: number;
  /** Demand of the days before together, sold or estimated for days without stock. */
  readonly demand: Float64Array;
  /** Days before on which the shelf was empty. */
  readonly outs: Float64Array;
  /** Sum of the shape of the days before, also beyond the last day. */
  readonly weight: Float64Array;
  /** Demand of a day as of an average one; NaN where an empty shelf says nothing. */
  readonly sizes: Float64Array;
}

/** A way to read the level off what is known, as it stood on each morning. */
export interface Levels extends Known {
  /** Units on an average day. */
  readonly level: Float64Array;
  /** What the level gains a day, fading; absent: it stays. */
  readonly slope?: Float64Array;
}

export interface LevelSettings {
  /** Weight of the newest day in exponential smoothing. */
  readonly smoothing: number;
  /** Days of the plain mean that is mixed in, half and half. */
  readonly window: number;
}

/** A past day of which next to nothing was expected says next to nothing of the level. */
const LEAST_SHAPE = 0.1;

/** Sum of the shape of the first `n` days; days beyond what is said of them are average ones. */
export function weightUntil(weight: Float64Array, n: number): number {
  const last = weight.length - 1;
  return n <= last ? (weight[n] ?? 0) : (weight[last] ?? 0) + n - last;
}

/**
 * The steady way: half simple exponential smoothing (quiet), half the mean of the last days (quick to forget). A day without stock counts
 * as its sales or as the level, whichever is more, and can raise the level but never lower it.
 */
export function levelsOf({ units, out, shape }: Series, { smoothing, window }: LevelSettings): Levels {
  const days = units.length;
  const level = new Float64Array(days + 1);
  const demand = new Float64Array(days + 1);
  const outs = new Float64Array(days + 1);
  const sizes = new Float64Array(days);
  const weight = new Float64Array(Math.max(days, shape?.length ?? 0) + 1);
  for (let x = 1; x < weight.length; x += 1) weight[x] = (weight[x - 1] ?? 0) + Math.max(x <= days ? LEAST_SHAPE : 0, shape?.[x - 1] ?? 1);
  // Smoothed units over smoothed shape: a day counts as much as it sells.
  let [top, below] = [0, 0];
  for (let x = 0; x < days; x += 1) {
    const sold = Math.max(0, units[x] ?? 0);
    const usual = (weight[x + 1] ?? 0) - (weight[x] ?? 0);
    const empty = (out[x] ?? 0) > 0;
    const smooth = below > 0 ? (top / below) * usual : 0;
    const met = empty && x > 0 ? Math.max(sold, smooth) : sold;
    demand[x + 1] = (demand[x] ?? 0) + met;
    outs[x + 1] = (outs[x] ?? 0) + (empty ? 1 : 0);
    const heard = !empty || met > smooth;
    sizes[x] = heard ? met / usual : Number.NaN;
    if (heard) {
      // The first days weigh alike, so that the beginning does not depend on the very first.
      const share = Math.max(smoothing, 1 / (x + 1));
      top += share * (met - top);
      below += share * (usual - below);
    }
    const from = Math.max(0, x + 1 - window);
    const mean = ((demand[x + 1] ?? 0) - (demand[from] ?? 0)) / ((weight[x + 1] ?? 0) - (weight[from] ?? 0));
    level[x + 1] = ((below > 0 ? top / below : 0) + mean) / 2;
  }
  return { days, level, demand, outs, weight, sizes };
}

/** How fast a trend fades a day: half of it is left after three weeks. */
const FADE = 0.97;
const fadedSums: number[] = [0];
/** `Σ_{i≤h} Σ_{j≤i} φ^j`: what a slope of 1 adds to the sum of the coming `h` days. */
export function fadedSum(h: number): number {
  for (let i = fadedSums.length; i <= h; i += 1) fadedSums.push((fadedSums[i - 1] ?? 0) + (FADE * (1 - FADE ** i)) / (1 - FADE));
  return fadedSums[h] ?? 0;
}

/** Damped trend (Gardner & McKenzie 1985), level and slope of an average day. */
export function trendOf(known: Known, alpha: number, beta: number): Levels {
  const level = new Float64Array(known.days + 1);
  const slope = new Float64Array(known.days + 1);
  let [now, gain] = [0, 0];
  for (let x = 0; x < known.days; x += 1) {
    const size = known.sizes[x] ?? 0;
    const faded = FADE * gain;
    const expected = Math.max(0, now + faded);
    if (Number.isNaN(size)) {
      now = expected;
      gain = faded;
    } else {
      const share = Math.max(alpha, 1 / (x + 1));
      const error = size - expected;
      now = expected + share * error;
      // No slope is read off the first steps, which are large for want of history.
      gain = share > alpha ? 0 : faded + alpha * beta * error;
    }
    level[x + 1] = now;
    slope[x + 1] = gain;
  }
  return { ...known, level, slope };
}

/** Units expected of `days` days from the morning `from`; never negative. */
export function forecastOver(l: Levels, from: number, days: number): number {
  const shape = weightUntil(l.weight, from + days) - weightUntil(l.weight, from);
  const trend = l.slope === undefined ? 0 : ((l.slope[from] ?? 0) * fadedSum(days) * shape) / days;
  return Math.max(0, (l.level[from] ?? 0) * shape + trend);
}
