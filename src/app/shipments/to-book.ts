import { addDays, type Day, daysBetween, later } from "../../domain/calendar/day.ts";
import type { FreightMode } from "../../domain/facts/facts.ts";
import { quickestShare } from "../../domain/policy/declared/attention.ts";
import type { PolicyReader } from "../../domain/policy/reader.ts";
import type { PlanDetail } from "../../domain/restock/detail.ts";
import { shipmentOf } from "../../domain/restock/on-order.ts";
import type { Count } from "../../domain/shipments/change.ts";
import type { Text } from "../../domain/value.ts";
import type { Lane } from "../../ports/company.ts";
import type { Purchase } from "../../ports/purchases.ts";
import { detailsOf, planDay } from "../plan.ts";
import { givenTo } from "../plan-given.ts";
import { plannerOf } from "../planner.ts";
import type { Context } from "../types.ts";

/** What was approved for a warehouse and is no shipment yet, of one way of travel. */
export interface ToBook {
  readonly counts: readonly Count[];
  readonly purchases: readonly number[];
  readonly mode: FreightMode | null;
  /** When the last of it is made: as the supplier confirmed, else after the usual time from the order. null: nothing waits. */
  readonly ready: Day | null;
}

interface Waiting {
  readonly sku: string;
  readonly purchase: number;
  readonly mode: FreightMode | null;
  readonly units: number;
  readonly ready: Day;
}

// As long as the planner waits for what was approved.
const APPROVED_DAYS = 200;
/** More than so many do not fit into the line of a form. */
const MOST_SKUS = 40;

/** When goods of an approval can leave. Production stands first among the legs of a lead time. */
function readyDay({ times }: PlanDetail, p: Purchase, mode: FreightMode | null): Day {
  if (p.readyOn !== null) return p.readyOn;
  const time = times.find((t) => t.route?.mode === mode) ?? times[0];
  return addDays(p.planAsOf, 1 + Math.round(time?.legs[0]?.p50 ?? 0));
}

/** Parts of approvals that wait: shipments use them up from the first leg on, so that those left are the last ones. */
function waitingOf(detail: PlanDetail, purchases: readonly Purchase[]): Waiting[] {
  return purchases.flatMap((p) => {
    const left = detail.onOrder.filter((a) => a.shipment === shipmentOf(p));
    const legs = p.legs !== undefined && p.legs.length > 0 ? p.legs : [{ mode: p.mode, units: p.quantity }];
    const skipped = Math.max(0, legs.length - left.length);
    return left.map((a, i): Waiting => {
      const mode = legs[skipped + i]?.mode ?? p.mode;
      return { sku: p.sku, purchase: p.id, mode, units: a.units, ready: readyDay(detail, p, mode) };
    });
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
  for await (const batch of context.plans.inputs(asOf, { skus: wanted, until: given.until }))
    details.push(...detailsOf(batch, given, planner).filter((d) => d.line.warehouse === warehouse));
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
  const ready = carried.reduce<Day | null>((last, w) => (last === null ? w.ready : later(last, w.ready)), null);
  return { counts, purchases: [...new Set(carried.map((w) => w.purchase))], mode, ready };
}

/** The quickest lane of this way to the warehouse. */
export const laneFor = (lanes: readonly Lane[], warehouse: string, mode: FreightMode | null): Lane | undefined =>
  lanes.filter((l) => l.warehouse === warehouse && l.mode === mode).toSorted((a, b) => a.daysP50 - b.daysP50)[0];

/** The way begins with the booking, or when the goods are made, whichever is later. */
const begins = (booked: Day, ready: Day | null): Day => (ready === null ? booked : later(booked, ready));

/** When goods that are booked on this day, and made on that one, can be sold, by the lane; null where none is known. */
export const etaBy = (lane: Lane | undefined, booked: Day, ready: Day | null): Day | null =>
  lane === undefined ? null : addDays(begins(booked, ready), lane.daysP50);

/** Why an ETA can hardly be: the goods are not made by then, or no lane of this way was ever so quick. null where nothing speaks against it. */
export function doubtOf(
  eta: Day | null,
  { lane, booked, ready }: { readonly lane: Lane | undefined; readonly booked: Day; readonly ready: Day | null },
  read: PolicyReader,
): Text | null {
  if (eta === null) return null;
  if (ready !== null && eta < ready)
    return {
      zh: `请核对预计可售日：${eta} 时货还没做好（${ready} 才好）。`,
      en: `Check the ETA: by ${eta} the goods are not made; they are ready on ${ready}.`,
    };
  const begin = begins(booked, ready);
  if (lane === undefined || daysBetween(begin, eta) >= lane.daysP50 * read(quickestShare)) return null;
  return {
    zh: `请核对预计可售日：${eta} 太早，线路 ${lane.code} 平时要 ${lane.daysP50} 天，从 ${begin} 起算是 ${addDays(begin, lane.daysP50)}。`,
    en: `Check the ETA: ${eta} is early; ${lane.code} usually takes ${lane.daysP50} days, which from ${begin} on is ${addDays(begin, lane.daysP50)}.`,
  };
}
