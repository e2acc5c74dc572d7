const FIRST = 2_000;
const MOST = 900_000;

/**
 * Milliseconds to wait after the n-th attempt (1 = the first): full jitter over a doubling limit, at most a quarter of an hour.
 * Jitter from zero on, so that replicas that failed together do not come back together.
 * Source: Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function backoff(attempt: number, fraction: number): number {
  const limit = Math.min(MOST, FIRST * 2 ** Math.min(attempt - 1, 20));
  return Math.round(limit * fraction);
}
