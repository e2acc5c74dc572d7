/** How products of one group sell, as a young one of them may: mean units on an average day, and squared variation between products. */
export interface Siblings {
  readonly mean: number;
  readonly cv2: number;
  readonly products: number;
}

/** Fewer products are no family. */
const LEAST_SIBLINGS = 5;
/** Examples as alike as twins would leave a newcomer no say. */
export const LEAST_CV2 = 0.25;

/** `null`: too few sell. */
function siblingsOf(levels: readonly number[]): Siblings | null {
  const selling = levels.filter((l) => l > 0);
  if (selling.length < LEAST_SIBLINGS) return null;
  const mean = selling.reduce((a, b) => a + b, 0) / selling.length;
  const variance = selling.reduce((sum, l) => sum + (l - mean) ** 2, 0) / (selling.length - 1);
  return { mean, cv2: Math.max(LEAST_CV2, variance / mean ** 2), products: selling.length };
}

/** How a product sells at a place now. */
export interface Selling {
  /** Category. */
  readonly group: string;
  /** Units on an average day. */
  readonly level: number;
  /** Days since it began. */
  readonly age: number;
  /** Days of those on which it could be sold. */
  readonly days: number;
  /** Which product and where; absent where nobody asks for it anywhere else. */
  readonly at?: { readonly sku: string; readonly place: string };
}

/** Products too young to be anybody's example, days. */
export const SETTLED = 56;
/** Own sales of so many days need no examples. */
export const GROWN_UP = 90;

/** By category; `all` is the key of all together. */
export function siblingsBy(selling: readonly Selling[], all: string): Record<string, Siblings | null> {
  const settled = selling.filter((s) => s.age >= SETTLED);
  const levels = (of: readonly Selling[]): number[] => of.map((s) => s.level);
  const groups = [...Map.groupBy(settled, (s) => s.group)].map(([group, of]) => [group, siblingsOf(levels(of))] as const);
  return Object.fromEntries([[all, siblingsOf(levels(settled))], ...groups]);
}

/** A level and how sure it is. */
export interface Belief {
  readonly level: number;
  /** Squared variation of what the level may really be. */
  readonly cv2: number;
  /** Days of own sales that the siblings count as. */
  readonly priorDays: number;
}

/**
 * Gamma–Poisson: what siblings sell is the prior, own sales update it. `noise` is how much more than a Poisson's sales vary (1 = alike), by
 * which own units count less. 0 own days: the siblings' mean; after many days: own units ÷ days. `least`: days that the prior counts as at
 * least, however little siblings have in common, since a product's first days are no average ones.
 */
export function believe(
  { mean, cv2 }: Pick<Siblings, "mean" | "cv2">,
  own: { readonly units: number; readonly days: number },
  noise = 1,
  least = 0,
): Belief {
  const shape = 1 / cv2;
  const priorDays = Math.max(shape / mean, least / noise);
  const [units, days] = [own.units / noise, own.days / noise];
  return { level: (mean * priorDays + units) / (priorDays + days), cv2: 1 / (shape + units), priorDays: priorDays * noise };
}
