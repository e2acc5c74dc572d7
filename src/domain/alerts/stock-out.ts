import { addDays, type Day } from "../calendar/day.ts";
import { stockOutEnterDays, stockOutExitDays, stockOutExitShare } from "../policy/declared/alerts.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Worth } from "../restock/exchange.ts";
import type { DeclinedOrder, PlanLine } from "../restock/types.ts";

export const STOCK_OUT = "stock-out";

/** What a stock warning says; plain JSON, since the store keeps it. */
export interface StockOutFacts {
  readonly sku: string;
  readonly title: string | null;
  readonly warehouse: string;
  readonly stores: readonly string[];
  readonly state: PlanLine["state"];
  readonly asOf: Day;
  readonly onHand: number | null;
  readonly dailyDemand: number | null;
  readonly coverDays: number | null;
  readonly stockOutDate: Day | null;
  readonly orderQuantity: number | null;
  /** Units that other warehouses give first, and units approved already; absent in alerts that were kept before. */
  readonly moved?: number;
  readonly onOrder?: number;
  /** Absent: nothing was declined, or the alert was kept before it was noted. */
  readonly declined?: DeclinedOrder;
  readonly orderBy: Day | null;
  readonly route: string | null;
  readonly arrivesOn: Day | null;
  readonly moneyAtRisk: number | null;
  readonly currency: string;
  readonly worth?: Worth;
  readonly simulated: boolean;
}

export interface Observed {
  readonly firing: readonly { readonly subject: string; readonly facts: StockOutFacts }[];
  readonly recovered: readonly string[];
}

/** `US-FBA/KTC-01`: a warehouse code has no slash, a SKU may have. */
export const subjectOf = (line: Pick<PlanLine, "warehouse" | "sku">): string => `${line.warehouse}/${line.sku}`;

function factsOf(l: PlanLine): StockOutFacts {
  return {
    sku: l.sku,
    title: l.title,
    warehouse: l.warehouse,
    stores: l.stores,
    state: l.state,
    asOf: l.asOf,
    onHand: l.onHand,
    dailyDemand: l.dailyDemand,
    coverDays: l.coverDays,
    stockOutDate: l.stockOutDate,
    orderQuantity: l.orderQuantity,
    moved: (l.transfers ?? []).reduce((sum, m) => sum + m.units, 0),
    onOrder: l.onOrder ?? 0,
    ...(l.declined && { declined: l.declined }),
    orderBy: l.orderBy,
    route: l.route,
    arrivesOn: l.arrivesOn,
    moneyAtRisk: l.moneyAtRisk,
    currency: l.currency,
    ...(l.worth && { worth: l.worth }),
    simulated: l.simulated,
  };
}

function enters(l: PlanLine, read: PolicyReader): boolean {
  if (l.state === "out" || l.state === "unavoidable" || l.state === "move-now" || l.state === "order-now") return true;
  return l.state === "fine" && l.stockOutDate !== null && l.stockOutDate <= addDays(l.asOf, Math.round(read(stockOutEnterDays)));
}

/** Clearly past it, not just over the line: further away than the warning begins, and stock above the reorder point by a margin. */
function leaves(l: PlanLine, read: PolicyReader): boolean {
  if (l.state === "dormant" || l.state === "overstock") return true;
  if (l.state !== "fine") return false;
  if (l.stockOutDate !== null && l.stockOutDate <= addDays(l.asOf, Math.round(read(stockOutExitDays)))) return false;
  return l.reorderPoint === null || Math.max(0, l.onHand ?? 0) + l.inbound >= l.reorderPoint * (1 + read(stockOutExitShare));
}

/**
 * Which lines warn of a stock-out and which open warnings are over. Entering and leaving have different thresholds, so that a line near
 * one does not flap: between the two an open warning stays and a closed one stays closed. A line whose stock is not known, or that is in no plan,
 * is in neither list: no news is not recovery.
 */
export function stockOutAlerts(lines: readonly PlanLine[], open: ReadonlySet<string>, readFor: (line: PlanLine) => PolicyReader): Observed {
  const firing: { subject: string; facts: StockOutFacts }[] = [];
  const recovered: string[] = [];
  for (const line of lines) {
    const subject = subjectOf(line);
    const read = readFor(line);
    if (enters(line, read)) firing.push({ subject, facts: factsOf(line) });
    else if (open.has(subject) && leaves(line, read)) recovered.push(subject);
  }
  return { firing, recovered };
}
