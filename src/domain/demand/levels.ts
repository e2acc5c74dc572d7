/** Sales of one SKU at one place, a number a day without gaps, oldest first. */
export interface Series {
  readonly units: ArrayLike<number>;
  /** 1 = the shelf was empty at the end of the day, so that sales are at most a part of demand. */
  readonly out: ArrayLike<number>;
}

/** What was known of a series on the morning of each day; index n is the morning after the last day. */
export interface Levels {
  readonly days: number;
  /** Units a day as they were expected then. */
  readonly level: Float64Array;
  /** Demand of the days before, sold or estimated for days without stock. */
  readonly demand: Float64Array;
  /** Days before on which the shelf was empty. */
  readonly outs: Float64Array;
}

export interface LevelSettings {
  /** Weight of the newest day in exponential smoothing. */
  readonly smoothing: number;
  /** Days of the plain mean that is mixed in, half and half. */
  readonly window: number;
}

/**
 * The daily level: half simple exponential smoothing (steady), half the mean of the last days (quick to forget). A day without stock counts
 * as its sales or as the level, whichever is more, and can raise the level but never lower it.
 */
export function levelsOf({ units, out }: Series, { smoothing, window }: LevelSettings): Levels {
  const days = units.length;
  const level = new Float64Array(days + 1);
  const demand = new Float64Array(days + 1);
  const outs = new Float64Array(days + 1);
  let smooth = 0;
  for (let x = 0; x < days; x += 1) {
    const sold = Math.max(0, units[x] ?? 0);
    const empty = (out[x] ?? 0) > 0;
    const met = empty && x > 0 ? Math.max(sold, smooth) : sold;
    demand[x + 1] = (demand[x] ?? 0) + met;
    outs[x + 1] = (outs[x] ?? 0) + (empty ? 1 : 0);
    // The first days weigh alike, so that the beginning does not depend on the very first.
    if (!empty || met > smooth) smooth += Math.max(smoothing, 1 / (x + 1)) * (met - smooth);
    const from = Math.max(0, x + 1 - window);
    level[x + 1] = (smooth + ((demand[x + 1] ?? 0) - (demand[from] ?? 0)) / (x + 1 - from)) / 2;
  }
  return { days, level, demand, outs };
}
