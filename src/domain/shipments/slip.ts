import { type Day, daysBetween } from "../calendar/day.ts";

export interface Slip {
  /** The day that people counted on. */
  readonly from: Day;
  readonly to: Day;
}

/** What a history of ETAs (oldest first) amounts to: the slip that stands, and whether the newest change made it. */
export interface SlipsOf {
  readonly standing: Slip | null;
  readonly fresh: boolean;
}

/**
 * An ETA that creeps is a slip as soon as it is `days` later than the day that people counted on: the earliest that was told since the last slip. One
 * that comes back to less than that is none any more.
 */
export function slipsOf(etas: readonly Day[], days: number): SlipsOf {
  const [first, ...rest] = etas;
  if (first === undefined) return { standing: null, fresh: false };
  let base = first;
  let standing: Slip | null = null;
  let fresh = false;
  for (const eta of rest) {
    fresh = false;
    if (standing !== null && daysBetween(standing.from, eta) < days) {
      standing = null;
      base = eta;
    } else if (daysBetween(base, eta) >= days) {
      standing = { from: base, to: eta };
      fresh = true;
      base = eta;
    } else if (eta < base && standing === null) base = eta;
  }
  return { standing, fresh };
}
