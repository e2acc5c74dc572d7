import { type BacktestPolicy, BACKTEST_POLICIES } from "./policies.ts";
import { drawLeads } from "./leads.ts";
import type { BacktestSettings, Span } from "./settings.ts";
import { type Outcome, simulate } from "./simulate.ts";

/** Fill rates at which the stock that was needed is compared. */
export const COMPARED_FILLS = [0.9, 0.95, 0.97] as const;
/** The policy whose knob is a promised fill rate. */
export const PROMISING = "purser";

export interface FrontierPoint extends Outcome {
  readonly knob: number;
}

export interface Frontier {
  readonly id: string;
  readonly points: readonly FrontierPoint[];
  /** Units on hand at each of `COMPARED_FILLS`, between the two nearest points; null where it was not reached. */
  readonly onHandAtFill: readonly (number | null)[];
}

export interface BacktestResult {
  readonly settings: BacktestSettings;
  readonly span: Span;
  readonly products: number;
  readonly frontiers: readonly Frontier[];
  readonly calibration: readonly { readonly promised: number; readonly delivered: number }[];
}

/** On hand at a fill rate, by linear interpolation between neighbours of the frontier. */
export function onHandAt(points: readonly Outcome[], fill: number): number | null {
  const sorted = points.toSorted((a, b) => a.fill - b.fill);
  for (const [k, high] of sorted.entries()) {
    const low = sorted[k - 1];
    if (low === undefined || low.fill > fill || high.fill < fill) continue;
    return high.fill === low.fill ? low.onHand : low.onHand + ((fill - low.fill) / (high.fill - low.fill)) * (high.onHand - low.onHand);
  }
  return null;
}

/** Tries every policy at each of its knobs on the same demand and the same lead times. `tell` hears of each that is done. */
export function backtest(
  demand: readonly ArrayLike<number>[],
  span: Span,
  settings: BacktestSettings,
  policies: readonly BacktestPolicy[] = BACKTEST_POLICIES,
  tell: (done: number, of: number) => void = () => {},
): BacktestResult {
  const orders = Math.ceil((span.days - span.origin) / settings.review) + 1;
  const leads = drawLeads(demand.length, orders, settings);
  const truth = { demand };
  const all = policies.reduce((n, p) => n + p.knobs.length, 0);
  let done = 0;
  const frontiers = policies.map((policy): Frontier => {
    const points = policy.knobs.map((knob): FrontierPoint => {
      const outcome = simulate(demand, leads, span, settings, policy.planner(knob, settings, truth));
      tell((done += 1), all);
      return { knob, ...outcome };
    });
    return { id: policy.id, points, onHandAtFill: COMPARED_FILLS.map((fill) => onHandAt(points, fill)) };
  });
  const ours = frontiers.find((f) => f.id === PROMISING)?.points ?? [];
  return { settings, span, products: demand.length, frontiers, calibration: ours.map((p) => ({ promised: p.knob, delivered: p.fill })) };
}
