import { addDays, addMonths, type Day, day, earlier, weekday } from "../calendar/day.ts";
import {
  peakCutOffDays,
  peakHorizonDays,
  peakShipDays,
  peakShipMonthsEarly,
  peakShipMonthsLate,
  peakUpliftHigh,
  peakUpliftLow,
} from "../policy/declared/stocking-rules.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { toCartons } from "./order-quantity.ts";

/** The next big peak, what the documents add to an order for it, and the three readings of when it must leave. */
export interface PeakUplift {
  readonly kind: "order";
  readonly peak: Day;
  /** Last day on which the warehouse takes goods for it. */
  readonly cutOff: Day;
  /** Units of an order of `base`, raised by the lower and the upper share, in cartons. */
  readonly base: number;
  readonly low: number;
  readonly high: number;
  readonly lowShare: number;
  readonly highShare: number;
  readonly monthsEarly: number;
  readonly monthsLate: number;
  readonly daysBefore: number;
  /** "2 to 3 months ahead" of the peak. */
  readonly shipFrom: Day;
  readonly shipUntil: Day;
  /** "30 days ahead", in the other document: before the cut-off. */
  readonly shipByCutOff: Day;
  /** Counted back from the cut-off by this SKU's own slow lead time, from order to shelf. */
  readonly orderBy: Day;
}

/** No peak to order for now: this year's door is shut, or its time has not come. */
export interface NoPeak {
  readonly kind: "none";
  /** This year's, where its cut-off has passed and the day itself has not. */
  readonly over: { readonly peak: Day; readonly cutOff: Day } | null;
  readonly next: Day;
  /** From this day on an order for the next one is thought of. */
  readonly planFrom: Day;
}

/** Friday after the fourth Thursday of November. */
export function blackFriday(year: number): Day {
  const first = day(`${year}-11-01`);
  return addDays(first, ((4 - weekday(first) + 7) % 7) + 21 + 1);
}

/**
 * The next Black Friday whose cut-off still lies ahead (an order for a peak whose door is shut helps nobody), once it is near enough to be
 * thought of: by the policy, or because this SKU takes even longer.
 */
export function peakUplift(base: number, asOf: Day, leadDaysP90: number, carton: number | null, read: PolicyReader): PeakUplift | NoPeak {
  const year = Number(asOf.slice(0, 4));
  const before = Math.round(read(peakCutOffDays));
  const cutOffOf = (d: Day): Day => addDays(d, -before);
  const thisYears = blackFriday(year);
  const peak = [thisYears, blackFriday(year + 1)].find((d) => cutOffOf(d) > asOf) ?? blackFriday(year + 2);
  const cutOff = cutOffOf(peak);
  const orderBy = addDays(cutOff, -Math.ceil(leadDaysP90));
  const planFrom = earlier(addDays(cutOff, -Math.round(read(peakHorizonDays))), orderBy);
  if (asOf < planFrom) {
    // Who asks on the day after has nothing to be told of it.
    const over = cutOffOf(thisYears) <= asOf && thisYears > asOf ? { peak: thisYears, cutOff: cutOffOf(thisYears) } : null;
    return { kind: "none", over, next: peak, planFrom };
  }
  const lowShare = read(peakUpliftLow);
  const highShare = read(peakUpliftHigh);
  const monthsEarly = Math.round(read(peakShipMonthsEarly));
  const monthsLate = Math.round(read(peakShipMonthsLate));
  const daysBefore = Math.round(read(peakShipDays));
  return {
    kind: "order",
    peak,
    cutOff,
    base,
    low: toCartons(base * (1 + lowShare), carton),
    high: toCartons(base * (1 + highShare), carton),
    lowShare,
    highShare,
    monthsEarly,
    monthsLate,
    daysBefore,
    shipFrom: addMonths(peak, -monthsEarly),
    shipUntil: addMonths(peak, -monthsLate),
    shipByCutOff: addDays(cutOff, -daysBefore),
    orderBy,
  };
}
