import { addDays, type Day } from "../domain/calendar/day.ts";
import { dayIn } from "../domain/calendar/zone.ts";
import type { FactKind } from "../domain/facts/facts.ts";
import type { CompanyData, Store } from "../ports/company.ts";

const SALES: ReadonlySet<string> = new Set<FactKind>(["order-lines", "daily-sales", "traffic"]);
/** Marketplaces make a day's reports some hours after its end. */
const REPORT_MS = 6 * 3_600_000;

type Freshness = Awaited<ReturnType<CompanyData["freshness"]>>;

/**
 * A store's yesterday: the last day that has ended in its own zone. A day that ended only just now and that no report speaks of yet is
 * nobody's omission; the day before is told then, instead of a gap every morning.
 */
export function lastDays(stores: readonly Store[], freshness: Freshness, at: Date): ReadonlyMap<string, Day> {
  return new Map(
    stores.map(({ code, zone }) => {
      const ended = addDays(dayIn(zone, at), -1);
      const reported = freshness.some((f) => f.store === code && SALES.has(f.fact) && f.newest >= ended);
      return [code, reported ? ended : addDays(dayIn(zone, new Date(at.getTime() - REPORT_MS)), -1)];
    }),
  );
}

/** The newest day of a store that any report of sales speaks of; null where there is none. */
export function newestSales(store: string, freshness: Freshness): Day | null {
  const days = freshness.filter((f) => f.store === store && SALES.has(f.fact)).map((f) => f.newest);
  return days.toSorted().at(-1) ?? null;
}

/**
 * When the report of a day was read, where that was before the day had ended in the store's zone: it cannot know the rest of it. Null where
 * the day is whole, or not reported at all.
 */
export function readMidway({ code, zone }: Store, day: Day, freshness: Freshness): Date | null {
  const reports = freshness.filter((f) => f.store === code && SALES.has(f.fact) && f.newest >= day);
  const [last] = reports.map((f) => f.importedAt).toSorted((a, b) => b.getTime() - a.getTime());
  return last !== undefined && dayIn(zone, last) <= day ? last : null;
}
