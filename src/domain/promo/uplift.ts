/** What one SKU sold in an event on the days on which it could be bought, and what it would have sold on those days without it. */
export interface EventSales {
  readonly sku: string;
  readonly category: string | null;
  readonly units: number;
  readonly base: number;
}

export interface UpliftRules {
  /** What the documents add where nothing was measured, 0.5 to 1. */
  readonly low: number;
  readonly high: number;
  /** Base units at which own figures weigh as much as those of the group. */
  readonly poolUnits: number;
  /** Spread of the outcomes (of their logarithm) where too few SKUs tell. */
  readonly spread: number;
}

/** What an uplift rests on: the SKU's own last event, its category's, the stores', or the documents' default. */
export type UpliftFrom = "own" | "category" | "store" | "default";

export interface Uplift {
  /** 0.8 = 80 % more than without the event; may be negative, never below −1. */
  readonly share: number;
  readonly from: UpliftFrom;
  /** As the SKU alone did; null where it was not there or had no stock. */
  readonly own: number | null;
  /** Of its category (or the stores), towards which the own one is drawn. */
  readonly pooled: number;
}

interface Sum {
  readonly units: number;
  readonly base: number;
}

const sumOf = (sales: readonly Sum[]): Sum =>
  sales.reduce<{ units: number; base: number }>((s, x) => ({ units: s.units + x.units, base: s.base + x.base }), { units: 0, base: 0 });

/** A mean that begins at `prior` and is as sure of it as `weight` base units. */
const drawn = ({ units, base }: Sum, prior: number, weight: number): number => (units + weight * prior) / (base + weight);

/** Of fewer products no spread is read. */
const ENOUGH = 8;
/** Of fewer units a ratio is mostly noise. */
const LEAST_BASE = 3;
/** Quantiles of a normal at 1/18, 3/18 … 17/18: nine equally likely cases. */
const CASES = [-1.593, -0.967, -0.589, -0.282, 0, 0.282, 0.589, 0.967, 1.593];

export interface UpliftModel {
  /** What all measured SKUs did together; null where none was. */
  readonly measured: number | null;
  readonly skus: number;
  of(sku: string, category: string | null): Uplift;
  /** Equally likely ratios of what came to what was to be expected, their mean 1. */
  readonly ratios: readonly number[];
}

/**
 * The uplift of an event, pooled: a SKU's own last event is drawn towards its category's, that one towards the stores', and all of them towards
 * the documents' default, each the more the less it rests on.
 */
export function upliftModel(sales: readonly EventSales[], rules: UpliftRules): UpliftModel {
  const known = sales.filter((s) => s.base > 0);
  const all = sumOf(known);
  const usual = 1 + (rules.low + rules.high) / 2;
  const store = drawn(all, usual, rules.poolUnits);
  const categories = new Map(
    [...Map.groupBy(known, (s) => s.category ?? "")].map(([category, of]) => [category, drawn(sumOf(of), store, rules.poolUnits)]),
  );
  const bySku = new Map(known.map((s) => [s.sku, s]));
  const pooledOf = (category: string | null): number => categories.get(category ?? "") ?? store;

  const ratios = known
    .filter((s) => s.base >= LEAST_BASE)
    .map((s) => s.units / (s.base * pooledOf(s.category)))
    .toSorted((a, b) => a - b);
  const spread = ratios.length >= ENOUGH ? ratios : CASES.map((z) => Math.exp(z * rules.spread));
  const mean = spread.reduce((s, r) => s + r, 0) / spread.length;

  return {
    measured: all.base > 0 ? all.units / all.base - 1 : null,
    skus: known.length,
    ratios: mean > 0 ? spread.map((r) => r / mean) : CASES.map(() => 1),
    of(sku, category) {
      const own = bySku.get(sku);
      const pooled = pooledOf(category);
      const from = own ? "own" : categories.has(category ?? "") ? "category" : known.length > 0 ? "store" : "default";
      const share = (own ? drawn(own, pooled, rules.poolUnits) : pooled) - 1;
      return { share, from, own: own ? own.units / own.base - 1 : null, pooled: pooled - 1 };
    },
  };
}
