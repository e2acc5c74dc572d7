import { addDays } from "../calendar/day.ts";
import { transferDays } from "../policy/declared/lead-time.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { PlanDetail } from "./detail.ts";
import { transfer } from "./transfer.ts";
import { type Move, PLAN_STATES, type PlanState } from "./types.ts";

const LACKING: readonly PlanState[] = ["out", "unavoidable", "order-now"];

/** A pool of other stores, mostly beyond an ocean, gives nothing; a warehouse of these stores, or of none (the domestic one), does. */
const gives = (from: PlanDetail, to: PlanDetail): boolean =>
  from !== to &&
  !LACKING.includes(from.line.state) &&
  (from.line.stores.length === 0 || from.line.stores.some((s) => to.line.stores.includes(s)));

/** From a warehouse of no store the goods travel as an order does, only that they are made already. */
function daysFor(from: PlanDetail, to: PlanDetail, read: PolicyReader): number {
  const usual = to.ahead?.choice.usual;
  if (from.line.stores.length > 0 || usual === undefined) return Math.ceil(read(transferDays));
  return Math.ceil(usual.legs.slice(1).reduce((sum, leg) => sum + leg.p50, 0));
}

/**
 * What the warehouses of one SKU give each other before anything is bought: the worst line is served first, and no unit is given twice. The
 * answer is by line, most units first.
 */
export function movesAmong(
  details: readonly PlanDetail[],
  readFor: (d: PlanDetail) => PolicyReader,
): ReadonlyMap<PlanDetail, readonly Move[]> {
  const left = new Map(details.map((d) => [d, d.stock?.units ?? 0]));
  const placeOf = (d: PlanDetail) => ({
    warehouse: d.line.warehouse,
    units: left.get(d) ?? 0,
    dailyDemand: d.line.dailyDemand ?? 0,
    reorderPoint: d.line.reorderPoint ?? 0,
  });
  const wanting = details
    .filter((d) => d.ahead !== null && LACKING.includes(d.line.state) && (d.line.orderQuantity ?? 0) > 0)
    .toSorted((a, b) => PLAN_STATES.indexOf(a.line.state) - PLAN_STATES.indexOf(b.line.state) || b.line.unitsLost - a.line.unitsLost);
  const moves = new Map<PlanDetail, Move[]>();
  for (const to of wanting) {
    const donors = details
      .filter((from) => from.stock !== null && gives(from, to))
      .toSorted((a, b) => (left.get(b) ?? 0) - (left.get(a) ?? 0));
    for (const from of donors) {
      const found = transfer(placeOf(from), placeOf(to), to.input.carton);
      if (found === null) continue;
      left.set(from, (left.get(from) ?? 0) - found.units);
      left.set(to, (left.get(to) ?? 0) + found.units);
      const arrivesOn = addDays(to.line.asOf, 1 + daysFor(from, to, readFor(to)));
      moves.set(to, [...(moves.get(to) ?? []), { ...found, arrivesOn }]);
    }
  }
  return moves;
}
