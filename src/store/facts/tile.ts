import { type Day, dayNumber } from "../../domain/calendar/day.ts";

export interface Interval {
  readonly from: Day;
  readonly to: Day;
}

const days = (i: Interval) => dayNumber(i.to) - dayNumber(i.from) + 1;

/**
 * Which reports over intervals to add up: disjoint ones, wholly inside the bucket, clear of the days that are known otherwise, covering
 * as many days as possible; of two ways the one with the finer reports. An interval is never cut or spread over its days.
 */
export function tile<I extends Interval>(candidates: readonly I[], bucket: Interval, taken: ReadonlySet<number>): readonly I[] {
  const free = candidates
    .filter((c) => c.from >= bucket.from && c.to <= bucket.to)
    .filter((c) => {
      for (let d = dayNumber(c.from); d <= dayNumber(c.to); d++) if (taken.has(d)) return false;
      return true;
    })
    .sort((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : 0));
  // Weighted interval scheduling: best[i] is the best choice among the first i, by the day on which they end.
  interface Choice {
    readonly covered: number;
    readonly count: number;
    readonly last: I | null;
    readonly before: number;
  }
  const best: Choice[] = [{ covered: 0, count: 0, last: null, before: 0 }];
  for (const [i, c] of free.entries()) {
    let before = i;
    while (before > 0 && (free[before - 1]?.to ?? "") >= c.from) before--;
    const skip = best[i] as Choice;
    const rest = best[before] as Choice;
    const take: Choice = { covered: rest.covered + days(c), count: rest.count + 1, last: c, before };
    const better = take.covered > skip.covered || (take.covered === skip.covered && take.count > skip.count);
    best.push(better ? take : { ...skip, last: null, before: i });
  }
  const chosen: I[] = [];
  for (let at = best.length - 1; at > 0;) {
    const choice = best[at] as Choice;
    if (choice.last !== null) chosen.push(choice.last);
    at = choice.before;
  }
  return chosen.reverse();
}
