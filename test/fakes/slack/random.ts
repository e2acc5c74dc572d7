/** Seeded randomness: the same seed gives the same faults in the same order of questions. */
export interface Dice {
  /** In [0, 1). */
  fraction(): number;
  /** A whole number in [from, to]. */
  between(from: number, to: number): number;
  /** Of `share` cases in one, true. */
  hits(share: number): boolean;
  pick<T>(items: readonly T[]): T | undefined;
  /** Capital letters and digits, as in Slack's ids. */
  code(length: number): string;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const fraction = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  return {
    fraction,
    between,
    hits: (share) => share >= 1 || (share > 0 && fraction() < share),
    pick: (items) => items[between(0, items.length - 1)],
    code: (length) => Array.from({ length }, () => LETTERS.charAt(between(0, LETTERS.length - 1))).join(""),
  };
}
