import { addDays, type Day } from "../calendar/day.ts";
import { freightDays, overdueDays, shelvingDays } from "../policy/declared/lead-time.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Arrival, PlanInput, Route } from "./types.ts";

export interface DatedArrival {
  readonly shipment: string;
  readonly day: Day;
  readonly units: number;
  /** `undated`: nobody said when, the lane's whole time is assumed; `overdue`: its day has passed without a receipt. */
  readonly assumed: "undated" | "overdue" | null;
}

/** Days of the lane with this mode; without one, the slowest (an early guess would hide a stock-out). */
function transit(mode: Arrival["mode"], routes: readonly Route[], read: PolicyReader): number {
  const same = routes.filter((r) => r.mode === mode);
  const of = same.length > 0 ? same : routes;
  return of.length > 0 ? Math.max(...of.map((r) => r.daysP50)) : read(freightDays) + read(shelvingDays);
}

/** Every shipment on its way with the day it is counted on, oldest first. Nothing is left out: what has no day gets the lane's. */
export function dateArrivals(input: Pick<PlanInput, "arrivals" | "routes" | "asOf">, read: PolicyReader): readonly DatedArrival[] {
  return input.arrivals
    .filter((a) => a.quantity > 0)
    .map((a): DatedArrival => {
      const { shipment, quantity: units } = a;
      if (a.day === null)
        return { shipment, units, day: addDays(input.asOf, Math.ceil(transit(a.mode, input.routes, read))), assumed: "undated" };
      if (a.day <= input.asOf) return { shipment, units, day: addDays(input.asOf, Math.ceil(read(overdueDays))), assumed: "overdue" };
      return { shipment, units, day: a.day, assumed: null };
    })
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
