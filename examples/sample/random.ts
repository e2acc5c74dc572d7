/** Random numbers that are a function of their names: the same seed and names always give the same ones, in any order. */
export interface Dice {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** How often something happens that happens `mean` times on average. */
  poisson(mean: number): number;
  /** Around 1, never negative: the exponential of a normal draw of that deviation. */
  noise(deviation: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
}

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export function dice(...names: readonly (string | number)[]): Dice {
  let state = hash(names.join("\u0001"));
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    poisson(mean) {
      if (mean <= 0) return 0;
      if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count += 1;
      return count;
    },
    noise: (deviation) => Math.exp(deviation * normal() - (deviation * deviation) / 2),
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
  };
}

/** One number in [0, 1) that belongs to these names for good. */
export const constant = (...names: readonly (string | number)[]): number => dice(...names).next();
