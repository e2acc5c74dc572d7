/** Random numbers that are a function of their names: the same names always give the same ones, in any order of asking. */
export class Dice {
  #state: number;

  constructor(key: number) {
    this.#state = key | 0;
  }

  /** In [0, 1). */
  next(): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** How often something happens that happens `mean` times on average. */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count += 1;
    return count;
  }

  /** Around 1, never negative: the exponential of a normal draw of that deviation. */
  noise(deviation: number): number {
    return Math.exp(deviation * this.normal() - (deviation * deviation) / 2);
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[Math.floor(this.next() * from.length)] ?? from[0];
  }

  digits(count: number): string {
    return String(Math.floor(this.next() * 10 ** count)).padStart(count, "0");
  }
}

const scramble = (hash: number): number => {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/** A number that stands for these names. Worked out once for what is asked every day, and mixed with the day by `dice`. */
export function keyOf(...names: readonly (string | number)[]): number {
  const text = names.join("\u0001");
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return scramble(h);
}

/** Dice of a key, and of a number with it. */
export const dice = (key: number, n = 0): Dice => new Dice(scramble(key ^ Math.imul(n + 0x9e3779b9, 0x9e3779b1)));

/** One number in [0, 1) that belongs to these names for good. */
export const constant = (...names: readonly (string | number)[]): number => new Dice(keyOf(...names)).next();

/** One number in [0, 1) of a key and a number. */
export const roll = (key: number, n: number): number => dice(key, n).next();
