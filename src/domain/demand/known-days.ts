import { daysBetween, earlier } from "../calendar/day.ts";
import type { HistoryDay, PlanInput } from "../restock/types.ts";

/** A day on which a sale could happen. Sold units prove stock, whatever the evening's snapshot says; an unknown day counts as in stock. */
export const couldSell = (d: HistoryDay): boolean => d.inStock !== false || d.units > 0;

/**
 * The days that say something of demand: up to the newest day whose sales are known, from the first sale or the first snapshot of stock.
 * Days before that are no zeros: the product was not on sale yet. Nor are days that no sales facts cover.
 */
export function knownDays(input: Pick<PlanInput, "history" | "asOf" | "salesThrough">): readonly HistoryDay[] {
  const through = input.salesThrough ? earlier(input.salesThrough, input.asOf) : input.asOf;
  const first = input.history.findIndex((d) => d.units > 0 || d.inStock !== null);
  return first < 0 ? [] : input.history.slice(first).filter((d) => d.day <= through && d.salesKnown !== false);
}

/** Days between the newest known sales and the day that is planned from; 0 when they are up to date. */
export function salesAge(input: Pick<PlanInput, "asOf" | "salesThrough">): number {
  return input.salesThrough ? Math.max(0, daysBetween(input.salesThrough, input.asOf)) : 0;
}
