import type { Day } from "../calendar/day.ts";
import type { PromoLine } from "./line.ts";

export interface PlanSums {
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly base: number;
  readonly buy: number;
  /** Of it, what the promotion lacks; the rest are minimum orders and cartons. */
  readonly lacking: number;
  readonly ruleLow: number;
  readonly ruleHigh: number;
  /** Units that nothing brings before the end. */
  readonly beyond: number;
  /** Still to sell in its days after the plan's; and what of it the stock allows if nothing is bought, usual orders ahead included. */
  readonly ahead: number;
  readonly allows: number;
  /** SKUs that run out of what they would sell, or of which is bought. */
  readonly short: number;
}

/** At the start and while it runs, with what usual orders keep there. */
export const suppliedTo = (l: Pick<PromoLine, "atStart" | "during" | "kept">): number =>
  (l.atStart ?? 0) + l.during.reduce((sum, a) => sum + a.units, 0) + l.kept;

/**
 * Part of the misses that all SKUs of one event share: it goes well or badly for all of them. Purser's judgement; the same event of two years
 * differed by some 20 % in total, more than SKUs that miss by chance would make.
 */
const SHARED = 0.25;

/** How far a sum may be off whose parts may be off so far: neither all at once nor each for itself. */
export function distanceOf(distances: readonly number[]): number {
  const sum = distances.reduce((s, d) => s + d, 0);
  const squares = distances.reduce((s, d) => s + d * d, 0);
  return Math.sqrt(SHARED * sum * sum + (1 - SHARED) * squares);
}

/** Sums over the lines. Low and high are not added: all SKUs are not low at once. */
export function sumsOf(lines: readonly PromoLine[]): PlanSums {
  const of = (f: (l: PromoLine) => number): number => lines.reduce((s, l) => s + f(l), 0);
  const expected = of((l) => l.forecast?.expected ?? 0);
  const ahead = of((l) => (l.forecast?.expected ?? 0) * l.ahead);
  const root = (f: (l: PromoLine) => number): number => distanceOf(lines.map(f));
  return {
    expected,
    low: Math.max(0, expected - root((l) => (l.forecast ? l.forecast.expected - l.forecast.low : 0))),
    high: expected + root((l) => (l.forecast ? l.forecast.high - l.forecast.expected : 0)),
    base: of((l) => l.forecast?.base ?? 0),
    buy: of((l) => l.buy ?? 0),
    lacking: of((l) => ((l.buy ?? 0) > 0 ? Math.min(l.lacking, l.buy ?? 0) : 0)),
    beyond: of((l) => l.beyond),
    ahead,
    allows: ahead - of((l) => l.lost),
    // To buy, and not to have: what is too much of one SKU does not serve another.
    ruleLow: of((l) => Math.max(0, (l.need?.ruleLow ?? 0) - Math.floor(suppliedTo(l)))),
    ruleHigh: of((l) => Math.max(0, (l.need?.ruleHigh ?? 0) - Math.floor(suppliedTo(l)))),
    short: new Set(lines.filter((l) => Math.round(l.lost) >= 1 || (l.buy ?? 0) > 0).map((l) => l.sku)).size,
  };
}

/** Lines whose goods are ordered first, and when. */
export function nextOrder(p: {
  readonly lines: readonly PromoLine[];
}): { readonly day: Day; readonly lines: number; readonly units: number } | null {
  const buying = p.lines.filter((l) => (l.buy ?? 0) > 0).flatMap((l) => l.batches);
  const inTime = buying.filter((b) => b.way.late === 0).toSorted((a, b) => (a.way.orderBy < b.way.orderBy ? -1 : 1));
  const [first] = inTime;
  if (!first) return null;
  const same = inTime.filter((b) => b.way.orderBy === first.way.orderBy);
  return { day: first.way.orderBy, lines: same.length, units: same.reduce((s, b) => s + b.units, 0) };
}

export const tooLate = (p: { readonly lines: readonly PromoLine[] }): readonly PromoLine[] =>
  p.lines.filter((l) => (l.buy ?? 0) > 0 && l.ways.every((w) => w.late > 0));
