/** One SKU at one warehouse, after the promotion. Units. */
export interface Aftermath {
  readonly sku: string;
  readonly warehouse: string;
  /** As it was confirmed; null where nothing was. */
  readonly expected: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly sold: number;
  /** Part of the days on which it could be bought; null where no snapshot tells. */
  readonly inStock: number | null;
  readonly left: number | null;
  /** Units a day since, and days that what is left lasts at that rate; null where it is not known or nothing sells. */
  readonly daily: number | null;
  readonly coverDays: number | null;
  /** Units that will be charged as old at the first snapshot after half a year in the warehouse. */
  readonly aged: number | null;
}

export interface Accuracy {
  readonly skus: number;
  readonly expected: number;
  readonly sold: number;
  /** Σ|actual − forecast| ÷ Σ actual. */
  readonly error: number;
  /** Σ(forecast − actual) ÷ Σ actual: above 0 too much was forecast. */
  readonly bias: number;
  /** Part of the SKUs that came out between low and high; 8 in 10 is right. */
  readonly inRange: number;
}

/** How good the forecast was; null where nothing was confirmed or nothing sold. */
export function accuracyOf(lines: readonly Aftermath[]): Accuracy | null {
  const told = lines.flatMap((l) => (l.expected === null ? [] : [{ ...l, expected: l.expected }]));
  const sold = told.reduce((s, l) => s + l.sold, 0);
  if (told.length === 0 || sold <= 0) return null;
  const expected = told.reduce((s, l) => s + l.expected, 0);
  // A hair of room: units are whole, and ranges are not.
  const within = told.filter((l) => l.sold >= (l.low ?? 0) - 0.5 && l.sold <= (l.high ?? Infinity) + 0.5).length;
  return {
    skus: told.length,
    expected,
    sold,
    error: told.reduce((s, l) => s + Math.abs(l.sold - l.expected), 0) / sold,
    bias: (expected - sold) / sold,
    inRange: within / told.length,
  };
}
