import { daysBetween } from "../calendar/day.ts";
import { staleStock } from "../policy/declared/lead-time.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { ReceivedUnits } from "./past-shipment.ts";
import type { HistoryDay, PlanInput } from "./types.ts";

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

/** Units that days without reports took: what a day usually does, and no more than lay there that day; goods that came later sold nothing before. */
function unseenSales(days: readonly HistoryDay[], counted: number, received: readonly ReceivedUnits[], dailyDemand: number): number {
  let there = counted;
  let unseen = 0;
  for (const { day, units, salesKnown } of days) {
    there += received.reduce((sum, r) => sum + (r.day === day ? r.units : 0), 0);
    const guessed = salesKnown === false && units <= 0;
    const sold = guessed ? Math.min(dailyDemand, Math.max(0, there)) : Math.max(0, units);
    there -= sold;
    if (guessed) unseen += sold;
  }
  return Math.round(unseen);
}

/**
 * The newest snapshot with what was counted in after it, less what was sold: a snapshot of Monday says nothing of Friday by itself. A day whose
 * sales nobody has reported yet takes what a day usually does. null where there is no snapshot: that is not an empty shelf.
 */
export function stockToday(
  input: Pick<PlanInput, "onHand" | "onHandDay" | "asOf" | "history" | "promised" | "received" | "sent">,
  dailyDemand: number,
  read: PolicyReader,
): StockToday | null {
  const { onHand, onHandDay, asOf, promised = 0, received = [], sent = 0 } = input;
  if (onHand === null) return null;
  const ageDays = onHandDay === null ? 0 : Math.max(0, daysBetween(onHandDay, asOf));
  const since = onHandDay === null ? [] : input.history.filter((d) => d.day > onHandDay && d.day <= asOf);
  const told = since.reduce((sum, d) => sum + Math.max(0, d.units), 0);
  const counted = onHand - received.reduce((sum, r) => sum + r.units, 0);
  const soldUnseen = unseenSales(since, counted, received, dailyDemand);
  const soldSince = told + soldUnseen;
  return {
    units: Math.max(0, onHand - soldSince - promised),
    soldSince,
    soldUnseen,
    promised,
    ageDays,
    negative: onHand + sent < 0,
    stale: ageDays > read(staleStock),
  };
}
