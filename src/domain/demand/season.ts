import { levelsOf, forecastOver } from "./levels.ts";
import { peaked } from "./peak.ts";
import { POOL_SETTINGS } from "./pool.ts";
import { addTo, halfOf, noSums, type Rhythm, type RhythmSums, rhythmsOf, YEAR } from "./rhythm.ts";
import { ALL, BACK, calendarOf, FLAT, type Listing, marketOf, peakOf, shapes, type Taught } from "./shapes.ts";
import { DayTotals, type Spikes } from "./spikes.ts";
import { root, telling } from "./spread.ts";

/** Spans over which a season is tried, days. */
const SEASON_SPAN = 56;
/** A season must lower the error so much, or it is none. */
const SEASON_GAIN = 0.99;
/** All together must be forecast so much better by a season that no product alone proves. */
const TOGETHER_GAIN = 0.7;
/** … and may cost the products one by one so much. */
const MOST_COST = 1.03;
const TWICE_DAYS = YEAR + 182;

export const spiked = (listings: readonly Listing[], last: number): Taught["spikes"] => {
  const of = (amazon: boolean): Spikes => {
    const totals = new DayTotals(BACK);
    for (const l of listings) if (l.amazon === amazon) totals.add(levelsOf(l.series, POOL_SETTINGS));
    const special = specialDays(last, amazon);
    return totals.spikes(last, (day) => special.has(day));
  };
  return { amazon: of(true), other: of(false) };
};

/** A season that did not help at past origins is dropped. */
export function provenRhythms(listings: readonly Listing[], spikes: Taught["spikes"], last: number): Record<string, Rhythm> {
  const groups = new Map<string, RhythmSums>();
  const days = new Map(
    [true, false].map((amazon) => [amazon, new Set([...specialDays(last, amazon), ...spikes[marketOf(amazon)].map(([d]) => d)])]),
  );
  for (const l of listings) {
    const sums = groups.get(l.group) ?? noSums();
    groups.set(l.group, sums);
    const special = days.get(l.amazon);
    addTo(sums, levelsOf(l.series, POOL_SETTINGS), last, (day) => special?.has(day) ?? false);
  }
  const found = rhythmsOf(groups);
  const rhythms: Record<string, Rhythm> = { [ALL]: found.all };
  for (const [group, rhythm] of found.groups) rhythms[group] = rhythm;
  const proven = found.all.season === null ? rhythms : provenSeasons(listings, rhythms, found.all.season, spikes, last);
  return { ...proven, ...peakRhythms(listings, proven, spikes, last) };
}

/** Goods of a season whose group's own rhythm does not tell of it: all of them together make one, which counts where they err less by it. */
function peakRhythms(
  listings: readonly Listing[],
  rhythms: Readonly<Record<string, Rhythm>>,
  spikes: Taught["spikes"],
  last: number,
): Record<string, Rhythm> {
  const goods = listings.filter((l) => peaked(l.series));
  const sums = noSums();
  // A holiday that they sell for is their season, and not apart from it.
  for (const l of goods) addTo(sums, levelsOf(l.series, POOL_SETTINGS), last, () => false, 0);
  const { season } = rhythmsOf(new Map([["", sums]])).all;
  if (season === null) return {};
  const goodsOf = Map.groupBy(goods, (l) => l.group);
  const peaks = Object.fromEntries(
    [...goodsOf.keys()].map((g) => [peakOf(g), { season, week: (rhythms[g] ?? rhythms[ALL] ?? FLAT).week }]),
  );
  const [before, after] = [errorsBy(rhythms, spikes, last), errorsBy({ ...rhythms, ...peaks }, spikes, last)];
  const helps = ([, of]: readonly [string, readonly Listing[]]): boolean => after(of).each < SEASON_GAIN * before(of).each;
  const helped = new Set([...goodsOf].filter(helps).map(([group]) => peakOf(group)));
  return Object.fromEntries(Object.entries(peaks).filter(([key]) => helped.has(key)));
}

/** Past errors of some listings: of each, and of all that they sold together. */
interface SeasonErrors {
  readonly each: number;
  readonly together: number;
}

/** Past errors of some listings, were their days shaped by these rhythms. */
function errorsBy(rhythms: Taught["rhythms"], spikes: Taught["spikes"], last: number): (of: readonly Listing[]) => SeasonErrors {
  const shape = shapes({ rhythms, uplifts: {}, spikes, learnt: last }, last);
  const tells = telling(POOL_SETTINGS);
  return (of) => {
    let each = 0;
    const together = new Float64Array(POOL_SETTINGS.origins);
    for (const listing of of) {
      const l = levelsOf({ ...listing.series, shape: shape(listing, listing.series.units.length) }, POOL_SETTINGS);
      for (let back = 0; back < POOL_SETTINGS.origins; back += 1) {
        const end = l.days - back * POOL_SETTINGS.step;
        const from = end - SEASON_SPAN;
        if (!tells(l, from, SEASON_SPAN)) continue;
        const error = root((l.demand[end] ?? 0) - (l.demand[from] ?? 0)) - root(forecastOver(l, from, SEASON_SPAN));
        each += Math.abs(error);
        together[back] = (together[back] ?? 0) + error;
      }
    }
    return { each, together: together.reduce((sum, e) => sum + Math.abs(e), 0) };
  };
}

/**
 * A group's own season, that of all products, or none: whichever erred least product by product. What was seen once may as well be a new level: half of
 * the common season is believed then. So it is where no product alone proves it, and yet all together were forecast far better by it: a shop's autumn is
 * seen in its sum long before it is in any one product.
 */
function provenSeasons(
  listings: readonly Listing[],
  rhythms: Readonly<Record<string, Rhythm>>,
  season: NonNullable<Rhythm["season"]>,
  spikes: Taught["spikes"],
  last: number,
): Record<string, Rhythm> {
  const having = (of: Pick<Rhythm, "season" | "half">): Readonly<Record<string, Rhythm>> =>
    Object.fromEntries(Object.entries(rhythms).map(([g, r]) => [g, { ...r, ...of }]));
  const [weekly, common, half] = [having({ season: null }), having({ season }), having({ season: halfOf(season), half: true })];
  const errorsWith = (of: Readonly<Record<string, Rhythm>>) => errorsBy(of, spikes, last);
  const [none, all, own, halved] = [errorsWith(weekly), errorsWith(common), errorsWith(rhythms), errorsWith(half)] as const;
  const best = (of: readonly Listing[]): Readonly<Record<string, Rhythm>> => {
    const without = none(of);
    if (seenTwice(of)) {
      const [a, b] = [all(of).each, own(of).each];
      if (Math.min(a, b) < SEASON_GAIN * without.each) return a <= b ? common : rhythms;
    }
    const { each, together } = halved(of);
    const helps = each < SEASON_GAIN * without.each || (each < MOST_COST * without.each && together < TOGETHER_GAIN * without.together);
    return helps ? half : weekly;
  };
  const proven: Record<string, Rhythm> = {};
  for (const [group, of] of Map.groupBy(listings, (l) => l.group)) proven[group] = best(of)[group] ?? FLAT;
  const helped = Object.values(proven).filter((r) => r.season !== null);
  const whole = helped.length === 0 ? weekly : helped.every((r) => r.half) ? half : common;
  return { ...proven, [ALL]: whole[ALL] ?? FLAT };
}

/** Half a year of days that were there a year before, too: by then a step up is no season any more. */
const seenTwice = (of: readonly Listing[]): boolean => of.some((l) => l.series.units.length >= TWICE_DAYS);

function specialDays(last: number, amazon: boolean): ReadonlySet<number> {
  const days = new Set<number>();
  for (const e of calendarOf(last, amazon)) for (let d = e.from; d <= e.to; d += 1) days.add(d);
  return days;
}
