import { type Day, daysBetween } from "../calendar/day.ts";
import { riskWorth } from "../restock/worth.ts";
import type { Worth } from "../restock/exchange.ts";
import type { PlanLine } from "../restock/types.ts";
import type { Text } from "../value.ts";
import type { Slip } from "../shipments/slip.ts";
import { isOpen, type Shipment, type ShipmentKey } from "../shipments/types.ts";

export const ETA_SLIP = "eta-slip";

/** One SKU that a slip leaves worse off. Money in its currency. */
export interface SlippedSku {
  readonly sku: string;
  readonly stores: readonly string[];
  /** Day of the stock-out as it was, and as it is now; null: none within the days that are projected. */
  readonly outBefore: Day | null;
  readonly outNow: Day | null;
  readonly unitsLost: number;
  readonly moneyAtRisk: number | null;
  /** What of it the slip adds; the rest would be lost without it. Absent in a warning that was kept before it was noted: all of it. */
  readonly moneyAdded?: number | null;
  readonly currency: string;
  readonly worth?: Worth;
  /** Units that would come in time by air or express; 0 where none are proposed. */
  readonly airUnits: number;
  /** Why none are, as the plan says it. Absent: some are, or the plan gives no reason. */
  readonly noAir?: Text;
}

/** What a warning of a slip says; plain JSON, since the store keeps it. */
export interface SlipFacts extends ShipmentKey {
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
  readonly stores: readonly string[];
  readonly skus: readonly SlippedSku[];
  readonly simulated: boolean;
}

export const slipSubject = ({ warehouse, number }: ShipmentKey): string => `${warehouse}/${number}`;

/** Less money than this is rounding of demand, not a loss. */
const LEAST_RISK = 0.5;

const added = (before: PlanLine | undefined, now: PlanLine): number => riskWorth(now) - (before === undefined ? 0 : riskWorth(before));

const moneyAdded = (before: PlanLine | undefined, { moneyAtRisk }: PlanLine): number | null =>
  moneyAtRisk === null ? null : Math.max(0, moneyAtRisk - (before?.moneyAtRisk ?? 0));

/** The shelf is empty before the shipment comes, and would not be that day had it come when it was expected. */
export const runsOutBySlip = ({ outBefore, outNow }: Pick<SlippedSku, "outBefore" | "outNow">, to: Day): boolean =>
  outNow !== null && outNow <= to && (outBefore === null || outNow < outBefore);

function worseOff(before: PlanLine | undefined, now: PlanLine): boolean {
  if (now.stockOutDate !== null && (before?.stockOutDate == null || now.stockOutDate < before.stockOutDate)) return true;
  return added(before, now) > LEAST_RISK;
}

const isFast = (mode: string | null): boolean => mode === "air" || mode === "express";

const airUnits = ({ legs }: PlanLine): number => legs.filter((leg) => isFast(leg.mode)).reduce((sum, leg) => sum + leg.units, 0);

/**
 * What a slip does: the SKUs that run out sooner, or lose more, than if the shipment came when it was expected. Null where it does nothing:
 * goods that lie on a shelf in plenty may be late.
 */
export function slipFacts(shipment: Shipment, slip: Slip, before: readonly PlanLine[], now: readonly PlanLine[]): SlipFacts | null {
  const carried = new Set(shipment.lines.filter((l) => isOpen(l.state)).map((l) => l.sku));
  const mine = (l: PlanLine): boolean => l.warehouse === shipment.warehouse && carried.has(l.sku);
  const was = new Map(before.filter(mine).map((l) => [l.sku, l]));
  const lines = now
    .filter(mine)
    .filter((l) => worseOff(was.get(l.sku), l))
    .toSorted(
      (a, b) => added(was.get(b.sku), b) - added(was.get(a.sku), a) || ((a.stockOutDate ?? "9999") < (b.stockOutDate ?? "9999") ? -1 : 1),
    );
  if (lines.length === 0) return null;
  return {
    warehouse: shipment.warehouse,
    number: shipment.number,
    from: slip.from,
    to: slip.to,
    days: daysBetween(slip.from, slip.to),
    stores: [...new Set(lines.flatMap((l) => l.stores))].toSorted(),
    skus: lines.map((l): SlippedSku => ({
      sku: l.sku,
      stores: l.stores,
      outBefore: was.get(l.sku)?.stockOutDate ?? null,
      outNow: l.stockOutDate,
      unitsLost: l.unitsLost,
      moneyAtRisk: l.moneyAtRisk,
      moneyAdded: moneyAdded(was.get(l.sku), l),
      currency: l.currency,
      ...(l.worth && { worth: l.worth }),
      airUnits: airUnits(l),
      ...(airUnits(l) === 0 && l.reasons[0] && { noAir: l.reasons[0] }),
    })),
    simulated: shipment.simulated,
  };
}
