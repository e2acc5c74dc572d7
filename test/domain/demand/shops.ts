import type { Series } from "../../../src/domain/demand/levels.ts";

/** A seeded number between 0 and 1, again and again. */
export function dice(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (Math.imul(a, 1664525) + 1013904223) >>> 0;
    return a / 4294967296;
  };
}

export function poisson(mean: number, roll: () => number): number {
  let [n, p] = [0, roll()];
  const least = Math.exp(-mean);
  while (p > least) {
    n += 1;
    p *= roll();
  }
  return n;
}

/** Demand of many products, each at a rate of its own that wanders a little; always in stock. */
export function shopOf(products: number, days: number, seed = 7): readonly (readonly number[])[] {
  const roll = dice(seed);
  return Array.from({ length: products }, () => {
    let rate = 0.2 + 4 * roll() ** 2;
    return Array.from({ length: days }, () => {
      rate *= 0.98 + 0.04 * roll();
      return poisson(rate, roll);
    });
  });
}

export const inStock = (units: readonly number[]): Series => ({ units, out: new Uint8Array(units.length) });
