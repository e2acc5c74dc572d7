import { type Day, daysBetween } from "../calendar/day.ts";
import type { FreightMode } from "../facts/facts.ts";

/**
 * As files say it, and `lost`, which only people say. `landed`: at the port, customs ahead; `cleared`: through customs, on the way to the warehouse; who
 * does not follow a shipment so closely goes from `left` to `arrived`. The last three are over.
 */
export const TRACKED_STATES = ["booked", "left", "landed", "cleared", "arrived", "received", "lost", "cancelled"] as const;
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
  readonly landedOn: Day | null;
  readonly clearedOn: Day | null;
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

/** Of what is still on its way, in the order in which it comes. */
export const OPEN_STATES = ["booked", "left", "landed", "cleared", "arrived"] as const satisfies readonly TrackedState[];
export type OpenState = (typeof OPEN_STATES)[number];

export const isOpen = (state: TrackedState): state is OpenState => OPEN_STATES.some((s) => s === state);

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

/** The first line's that has one: SKUs of one shipment travel together, and a file may say it of some only. */
export const dayIn = (
  lines: readonly ShipmentLine[],
  field: "bookedOn" | "leftOn" | "landedOn" | "clearedOn" | "arrivedOn" | "receivedOn",
): Day | null => lines.reduce<Day | null>((found, l) => found ?? l[field], null);

/** Days past its ETA without being there; 0 where it is not late, has no day or is over. Arrived goods are there, if not counted in. */
export function daysLate(lines: readonly ShipmentLine[], today: Day): number {
  const state = stateOf(lines);
  const eta = etaOf(lines);
  return isOpen(state) && state !== "arrived" && eta !== null && eta < today ? daysBetween(eta, today) : 0;
}

/** What happened to a shipment. `by`: slug of the member; null: a file said so. */
export interface ShipmentEvent extends ShipmentKey {
  readonly id: number;
  readonly what:
    | "seen"
    | "booked"
    | "eta"
    | "left"
    | "landed"
    | "cleared"
    | "arrived"
    | "received"
    | "short"
    | "lost"
    | "cancelled"
    | "corrected";
  readonly day: Day | null;
  readonly etaBefore: Day | null;
  readonly eta: Day | null;
  readonly note: string | null;
  readonly by: string | null;
  readonly at: Date;
}
