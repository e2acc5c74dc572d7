import { dayNumber, fromDayNumber } from "../calendar/day.ts";
import { peaks } from "../kpi/special-periods.ts";
import type { Text } from "../value.ts";
import { type CalendarEvent, type Uplifts, upliftOf } from "./events.ts";
import { ofHoliday } from "./holiday.ts";
import type { Series } from "./levels.ts";
import { peaked } from "./peak.ts";
import { dayFactor, type Rhythm } from "./rhythm.ts";
import { closedAgain, type Spikes } from "./spikes.ts";

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
export const BACK = 730;

/** Sales days that everybody knows, from two years before the day to a year after it. */
export function calendarOf(last: number, amazon: boolean): readonly (CalendarEvent & { readonly name: Text })[] {
  const period = { from: fromDayNumber(last - BACK), to: fromDayNumber(last + AHEAD) };
  return peaks(period, amazon).map((p) => ({ id: p.label.en, name: p.label, from: dayNumber(p.from), to: dayNumber(p.to) }));
}

/** How days differ, as all products together taught it. */
export interface Taught {
  /** By group (category); `*` is all together. */
  readonly rhythms: Readonly<Record<string, Rhythm>>;
  readonly uplifts: Uplifts;
  /** Of Amazon's stores, and of all others. */
  readonly spikes: Readonly<Record<"amazon" | "other", Spikes>>;
}

/** Shapes of days, made once for each group and calendar: index 0 is two years before the last day. `learnt` is the day number on which the rhythms were. */
export function shapes(
  { rhythms, uplifts, spikes, learnt }: Taught & { readonly learnt: number },
  last: number,
): (l: Listing, days: number) => Float64Array {
  const closures = { true: closedAhead(spikes, true, last), false: closedAhead(spikes, false, last) };
  const made = new Map<string, { readonly open: Float64Array; readonly usual: Float64Array }>();
  const close = (shape: Float64Array, amazon: boolean, promoted: { readonly has: (day: number) => boolean }): Float64Array => {
    for (const c of closures[`${amazon}`])
      for (let day = c.from; day <= c.to; day += 1) if (!promoted.has(day)) lift(shape, { id: "", from: day, to: day }, c.factor, last);
    return shape;
  };
  /** As if it were open on all days, and as it usually is: one copy for all listings of a group. */
  const shapesOf = (listing: Listing): { readonly open: Float64Array; readonly usual: Float64Array } => {
    const { group, amazon } = listing;
    const rhythm = rhythmIn(rhythms, listing);
    const key = `${amazon}/${rhythm}/${group}`;
    let found = made.get(key);
    if (found === undefined) {
      const factor = dayFactor(rhythms[rhythm] ?? FLAT, learnt);
      const open = Float64Array.from({ length: BACK + AHEAD }, (_, i) => factor(last - BACK + 1 + i));
      for (const e of calendarOf(last, amazon)) lift(open, e, upliftOf(uplifts, e.id, group) ?? 1, last);
      // Spikes of the past only: the level must see through them, and nobody says that they come again, but for a holiday.
      for (const [day, by] of spikes[marketOf(amazon)]) lift(open, { id: "", from: day, to: day }, by, last);
      found = { open, usual: close(Float64Array.from(open), amazon, new Set()) };
      made.set(key, found);
    }
    return found;
  };
  return (listing, days) => {
    const { group, amazon, planned = [] } = listing;
    const { open, usual } = shapesOf(listing);
    if (planned.length === 0) return usual.subarray(Math.max(0, BACK - days));
    const promoted = plannedFactors(planned);
    // Whoever plans a promotion is open.
    const mine = close(Float64Array.from(open), amazon, promoted);
    // What the team says of its promotion holds, and not the calendar's usual uplift of the same days on top of it.
    const uplift = calendarUplift(uplifts, group, calendarOf(last, amazon));
    for (const [day, factor] of promoted) lift(mine, { id: "", from: day, to: day }, factor / uplift(day), last);
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
function rhythmIn(rhythms: Taught["rhythms"], { group, series }: Pick<Listing, "group" | "series">): string {
  if (rhythms[peakOf(group)] !== undefined && (ofHoliday(group) || peaked(series))) return peakOf(group);
  return rhythms[group] === undefined ? ALL : group;
}

/** Of the season that a listing's group has: all, half, or none of it is counted. */
export function seasonOf(taught: Pick<Taught, "rhythms">, listing: Listing): boolean | "half" {
  const rhythm = rhythmOf(taught, listing);
  return rhythm === undefined || rhythm.season === null ? false : rhythm.half === true ? "half" : true;
}

/** The rhythm that a listing's days are read by. */
export const rhythmOf = ({ rhythms }: Pick<Taught, "rhythms">, listing: Listing): Rhythm | undefined => rhythms[rhythmIn(rhythms, listing)];

/** What the season makes of the days after `last`, against the year's average; null where none is counted. */
export function seasonAhead(rhythm: Rhythm | undefined, learnt: number, last: number): ((days: number) => number) | null {
  if (rhythm === undefined || rhythm.season === null) return null;
  const factor = dayFactor({ season: rhythm.season, week: FLAT.week }, learnt);
  return (days) => Array.from({ length: days }, (_, i) => factor(last + 1 + i)).reduce((sum, x) => sum + x, 0) / Math.max(1, days);
}

/** The key of a group's products whose season is on, where they err less by a season of their own. */
export const peakOf = (group: string): string => `${group}^`;

/** Days ahead on which a market is closed, since it was a year ago. */
export const closedAhead = (spikes: Taught["spikes"], amazon: boolean, last: number): ReturnType<typeof closedAgain> =>
  closedAgain(spikes[marketOf(amazon)])
    .filter((c) => c.to > last)
    .map((c) => ({ ...c, from: Math.max(c.from, last + 1) }));

export const marketOf = (amazon: boolean): "amazon" | "other" => (amazon ? "amazon" : "other");

export const FLAT: Rhythm = { season: null, week: [1, 1, 1, 1, 1, 1, 1] };

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
