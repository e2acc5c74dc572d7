import type { PlanLine } from "./types.ts";

/** Money at risk as lines are compared by: in the company's currency where a rate is known, else as it is written. */
export const riskWorth = ({ moneyAtRisk, worth }: Pick<PlanLine, "moneyAtRisk" | "worth">): number =>
  (moneyAtRisk ?? 0) * (worth?.rate ?? 1);

export interface Total {
  readonly currency: string;
  readonly amount: number;
  /** What it was added up of, where that were several currencies. */
  readonly parts: readonly { readonly currency: string; readonly amount: number }[];
}

/** Sums of an amount: one in the company's currency of all that has a rate, and one for each currency that has none. Nothing of zeros. */
export function totals<L extends Pick<PlanLine, "currency" | "worth">>(
  lines: readonly L[],
  amount: (l: L) => number | null,
): readonly Total[] {
  const by = new Map<string, { sum: number; readonly parts: Map<string, number> }>();
  for (const line of lines) {
    const a = amount(line);
    if (a === null || a === 0) continue;
    const to = line.worth?.currency ?? line.currency;
    const total = by.get(to) ?? { sum: 0, parts: new Map<string, number>() };
    by.set(to, total);
    total.sum += a * (line.worth?.rate ?? 1);
    total.parts.set(line.currency, (total.parts.get(line.currency) ?? 0) + a);
  }
  return [...by]
    .map(([currency, { sum, parts }]) => ({
      currency,
      amount: sum,
      parts: parts.size > 1 || !parts.has(currency) ? [...parts].map(([c, of]) => ({ currency: c, amount: of })) : [],
    }))
    .toSorted((a, b) => b.amount - a.amount);
}
