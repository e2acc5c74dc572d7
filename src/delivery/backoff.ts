const LEAST = 2_000;
const MOST = 900_000;

/**
 * Milliseconds to wait before it is tried again, after trying for `triedMs`: full jitter up to as long as it took so far, which doubles
 * the time from try to try; between two seconds and a quarter of an hour. Jitter from zero on, so that replicas that failed together do
 * not come back together. Source: Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function backoff(triedMs: number, fraction: number): number {
  return Math.round(Math.min(MOST, Math.max(LEAST, triedMs)) * fraction);
}
