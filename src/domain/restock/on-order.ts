import { addDays, type Day, daysBetween, later } from "../calendar/day.ts";
import { overdueDays } from "../policy/declared/lead-time.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { DatedArrival } from "./arrivals.ts";
import { durationLeft, durationQuantile } from "./duration.ts";
import { addLegs, type LeadTime } from "./lead-time.ts";
import type { Approved, PlanInput } from "./types.ts";

/** How an approval is called among the arrivals. */
export const shipmentOf = (approval: { readonly id: number }): string => `#${approval.id}`;

type Legs = { readonly mode: Approved["legs"][number]["mode"]; units: number }[];

function timeOf(mode: Approved["legs"][number]["mode"], times: readonly LeadTime[]): LeadTime | undefined {
  return times.find((t) => t.route?.mode === mode) ?? times[0];
}

/** An approval of so long ago that even the slowest way would have brought it: it arrived under another name, or was never ordered. */
function lapsed(approved: Approved, asOf: Day, times: readonly LeadTime[]): boolean {
  return daysBetween(later(approved.day, approved.readyOn ?? approved.day), asOf) > Math.max(...times.map((t) => t.p90));
}

/**
 * What of each approval no shipment carries yet, by its number. Each is used up by what was booked after it, the oldest first and its most
 * urgent part first, so that no unit is counted both as on order and as on its way.
 */
export function notBooked(input: Pick<PlanInput, "approved" | "booked">): ReadonlyMap<Approved, Legs> {
  const approvals = (input.approved ?? []).toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.id - b.id));
  const booked = (input.booked ?? []).map((b) => ({ ...b })).toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const left = new Map<Approved, Legs>();
  for (const approval of approvals) {
    const legs: Legs = approval.legs.map((l) => ({ ...l }));
    for (const shipment of booked) {
      if (shipment.day <= approval.day) continue;
      for (const leg of legs) {
        const carried = Math.min(leg.units, shipment.units);
        leg.units -= carried;
        shipment.units -= carried;
      }
    }
    left.set(approval, legs);
  }
  return left;
}

/** What was approved and is no shipment yet, with the day on which it should be there. */
export function onOrder(
  input: Pick<PlanInput, "approved" | "booked" | "asOf">,
  times: readonly LeadTime[],
  read: PolicyReader,
): readonly DatedArrival[] {
  if (times.length === 0) return [];
  return [...notBooked(input)].flatMap(([approval, legs]) => {
    if (lapsed(approval, input.asOf, times)) return [];
    return legs
      .filter((l) => l.units > 0)
      .map((l): DatedArrival => {
        const whole = timeOf(l.mode, times);
        // From a confirmed day on only the way is left; production stands first among the legs.
        const time = whole && approval.readyOn !== undefined ? addLegs(whole.route, whole.legs.slice(1)) : whole;
        const ordered = approval.readyOn ?? addDays(approval.day, 1);
        const due = addDays(ordered, time?.p50 ?? 0);
        const late = due <= input.asOf;
        const left = late && time ? durationLeft(time.days, daysBetween(ordered, input.asOf)) : null;
        const soon = Math.ceil(read(overdueDays));
        const day = late ? addDays(input.asOf, left ? durationQuantile(left, 0.5) : soon) : due;
        const p90 = late ? addDays(input.asOf, left ? durationQuantile(left, 0.9) : soon) : addDays(ordered, time?.p90 ?? 0);
        return {
          shipment: shipmentOf(approval),
          units: l.units,
          day,
          assumed: late ? "overdue" : null,
          p90,
          ...(l.mode && { mode: l.mode }),
        };
      });
  });
}
