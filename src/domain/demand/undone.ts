import { undoneDays } from "../policy/declared/demand-model.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { HistoryDay, PlanInput, Undone } from "../restock/types.ts";

const NONE: Undone = { orders: 0, units: 0 };

/**
 * Sales without what was undone: a large order line of which exactly as many units came back within `within` days was no demand, whatever the
 * reason that is written beside it. Each return undoes one order, the newest before it.
 */
export function withoutUndone(
  days: readonly HistoryDay[],
  within: number,
): { readonly days: readonly HistoryDay[]; readonly undone: Undone } {
  if (!days.some((d) => d.returned !== undefined)) return { days, undone: NONE };
  const kept = [...days];
  let undone = NONE;
  for (const [i, { returned = [] }] of days.entries())
    for (const quantity of returned) {
      const from = Math.max(0, i - within);
      const at = kept.slice(from, i + 1).findLastIndex((d) => d.large?.includes(quantity));
      const day = kept[from + at];
      if (at < 0 || day?.large === undefined) continue;
      const place = day.large.indexOf(quantity);
      kept[from + at] = { ...day, units: day.units - quantity, large: day.large.toSpliced(place, 1) };
      undone = { orders: undone.orders + 1, units: undone.units + quantity };
    }
  return { days: kept, undone };
}

/** What is known of a SKU at a warehouse, sales without what was undone. */
export function settled(input: PlanInput, read: PolicyReader): PlanInput {
  const { days, undone } = withoutUndone(input.history, read(undoneDays));
  return undone.orders === 0 ? input : { ...input, history: days, undone };
}
