import { forecastOver, type Known, type Levels } from "./levels.ts";

// On the scale of √(x + 3/8) counts of any mean have nearly one variance (Anscombe 1948); errors of small and large sellers can be pooled there.
const SHIFT = 3 / 8;
export const root = (x: number): number => Math.sqrt(Math.max(0, x) + SHIFT);
const unroot = (y: number): number => (y <= 0 ? 0 : Math.max(0, y * y - SHIFT));

/** How far demand of `days` days together falls from its forecast: pooled over all series. */
export interface Spread {
  readonly days: number;
  /** Squared error on the root scale (times 4) is `noise + drift·forecast`: a Poisson's is 1, and the level's own error grows with it. */
  readonly noise: number;
  readonly drift: number;
  /** Standardised errors at the middle of equal shares of chance, ascending. */
  readonly errors: Float64Array;
}

export interface SpreadSettings {
  /** Past origins that are looked at, each `step` days before the next. */
  readonly origins: number;
  readonly step: number;
  /** A level is not trusted before so many days. */
  readonly warmUp: number;
  /** A series' own spread counts as much as the pooled one after so many windows. */
  readonly ownWeight: number;
}

export interface Window {
  /** Units. */
  readonly forecast: number;
  readonly came: number;
  /** On the root scale, times 2: a Poisson's has a variance of 1. */
  readonly error: number;
}

/** Fewer windows tell nothing of a distribution's tail. */
const LEAST_WINDOWS = 100;
/** Shares of chance that a distribution is kept in. */
const SHARES = 101;
/** A spread below a third of a Poisson's is a chance find. */
const LEAST_NOISE = 0.3;
/** Large sellers would decide the fit alone if each window counted alike. */
const TAMING = 0.15;
/** Days of a window without stock, beyond which its demand is mostly guessed. */
const MOST_OUT = 0.5;

/** Whether a past window tells of demand: the level before it was settled, and most of its days had stock. */
export const telling =
  (s: Pick<SpreadSettings, "warmUp">) =>
  (l: Known, from: number, days: number): boolean =>
    from >= s.warmUp && (l.outs[from + days] ?? 0) - (l.outs[from] ?? 0) <= MOST_OUT * days;

/** What was forecast and what came, newest first. */
export function windowsOf(l: Levels, days: number, s: SpreadSettings): readonly Window[] {
  const windows: Window[] = [];
  const tells = telling(s);
  for (let back = 0; back < s.origins; back += 1) {
    const end = l.days - back * s.step;
    const from = end - days;
    if (!tells(l, from, days)) continue;
    const forecast = forecastOver(l, from, days);
    const came = (l.demand[end] ?? 0) - (l.demand[from] ?? 0);
    windows.push({ forecast, came, error: 2 * (root(came) - root(forecast)) });
  }
  return windows;
}

/** Weighted least squares of squared errors on the forecast, both terms kept above zero. */
function dispersion(windows: readonly Window[]): { readonly noise: number; readonly drift: number } {
  let [n, f, ff, e, ef] = [0, 0, 0, 0, 0];
  for (const { forecast, error } of windows) {
    const weight = 1 / (1 + TAMING * forecast) ** 2;
    const square = error * error;
    n += weight;
    f += weight * forecast;
    ff += weight * forecast * forecast;
    e += weight * square;
    ef += weight * square * forecast;
  }
  const slope = (n * ef - f * e) / (n * ff - f * f);
  const drift = slope > 0 ? slope : 0;
  const noise = (e - drift * f) / n;
  return noise >= LEAST_NOISE ? { noise, drift } : { noise: LEAST_NOISE, drift: ff > 0 ? Math.max(0, (ef - LEAST_NOISE * f) / ff) : 0 };
}

const standard = (w: Window, { noise, drift }: Pick<Spread, "noise" | "drift">): number => w.error / Math.sqrt(noise + drift * w.forecast);

/** A series' own spread against the pooled one, 1 = alike: its windows count against the pool's as `ownWeight` more of them would. */
function against(windows: readonly Window[], spread: Pick<Spread, "noise" | "drift">, { ownWeight }: SpreadSettings): number {
  const squares = windows.reduce((sum, w) => sum + standard(w, spread) ** 2, ownWeight);
  return Math.sqrt(squares / (windows.length + ownWeight));
}

export const ownSpread = (l: Levels, spread: Spread, settings: SpreadSettings): number =>
  against(windowsOf(l, spread.days, settings), spread, settings);

/** The pooled spread over a span, and how each series' own compares with it. `null`: too little history to tell. */
export function spreadOver(
  all: readonly Levels[],
  days: number,
  settings: SpreadSettings,
): { readonly spread: Spread; readonly own: Float64Array } | null {
  const windows = all.map((l) => windowsOf(l, days, settings));
  const together = windows.flat();
  if (together.length < LEAST_WINDOWS) return null;
  const { noise, drift } = dispersion(together);
  const own = Float64Array.from(windows, (w) => against(w, { noise, drift }, settings));
  const sorted = Float64Array.from(windows.flatMap((of, i) => of.map((w) => standard(w, { noise, drift }) / (own[i] ?? 1)))).sort();
  return { spread: { days, noise, drift, errors: atShares(sorted) }, own };
}

function atShares(sorted: Float64Array): Float64Array {
  return Float64Array.from({ length: SHARES }, (_, k) => {
    const place = ((k + 0.5) / SHARES) * (sorted.length - 1);
    const low = Math.floor(place);
    return (sorted[low] ?? 0) + (place - low) * ((sorted[low + 1] ?? sorted[low] ?? 0) - (sorted[low] ?? 0));
  });
}

/** A spread between two others. */
export function between(a: Spread, b: Spread, share: number): Spread {
  if (share === 0) return a;
  const mid = (x: number, y: number): number => x + share * (y - x);
  return {
    days: mid(a.days, b.days),
    noise: mid(a.noise, b.noise),
    drift: mid(a.drift, b.drift),
    errors: a.errors.map((e, k) => mid(e, b.errors[k] ?? e)),
  };
}

/** Demand of a span of which `forecast` units are expected, as equally likely outcomes. More is expected, more is every outcome. */
export function outcomesOf(spread: Spread, forecast: number, own: number): Float64Array {
  return spread.errors.map((error) => {
    const k = error * own;
    // A large negative error would turn over where the drift outgrows the root: beyond that the outcome stays where it was highest.
    const turns = k < 0 && k * k * spread.drift > 1 ? spread.noise / (spread.drift * (k * k * spread.drift - 1)) : Infinity;
    const f = Math.min(forecast, turns);
    return unroot(root(f) + (k * Math.sqrt(spread.noise + spread.drift * f)) / 2);
  });
}
