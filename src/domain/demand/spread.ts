import { forecastOver, type Known, type Levels } from "./levels.ts";
import { quantileOf } from "./outcomes.ts";

// On the scale of √(x + 3/8) counts of any mean have nearly one variance (Anscombe 1948); errors of small and large sellers can be pooled there.
const SHIFT = 3 / 8;
export const root = (x: number): number => Math.sqrt(Math.max(0, x) + SHIFT);
const unroot = (y: number): number => (y <= 0 ? 0 : Math.max(0, y * y - SHIFT));

/**
 * How squared errors grow with the forecast, on the root scale (times 4): `noise·(forecast + 1)^power + drift·forecast`. A Poisson's are 1 whatever
 * is expected; the level's own error grows with it (`drift`). Where customers buy by the dozen, noise grows, too, the slower the more of them there
 * are (`power` below 1, Taylor's law).
 */
export interface Variance {
  readonly noise: number;
  readonly power: number;
  readonly drift: number;
}

/** How far demand of `days` days together falls from its forecast: pooled over all series. */
export interface Spread extends Variance {
  readonly days: number;
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

/** Large sellers would decide a straight fit alone if each window counted alike. */
const TAMING = 0.15;

/** Weighted least squares of squared errors on the forecast, both terms kept above zero. */
function straight(windows: readonly Window[]): Variance {
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
  if (noise >= LEAST_NOISE) return { noise, power: 0, drift };
  return { noise: LEAST_NOISE, power: 0, drift: ff > 0 ? Math.max(0, (ef - LEAST_NOISE * f) / ff) : 0 };
}

const FIRST = { noise: 1, power: 0.6 };
const ROUNDS = 25;
const SETTLED = 1e-3;
/** A square that many times its variance is one buyer's whim, and must not decide what all the others' are. */
const MOST_TIMES = 25;

/** Gamma regression of squared errors on the forecast (log link, Fisher scoring), outliers cut. */
export function curved(windows: readonly Window[]): Variance {
  const logs = Float64Array.from(windows, (w) => Math.log(w.forecast + 1));
  let [a, b] = [Math.log(FIRST.noise), FIRST.power];
  for (let round = 0; round < ROUNDS; round += 1) {
    let [g, gx, x, xx] = [0, 0, 0, 0];
    for (const [i, { error }] of windows.entries()) {
      const log = logs[i] ?? 0;
      const beyond = Math.min(MOST_TIMES, (error * error) / Math.exp(a + b * log)) - 1;
      g += beyond;
      gx += beyond * log;
      x += log;
      xx += log * log;
    }
    const n = windows.length;
    const det = n * xx - x * x;
    // Forecasts that are all alike tell of no power.
    const [da, db] = det > 1e-9 * n * xx ? [(xx * g - x * gx) / det, (n * gx - x * g) / det] : [g / n, 0];
    a = Math.max(Math.log(LEAST_NOISE), a + within(da));
    b = Math.max(0, Math.min(1, b + within(db)));
    if (Math.abs(da) + Math.abs(db) < SETTLED) break;
  }
  return { noise: Math.exp(a), power: b, drift: 0 };
}

/** No step may throw a fit beyond where it can come back from. */
const within = (step: number): number => Math.max(-1, Math.min(1, step));

/** Squared error that is expected of a forecast, on the root scale (times 4). */
export const varianceOf = ({ noise, power, drift }: Variance, forecast: number): number =>
  noise * (power === 0 ? 1 : (forecast + 1) ** power) + drift * forecast;

const standard = (w: Window, spread: Variance): number => w.error / Math.sqrt(varianceOf(spread, w.forecast));

/** A series' own spread against the pooled one, 1 = alike: its windows count against the pool's as `ownWeight` more of them would. */
function against(windows: readonly Window[], spread: Variance, { ownWeight }: SpreadSettings): number {
  const squares = windows.reduce((sum, w) => sum + standard(w, spread) ** 2, ownWeight);
  return Math.sqrt(squares / (windows.length + ownWeight));
}

export const ownSpread = (l: Levels, spread: Spread, settings: SpreadSettings): number =>
  against(windowsOf(l, spread.days, settings), spread, settings);

/** A pooled spread over a span, and how each series' own compares with it. */
export interface SpreadFit {
  readonly spread: Spread;
  readonly own: Float64Array;
}

/** Spreads over each span of which there is enough history: by straight lines, or all by curves where stock kept by those would have cost clearly less. */
export function spreadsOver(all: readonly Levels[], spans: readonly number[], settings: SpreadSettings): readonly SpreadFit[] {
  const tried = spans.flatMap((days) => {
    const windows = all.map((l) => windowsOf(l, days, settings));
    const together = windows.flat();
    if (together.length < LEAST_WINDOWS) return [];
    const fit = (variance: Variance): SpreadFit & { readonly loss: number } => {
      const own = Float64Array.from(windows, (w) => against(w, variance, settings));
      const sorted = Float64Array.from(windows.flatMap((of, i) => of.map((w) => standard(w, variance) / (own[i] ?? 1)))).sort();
      const spread: Spread = { days, ...variance, errors: atShares(sorted) };
      return { spread, own, loss: lossOf(windows, spread, own) };
    };
    return [{ line: fit(straight(together)), curve: fit(curved(together)) }];
  });
  // Whatever a span's units are, each counts alike.
  const gain = tried.reduce((sum, { line, curve }) => sum + Math.log(curve.loss / line.loss), 0) / tried.length;
  return tried.map(({ line, curve }) => (gain < Math.log(CURVE_GAIN) ? curve : line));
}

/** A curve must cost a tenth less than a straight line: it is there for pools that a few huge orders bend, and less than that is chance. */
const CURVE_GAIN = 0.9;
/** Shares of demand that stock is kept for. */
const KEPT = [0.9, 0.95, 0.98];

/** What the quantiles that stock is kept by would have cost in units: short ones by their share, and those too many (pinball loss). */
function lossOf(windows: readonly (readonly Window[])[], spread: Spread, own: Float64Array): number {
  let sum = 0;
  for (const tau of KEPT) {
    const z = quantileOf(spread.errors, tau);
    for (const [i, of] of windows.entries())
      for (const { forecast, came } of of) {
        const over = came - unroot(root(forecast) + (z * (own[i] ?? 1) * Math.sqrt(varianceOf(spread, forecast))) / 2);
        sum += over > 0 ? tau * over : (tau - 1) * over;
      }
  }
  return sum;
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
    // Between the two variances of any forecast.
    noise: Math.exp(mid(Math.log(a.noise), Math.log(b.noise))),
    power: mid(a.power, b.power),
    drift: mid(a.drift, b.drift),
    errors: a.errors.map((e, k) => mid(e, b.errors[k] ?? e)),
  };
}

/**
 * Demand of a span of which `forecast` units are expected, as equally likely outcomes. More is expected, more is every outcome: variance grows no
 * faster than the forecast, so that a low outcome that is above 0 rises with it.
 */
export function outcomesOf(spread: Spread, forecast: number, own: number): Float64Array {
  const half = (own * Math.sqrt(varianceOf(spread, forecast))) / 2;
  return spread.errors.map((error) => unroot(root(forecast) + error * half));
}
