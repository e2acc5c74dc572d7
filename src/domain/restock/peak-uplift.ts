import { addDays, addMonths, type Day, day, weekday } from "../calendar/day.ts";
import {
  peakCutOffDays,
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

/** Friday after the fourth Thursday of November. */
export function blackFriday(year: number): Day {
  const first = day(`${year}-11-01`);
  return addDays(first, ((4 - weekday(first) + 7) % 7) + 21 + 1);
}

/** The next Black Friday whose cut-off still lies ahead: an order for a peak whose door is shut helps nobody. */
export function peakUplift(base: number, asOf: Day, leadDaysP90: number, carton: number | null, read: PolicyReader): PeakUplift {
  const year = Number(asOf.slice(0, 4));
  const before = Math.round(read(peakCutOffDays));
  const peak = [blackFriday(year), blackFriday(year + 1)].find((d) => addDays(d, -before) > asOf) ?? blackFriday(year + 2);
  const cutOff = addDays(peak, -before);
  const lowShare = read(peakUpliftLow);
  const highShare = read(peakUpliftHigh);
  const monthsEarly = Math.round(read(peakShipMonthsEarly));
  const monthsLate = Math.round(read(peakShipMonthsLate));
  const daysBefore = Math.round(read(peakShipDays));
  return {
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
    orderBy: addDays(cutOff, -Math.ceil(leadDaysP90)),
  };
}
