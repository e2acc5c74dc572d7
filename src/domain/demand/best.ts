import { type Levels, weightUntil } from "./levels.ts";
import { YEAR } from "./rhythm.ts";

/** Spans whose best is looked for; between them it is interpolated, and a longer span is as good as the longest. */
const SPANS = [1, 3, 7, 14, 28, 56, 112];
/** What was seen once is no best: a span is looked for where so many fit into what is known. */
const FITS = 2;
/** Of its days' usual sales, a span must have so many. */
const LEAST_USUAL = 0.5;
/** Before two weeks are known, nothing is a best. */
const LEAST_DAYS = 14;

/**
 * Units that `span` days, the first of them `later` days ahead, would sell at the best rate that was kept up for as many days in a row within the
 * last year: days without stock filled, season and events of both spans allowed for. Infinite for what is known for less than two weeks.
 */
export function bestAhead({ days, demand, weight }: Levels): (span: number, later?: number) => number {
  if (days < LEAST_DAYS) return () => Infinity;
  const known = Math.min(days, YEAR);
  // Units on average days: more days never sell less.
  const bests: { readonly span: number; readonly units: number }[] = [];
  for (const span of SPANS.filter((s) => FITS * s <= known)) {
    let rate = 0;
    for (let end = days; end >= days - known + span; end -= 1) {
      const usual = (weight[end] ?? 0) - (weight[end - span] ?? 0);
      // What sold on days on which the shop is closed is an accident.
      if (usual >= LEAST_USUAL * span) rate = Math.max(rate, ((demand[end] ?? 0) - (demand[end - span] ?? 0)) / usual);
    }
    bests.push({ span, units: Math.max(bests.at(-1)?.units ?? 0, rate * span) });
  }
  const rate = (span: number): number => {
    const high = bests.find((b) => b.span >= span) ?? bests.at(-1);
    const low = bests.findLast((b) => b.span <= span) ?? high;
    if (high === undefined || low === undefined) return Infinity;
    if (high.span <= low.span) return low.units / low.span;
    return (low.units + ((span - low.span) / (high.span - low.span)) * (high.units - low.units)) / span;
  };
  return (span, later = 0) => rate(span) * (weightUntil(weight, days + later + span) - weightUntil(weight, days + later));
}
