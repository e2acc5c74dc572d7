import type { PolicyReader } from "../domain/policy/reader.ts";
import type { Day } from "../domain/calendar/day.ts";
import { freightDays } from "../domain/policy/declared/lead-time.ts";
import type { PlanDetail } from "../domain/restock/detail.ts";
import { shipmentOf } from "../domain/restock/on-order.ts";
import { isFba } from "../domain/restock/limits.ts";
import { firstStock } from "../domain/restock/first-stock.ts";
import { peakUplift } from "../domain/restock/peak-uplift.ts";
import { turnoverProposal } from "../domain/restock/turnover-proposal.ts";
import type { Purchase, PurchaseOrder } from "../ports/purchases.ts";
import type { Context } from "./types.ts";

// The three months that the document's first stock is to last.
const NEW_DAYS = 90;

/** What the operating documents' rules make of one line. */
export interface RulesOfLine {
  readonly first: ReturnType<typeof firstStock> | null;
  /** A SKU of a short history, for which the rule of a first stock was made. */
  readonly isNew: boolean;
  readonly turnover: ReturnType<typeof turnoverProposal>;
  readonly peak: ReturnType<typeof peakUplift> | null;
  readonly base: number;
  /** Days of sales that `base` is, where nothing is ordered now. */
  readonly baseDays?: number;
}

export function rulesOf(d: PlanDetail, read: PolicyReader): RulesOfLine {
  const daily = d.line.dailyDemand;
  if (daily === null || daily <= 0) return { first: null, isNew: false, turnover: null, peak: null, base: 0 };
  const usual = d.ahead?.choice.usual ?? d.times[0];
  // The document's formula knows the time of transit only, not the supplier's.
  const transit = usual?.route?.daysP50 ?? read(freightDays);
  const ordered = d.line.orderQuantity ?? 0;
  const base = ordered > 0 ? ordered : Math.ceil(daily * d.review);
  return {
    first: firstStock(daily, transit, read),
    isNew: (d.demand?.basis.historyDays ?? 0) < NEW_DAYS,
    turnover: turnoverProposal(d.line.coverDays, usual?.p50 ?? transit, read, isFba(d)),
    peak: peakUplift(base, d.line.asOf, usual?.p90 ?? transit, d.input.carton, read),
    base,
    ...(ordered <= 0 && { baseDays: d.review }),
  };
}

/** An approval, and how its order was placed with the supplier; null until it was. */
export interface ApprovedLine extends Purchase {
  readonly placed: Pick<PurchaseOrder, "reference" | "orderedOn" | "orderedBy"> | null;
}

async function placedOf({ purchases }: Pick<Context, "purchases">, p: Purchase): Promise<ApprovedLine> {
  const order = p.state === "ordered" && p.order !== null ? await purchases.order(p.order) : undefined;
  return { ...p, placed: order ? { reference: order.reference, orderedOn: order.orderedOn, orderedBy: order.orderedBy } : null };
}

/** Approvals for a line that are no shipment yet, newest first. */
export async function approvalsFor(context: Pick<Context, "purchases">, d: PlanDetail): Promise<readonly ApprovedLine[]> {
  const { sku, asOf } = d.line;
  const waiting = new Set(d.onOrder.map((a) => a.shipment));
  const known = d.input.approved ?? [];
  if (known.length === 0) return [];
  const since = known.reduce<Day>((first, a) => (a.day < first ? a.day : first), asOf);
  const found = await context.purchases.approved({ since, sku });
  return Promise.all(found.filter((p) => waiting.has(shipmentOf(p))).map((p) => placedOf(context, p)));
}
