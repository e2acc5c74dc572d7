import type { Text } from "../value.ts";
import type { PlanDetail } from "./detail.ts";
import { figure } from "./figures.ts";
import { toCartons } from "./order-quantity.ts";

const ordered = (d: PlanDetail): number => d.ahead?.order.quantity ?? 0;

/** What of an order is needed, before the minimum order raised it. */
const needed = (d: PlanDetail): number => Math.min(ordered(d), toCartons(d.ahead?.order.units ?? 0, d.input.carton));

const isRaised = (d: PlanDetail): boolean => needed(d) < ordered(d);

const placeOf = (d: PlanDetail): string => `${d.input.supplier?.code ?? ""}/${d.input.moq ?? ""}/${d.input.carton ?? ""}`;

/**
 * A supplier's minimum is the SKU's, while each warehouse is ordered for by itself: where several order and the minimum raised one of them, what one order
 * for all would be, by warehouse. It is told and not done: who approves one of them alone would be below the minimum.
 */
export function jointMinimums(details: readonly PlanDetail[]): ReadonlyMap<PlanDetail, Text> {
  const told = new Map<PlanDetail, Text>();
  const buying = details.filter((d) => ordered(d) > 0 && d.input.supplier !== null && (d.input.moq ?? 0) > 0);
  for (const of of Map.groupBy(buying, placeOf).values()) {
    const [first] = of;
    if (first === undefined || of.length < 2 || !of.some(isRaised)) continue;
    const moq = first.input.moq ?? 0;
    const sum = of.reduce((all, d) => all + ordered(d), 0);
    const joint = Math.max(
      of.reduce((all, d) => all + needed(d), 0),
      toCartons(moq, first.input.carton),
    );
    if (joint >= sum) continue;
    const parts = of.map((d) => `${d.line.warehouse} ${figure(needed(d))}`);
    const text: Text = {
      zh: `起订量 ${figure(moq)} 件在 ${figure(of.length)} 个仓各算了一次，共 ${figure(sum)} 件；若供应商按 SKU 合并计算，合下 ${figure(joint)} 件即可（实际缺 ${parts.join("、")}）`,
      en: `the minimum order of ${figure(moq)} is counted at ${figure(of.length)} warehouses, ${figure(sum)} in all; if the supplier counts them together, ${figure(joint)} are enough (${parts.join(", ")} are needed)`,
    };
    for (const d of of) if (isRaised(d)) told.set(d, text);
  }
  return told;
}
