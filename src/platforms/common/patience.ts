export type Pause = (ms: number) => Promise<void>;

/** How long one thing may be waited for, over all its pauses. */
export class Patience {
  readonly #pause: Pause;
  // A pause is real time, whatever the clock says.
  readonly #until: number;

  constructor(pause: Pause, withinMs: number) {
    this.#pause = pause;
    this.#until = performance.now() + withinMs;
  }

  /** False, at once, when it would take longer than anybody waits. */
  async wait(ms: number): Promise<boolean> {
    if (performance.now() + ms > this.#until) return false;
    await this.#pause(Math.max(0, ms));
    return true;
  }
}

const FIRST_MS = 500;
const MOST_MS = 15_000;

/** Where a platform does not say when to come again: soon at first, since most of it passes in seconds. */
export const growing = (attempt: number): number => Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
