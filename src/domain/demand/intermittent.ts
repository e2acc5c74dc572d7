// Smoothing on sparse sales. All three read sizes a day, oldest first; NaN is a day that says nothing (no stock), and is passed over.

const passed = (size: number): boolean => Number.isNaN(size);

/** Sizes of sale days and what is expected beside them, smoothed; index n is the morning after day n − 1. */
type Smoothed = Float64Array;

/**
 * Croston (1972): mean size of a sale ÷ mean interval between sales, both smoothed with `alpha` on sale days. Known to lie too high; it never
 * forgets a product that died.
 */
export function croston(sizes: ArrayLike<number>, alpha: number): Smoothed {
  const level = new Float64Array(sizes.length + 1);
  let [size, interval, since, now] = [0, 0, 0, 0];
  for (let x = 0; x < sizes.length; x += 1) {
    const sold = sizes[x] ?? 0;
    if (!passed(sold)) {
      since += 1;
      if (sold > 0) {
        size = interval === 0 ? sold : size + alpha * (sold - size);
        interval = interval === 0 ? since : interval + alpha * (since - interval);
        since = 0;
        now = size / interval;
      }
    }
    level[x + 1] = now;
  }
  return level;
}

/** Syntetos & Boylan (2005): Croston without its bias, × (1 − α/2). */
export const sba = (sizes: ArrayLike<number>, alpha: number): Smoothed => croston(sizes, alpha).map((l) => l * (1 - alpha / 2));

/** Teunter, Syntetos & Babai (2011): mean size × chance of a sale, the chance smoothed every day, so that a dying product fades. */
export function tsb(sizes: ArrayLike<number>, alpha: number, beta: number): Smoothed {
  const level = new Float64Array(sizes.length + 1);
  let [size, chance, begun] = [0, 0, false];
  for (let x = 0; x < sizes.length; x += 1) {
    const sold = sizes[x] ?? 0;
    if (!passed(sold)) {
      const happened = sold > 0 ? 1 : 0;
      chance = begun ? chance + beta * (happened - chance) : happened;
      begun = true;
      if (sold > 0) size = size === 0 ? sold : size + alpha * (sold - size);
    }
    level[x + 1] = chance * size;
  }
  return level;
}
