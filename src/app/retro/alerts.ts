import { daysBetween } from "../../domain/calendar/day.ts";
import { contains } from "../../domain/calendar/period.ts";
import { median } from "../../domain/median.ts";
import type { Alert } from "../../ports/alerts.ts";
import type { Context } from "../types.ts";
import type { Frame } from "./frame.ts";

/** Warnings of one kind in a month. */
export interface AlertCount {
  readonly kind: string;
  readonly fired: number;
  readonly over: number;
  /** Of those that ended in the month, from the day of the warning; null where none did. */
  readonly medianDays: number | null;
  /** Open when the month ended, and for how long the oldest of them. */
  readonly left: number;
  readonly oldestDays: number | null;
}

/** Facts of an alert are typed by its kind; where they name stores, it belongs to those. */
function concerns(alert: Alert, codes: readonly string[]): boolean {
  const { stores } = alert.facts;
  return !Array.isArray(stores) || stores.length === 0 || stores.some((s) => codes.includes(String(s)));
}

export async function alertCounts(context: Pick<Context, "alerts">, f: Frame): Promise<readonly AlertCount[]> {
  const { from, to } = f.period;
  const all = (await context.alerts.during(from, to)).filter((a) => concerns(a, f.codes));
  return [...Map.groupBy(all, (a) => a.kind)].map(([kind, of]) => {
    const over = of.filter((a) => a.recoveredOn !== null && contains(f.period, a.recoveredOn));
    const left = of.filter((a) => a.recoveredOn === null || a.recoveredOn > to);
    const [oldest] = left;
    return {
      kind,
      fired: of.filter((a) => a.openedOn >= from).length,
      over: over.length,
      medianDays: median(over.map((a) => daysBetween(a.openedOn, a.recoveredOn ?? to))) ?? null,
      left: left.length,
      oldestDays: oldest === undefined ? null : daysBetween(oldest.openedOn, to),
    };
  });
}
