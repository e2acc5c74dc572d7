import { type Day, daysBetween } from "../domain/calendar/day.ts";
import type { FactKind } from "../domain/facts/facts.ts";
import { FRESHNESS } from "../domain/policy/declared/schedule.ts";
import type { Freshness, Store } from "../ports/company.ts";
import type { policyLookup } from "./channel-stores.ts";
import type { Context } from "./types.ts";

/** Facts of a store, or of the company, whose newest day is further behind than its policy allows. */
export interface StaleFact {
  readonly store: string | null;
  readonly fact: FactKind;
  readonly newest: Day;
  readonly behindDays: number;
  readonly allowedDays: number;
  /** Days that usually lie between two imports of it; null where there were too few to say. */
  readonly everyDays: number | null;
}

/** How far the facts of a kind reach in all asked stores: the newest day of the store that is furthest behind, and of the one that is ahead. */
export interface Reach {
  readonly fact: FactKind;
  readonly from: Day;
  readonly to: Day;
  /** The one furthest behind, where they differ; null: the company's own facts. */
  readonly behind: string | null;
}

/** How fresh each kind of facts is; those that do not go stale by themselves are left out. */
export function reachOf(stores: readonly Pick<Store, "code">[], freshness: readonly Freshness[]): Reach[] {
  const codes = new Set(stores.map((s) => s.code));
  return (Object.keys(FRESHNESS) as FactKind[]).flatMap((fact): Reach[] => {
    const mine = freshness
      .filter((f) => f.fact === fact && (f.store === null || codes.has(f.store)))
      .toSorted((a, b) => (a.newest < b.newest ? -1 : a.newest > b.newest ? 1 : 0));
    const [first, last] = [mine[0], mine.at(-1)];
    return first && last ? [{ fact, from: first.newest, to: last.newest, behind: first.store }] : [];
  });
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
    return behindDays > allowedDays
      ? [{ store: f.store, fact, newest: f.newest, behindDays, allowedDays, everyDays: f.everyDays ?? null }]
      : [];
  });
}
