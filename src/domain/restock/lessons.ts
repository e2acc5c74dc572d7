import { type Day } from "../calendar/day.ts";
import { type Lessons, learnLessons, poolOf } from "../demand/lessons.ts";
import { errorsOver, outcomesUntil, type Trust } from "../demand/pool.ts";
import { listingOf, trustOf } from "../demand/pooled-demand.ts";
import type { Listing } from "../demand/shapes.ts";
import { settled } from "../demand/undone.ts";
import { fillRate, leastCycleService, reviewDays } from "../policy/declared/order.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { leadTimes } from "./lead-time.ts";
import { byCost } from "./route.ts";
import { type Protection, servedLevels } from "./served-level.ts";
import { promiseOf, type Prices } from "./service.ts";
import { few } from "./stock-levels.ts";
import type { PlanInput } from "./types.ts";

/** Raised whenever what is learnt has another shape, or lines are planned by other rules: what an older program kept is made anew, not misread. */
export const LESSONS_VERSION = 5;

/** What all lines together taught: how demand behaves, and what a promised fill rate costs. Plain data. */
export interface PlanLessons {
  readonly version: typeof LESSONS_VERSION;
  readonly demand: Lessons;
  readonly prices: Prices;
}

/** What of an input is kept until all were seen. */
interface Pupil {
  readonly listing: Listing;
  readonly spans: readonly number[];
  readonly review: number;
  readonly role: string | null;
  readonly fill: number;
  readonly least: number;
  readonly trust: Trust;
}

/** Learns from inputs as they come by, a batch at a time; holds their sales, and nothing else of them. */
export class Learner {
  readonly #pupils: Pupil[] = [];
  readonly #asOf: Day;

  constructor(asOf: Day) {
    this.#asOf = asOf;
  }

  see(given: PlanInput, read: PolicyReader): void {
    const input = settled(given, read);
    const found = listingOf(input, read);
    if (found === null) return;
    this.#pupils.push({
      listing: found.listing,
      spans: few(byCost(leadTimes(input, read))[0]?.spans ?? []),
      review: Math.ceil(read(reviewDays)),
      role: input.role,
      fill: read(fillRate),
      least: read(leastCycleService),
      trust: trustOf(read),
    });
  }

  lessons(): PlanLessons {
    const { lessons, outlooks } = learnLessons(
      this.#pupils.map((p) => p.listing),
      this.#asOf,
    );
    const pool = poolOf(lessons);
    const prices: Record<string, number> = {};
    const numbered = this.#pupils.map((pupil, i) => ({ pupil, outlook: outlooks[i] }));
    for (const [promise, of] of Map.groupBy(numbered, ({ pupil }) => promiseOf(pupil.role, pupil.fill))) {
      const protections = of.flatMap(({ pupil, outlook }): Protection[] => {
        if (outlook === undefined || pupil.spans.length === 0) return [];
        const errors = (days: number) => errorsOver(pool, outlook, days);
        const until = (later: number) =>
          outcomesUntil(
            outlook,
            pupil.spans.map((days) => days + later),
            errors,
            pupil.trust,
          );
        return [{ lead: until(0), cycle: until(pupil.review) }];
      });
      const [first] = of;
      if (first === undefined || protections.length === 0) continue;
      const { price } = servedLevels(protections, first.pupil.fill, first.pupil.least);
      // Every unit that could be given was: what is promised is the most that these products' errors let one promise.
      prices[promise] = Number.isFinite(price) ? price : 1 - first.pupil.least;
    }
    return { version: LESSONS_VERSION, demand: lessons, prices };
  }
}
