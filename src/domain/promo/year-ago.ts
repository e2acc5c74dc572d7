/** A product's usual units a day, in stock, at four times; null where nobody knows. */
export interface UsualAt {
  readonly sku: string;
  readonly category: string | null;
  /** Of late, and on the same days a year before. */
  readonly now: number | null;
  readonly ago: number | null;
  /** Before the last event, and as long before that as the next event is off now. */
  readonly event: number | null;
  readonly earlier: number | null;
}

/** Days that each of these rates rests on: errors are told of what sells in them. */
const MONTH = 28;
/** Products of a category after which its own errors count as much as those of all. */
const OWN_PRODUCTS = 3;
/** A year in which everything more than doubles or halves is a change of the range. */
const MOST_GROWTH = 2.5;
/** Of fewer products nothing is told. */
const LEAST_PRODUCTS = 5;

const missed = (came: number, told: number): number => (Math.sqrt(came * MONTH) - Math.sqrt(told * MONTH)) ** 2;

interface Errors {
  readonly carried: number;
  readonly yearly: number;
  readonly products: number;
}

export interface YearAgo {
  /** What the stores sell now of what they sold a year ago. */
  readonly growth: number;
  /** What the days before the last event say of those before the next: units a day, and their weight against today's level. null: nothing. */
  of(sku: string, category: string | null): { readonly daily: number; readonly weight: number } | null;
}

/**
 * Whether the days before the last event tell more of those before the next one than today's level does. Both were tried a year ago: today's level by
 * carrying what sold then over as many days as the event is off now (which meets the season that lies between), the year by holding what sells now
 * against the same days of the year before. A garland in August is told by last November, a shower head by last week.
 */
export function yearAgo(products: readonly UsualAt[]): YearAgo {
  let [now, ago] = [0, 0];
  for (const p of products) {
    if (p.now === null || p.ago === null) continue;
    now += p.now;
    ago += p.ago;
  }
  const growth = now > 0 && ago > 0 ? Math.min(MOST_GROWTH, Math.max(1 / MOST_GROWTH, now / ago)) : 1;
  const bySku = new Map(products.map((p) => [p.sku, p]));
  const tried = products.flatMap(({ category, ...p }) =>
    p.now === null || p.ago === null || p.event === null || p.earlier === null
      ? []
      : [{ category: category ?? "", carried: missed(p.event, p.earlier), yearly: missed(p.now, p.ago * growth) }],
  );
  const errorsOf = (of: typeof tried): Errors => ({
    carried: of.reduce((s, p) => s + p.carried, 0),
    yearly: of.reduce((s, p) => s + p.yearly, 0),
    products: of.length,
  });
  const all = errorsOf(tried);
  const groups = new Map([...Map.groupBy(tried, (p) => p.category)].map(([category, of]) => [category, errorsOf(of)]));
  const weightOf = (category: string | null): number | null => {
    if (all.products < LEAST_PRODUCTS) return null;
    const own = groups.get(category ?? "") ?? { carried: 0, yearly: 0, products: 0 };
    const pooled = (of: "carried" | "yearly"): number => own[of] + (OWN_PRODUCTS * all[of]) / all.products;
    const [carried, yearly] = [pooled("carried"), pooled("yearly")];
    return carried + yearly > 0 ? carried / (carried + yearly) : null;
  };
  return {
    growth,
    of(sku, category) {
      const event = bySku.get(sku)?.event ?? null;
      const weight = weightOf(category);
      return event === null || weight === null ? null : { daily: event * growth, weight };
    },
  };
}

/** Two rates of one thing, the second by its weight; roots, so that a small one is not drowned by a large one's chance. */
export const between = (level: number, other: { readonly daily: number; readonly weight: number }): number =>
  ((1 - other.weight) * Math.sqrt(Math.max(0, level)) + other.weight * Math.sqrt(other.daily)) ** 2;
