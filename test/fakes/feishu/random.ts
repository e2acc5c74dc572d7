/** Same seed, same run: ids, which connection gets an event, which fault strikes. */
export class Seeded {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ n < 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  hex(digits: number): string {
    let out = "";
    while (out.length < digits) out += Math.floor(this.fraction() * 16).toString(16);
    return out;
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.fraction() * list.length)];
  }

  chance(probability: number): boolean {
    return probability >= 1 || (probability > 0 && this.fraction() < probability);
  }
}
