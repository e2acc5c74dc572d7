/**
 * Days that `units` last at `daily` units a day, as a spreadsheet counts it: arrivals are all taken to be here today.
 * null without demand (nothing lasts for ever is no number); 0 for negative stock.
 */
export function cover(units: number, daily: number): number | null {
  return daily > 0 ? Math.max(0, units) / daily : null;
}
