import { type Day, daysBetween } from "../domain/calendar/day.ts";
import type { FactKind } from "../domain/facts/facts.ts";
import { FRESHNESS } from "../domain/policy/declared/schedule.ts";
import type { Store } from "../ports/company.ts";
import type { policyLookup } from "./channel-stores.ts";
import type { Context } from "./types.ts";

/** Facts of a store, or of the company, whose newest day is further behind than its policy allows. */
export interface StaleFact {
  readonly store: string | null;
  readonly fact: FactKind;
  readonly newest: Day;
  readonly behindDays: number;
  readonly allowedDays: number;
}

/** What somebody should import. `yesterday` is each store's own; facts of no store are counted from `companyYesterday`. */
export async function staleFacts(
  context: Pick<Context, "company">,
  stores: readonly Store[],
  companyYesterday: Day,
  yesterday: ReadonlyMap<string, Day>,
  policy: Awaited<ReturnType<typeof policyLookup>>,
): Promise<StaleFact[]> {
  const codes = new Set(stores.map((s) => s.code));
  return (await context.company.freshness()).flatMap((f): StaleFact[] => {
    const fact = f.fact as FactKind;
    const rule = FRESHNESS[fact];
    if (!rule || (f.store !== null && !codes.has(f.store))) return [];
    const allowedDays = policy(rule, f.store ?? undefined).value;
    const behindDays = daysBetween(f.newest, (f.store !== null ? yesterday.get(f.store) : undefined) ?? companyYesterday);
    return behindDays > allowedDays ? [{ store: f.store, fact, newest: f.newest, behindDays, allowedDays }] : [];
  });
}
