import { type Day, daysBetween } from "../calendar/day.ts";

export interface Slip {
  /** The day that people counted on. */
  readonly from: Day;
  readonly to: Day;
}

/**
 * The slip that stands after a history of ETAs (oldest first), or null. An ETA that creeps is one as soon as it is `days` later than the day that people
 * counted on: the earliest that was told since the last slip. One that comes back to less than that is none any more.
 */
export function slipOf(etas: readonly Day[], days: number): Slip | null {
  const [first, ...rest] = etas;
  if (first === undefined) return null;
  let base = first;
  let standing: Slip | null = null;
  for (const eta of rest) {
    if (standing !== null && daysBetween(standing.from, eta) < days) {
      standing = null;
      base = eta;
    } else if (daysBetween(base, eta) >= days) {
      standing = { from: base, to: eta };
      base = eta;
    } else if (eta < base && standing === null) base = eta;
  }
  return standing;
}
