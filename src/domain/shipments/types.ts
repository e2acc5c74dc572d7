import { type Day, daysBetween } from "../calendar/day.ts";
import type { FreightMode } from "../facts/facts.ts";

/** As files say it, and `lost`, which only people say. The last three are over. */
export const TRACKED_STATES = ["booked", "left", "arrived", "received", "lost", "cancelled"] as const;
export type TrackedState = (typeof TRACKED_STATES)[number];

/** One SKU of a shipment, as the newest statement of each field says, be it a file's or somebody's. */
export interface ShipmentLine {
  readonly sku: string;
  readonly units: number;
  /** Counted in so far. */
  readonly received: number;
  /** Will not come any more. What is neither is still on its way while the state is open. */
  readonly short: number;
  readonly state: TrackedState;
  readonly mode: FreightMode | null;
  readonly bookedOn: Day | null;
  readonly leftOn: Day | null;
  readonly eta: Day | null;
  readonly arrivedOn: Day | null;
  readonly receivedOn: Day | null;
}

/** What a number means at one warehouse: two warehouses may use one number for two things. */
export interface ShipmentKey {
  readonly warehouse: string;
  readonly number: string;
}

export interface Shipment extends ShipmentKey {
  readonly lines: readonly ShipmentLine[];
  /** Of the first statement of somebody; null: only files know it. */
  readonly booked: { readonly by: string; readonly at: Date } | null;
  /** Warehouse that a transfer left; null: it comes from a supplier, or nobody said. */
  readonly from: string | null;
  readonly lane: string | null;
  /** Numbers of the approvals that it carries. */
  readonly purchases: readonly number[];
  readonly simulated: boolean;
  /** Differs whenever anything of it does: who decides on an older one is told so. */
  readonly version: string;
}

export const isOpen = (state: TrackedState): boolean => state === "booked" || state === "left" || state === "arrived";

/** Units that are still to come. */
export const dueUnits = (line: Pick<ShipmentLine, "state" | "units" | "received" | "short">): number =>
  isOpen(line.state) ? Math.max(0, line.units - line.received - line.short) : 0;

/** The state of the whole: that of what is least far while anything is open, else how most of it ended. */
export function stateOf(lines: readonly ShipmentLine[]): TrackedState {
  const open = lines.filter((l) => isOpen(l.state));
  const states = (open.length > 0 ? open : lines).map((l) => l.state);
  return TRACKED_STATES.find((s) => states.includes(s)) ?? "booked";
}

/** When the last of what is due can be sold; null where nobody said of any. */
export function etaOf(lines: readonly ShipmentLine[]): Day | null {
  const due = lines.filter((l) => isOpen(l.state));
  return (due.length > 0 ? due : lines).reduce<Day | null>(
    (last, l) => (l.eta !== null && (last === null || l.eta > last) ? l.eta : last),
    null,
  );
}

/** Days past its ETA without being there; 0 where it is not late, has no day or is over. Arrived goods are there, if not counted in. */
export function daysLate(lines: readonly ShipmentLine[], today: Day): number {
  const state = stateOf(lines);
  const eta = etaOf(lines);
  return (state === "booked" || state === "left") && eta !== null && eta < today ? daysBetween(eta, today) : 0;
}

/** What happened to a shipment. `by`: slug of the member; null: a file said so. */
export interface ShipmentEvent extends ShipmentKey {
  readonly id: number;
  readonly what: "seen" | "booked" | "eta" | "left" | "arrived" | "received" | "short" | "lost" | "cancelled" | "corrected";
  readonly day: Day | null;
  readonly etaBefore: Day | null;
  readonly eta: Day | null;
  readonly note: string | null;
  readonly by: string | null;
  readonly at: Date;
}
