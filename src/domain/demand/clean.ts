import { median } from "../median.ts";
import type { HistoryDay } from "../restock/types.ts";
import type { Series } from "./levels.ts";

export interface BulkSettings {
  /** An order line of fewer units is never a bulk order. */
  readonly least: number;
  /** It counts as no more than so many usual days with sales. */
  readonly times: number;
  /** Of a product that lives on bulk orders: it counts as no more than so many of its larger ones. */
  readonly habitTimes: number;
}

/** A product whose days with sales are so often bulk orders lives on them; */
const MOST_BULK_DAYS = 0.2;
/** fewer of them are no habit. */
const HABIT_DAYS = 3;

export interface Cleaned {
  readonly series: Series;
  /** Units of single large orders that are left out, and how many orders they were. */
  readonly bulk: { readonly orders: number; readonly units: number };
}

/** Of a product that lives on bulk orders, so many of them are larger than its usual ones. */
const LARGEST = 0.1;

/** The most that one order line may count as; null where none is large. Where large orders are a product's daily bread, they are measured by themselves. */
function bulkCap(days: readonly HistoryDay[], s: BulkSettings): number | null {
  const selling = days.filter((d) => d.units > 0);
  const large = selling.filter((d) => (d.large ?? []).some((q) => q >= s.least));
  if (large.length === 0) return null;
  if (large.length >= HABIT_DAYS && large.length > MOST_BULK_DAYS * selling.length) {
    const sizes = large.flatMap((d) => d.large ?? []).toSorted((a, b) => b - a);
    return Math.ceil(s.habitTimes * (sizes[Math.floor(LARGEST * sizes.length)] ?? s.least));
  }
  const usual = selling.filter((d) => !large.includes(d)).map((d) => d.units);
  return usual.length === 0 ? s.least : Math.max(s.least, Math.ceil(s.times * (median(usual) ?? 0)));
}

/** Days as the models read them: returns are no negative sales, bulk orders are cut, a day without stock or of unknown sales is marked. */
export function clean(days: readonly HistoryDay[], s: BulkSettings): Cleaned {
  const cap = bulkCap(days, s);
  const units = new Float32Array(days.length);
  const out = new Uint8Array(days.length);
  const single = new Float32Array(days.length);
  let [orders, cut] = [0, 0];
  for (const [i, d] of days.entries()) {
    let sold = Math.max(0, d.units);
    for (const q of cap === null ? [] : (d.large ?? [])) {
      if (cap === null || q <= cap) continue;
      orders += 1;
      const over = Math.min(sold, q - cap);
      cut += over;
      sold -= over;
    }
    units[i] = sold;
    single[i] = Math.min(sold, cap ?? Infinity, Math.max(0, ...(d.large ?? [])));
    out[i] = d.salesKnown === false || (d.inStock === false && sold <= 0) ? 1 : 0;
  }
  return { series: { units, out, single }, bulk: { orders, units: cut } };
}
