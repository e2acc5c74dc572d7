import { addDays, addMonths, earlier } from "../../calendar/day.ts";
import { lastYear, length, type Period, previous, sameDaysOfPreviousMonth } from "../../calendar/period.ts";

/** A period that is still running: it is compared with the same days of the one before. */
export type ToDate = "week" | "month" | "quarter" | "year";

export type Comparison =
  | { readonly kind: "previous" }
  | { readonly kind: "last-year" }
  | { readonly kind: "period"; readonly period: Period }
  | { readonly kind: "none" };

/**
 * What `told` (the part of `asked` that the facts reach) is compared with; null for nothing.
 * A cut period is compared with an equally cut one: twenty days of October never with the whole of September.
 */
export function compareWith(asked: Period, told: Period, toDate: ToDate | null, comparison: Comparison): Period | null {
  switch (comparison.kind) {
    case "none":
      return null;
    case "period":
      return comparison.period;
    case "last-year":
      return lastYear(told);
    case "previous":
      return before(asked, told, toDate);
  }
}

function before(asked: Period, told: Period, toDate: ToDate | null): Period {
  switch (toDate) {
    case "week":
      return { from: addDays(told.from, -7), to: addDays(told.to, -7) };
    case "month":
      return sameDaysOfPreviousMonth(told);
    case "quarter":
      return { from: addMonths(told.from, -3), to: addMonths(told.to, -3) };
    case "year":
      return lastYear(told);
    case null: {
      const whole = previous(asked);
      if (told.to === asked.to) return whole;
      return { from: whole.from, to: earlier(whole.to, addDays(whole.from, length(told) - 1)) };
    }
  }
}
