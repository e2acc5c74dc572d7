const START = 1 << 12;

/**
 * Remembers which keys a file has named, in eight bytes each, so that a file of a million lines does not keep a million texts.
 * `again` may be true by chance (two keys with one print); never false for a key that was there. Whoever asks looks closer then.
 */
export class Seen {
  #low = new Uint32Array(START);
  #high = new Uint32Array(START);
  #size = 0;

  again(key: string): boolean {
    let a = 0x811c9dc5;
    let b = 0x9747b28c;
    for (let i = 0; i < key.length; i++) {
      const c = key.charCodeAt(i);
      a = Math.imul(a ^ c, 0x01000193);
      b = Math.imul(b ^ c, 0x5bd1e995);
      b ^= b >>> 13;
    }
    a ^= a >>> 15;
    // 0 in both halves marks an empty place.
    return this.#put(a >>> 0 || 1, b >>> 0);
  }

  #put(low: number, high: number): boolean {
    if (this.#size * 2 >= this.#low.length) this.#grow();
    const mask = this.#low.length - 1;
    let at = (low ^ high) & mask;
    while (this.#low[at] !== 0) {
      if (this.#low[at] === low && this.#high[at] === high) return true;
      at = (at + 1) & mask;
    }
    this.#low[at] = low;
    this.#high[at] = high;
    this.#size++;
    return false;
  }

  #grow(): void {
    const [lows, highs] = [this.#low, this.#high];
    this.#low = new Uint32Array(lows.length * 2);
    this.#high = new Uint32Array(lows.length * 2);
    this.#size = 0;
    for (let i = 0; i < lows.length; i++) {
      const low = lows[i] ?? 0;
      if (low !== 0) this.#put(low, highs[i] ?? 0);
    }
  }
}
