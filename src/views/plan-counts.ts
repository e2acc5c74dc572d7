import type { PlanLine, PlanState } from "../domain/restock/types.ts";
import { isDue } from "./plan-values.ts";

export const URGENT: readonly PlanState[] = ["out", "unavoidable", "move-now", "order-now"];

/** How many SKUs want what. A SKU that is short in several warehouses counts once, by the worst of them. */
export interface PlanCounts {
  readonly out: number;
  readonly unavoidable: number;
  /** Out unless another warehouse gives in time. */
  readonly avoidable: number;
  /** Below the reorder point and not yet lost. */
  readonly due: number;
  /** Urgent and with something to buy; whatever the state. */
  readonly toOrder: number;
  /** Of these, the ones whose last day to order is today or gone by. */
  readonly today: number;
  /** Urgent, nothing to buy, but another warehouse gives; without the `avoidable`, of whom that is said already. */
  readonly toMove: number;
}

const skusOf = (lines: readonly Pick<PlanLine, "sku">[]): Set<string> => new Set(lines.map((l) => l.sku));

/** Something is to be bought. */
export const buys = (l: PlanLine): boolean => (l.orderQuantity ?? 0) > 0;
/** Something is to be decided: bought or moved. */
export const wants = (l: PlanLine): boolean => URGENT.includes(l.state) && (buys(l) || (l.transfers ?? []).length > 0);

export function planCounts(lines: readonly PlanLine[]): PlanCounts {
  const urgent = lines.filter((l) => URGENT.includes(l.state));
  const worst = new Map<string, PlanState>();
  for (const l of urgent) {
    const known = worst.get(l.sku);
    if (known === undefined || URGENT.indexOf(l.state) < URGENT.indexOf(known)) worst.set(l.sku, l.state);
  }
  const of = (state: PlanState): number => [...worst.values()].filter((s) => s === state).length;
  const bought = skusOf(urgent.filter(buys));
  return {
    out: of("out"),
    unavoidable: of("unavoidable"),
    avoidable: of("move-now"),
    due: of("order-now"),
    toOrder: bought.size,
    today: skusOf(urgent.filter((l) => buys(l) && l.orderBy !== null && isDue(l.orderBy, l.asOf))).size,
    toMove: [...skusOf(urgent.filter((l) => !buys(l) && wants(l)))].filter((sku) => !bought.has(sku) && worst.get(sku) !== "move-now")
      .length,
  };
}
