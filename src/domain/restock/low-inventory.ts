import type { HistoryDay } from "./types.ts";

/** Units on hand a day by units shipped a day, over the last days; null where too few days are known or nothing was shipped. */
export interface DaysOfSupply {
  readonly short: number | null;
  readonly long: number | null;
}

// Amazon's own windows: "last 30 days" and "last 90 days" (Seller Central, historical days of supply).
export const SHORT_DAYS = 30;
export const LONG_DAYS = 90;
/** Share of a window's days that must have a snapshot, or its mean speaks of other days. */
const LEAST_KNOWN = 0.5;

function supply(history: readonly HistoryDay[], days: number): number | null {
  const window = history.slice(-days);
  const counted = window.filter((d) => d.stock !== undefined);
  const sold = window.filter((d) => d.salesKnown !== false);
  if (counted.length < days * LEAST_KNOWN || sold.length < days * LEAST_KNOWN) return null;
  const onHand = counted.reduce((sum, d) => sum + Math.max(0, d.stock ?? 0), 0) / counted.length;
  const shipped = sold.reduce((sum, d) => sum + Math.max(0, d.units), 0) / sold.length;
  return shipped > 0 ? onHand / shipped : null;
}

/** FBA's historical days of supply, of one SKU (since 2026 the fee is charged by FNSKU). */
export const daysOfSupply = (history: readonly HistoryDay[]): DaysOfSupply => ({
  short: supply(history, SHORT_DAYS),
  long: supply(history, LONG_DAYS),
});

/** Whether the low-inventory-level fee is charged: only where both are below the limit. What is not known charges nothing. */
export const inLowInventoryZone = ({ short, long }: DaysOfSupply, limit: number): boolean =>
  short !== null && long !== null && short < limit && long < limit;
