import { daysBetween } from "../calendar/day.ts";
import { staleStock } from "../policy/declared/lead-time.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { PlanInput } from "./types.ts";

/** What can be sold at the end of `asOf`. */
export interface StockToday {
  /** Never negative. */
  readonly units: number;
  /** Sold after the snapshot was taken, and taken off it. */
  readonly soldSince: number;
  /** Part of it that was estimated, for days whose sales are not known yet. */
  readonly soldUnseen: number;
  /** Approved to be moved to another warehouse, and taken off it. */
  readonly promised: number;
  readonly ageDays: number;
  readonly negative: boolean;
  readonly stale: boolean;
}

/**
 * The newest snapshot less what was sold after it: a snapshot of Monday says nothing of Friday by itself. A day whose sales nobody has
 * reported yet takes what a day usually does. Receipts after the snapshot are not seen. null where there is no snapshot: that is not an
 * empty shelf.
 */
export function stockToday(
  input: Pick<PlanInput, "onHand" | "onHandDay" | "asOf" | "history" | "promised">,
  dailyDemand: number,
  read: PolicyReader,
): StockToday | null {
  const { onHand, onHandDay, asOf, promised = 0 } = input;
  if (onHand === null) return null;
  const ageDays = onHandDay === null ? 0 : Math.max(0, daysBetween(onHandDay, asOf));
  const since = onHandDay === null ? [] : input.history.filter((d) => d.day > onHandDay && d.day <= asOf);
  const told = since.reduce((sum, d) => sum + Math.max(0, d.units), 0);
  const soldUnseen = Math.round(dailyDemand * since.filter((d) => d.salesKnown === false && d.units <= 0).length);
  const soldSince = told + soldUnseen;
  return {
    units: Math.max(0, onHand - soldSince - promised),
    soldSince,
    soldUnseen,
    promised,
    ageDays,
    negative: onHand < 0,
    stale: ageDays > read(staleStock),
  };
}
