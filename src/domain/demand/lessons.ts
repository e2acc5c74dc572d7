import { type Day, dayNumber } from "../calendar/day.ts";
import { addEvents, type EventSums, upliftsOf } from "./events.ts";
import { type Kin, kinOf } from "./kin.ts";
import { type Launches, launchesOf } from "./launches.ts";
import { levelsOf, type Levels, type Series } from "./levels.ts";
import type { Growth } from "./market.ts";
import { learn, type Outlook, type Pool, POOL_SETTINGS, SPANS } from "./pool.ts";
import { provenRhythms, spiked } from "./season.ts";
import { ALL, calendarOf, type Listing, shapes, type Taught } from "./shapes.ts";
import { type Selling, type Siblings, siblingsBy } from "./siblings.ts";
import type { WayScores } from "./ways.ts";

/** What all products together taught on a day. Plain data, so that it can be kept and one product be planned by it without the others. */
export interface Lessons extends Taught {
  readonly asOf: Day;
  /** Products at places that were learnt from. */
  readonly listings: number;
  readonly launches: Launches;
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
    launches: launchesOf(
      outlooks.map((o) => o.levels),
      last,
    ),
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
