import { type Day, dayNumber, fromDayNumber } from "../calendar/day.ts";
import { peaks } from "../kpi/special-periods.ts";
import type { Text } from "../value.ts";
import { addEvents, type CalendarEvent, type EventSums, type Uplifts, upliftOf, upliftsOf } from "./events.ts";
import { forecastOver, levelsOf, type Levels, type Series } from "./levels.ts";
import { type Kin, kinOf } from "./kin.ts";
import type { Growth } from "./market.ts";
import { learn, type Outlook, type Pool, POOL_SETTINGS, SPANS } from "./pool.ts";
import { ofHoliday } from "./holiday.ts";
import { peaked } from "./peak.ts";
import { addTo, dayFactor, noSums, type Rhythm, type RhythmSums, rhythmsOf } from "./rhythm.ts";
import { type Selling, type Siblings, siblingsBy } from "./siblings.ts";
import { DayTotals, type Spikes } from "./spikes.ts";
import { root, telling } from "./spread.ts";
import type { WayScores } from "./ways.ts";

/** What all products together taught on a day. Plain data, so that it can be kept and one product be planned by it without the others. */
export interface Lessons {
  readonly asOf: Day;
  /** Products at places that were learnt from. */
  readonly listings: number;
  /** By group (category); `*` is all together. */
  readonly rhythms: Readonly<Record<string, Rhythm>>;
  readonly uplifts: Uplifts;
  /** Of Amazon's stores, and of all others. */
  readonly spikes: Readonly<Record<"amazon" | "other", Spikes>>;
  readonly siblings: Readonly<Record<string, Siblings | null>>;
  /** Of products that are young at a place: what they sell elsewhere lets one expect there, by `kinKey`. */
  readonly kin: Readonly<Record<string, Kin>>;
  readonly scores: WayScores | null;
  readonly growth: Growth;
  readonly spreads: readonly {
    readonly days: number;
    readonly noise: number;
    readonly power: number;
    readonly drift: number;
    readonly errors: readonly number[];
  }[];
}

/** One product at one place; its last day is that of the lesson. */
export interface Listing {
  readonly series: Series;
  /** Category; where nobody said, the holiday that its title names, or `""`. */
  readonly group: string;
  /** Code of the product, and of the place; absent where nobody asks for it anywhere else. */
  readonly sku?: string;
  readonly place?: string;
  readonly amazon: boolean;
  /** Promotions that were planned here, past or ahead, with the uplift that was taken. */
  readonly planned?: readonly PlannedUplift[];
}

export interface PlannedUplift extends CalendarEvent {
  /** 1.5 = half as much again. */
  readonly factor: number;
}

export const ALL = "*";
/** How far ahead days have a shape. */
export const AHEAD = 400;
const BACK = 730;

/** Sales days that everybody knows, from two years before the day to a year after it. */
export function calendarOf(last: number, amazon: boolean): readonly (CalendarEvent & { readonly name: Text })[] {
  const period = { from: fromDayNumber(last - BACK), to: fromDayNumber(last + AHEAD) };
  return peaks(period, amazon).map((p) => ({ id: p.label.en, name: p.label, from: dayNumber(p.from), to: dayNumber(p.to) }));
}

type Taught = Pick<Lessons, "rhythms" | "uplifts" | "spikes"> & {
  /** Day number on which the rhythms were learnt. */
  readonly learnt: number;
};

/** Shapes of days, made once for each group and calendar: index 0 is two years before the last day. */
export function shapes({ rhythms, uplifts, spikes, learnt }: Taught, last: number): (l: Listing, days: number) => Float64Array {
  const made = new Map<string, Float64Array>();
  const usual = (listing: Listing): Float64Array => {
    const { group, amazon } = listing;
    const rhythm = rhythmIn(rhythms, listing);
    const key = `${amazon}/${rhythm}/${group}`;
    let found = made.get(key);
    if (found === undefined) {
      const factor = dayFactor(rhythms[rhythm] ?? FLAT, learnt);
      found = Float64Array.from({ length: BACK + AHEAD }, (_, i) => factor(last - BACK + 1 + i));
      for (const e of calendarOf(last, amazon)) lift(found, e, upliftOf(uplifts, e.id, group) ?? 1, last);
      // Spikes of the past only: the level must see through them, and nobody says that they come again.
      for (const [day, factor] of spikes[marketOf(amazon)]) lift(found, { id: "", from: day, to: day }, factor, last);
      made.set(key, found);
    }
    return found;
  };
  return (listing, days) => {
    const { group, amazon, planned = [] } = listing;
    const whole = usual(listing);
    const mine = planned.length === 0 ? whole : Float64Array.from(whole);
    // What the team says of its promotion holds, and not the calendar's usual uplift of the same days on top of it.
    const uplift = calendarUplift(uplifts, group, calendarOf(last, amazon));
    for (const [day, factor] of plannedFactors(planned)) lift(mine, { id: "", from: day, to: day }, factor / uplift(day), last);
    return mine.subarray(Math.max(0, BACK - days));
  };
}

/** A day that several promotions plan is one day: the largest of them counts, once. */
function plannedFactors(planned: readonly PlannedUplift[]): ReadonlyMap<number, number> {
  const days = new Map<number, number>();
  for (const { from, to, factor } of planned)
    for (let day = from; day <= to; day += 1) days.set(day, Math.max(days.get(day) ?? factor, factor));
  return days;
}

/** By which rhythm a listing's days are read. */
function rhythmIn(rhythms: Lessons["rhythms"], { group, series }: Pick<Listing, "group" | "series">): string {
  if (rhythms[peakOf(group)] !== undefined && (ofHoliday(group) || peaked(series))) return peakOf(group);
  return rhythms[group] === undefined ? ALL : group;
}

export const seasonOf = ({ rhythms }: Pick<Lessons, "rhythms">, listing: Listing): Rhythm["season"] =>
  rhythms[rhythmIn(rhythms, listing)]?.season ?? null;

/** The key of a group's products whose season is on, where they err less by a season of their own. */
const peakOf = (group: string): string => `${group}^`;

const marketOf = (amazon: boolean): "amazon" | "other" => (amazon ? "amazon" : "other");

const FLAT: Rhythm = { season: null, week: [1, 1, 1, 1, 1, 1, 1] };

function lift(shape: Float64Array, e: CalendarEvent, by: number, last: number): void {
  for (let day = e.from; day <= e.to; day += 1) {
    const i = day - (last - BACK + 1);
    if (i >= 0 && i < shape.length) shape[i] = (shape[i] ?? 1) * by;
  }
}

/** What the calendar itself lifts a day by; 1 on days without an event. */
function calendarUplift(uplifts: Uplifts, group: string, events: readonly CalendarEvent[]): (day: number) => number {
  return (day) => {
    const event = events.find((e) => e.from <= day && day <= e.to);
    return event === undefined ? 1 : (upliftOf(uplifts, event.id, group) ?? 1);
  };
}

/** Spans over which a season is tried, days. */
const SEASON_SPAN = 56;
/** A season must lower the error so much, or it is none. */
const SEASON_GAIN = 0.99;

const spiked = (listings: readonly Listing[], last: number): Lessons["spikes"] => {
  const of = (amazon: boolean): Spikes => {
    const totals = new DayTotals(BACK);
    for (const l of listings) if (l.amazon === amazon) totals.add(levelsOf(l.series, POOL_SETTINGS));
    const special = specialDays(last, amazon);
    return totals.spikes(last, (day) => special.has(day));
  };
  return { amazon: of(true), other: of(false) };
};

/** A season that did not help at past origins is dropped. */
function provenRhythms(listings: readonly Listing[], spikes: Lessons["spikes"], last: number): Record<string, Rhythm> {
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
  spikes: Lessons["spikes"],
  last: number,
): Record<string, Rhythm> {
  const goods = listings.filter((l) => peaked(l.series));
  const sums = noSums();
  // A holiday that they sell for is their season, and not apart from it.
  for (const l of goods) addTo(sums, levelsOf(l.series, POOL_SETTINGS), last, () => false, 0);
  const { season } = rhythmsOf(new Map([["", sums]])).all;
  if (season === null) return {};
  const goodsOf = Map.groupBy(goods, (l) => l.group);
  const peaks = Object.fromEntries([...goodsOf.keys()].map((g) => [peakOf(g), { ...(rhythms[g] ?? rhythms[ALL] ?? FLAT), season }]));
  const [before, after] = [errorsBy(rhythms, spikes, last), errorsBy({ ...rhythms, ...peaks }, spikes, last)];
  const helps = ([, of]: readonly [string, readonly Listing[]]): boolean => after(of) < SEASON_GAIN * before(of);
  const helped = new Set([...goodsOf].filter(helps).map(([group]) => peakOf(group)));
  return Object.fromEntries(Object.entries(peaks).filter(([key]) => helped.has(key)));
}

/** Past errors of some listings, were their days shaped by these rhythms. */
function errorsBy(rhythms: Lessons["rhythms"], spikes: Lessons["spikes"], last: number): (of: readonly Listing[]) => number {
  const shape = shapes({ rhythms, uplifts: {}, spikes, learnt: last }, last);
  const tells = telling(POOL_SETTINGS);
  return (of) => {
    let sum = 0;
    for (const listing of of) {
      const l = levelsOf({ ...listing.series, shape: shape(listing, listing.series.units.length) }, POOL_SETTINGS);
      for (let back = 0; back < POOL_SETTINGS.origins; back += 1) {
        const end = l.days - back * POOL_SETTINGS.step;
        const from = end - SEASON_SPAN;
        if (!tells(l, from, SEASON_SPAN)) continue;
        sum += Math.abs(root((l.demand[end] ?? 0) - (l.demand[from] ?? 0)) - root(forecastOver(l, from, SEASON_SPAN)));
      }
    }
    return sum;
  };
}

/** A group's own season, that of all products, or none: whichever erred least. */
function provenSeasons(
  listings: readonly Listing[],
  rhythms: Readonly<Record<string, Rhythm>>,
  season: NonNullable<Rhythm["season"]>,
  spikes: Lessons["spikes"],
  last: number,
): Record<string, Rhythm> {
  const common = Object.fromEntries(Object.entries(rhythms).map(([g, r]) => [g, { ...r, season }]));
  const weekly = Object.fromEntries(Object.entries(rhythms).map(([g, r]) => [g, { ...r, season: null }]));
  const tried = [weekly, common, rhythms].map((r) => errorsBy(r, spikes, last));
  const proven: Record<string, Rhythm> = {};
  for (const [group, of] of Map.groupBy(listings, (l) => l.group)) {
    const [none = 0, ...errors] = tried.map((errorsOf) => errorsOf(of));
    const best = Math.min(...errors);
    const from = best >= SEASON_GAIN * none ? weekly : best === errors[0] ? common : rhythms;
    proven[group] = from[group] ?? FLAT;
  }
  const helped = Object.values(proven).some((r) => r.season !== null);
  return { ...proven, [ALL]: { ...(rhythms[ALL] ?? FLAT), season: helped ? season : null } };
}

function specialDays(last: number, amazon: boolean): ReadonlySet<number> {
  const days = new Set<number>();
  for (const e of calendarOf(last, amazon)) for (let d = e.from; d <= e.to; d += 1) days.add(d);
  return days;
}

/** What the listings teach together, and how each of them looks by it. */
export function learnLessons(
  listings: readonly Listing[],
  asOf: Day,
): { readonly lessons: Lessons; readonly outlooks: readonly Outlook[] } {
  const last = dayNumber(asOf);
  const spikes = spiked(listings, last);
  const rhythms = provenRhythms(listings, spikes, last);
  const calm = shapes({ rhythms, uplifts: {}, spikes, learnt: last }, last);
  const sums: EventSums = new Map();
  for (const l of listings) {
    const levels = levelsOf({ ...l.series, shape: calm(l, l.series.units.length) }, POOL_SETTINGS);
    addEvents(sums, l.group, levels, last, calendarOf(last, l.amazon));
  }
  const uplifts = upliftsOf(sums);
  const shape = shapes({ rhythms, uplifts, spikes, learnt: last }, last);
  const { pool, outlooks } = learn(
    listings.map((l): Series => ({ ...l.series, shape: shape(l, l.series.units.length) })),
    SPANS,
  );
  const selling = sellingOf(listings, outlooks);
  const lessons: Lessons = {
    asOf,
    listings: listings.length,
    rhythms,
    uplifts,
    spikes,
    siblings: siblingsBy(selling, ALL),
    kin: kinOf(selling),
    scores: pool.scores,
    growth: pool.growth,
    spreads: pool.spreads.map((s) => ({ ...s, errors: [...s.errors] })),
  };
  return { lessons, outlooks };
}

const sellingOf = (listings: readonly Listing[], outlooks: readonly Outlook[]): Selling[] =>
  listings.flatMap(({ sku, place, group }, i) => {
    const levels = outlooks[i]?.levels;
    const named = sku !== undefined && place !== undefined ? { at: { sku, place } } : {};
    return levels === undefined
      ? []
      : [{ group, level: levelNow(levels), age: levels.days, days: levels.days - (levels.outs[levels.days] ?? 0), ...named }];
  });

const levelNow = (l: Levels): number => l.level[l.days] ?? 0;

export const poolOf = ({ scores, growth, spreads }: Pick<Lessons, "scores" | "growth" | "spreads">): Pool => ({
  scores,
  growth,
  spreads: spreads.map((s) => ({ ...s, errors: Float64Array.from(s.errors) })),
});
