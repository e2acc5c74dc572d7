/** Days that are looked at one by one: a year has every season once. */
const FARTHEST = 365;

/**
 * Days until `units` are sold, day by day as expected (day 0 is the next), with the part of the last day; beyond a year at that year's mean. Arrivals are
 * taken to be here today, as a spreadsheet does. Absent `expected`: `daily` on each day. null without demand (nothing lasts for ever is no
 * number); 0 for negative stock.
 */
export function cover(units: number, daily: number, expected?: (i: number) => number): number | null {
  if (daily <= 0) return null;
  const stock = Math.max(0, units);
  if (expected === undefined) return stock / daily;
  let left = stock;
  for (let i = 0; i < FARTHEST; i += 1) {
    const sold = Math.max(0, expected(i));
    if (left <= sold) return left <= 0 ? i : i + left / sold;
    left -= sold;
  }
  const sold = stock - left;
  return FARTHEST + left / (sold > 0 ? sold / FARTHEST : daily);
}
