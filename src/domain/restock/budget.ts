import type { ValueStep } from "./types.ts";

/** Money that a line would take and bring, step by step, in the currency of the budget. */
export interface Wanted<L> {
  readonly line: L;
  readonly steps: readonly Step[];
}

/** So many units, all by the usual way where that earns more than as the plan splits them. */
export interface Step extends Pick<ValueStep, "units" | "cash" | "saves"> {
  readonly allUsual?: true;
}

export interface Bought<L> {
  readonly line: L;
  readonly units: number;
  readonly cash: number;
  readonly saves: number;
  /** All of it goes the usual way; absent: as the plan splits it. */
  readonly allUsual?: true;
}

export interface Budget<L> {
  /** What to buy, the most rewarding money first. */
  readonly bought: readonly Bought<L>[];
  /** What was wanted and does not fit, whole or in part; each would earn something. The most that is missed first. */
  readonly leftOut: readonly Bought<L>[];
  /** Units that would earn nothing, with or without money for them. */
  readonly idle: readonly Bought<L>[];
  readonly spent: number;
  readonly saves: number;
  /** What a little more money would earn a unit of money; 0 when nothing that earns is left out. */
  readonly shadow: number;
}

interface Segment<L> {
  readonly want: Wanted<L>;
  /** Places of its ends among the steps; -1 is nothing bought. */
  readonly from: number;
  readonly to: number;
  readonly slope: number;
}

const NOTHING: Step = { units: 0, cash: 0, saves: 0 };

/** Upper hull of what can be bought of a line, from nothing on, while more money earns more: slopes fall from segment to segment. */
function hullOf<L>(want: Wanted<L>): Segment<L>[] {
  const at = (i: number): Step => want.steps[i] ?? NOTHING;
  const segments: Segment<L>[] = [];
  for (let from = -1; from < want.steps.length - 1;) {
    let best: Segment<L> | null = null;
    for (let to = from + 1; to < want.steps.length; to += 1) {
      const slope = (at(to).saves - at(from).saves) / Math.max(1e-9, at(to).cash - at(from).cash);
      if (best === null || slope > best.slope) best = { want, from, to, slope };
    }
    if (best === null || best.slope <= 0) break;
    segments.push(best);
    from = best.to;
  }
  return segments;
}

/**
 * Spends a budget where each unit of money earns most (marginal analysis): minimum orders are bought whole or not at all, cartons
 * after that one step at a time. What does not fit is passed over for the next that does.
 */
export function spend<L>(wants: readonly Wanted<L>[], limit: number): Budget<L> {
  const reached = new Map<Wanted<L>, number>(wants.map((w) => [w, -1]));
  const hulls = wants.map(hullOf);
  const at = (w: Wanted<L>, i: number): Step => w.steps[i] ?? NOTHING;
  let left = limit;
  let shadow = 0;
  for (const s of hulls.flat().toSorted((a, b) => b.slope - a.slope)) {
    const here = reached.get(s.want) ?? -1;
    // An earlier part of this line did not fit.
    if (here !== s.from) continue;
    const cost = (i: number): number => at(s.want, i).cash - at(s.want, here).cash;
    let to = s.to;
    while (to > here && (cost(to) > left + 1e-9 || at(s.want, to).saves <= at(s.want, here).saves)) to -= 1;
    if (to < s.to) shadow = Math.max(shadow, s.slope);
    if (to === here) continue;
    left -= cost(to);
    reached.set(s.want, to);
  }
  const between = (w: Wanted<L>, from: Step, to: Step): Bought<L> => ({
    line: w.line,
    units: to.units - from.units,
    cash: to.cash - from.cash,
    saves: to.saves - from.saves,
    ...(to.allUsual && { allUsual: true as const }),
  });
  const ends = wants.map((want, i) => ({
    want,
    now: at(want, reached.get(want) ?? -1),
    best: at(want, hulls[i]?.at(-1)?.to ?? -1),
    all: at(want, want.steps.length - 1),
  }));
  const some = (b: Bought<L>): boolean => b.units > 0;
  const reward = (b: Bought<L>): number => b.saves / Math.max(1e-9, b.cash);
  const bought = ends.map((e) => between(e.want, NOTHING, e.now)).filter(some);
  return {
    bought: bought.toSorted((a, b) => reward(b) - reward(a)),
    leftOut: ends
      .map((e) => between(e.want, e.now, e.best))
      .filter(some)
      .toSorted((a, b) => b.saves - a.saves),
    idle: ends.map((e) => between(e.want, e.best, e.all)).filter(some),
    spent: bought.reduce((sum, b) => sum + b.cash, 0),
    saves: bought.reduce((sum, b) => sum + b.saves, 0),
    shadow,
  };
}
