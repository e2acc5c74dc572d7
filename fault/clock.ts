import { realPause } from "../src/delivery/lanes.ts";
import type { Clock } from "../src/ports/system.ts";

/** A clock that runs faster than the machine's, the same in every process that is given these. */
export interface Epoch {
  /** Its time, in ms since 1970, … */
  readonly at: number;
  /** … when the machine's was this. */
  readonly began: number;
  /** Its seconds in one of the machine's. */
  readonly scale: number;
}

export function fastClock({ at, began, scale }: Epoch): Clock & { ms(): number } {
  const ms = (): number => at + (Date.now() - began) * scale;
  return { ms, now: () => new Date(ms()) };
}

/** Waits for milliseconds of the fast clock. */
export const fastPause =
  (scale: number) =>
  (ms: number, signal?: AbortSignal): Promise<void> =>
    realPause(ms / scale, signal);

/** The same clock after a time in which nobody was awake. */
export const later = (epoch: Epoch, ms: number): Epoch => ({ ...epoch, at: epoch.at + ms });
