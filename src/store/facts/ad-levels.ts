import { dayNumber } from "../../domain/calendar/day.ts";
import type { Interval } from "./tile.ts";

/** Reports of one campaign that speak of the same days: rows by SKU, and totals. Whoever adds up takes the larger sum of the two, never both. */
export interface Together<I extends Interval> {
  readonly skus: readonly I[];
  readonly totals: readonly I[];
}

function daysOf(intervals: readonly Interval[]): ReadonlySet<number> {
  const days = new Set<number>();
  for (const i of intervals) for (let d = dayNumber(i.from); d <= dayNumber(i.to); d++) days.add(d);
  return days;
}

const within = (part: ReadonlySet<number>, whole: ReadonlySet<number>): boolean =>
  part.size <= whole.size && [...part].every((d) => whole.has(d));

/**
 * Brings together what overlaps. `skus` and `totals` are each disjoint in themselves. Where neither of two levels holds all days of the
 * other, their sums are of different days and nobody can say what lies between: the one that knows more days counts, rows by SKU if both
 * know as many.
 */
export function together<I extends Interval>(skus: readonly I[], totals: readonly I[]): readonly Together<I>[] {
  const all = [...skus.map((i) => ({ i, sku: true })), ...totals.map((i) => ({ i, sku: false }))];
  all.sort((a, b) => (a.i.from < b.i.from ? -1 : a.i.from > b.i.from ? 1 : 0));
  const groups: { skus: I[]; totals: I[]; to: string }[] = [];
  for (const { i, sku } of all) {
    const last = groups.at(-1);
    const group = last !== undefined && i.from <= last.to ? last : { skus: [], totals: [], to: i.to };
    if (group !== last) groups.push(group);
    (sku ? group.skus : group.totals).push(i);
    if (i.to > group.to) group.to = i.to;
  }
  return groups.map((g) => {
    const [a, b] = [daysOf(g.skus), daysOf(g.totals)];
    if (within(a, b) || within(b, a)) return { skus: g.skus, totals: g.totals };
    return b.size > a.size ? { skus: [], totals: g.totals } : { skus: g.skus, totals: [] };
  });
}
