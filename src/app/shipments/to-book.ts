import { addDays, type Day } from "../../domain/calendar/day.ts";
import type { FreightMode } from "../../domain/facts/facts.ts";
import { policyReader } from "../../domain/policy/reader.ts";
import type { PlanDetail } from "../../domain/restock/detail.ts";
import { shipmentOf } from "../../domain/restock/on-order.ts";
import { planSku } from "../../domain/restock/plan-sku.ts";
import type { Count } from "../../domain/shipments/change.ts";
import type { Lane } from "../../ports/company.ts";
import type { Purchase } from "../../ports/purchases.ts";
import { planDay } from "../plan.ts";
import { givenTo, placeOf, withGiven } from "../plan-given.ts";
import { plannerOf } from "../planner.ts";
import type { Context } from "../types.ts";

/** What was approved for a warehouse and is no shipment yet, of one way of travel. */
export interface ToBook {
  readonly counts: readonly Count[];
  readonly purchases: readonly number[];
  readonly mode: FreightMode | null;
}

interface Waiting {
  readonly sku: string;
  readonly purchase: number;
  readonly mode: FreightMode | null;
  readonly units: number;
}

// As long as the planner waits for what was approved.
const APPROVED_DAYS = 200;
/** More than so many do not fit into the line of a form. */
const MOST_SKUS = 40;

/** Parts of approvals that wait: shipments use them up from the first leg on, so that those left are the last ones. */
function waitingOf(detail: PlanDetail, purchases: readonly Purchase[]): Waiting[] {
  return purchases.flatMap((p) => {
    const left = detail.onOrder.filter((a) => a.shipment === shipmentOf(p));
    const legs = p.legs !== undefined && p.legs.length > 0 ? p.legs : [{ mode: p.mode, units: p.quantity }];
    const skipped = Math.max(0, legs.length - left.length);
    return left.map((a, i): Waiting => ({ sku: p.sku, purchase: p.id, mode: legs[skipped + i]?.mode ?? p.mode, units: a.units }));
  });
}

/**
 * What a shipment for these SKUs would carry: what waits of them, most urgent way first, and what waits of their suppliers' other SKUs by the
 * same way to the same warehouse.
 */
export async function toBook(context: Context, warehouse: string, skus: readonly string[]): Promise<ToBook> {
  const asOf = await planDay(context);
  const approved = (await context.purchases.approved({ since: addDays(asOf, -APPROVED_DAYS) })).filter((p) => p.warehouse === warehouse);
  const wanted = [...new Set([...skus, ...approved.map((p) => p.sku)])].slice(0, MOST_SKUS);
  const given = await givenTo(context, asOf);
  const planner = await plannerOf(context, asOf, given);
  const details: PlanDetail[] = [];
  for await (const batch of context.plans.inputs(asOf, { skus: wanted }))
    for (const of of Map.groupBy(batch, (i) => i.sku).values())
      details.push(
        ...planSku(
          of.map((i) => withGiven(i, given)),
          planner.demand,
          (i) => policyReader(given.overrides, placeOf(i)),
          planner.prices,
        ).filter((d) => d.line.warehouse === warehouse),
      );
  const suppliers = new Set(details.filter((d) => skus.includes(d.line.sku)).map((d) => d.input.supplier?.code));
  const waiting = details
    .filter((d) => skus.includes(d.line.sku) || (d.input.supplier !== null && suppliers.has(d.input.supplier.code)))
    .flatMap((d) =>
      waitingOf(
        d,
        approved.filter((p) => p.sku === d.line.sku),
      ),
    );
  const asked = waiting.find((w) => skus.includes(w.sku));
  const mode = asked?.mode ?? null;
  const carried = asked === undefined ? [] : waiting.filter((w) => w.mode === mode);
  const counts = [...Map.groupBy(carried, (w) => w.sku)].map(([sku, of]) => ({ sku, units: of.reduce((sum, w) => sum + w.units, 0) }));
  return { counts, purchases: [...new Set(carried.map((w) => w.purchase))], mode };
}

/** The quickest lane of this way to the warehouse. */
export const laneFor = (lanes: readonly Lane[], warehouse: string, mode: FreightMode | null): Lane | undefined =>
  lanes.filter((l) => l.warehouse === warehouse && l.mode === mode).toSorted((a, b) => a.daysP50 - b.daysP50)[0];

/** When goods that are booked on this day can be sold, by the lane; null where none is known. */
export const etaBy = (lane: Lane | undefined, booked: Day): Day | null => (lane === undefined ? null : addDays(booked, lane.daysP50));
