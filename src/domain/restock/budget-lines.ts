import type { Wanted } from "./budget.ts";
import type { PlanLine } from "./types.ts";

/** Lines as a budget in one currency sees them. */
export interface BudgetLines {
  readonly wants: readonly Wanted<PlanLine>[];
  /** To be ordered, but a price, a cost or a freight is not known. */
  readonly unweighed: readonly PlanLine[];
  /** To be ordered, but in a currency of which no rate is known. */
  readonly unrated: readonly PlanLine[];
}

/**
 * What one of a line's currency is worth in another; null where no rate leads there. `told`: what one of the budget's currency is worth in the
 * company's, for a budget in a currency of no line.
 */
function rateTo(
  currency: string,
  company: string | null,
  lines: readonly PlanLine[],
  told: number | null,
): (line: PlanLine) => number | null {
  const toCompany = (line: Pick<PlanLine, "currency" | "worth">): number | null =>
    line.currency === company ? 1 : line.worth?.currency === company ? line.worth.rate : null;
  const one =
    currency === company ? 1 : (lines.reduce<number | null>((r, l) => r ?? (l.currency === currency ? toCompany(l) : null), null) ?? told);
  return (line) => {
    if (line.currency === currency) return 1;
    const worth = toCompany(line);
    return worth === null || one === null ? null : worth / one;
  };
}

/** What the orders of a plan want of a budget, in its currency. */
export function budgetLines(lines: readonly PlanLine[], currency: string, company: string | null, told: number | null = null): BudgetLines {
  const rate = rateTo(currency, company, lines, told);
  const [wants, unweighed, unrated]: [Wanted<PlanLine>[], PlanLine[], PlanLine[]] = [[], [], []];
  for (const line of lines) {
    if ((line.orderQuantity ?? 0) <= 0) continue;
    const r = rate(line);
    if (line.value === undefined) unweighed.push(line);
    else if (r === null) unrated.push(line);
    else
      wants.push({
        line,
        // A part of an order that is too small for its gap and its base waits for neither: it goes whichever way earns more.
        steps: line.value.map(({ usual, ...s }) => ({
          units: s.units,
          cash: (usual ?? s).cash * r,
          saves: (usual ?? s).saves * r,
          ...(usual && { allUsual: true as const }),
        })),
      });
  }
  return { wants, unweighed, unrated };
}
