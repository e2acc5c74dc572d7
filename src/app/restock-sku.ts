import { policyReader, type PolicyReader } from "../domain/policy/reader.ts";
import type { PolicyOverride } from "../domain/policy/policy.ts";
import { addDays, type Day } from "../domain/calendar/day.ts";
import { freightDays } from "../domain/policy/declared/lead-time.ts";
import type { PlanDetail } from "../domain/restock/detail.ts";
import { orderQuantity } from "../domain/restock/order-quantity.ts";
import { firstStock } from "../domain/restock/first-stock.ts";
import { peakUplift } from "../domain/restock/peak-uplift.ts";
import { planDetail } from "../domain/restock/plan-line.ts";
import { type Transfer, transfer, type TransferPlace } from "../domain/restock/transfer.ts";
import { turnoverProposal } from "../domain/restock/turnover-proposal.ts";
import type { Purchase } from "../ports/purchases.ts";
import { byUrgency, inputsOf, placeOf } from "./plan.ts";
import type { Context } from "./types.ts";

/** What the operating documents' rules make of one line. */
export interface RulesOfLine {
  readonly first: ReturnType<typeof firstStock> | null;
  readonly turnover: ReturnType<typeof turnoverProposal>;
  readonly peak: ReturnType<typeof peakUplift> | null;
  readonly base: number;
}

export interface SkuPlan {
  /** Worst first; empty when nothing is known of the SKU in this scope. */
  readonly details: readonly PlanDetail[];
  readonly overrides: readonly PolicyOverride[];
}

/** Works one SKU out anew from its inputs, all warehouses. */
export async function planSku(context: Pick<Context, "plans" | "policies" | "demandModel">, asOf: Day, sku: string): Promise<SkuPlan> {
  const [overrides, inputs] = await Promise.all([context.policies.overrides(), inputsOf(context, asOf, sku)]);
  const details = inputs.map((input) => planDetail(input, context.demandModel, policyReader(overrides, placeOf(input))));
  return { details: details.toSorted((a, b) => byUrgency(a.line, b.line)), overrides };
}

export function rulesOf(d: PlanDetail, read: PolicyReader): RulesOfLine {
  const daily = d.line.dailyDemand;
  if (daily === null || daily <= 0) return { first: null, turnover: null, peak: null, base: 0 };
  const usual = d.ahead?.choice.usual ?? d.times[0];
  // The document's formula knows the time of transit only, not the supplier's.
  const transit = usual?.route?.daysP50 ?? read(freightDays);
  const ordered = d.line.orderQuantity ?? 0;
  const base = ordered > 0 ? ordered : Math.ceil(daily * d.review);
  return {
    first: firstStock(daily, transit, read),
    turnover: turnoverProposal(d.line.coverDays, usual?.p50 ?? transit, read),
    peak: peakUplift(base, d.line.asOf, usual?.p90 ?? transit, d.input.carton, read),
    base,
  };
}

/** What is to be bought: after the move where another warehouse gives first, in cartons and at least the minimum order. */
export function toBuy(d: PlanDetail, transfers: readonly Transfer[]): number {
  const all = d.line.orderQuantity ?? 0;
  const [move] = transfers;
  if (!move || !d.ahead) return all;
  return orderQuantity({ target: d.ahead.order.units, projected: move.units, moq: d.input.moq, carton: d.input.carton }).quantity;
}

/** Approvals that the plan may not know of yet: what was approved longer ago than goods take is on its way or was never ordered. */
export async function approvalsFor(context: Pick<Context, "purchases">, d: PlanDetail): Promise<readonly Purchase[]> {
  const { sku, warehouse, asOf, leadDaysP90 } = d.line;
  const found = await context.purchases.approved({ since: addDays(asOf, -(leadDaysP90 ?? 0)), sku });
  return found.filter((p) => p.warehouse === warehouse);
}

const placeIn = (d: PlanDetail): TransferPlace | null =>
  d.stock && {
    warehouse: d.line.warehouse,
    units: d.stock.units,
    dailyDemand: d.line.dailyDemand ?? 0,
    reorderPoint: d.line.reorderPoint ?? 0,
  };

/** A pool of other stores, mostly beyond an ocean, gives nothing; a warehouse of these stores, or of none (the domestic one), does. */
const gives = (other: PlanDetail, to: PlanDetail): boolean =>
  other.line.stores.length === 0 || other.line.stores.some((s) => to.line.stores.includes(s));

/** What other warehouses could give to this one, most first. Only to a line that lacks something. */
export function transfersTo(d: PlanDetail, all: readonly PlanDetail[]): readonly Transfer[] {
  const to = placeIn(d);
  if (to === null || !["out", "unavoidable", "order-now"].includes(d.line.state)) return [];
  return all
    .filter((other) => other !== d && gives(other, d))
    .map((other) => {
      const from = placeIn(other);
      return from === null ? null : transfer(from, to, d.input.carton);
    })
    .filter((t) => t !== null)
    .toSorted((a, b) => b.units - a.units);
}
