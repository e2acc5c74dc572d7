import { meanOf, type Outcomes, quantileOf, shortfalls } from "../demand/outcomes.ts";

/** Demand that one SKU's order-up-to level has to last for. */
export interface Protection {
  /** Until the order that is placed now arrives. */
  readonly lead: Outcomes;
  /** Until the next one does, a review later. */
  readonly cycle: Outcomes;
}

/** A level and what is lost with it in a review period. */
interface Step {
  readonly level: number;
  readonly lost: number;
}

/**
 * Levels worth choosing: units lost a review fall, with each unit of stock less than with the one before (the lower hull). Loss is what is
 * short when the next order arrives less what was short already when this one did (Silver, Pyke & Thomas, periodic review).
 */
function stepsOf({ lead, cycle }: Protection, leastCycleService: number): Step[] {
  const floor = quantileOf(cycle, leastCycleService);
  const levels = Float64Array.from([floor, ...cycle.filter((x) => x > floor)]);
  const [later, sooner] = [shortfalls(cycle, levels), shortfalls(lead, levels)];
  const hull: Step[] = [];
  for (const [k, level] of levels.entries()) {
    if (k > 0 && level <= (levels[k - 1] ?? 0)) continue;
    const step = { level, lost: Math.max(0, (later[k] ?? 0) - (sooner[k] ?? 0)) };
    for (let [before, last] = hull.slice(-2); before && last && gain(before, last) <= gain(last, step); [before, last] = hull.slice(-2))
      hull.pop();
    hull.push(step);
  }
  return hull;
}

/** Units saved a review by one more unit of stock. */
const gain = (a: Step, b: Step): number => (a.lost - b.lost) / (b.level - a.level);

/**
 * Order-up-to levels that serve `fill` of all units demanded with the least stock: units of stock are given where they save most, until the
 * promise is kept. No SKU falls below `leastCycleService`, whatever it would save elsewhere. In the order of `all`.
 * `price` is what the last unit of stock still saved, units a review: the next would save less.
 */
export function servedLevels(
  all: readonly Protection[],
  fill: number,
  leastCycleService: number,
): { readonly levels: Float64Array; readonly price: number } {
  const steps = all.map((p) => stepsOf(p, leastCycleService));
  const demand = all.reduce((sum, p) => sum + Math.max(0, meanOf(p.cycle) - meanOf(p.lead)), 0);
  let lost = steps.reduce((sum, s) => sum + (s[0]?.lost ?? 0), 0);
  const moves = steps.flatMap((s) =>
    s.slice(1).map((step, k) => ({ gain: gain(s[k] ?? step, step), saves: (s[k]?.lost ?? step.lost) - step.lost })),
  );
  moves.sort((a, b) => b.gain - a.gain);
  let price = Infinity;
  for (const m of moves) {
    if (lost <= (1 - fill) * demand) break;
    lost -= m.saves;
    price = m.gain;
  }
  return { levels: Float64Array.from(steps, (s) => levelAt(s, price)), price };
}

function levelAt(steps: readonly Step[], price: number): number {
  let level = steps[0]?.level ?? 0;
  for (const [k, step] of steps.entries()) {
    const before = steps[k - 1];
    if (before !== undefined && gain(before, step) < price) break;
    level = step.level;
  }
  return level;
}

/** The level of one SKU at a price that was found for all. */
export const levelAtPrice = (p: Protection, price: number, leastCycleService: number): number =>
  levelAt(stepsOf(p, leastCycleService), price);
