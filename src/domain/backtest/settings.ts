/** How a year is played again. Days count from the first of the data. */
export interface BacktestSettings {
  /** From order to shelf, days: a rounded normal, at least `LEAST_LEAD`. */
  readonly leadMean: number;
  readonly leadSigma: number;
  /** Days between two orders. */
  readonly review: number;
  readonly seed: number;
}

/** Nobody ships faster. */
export const LEAST_LEAD = 3;

/** The first order is placed on `origin`; what happens before `measured` is not counted, since the first shelf was filled for nothing. */
export interface Span {
  readonly origin: number;
  readonly measured: number;
  readonly days: number;
}

/** Days that are counted, and days before them in which the first stock wears off. */
const MEASURED = 164;
const WARM_UP = 30;
/** Of a short history so much may be counted; the rest is what the planner learns from. */
const MOST_MEASURED = 0.44;
/** Less history teaches nothing. */
const LEAST_ORIGIN = 60;

/** The last 164 days of a year are counted and the planner has seen 180 before it orders for the first time. `null`: too short. */
export function spanOf(days: number): Span | null {
  const counted = Math.min(MEASURED, Math.floor(days * MOST_MEASURED));
  const origin = days - counted - WARM_UP;
  return origin < LEAST_ORIGIN ? null : { origin, measured: origin + WARM_UP, days };
}

/** A product is tried if it sold on so many days before the origin, and in the last of them. */
const LEAST_SALE_DAYS = 30;
const RECENT_DAYS = 60;
const USUAL_ORIGIN = 180;

/** Products with a history that a planner can be judged by; after half the usual time half as many days with sales will do. */
export function fitsBacktest(demand: ArrayLike<number>, origin: number): boolean {
  let sale = 0;
  let recent = 0;
  for (let day = 0; day < origin; day += 1) {
    if ((demand[day] ?? 0) <= 0) continue;
    sale += 1;
    if (day >= origin - RECENT_DAYS) recent += 1;
  }
  return sale >= Math.min(LEAST_SALE_DAYS, (LEAST_SALE_DAYS * origin) / USUAL_ORIGIN) && recent > 0;
}
