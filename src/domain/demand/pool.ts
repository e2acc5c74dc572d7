import { bestAhead } from "./best.ts";
import { forecastOver, type Levels, levelsOf, type LevelSettings, type Series } from "./levels.ts";
import { type Growth, provenGrowth, withGrowth } from "./market.ts";
import { normalQuantile } from "./normal.ts";
import { mixtureOf, type Outcomes } from "./outcomes.ts";
import { YEAR } from "./rhythm.ts";
import { GROWN_UP } from "./siblings.ts";
import { between, outcomesOf, ownSpread, type Spread, spreadsOver, type SpreadSettings, telling } from "./spread.ts";
import { byWay, chooseWay, scoresOf, tryWays, type Way, type WayScores } from "./ways.ts";

export type PoolSettings = LevelSettings & SpreadSettings;

/**
 * Chosen on products and months that no published figure is measured on (Online Retail: the other products, and days 115 to 209), and not
 * changed since: mixing the two levels and pooling own spreads with a weight of 20 windows held 3 to 8 % less stock there than either alone.
 */
export const POOL_SETTINGS: PoolSettings = { smoothing: 0.05, window: 28, origins: 12, step: 7, warmUp: 21, ownWeight: 20 };

/** Spans at which errors are learnt, days; between them it is interpolated. */
export const SPANS: readonly number[] = [7, 14, 28, 56, 112];

/** Span over which ways to read the level are compared, days. */
const TRIED = 28;

/** What all series together teach of demand. Spreads never empty; shortest span first. */
export interface Pool {
  readonly spreads: readonly Spread[];
  /** Past errors of each way to read the level; null while none could be tried. */
  readonly scores: WayScores | null;
  readonly growth: Growth;
}

/** One series as the pool sees it at its end. */
export interface Outlook {
  readonly way: Way;
  readonly levels: Levels;
  /** Its own spread against the pooled one, one for each of the pool's spreads. */
  readonly own: readonly number[];
}

/** Units expected of the coming `days` days together. */
export const forecastOf = ({ levels }: Outlook, days: number): number => forecastOver(levels, levels.days, days);

// What is taken before a portfolio has shown its own: a Poisson's noise and a level that errs by a fifth (√0.15 on the root scale, halved).
const NORMAL_SHARES = 101;
export function priorPool(): Pool {
  const errors = Float64Array.from({ length: NORMAL_SHARES }, (_, k) => normalQuantile((k + 0.5) / NORMAL_SHARES));
  return { spreads: [{ days: 28, noise: 1, power: 0, drift: 0.15, errors }], scores: null, growth: [] };
}

/** Learns from all series together; `pool` is the prior where they are too few or too young. Each is looked at from its own last day. */
export function learn(
  all: readonly Series[],
  spans: readonly number[] = SPANS,
  settings: PoolSettings = POOL_SETTINGS,
): { readonly pool: Pool; readonly outlooks: readonly Outlook[] } {
  const alone = all.map((s) => levelsOf(s, settings));
  const growth = provenGrowth(alone, TRIED, settings, telling(settings));
  const steady = alone.map((l) => withGrowth(l, growth));
  const tried = steady.map((l) => tryWays(l, TRIED, settings, telling(settings)));
  const scores = scoresOf(tried);
  const ways = tried.map((t) => chooseWay(t, scores, settings.ownWeight));
  const levels = steady.map((l, i) => byWay(ways[i] ?? "steady", l));
  const found = spreadsOver(levels, spans, settings);
  const own = (i: number): number[] => (found.length === 0 ? [1] : found.map((f) => f.own[i] ?? 1));
  return {
    pool: { spreads: found.length === 0 ? priorPool().spreads : found.map((f) => f.spread), scores, growth },
    outlooks: levels.map((l, i) => ({ way: ways[i] ?? "steady", levels: l, own: own(i) })),
  };
}

/** One series in the light of a pool that was learnt before. */
export function outlookOf(series: Series, pool: Pool, settings: PoolSettings = POOL_SETTINGS): Outlook {
  const steady = withGrowth(levelsOf(series, settings), pool.growth);
  const way = chooseWay(tryWays(steady, TRIED, settings, telling(settings)), pool.scores, settings.ownWeight);
  const levels = byWay(way, steady);
  return { way, levels, own: pool.spreads.map((s) => ownSpread(levels, s, settings)) };
}

/** The errors of one series over a span: what is not known of the spans between is interpolated, beyond the last is taken from the last. */
export interface Errors {
  readonly spread: Spread;
  readonly own: number;
}

export function errorsOver({ spreads }: Pool, { own }: Pick<Outlook, "own">, days: number): Errors {
  const after = spreads.findIndex((s) => s.days >= days);
  const high = after < 0 ? spreads.length - 1 : after;
  const low = after <= 0 ? high : after - 1;
  const [a, b] = [spreads[low], spreads[high]];
  if (a === undefined || b === undefined) throw new RangeError("a pool has at least one spread");
  const share = low === high ? 0 : (days - a.days) / (b.days - a.days);
  const [ownA, ownB] = [own[low] ?? 1, own[high] ?? 1];
  return { spread: between(a, b, share), own: ownA + share * (ownB - ownA) };
}

/** Demand of a span of which `forecast` units are expected, and never more than `most`. */
export function outcomesOver(errors: Errors, forecast: number, most = Infinity): Outcomes {
  const outcomes = outcomesOf(errors.spread, forecast, errors.own);
  for (let k = outcomes.length - 1; k >= 0 && (outcomes[k] ?? 0) > most; k -= 1) outcomes[k] = most;
  return outcomes;
}

/** How many times its own best a product is trusted to sell: what was known for a year has shown more of it. */
export interface Trust {
  readonly year: number;
  readonly young: number;
}

/**
 * What nobody plans for: so many times the best that was sold in as many days, or than what is expected of them, if that is more. What all products'
 * errors say beyond is another product's luck.
 */
export function limitOf({ levels }: Pick<Outlook, "levels">, trust: Trust): (days: number, expected: number, later?: number) => number {
  const best = bestAhead(levels);
  const times = timesOf(levels.days, trust);
  return (days, expected, later = 0) => {
    const most = Math.max(best(days, later), expected);
    // Few units vary by more than a factor says.
    return Math.max(times * most, most + POISSON * Math.sqrt(most + 1));
  };
}

/** Standard deviations of a Poisson that chance may add. */
const POISSON = 3;
// The best of a launch is the rate of a few days carried on, which is generous as it is.
const timesOf = (known: number, { year, young }: Trust): number => (known >= YEAR || known < GROWN_UP ? year : young);

/** Demand until something comes after one of several equally likely numbers of days; the errors are those of one span, or of each its own. */
export function outcomesUntil(outlook: Outlook, spans: readonly number[], errors: (days: number) => Errors, trust: Trust): Outcomes {
  const limit = limitOf(outlook, trust);
  return mixtureOf(
    spans.map((days) => {
      const forecast = forecastOf(outlook, days);
      return outcomesOver(errors(days), forecast, limit(days, forecast));
    }),
  );
}
