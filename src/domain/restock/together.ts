import { addDays, type Day } from "../calendar/day.ts";
import type { PlanLine } from "./types.ts";

/** Lines of one supplier that may go into one order. */
export interface Together {
  readonly supplier: string;
  /** To be ordered now. */
  readonly due: readonly PlanLine[];
  /** To be ordered soon, by their last day, the soonest first. */
  readonly soon: readonly PlanLine[];
}

/**
 * Suppliers of which something is to be ordered now and more within `days`: one order saves the second one's freight, papers and wait for a
 * production slot. The largest number of SKUs first.
 */
export function together(lines: readonly PlanLine[], asOf: Day, days: number): readonly Together[] {
  const until = addDays(asOf, days);
  // What is due at once and not ordered waits for what is on its way, and joins nothing.
  const tomorrow = addDays(asOf, 1);
  const of = Map.groupBy(
    lines.filter((l) => l.supplier !== undefined),
    (l) => l.supplier ?? "",
  );
  return [...of]
    .map(([supplier, all]): Together => {
      const due = all.filter((l) => (l.orderQuantity ?? 0) > 0);
      const soon = all
        .filter(
          (l) =>
            l.orderQuantity === 0 && l.orderBy !== null && l.orderBy > tomorrow && l.orderBy <= until && (l.transfers ?? []).length === 0,
        )
        .toSorted((a, b) => ((a.orderBy ?? "") < (b.orderBy ?? "") ? -1 : 1));
      return { supplier, due, soon };
    })
    .filter((t) => t.due.length > 0 && t.soon.length > 0)
    .toSorted((a, b) => b.soon.length - a.soon.length || (a.supplier < b.supplier ? -1 : 1));
}
