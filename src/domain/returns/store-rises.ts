import type { ReturnBucket } from "../facts/facts.ts";
import type { ReturnSpan } from "./span.ts";
import { type IssueRules, type Returned, returnedOf, type SoldOf, verdictOf } from "./top-issues.ts";

/** A reason that has risen in one store over all that it sells: a carrier, a warehouse or a promotion, and no SKU, is behind that. */
export interface StoreRise {
  readonly store: string;
  readonly bucket: ReturnBucket;
  readonly recent: Returned;
  readonly past: Returned;
  /** The SKUs that most of it is of, the first of them first. */
  readonly skus: readonly string[];
}

const NAMED = 3;

function skusOf(spans: readonly ReturnSpan[]): string[] {
  return [...Map.groupBy(spans, (s) => s.sku)]
    .map(([sku, mine]) => ({ sku, units: mine.reduce((all, s) => all + s.recent, 0) }))
    .filter((s) => s.units > 0)
    .toSorted((a, b) => b.units - a.units || (a.sku < b.sku ? -1 : 1))
    .slice(0, NAMED)
    .map((s) => s.sku);
}

/**
 * Reasons that have risen in a store, most units above its own past first. Those that some SKU of the store explains by itself (`told`) are left
 * out: one thing is told once.
 */
export function storeRises(
  spans: readonly ReturnSpan[],
  sold: SoldOf,
  rules: IssueRules,
  told: readonly { readonly sku: string; readonly bucket: ReturnBucket }[],
): StoreRise[] {
  const others = spans.filter((s) => !told.some((t) => t.sku === s.sku && t.bucket === s.bucket));
  return [...Map.groupBy(others, (s) => `${s.store} ${s.bucket}`).values()]
    .flatMap((mine): StoreRise[] => {
      const [first] = mine;
      if (first === undefined || !mine.some((s) => s.week > 0)) return [];
      const { recent, past } = returnedOf(mine, sold(first.store));
      if (verdictOf(recent, past, rules) !== "risen") return [];
      return [{ store: first.store, bucket: first.bucket, recent, past, skus: skusOf(mine) }];
    })
    .toSorted((a, b) => excess(b) - excess(a) || (a.store < b.store ? -1 : 1));
}

const excess = ({ recent, past }: StoreRise): number => recent.returned - (past.returned / past.sold) * recent.sold;
