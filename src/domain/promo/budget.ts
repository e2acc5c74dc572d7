import { breakEven } from "./quantity.ts";
import type { PromoLine } from "./line.ts";
import { suppliedTo } from "./sums.ts";
import type { Spend } from "./types.ts";

/** What was put aside for what nobody foresees, and what of it is gone. All in one currency. */
export interface Emergency {
  readonly low: number;
  readonly high: number;
  readonly spent: number;
  /** Of the upper end; null where nothing was put aside. */
  readonly burnt: number | null;
  /** Spends in other currencies, which are not added. */
  readonly foreign: number;
}

export function emergency(
  cost: number,
  currency: string,
  spends: readonly Spend[],
  share: { readonly low: number; readonly high: number },
): Emergency {
  const mine = spends.filter((s) => s.currency === currency);
  const spent = mine.reduce((sum, s) => sum + s.amount, 0);
  const high = cost * share.high;
  return { low: cost * share.low, high, spent, burnt: high > 0 ? spent / high : null, foreign: spends.length - mine.length };
}

/** What the promotion comes to in the middle of all cases, in the company's currency; only of lines whose money is known. */
export interface PromoResult {
  readonly lines: number;
  readonly without: number;
  readonly units: number;
  readonly revenue: number;
  /** Of what is sold at the usual freight, less what flying costs beyond it, whether it sells or not. */
  readonly contribution: number;
  readonly leftover: number;
  /** Lost on what is left over. */
  readonly leftoverLoss: number;
  /** Units to be sold so that nothing is lost; null where no number of sales pays. */
  readonly breakEven: number | null;
}

/** `fixed`: what is spent beside the goods, in the company's currency (the emergency budget as it is used). */
export function resultOf(lines: readonly PromoLine[], fixed: number): PromoResult {
  let [units, revenue, contribution, leftover, leftoverLoss, known] = [0, 0, 0, 0, 0, 0];
  let even: number | null = 0;
  for (const l of lines) {
    if (!l.money || !l.forecast || l.atStart === null || l.buy === null) continue;
    known += 1;
    const supply = suppliedTo(l) + l.buy;
    let sold = 0;
    for (const d of l.forecast.outcomes) sold += Math.min(d * l.ahead, supply);
    sold /= l.forecast.outcomes.length;
    const flying = l.flying ?? 0;
    const left = Math.max(0, Math.min(l.buy, supply - sold));
    const { rate } = l.worth;
    units += sold;
    revenue += sold * l.money.price * rate;
    contribution += (sold * (l.money.price - l.money.fees - l.money.landed) - flying) * rate;
    leftover += left;
    leftoverLoss += left * (l.money.landed - l.money.salvage + l.money.agedFee) * rate;
    const own: number | null = breakEven(l.money, l.buy, flying);
    even = even === null || own === null ? null : even + own;
  }
  if (even !== null && fixed > 0 && units > 0) {
    const gain = contribution / units;
    even = gain > 0 ? even + Math.ceil(fixed / gain) : null;
  }
  return { lines: known, without: lines.length - known, units, revenue, contribution, leftover, leftoverLoss, breakEven: even };
}
