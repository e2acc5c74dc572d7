import type { Levels } from "./levels.ts";

/** How the days of a year and of a week differ for a group of products; an average day is 1. */
export interface Rhythm {
  /** Every fifth day of a year, the first is that of `yearFrom`; null: too little is known of a year. */
  readonly season: readonly number[] | null;
  /** The season is half of what was seen. */
  readonly half?: true;
  /** By weekday, Monday first. */
  readonly week: readonly number[];
}

export const YEAR = 365;
const STEP = 5;
const KNOTS = YEAR / STEP;
/** A year and a week, so that some days are known twice and growth can be told from season. */
const LEAST_DAYS = YEAR + 7;
/** Days to each side that a season is smoothed over. */
const REACH = 14;
const WEEKS_DAYS = 182;
/** Sales vary so much more than a Poisson's. */
const OVERDISPERSION = 2;
/** Units after which a group's own week counts as much as that of all products. */
const WEEK_UNITS = 300;
const GROWTH_UNITS = 500;
/** A year in which a group more than doubles or halves is a change of its range, not of its demand. */
const MOST_GROWTH = Math.log(2.5);

/** What one group's products sold by the day of the year, this year and the one before, and by weekday. */
export interface RhythmSums {
  readonly sold: readonly [Float64Array, Float64Array];
  readonly usual: readonly [Float64Array, Float64Array];
  readonly week: Float64Array;
  readonly weekUsual: Float64Array;
  units: number;
  weekUnits: number;
  /** Units of days that have a day a year before, and of those. */
  again: number;
  before: number;
}

const year = (): Float64Array => new Float64Array(YEAR);
export const noSums = (): RhythmSums => ({
  sold: [year(), year()],
  usual: [year(), year()],
  week: new Float64Array(7),
  weekUsual: new Float64Array(7),
  units: 0,
  weekUnits: 0,
  again: 0,
  before: 0,
});

/**
 * Adds one series that ends on `last` (a day number). `special` days tell of an event and not of the season. Large and small sellers count as
 * the root of what they sell. Fewer than `least` days are no year.
 */
export function addTo(
  sums: RhythmSums,
  { days, demand }: Levels,
  last: number,
  special: (day: number) => boolean,
  least = LEAST_DAYS,
): void {
  const met = (x: number): number => (demand[x + 1] ?? 0) - (demand[x] ?? 0);
  const from = Math.max(0, days - YEAR);
  const mean = ((demand[days] ?? 0) - (demand[from] ?? 0)) / Math.max(1, days - from);
  if (mean <= 0) return;
  const weight = 1 / Math.sqrt(mean);
  for (let x = Math.max(0, days - WEEKS_DAYS); x < days; x += 1) {
    const day = last - days + 1 + x;
    if (special(day)) continue;
    const k = weekdayOf(day);
    sums.week[k] = (sums.week[k] ?? 0) + weight * met(x);
    sums.weekUsual[k] = (sums.weekUsual[k] ?? 0) + weight * mean;
    sums.weekUnits += met(x);
  }
  if (days < least) return;
  // A product is known from the first day on that it sold: that day says nothing of the season.
  const first = Math.max(1, days - 2 * YEAR);
  const average = ((demand[days] ?? 0) - (demand[first] ?? 0)) / (days - first);
  if (average <= 0) return;
  const seasonal = 1 / Math.sqrt(average);
  for (let x = first; x < days; x += 1) {
    if (special(last - days + 1 + x)) continue;
    const ago = days - 1 - x;
    const [nth, phase] = [ago < YEAR ? 0 : 1, YEAR - 1 - (ago % YEAR)] as const;
    const [sold, usual] = [sums.sold[nth], sums.usual[nth]];
    sold[phase] = (sold[phase] ?? 0) + seasonal * met(x);
    usual[phase] = (usual[phase] ?? 0) + seasonal * average;
    sums.units += met(x);
    if (days >= LEAST_DAYS && ago < YEAR && x >= YEAR && !special(last - days + 1 + x - YEAR)) {
      sums.again += met(x);
      sums.before += met(x - YEAR);
    }
  }
}

/** Monday 0 of a day number; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

const trust = (units: number, half: number): number => units / (units + half);

function growthOf(s: RhythmSums, all: number): number {
  if (s.before <= 0 || s.again <= 0) return all;
  const w = trust(s.before, GROWTH_UNITS);
  return Math.max(-MOST_GROWTH, Math.min(MOST_GROWTH, w * Math.log(s.again / s.before) + (1 - w) * all));
}

/** Logarithm of the season by the day of the year, growth taken out, smoothed around the year. */
function rawSeason(s: RhythmSums, growth: number): Float64Array | null {
  if (s.units <= 0) return null;
  const [top, below] = [year(), year()];
  for (const nth of [0, 1] as const)
    for (let p = 0; p < YEAR; p += 1) {
      const ago = YEAR - 1 - p + nth * YEAR;
      top[p] = (top[p] ?? 0) + (s.sold[nth][p] ?? 0) * Math.exp((growth * ago) / YEAR);
      below[p] = (below[p] ?? 0) + (s.usual[nth][p] ?? 0);
    }
  const smooth = (of: Float64Array, p: number): number => {
    let sum = 0;
    for (let k = -REACH; k <= REACH; k += 1) sum += (REACH + 1 - Math.abs(k)) * (of[(p + k + YEAR) % YEAR] ?? 0);
    return sum;
  };
  const ratio = Float64Array.from({ length: YEAR }, (_, p) => smooth(top, p) / smooth(below, p));
  if (ratio.some((r) => !Number.isFinite(r))) return null;
  const mean = ratio.reduce((a, b) => a + b, 0) / YEAR;
  const least = mean / 20;
  return ratio.map((r) => Math.log(Math.max(least, r) / mean));
}

/** Rhythms of each group, the thinner the nearer to that of all together, and that to no rhythm at all. */
export function rhythmsOf(groups: ReadonlyMap<string, RhythmSums>): { readonly all: Rhythm; readonly groups: ReadonlyMap<string, Rhythm> } {
  const total = noSums();
  for (const s of groups.values()) merge(total, s);
  const allGrowth = growthOf(total, 0);
  const flat = year();
  const season = (s: RhythmSums, towards: Float64Array, growth: number): Float64Array | null => {
    const raw = rawSeason(s, growth);
    if (raw === null) return null;
    // James and Stein: what of the curve's swing is more than chance would make, by the units that one point of it is smoothed over.
    const chance = OVERDISPERSION / Math.max(1, (s.units / YEAR) * REACH);
    const swing = raw.reduce((sum, r, p) => sum + (r - (towards[p] ?? 0)) ** 2, 0) / YEAR;
    const w = Math.max(0, 1 - chance / swing);
    return raw.map((r, p) => w * r + (1 - w) * (towards[p] ?? 0));
  };
  const week = (s: RhythmSums, towards: readonly number[]): number[] => {
    const w = trust(s.weekUnits, WEEK_UNITS);
    const shares = towards.map((t, k) => {
      const usual = s.weekUsual[k] ?? 0;
      return usual <= 0 ? t : w * ((s.week[k] ?? 0) / usual) + (1 - w) * t;
    });
    const mean = shares.reduce((a, b) => a + b, 0) / 7;
    return shares.map((x) => round(x / mean));
  };
  const allSeason = season(total, flat, allGrowth);
  const allWeek = week(total, [1, 1, 1, 1, 1, 1, 1]);
  const rhythm = (logs: Float64Array | null, days: readonly number[]): Rhythm => ({
    season: logs === null ? null : knots(logs),
    week: days,
  });
  return {
    all: rhythm(allSeason, allWeek),
    groups: new Map(
      [...groups].map(([id, s]) => [
        id,
        rhythm(allSeason === null ? null : (season(s, allSeason, growthOf(s, allGrowth)) ?? allSeason), week(s, allWeek)),
      ]),
    ),
  };
}

const round = (x: number): number => Math.round(x * 10_000) / 10_000;
const knots = (logs: Float64Array): number[] => Array.from({ length: KNOTS }, (_, k) => round(Math.exp(logs[k * STEP] ?? 0)));

/** Half of a season's swing; an average day stays 1. */
export function halfOf(season: readonly number[]): readonly number[] {
  const roots = season.map(Math.sqrt);
  const mean = roots.reduce((a, b) => a + b, 0) / roots.length;
  return roots.map((r) => round(r / mean));
}

function merge(into: RhythmSums, s: RhythmSums): void {
  const add = (a: Float64Array, b: Float64Array): void => b.forEach((x, i) => (a[i] = (a[i] ?? 0) + x));
  for (const nth of [0, 1] as const) {
    add(into.sold[nth], s.sold[nth]);
    add(into.usual[nth], s.usual[nth]);
  }
  add(into.week, s.week);
  add(into.weekUsual, s.weekUsual);
  into.units += s.units;
  into.weekUnits += s.weekUnits;
  into.again += s.again;
  into.before += s.before;
}

/** What a day is to a group, without events; `last` is the day number on which the rhythm was learnt. */
export function dayFactor({ season, week }: Rhythm, last: number): (day: number) => number {
  return (day) => {
    const w = week[weekdayOf(day)] ?? 1;
    if (season === null) return w;
    // The day after `last` is where a year began.
    const phase = (((day - last - 1) % YEAR) + YEAR) % YEAR;
    const [k, share] = [Math.floor(phase / STEP), (phase % STEP) / STEP];
    const [a, b] = [season[k] ?? 1, season[(k + 1) % KNOTS] ?? 1];
    return w * (a + share * (b - a));
  };
}
