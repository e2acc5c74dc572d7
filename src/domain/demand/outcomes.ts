/** What a demand may turn out to be: equally likely numbers of units, ascending, none negative. Never empty. */
export type Outcomes = Float64Array;

const SHARES = 101;

/** A distribution that is known by its quantiles. */
export const outcomesBy = (quantile: (tau: number) => number): Outcomes =>
  Float64Array.from({ length: SHARES }, (_, k) => quantile((k + 0.5) / SHARES));

/** The outcome that is not exceeded with chance `tau`, interpolated; the smallest and the largest beyond the ends. */
export function quantileOf(outcomes: Outcomes, tau: number): number {
  const last = outcomes.length - 1;
  const place = Math.min(last, Math.max(0, tau * outcomes.length - 0.5));
  const below = Math.floor(place);
  const low = outcomes[below] ?? 0;
  return low + (place - below) * ((outcomes[Math.min(last, below + 1)] ?? low) - low);
}

/** Share of outcomes that `level` is enough for. */
export function shareWithin(outcomes: Outcomes, level: number): number {
  let n = 0;
  while (n < outcomes.length && (outcomes[n] ?? 0) <= level + 1e-9) n += 1;
  return n / outcomes.length;
}

export function meanOf(outcomes: Outcomes): number {
  let sum = 0;
  for (const x of outcomes) sum += x;
  return sum / outcomes.length;
}

/** Expected units beyond each of the ascending `levels`: `E[(D − S)⁺]`. One pass over both. */
export function shortfalls(outcomes: Outcomes, levels: Float64Array): Float64Array {
  const result = new Float64Array(levels.length);
  let i = outcomes.length - 1;
  let sum = 0;
  for (let k = levels.length - 1; k >= 0; k -= 1) {
    const level = levels[k] ?? 0;
    for (; i >= 0 && (outcomes[i] ?? 0) > level; i -= 1) sum += outcomes[i] ?? 0;
    result[k] = (sum - (outcomes.length - 1 - i) * level) / outcomes.length;
  }
  return result;
}

/** Several distributions, each as likely as the others, as one. */
export function mixtureOf(parts: readonly Outcomes[]): Outcomes {
  const all = new Float64Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    all.set(p, at);
    at += p.length;
  }
  return all.sort();
}
