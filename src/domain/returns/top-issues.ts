import type { ReturnBucket } from "../facts/facts.ts";
import { chanceOf } from "./rise.ts";
import type { ReturnSpan } from "./span.ts";

export interface Returned {
  /** Units. */
  readonly returned: number;
  /** Orders that they came back of. */
  readonly orders: number;
  /** Units. */
  readonly sold: number;
}

/** Against the SKU's own past: risen, higher but perhaps by accident, as usual, too few units to say, or no past to compare with. */
export type Verdict = "risen" | "higher" | "usual" | "thin" | "new";

/** What is so many times as probable by accident as a rise may be is not called usual either. */
const PERHAPS = 10;

/** One SKU and the reason for which it came back most remarkably. */
export interface ReturnIssue {
  readonly sku: string;
  readonly title: string | null;
  readonly bucket: ReturnBucket;
  /** Units of this SKU and reason in the week. */
  readonly week: number;
  readonly recent: Returned;
  readonly past: Returned;
  readonly verdict: Verdict;
  /** Recent units above what its own past lets expect; 0 where that cannot be said. */
  readonly excess: number;
  /** The store that most of the recent units come from, where there are several. */
  readonly store: { readonly code: string; readonly units: number } | null;
}

export interface IssueRules {
  /** Orders that came back, below which nothing is judged. */
  readonly minReturned: number;
  /** Units sold below which a rate is not judged. */
  readonly minSold: number;
  readonly chance: number;
}

/** Units sold of a SKU, or in a store, in the same days. */
export type SoldOf = (key: string) => { readonly recent: number; readonly past: number };

/** Judged by orders and not by units: the pieces of one order come back together, and would look like a wave. */
export function verdictOf(recent: Returned, past: Returned, rules: IssueRules): Verdict {
  if (recent.sold < rules.minSold || recent.orders < rules.minReturned) return "thin";
  if (past.sold < rules.minSold) return "new";
  if (recent.orders / recent.sold <= past.orders / past.sold) return "usual";
  const chance = chanceOf({ returned: recent.orders, sold: recent.sold }, { returned: past.orders, sold: past.sold });
  return chance < rules.chance ? "risen" : chance < rules.chance * PERHAPS ? "higher" : "usual";
}

const sum = (spans: readonly ReturnSpan[], pick: (s: ReturnSpan) => number): number => spans.reduce((all, s) => all + pick(s), 0);

function storeOf(spans: readonly ReturnSpan[], stores: number): ReturnIssue["store"] {
  if (stores < 2) return null;
  const [most] = [...Map.groupBy(spans, (s) => s.store)]
    .map(([code, mine]) => ({ code, units: sum(mine, (s) => s.recent) }))
    .toSorted((a, b) => b.units - a.units || (a.code < b.code ? -1 : 1));
  return most ?? null;
}

export function returnedOf(
  spans: readonly ReturnSpan[],
  sold: { readonly recent: number; readonly past: number },
): { readonly recent: Returned; readonly past: Returned } {
  return {
    recent: { returned: sum(spans, (s) => s.recent), orders: sum(spans, (s) => s.recentOrders), sold: sold.recent },
    past: { returned: sum(spans, (s) => s.past), orders: sum(spans, (s) => s.pastOrders), sold: sold.past },
  };
}

function issueOf(spans: readonly ReturnSpan[], sold: SoldOf, stores: number, rules: IssueRules): ReturnIssue | null {
  const [first] = spans;
  if (first === undefined) return null;
  const mine = sold(first.sku);
  const { recent, past } = returnedOf(spans, mine);
  const verdict = verdictOf(recent, past, rules);
  const judged = verdict !== "thin" && verdict !== "new";
  return {
    sku: first.sku,
    title: first.title,
    bucket: first.bucket,
    week: sum(spans, (s) => s.week),
    recent,
    past,
    verdict,
    excess: judged ? Math.max(0, recent.returned - (past.returned / past.sold) * recent.sold) : 0,
    store: storeOf(spans, stores),
  };
}

/** Risen ones first, by how much; then by what came back in the week. Code and reason decide at the very end, so that the order is always the same. */
function worse(a: ReturnIssue, b: ReturnIssue): number {
  const risen = Number(b.verdict === "risen") - Number(a.verdict === "risen");
  const excess = a.verdict === "risen" ? b.excess - a.excess : 0;
  const name = (i: ReturnIssue): string => `${i.sku} ${i.bucket}`;
  return risen || excess || b.week - a.week || b.recent.returned - a.recent.returned || (name(a) < name(b) ? -1 : 1);
}

/**
 * The SKUs whose returns of the week want somebody, each with one reason: the one that has risen, else the most frequent one. What did not come
 * back in the week is no news of it.
 */
export function topIssues(spans: readonly ReturnSpan[], sold: SoldOf, rules: IssueRules, top: number): ReturnIssue[] {
  const stores = new Set(spans.map((s) => s.store)).size;
  return [...Map.groupBy(spans, (s) => s.sku).values()]
    .flatMap((ofSku) => {
      const [worst] = [...Map.groupBy(ofSku, (s) => s.bucket).values()]
        .map((ofBucket) => issueOf(ofBucket, sold, stores, rules))
        .filter((i) => i !== null)
        .filter((i) => i.week > 0)
        .toSorted(worse);
      return worst ?? [];
    })
    .toSorted(worse)
    .slice(0, top);
}
