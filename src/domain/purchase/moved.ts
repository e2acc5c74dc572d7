import { addDays, type Day, earlier } from "../calendar/day.ts";
import type { FreightMode } from "../facts/facts.ts";
import type { Arrival, PlanInput } from "../restock/types.ts";

/** A move between two warehouses that was approved, as the planner has to count it. */
export interface ApprovedMove {
  readonly id: number;
  readonly sku: string;
  readonly from: string;
  readonly to: string;
  /** Those that no shipment carries: a shipment is counted by itself. */
  readonly units: number;
  readonly leavesOn: Day;
  /** null: it has not left, or nobody said. */
  readonly leftOn: Day | null;
  readonly arrivesOn: Day;
  /** Absent or null: it goes from next door, or nobody said how. */
  readonly mode?: FreightMode | null;
  /** Closed on this day, with so many counted in. Absent: still to come. */
  readonly closed?: { readonly on: Day; readonly received: number };
}

/** A move as it was written down. */
export interface WrittenMove extends Omit<ApprovedMove, "closed"> {
  /** Units that shipments carry of it. */
  readonly shipped: number;
  readonly approvedOn: Day;
  /** null: it is not closed. */
  readonly closedOn: Day | null;
  /** Counted in, once it is closed; null: nobody said, or it was given up. */
  readonly received: number | null;
}

/**
 * A move as it was known at the end of a day; null where nobody had approved it. What was closed took with it what had left, or what came in where
 * nobody said that it left: then it left as planned.
 */
export function moveKnown(written: WrittenMove, until: Day): ApprovedMove | null {
  const { shipped, approvedOn, closedOn, received, ...move } = written;
  if (approvedOn > until) return null;
  const alone = (units: number): number => Math.max(0, units - shipped);
  const leftOn = move.leftOn !== null && move.leftOn <= until ? move.leftOn : null;
  if (closedOn === null || closedOn > until) return { ...move, leftOn, units: alone(move.units) };
  const came = received ?? 0;
  return {
    ...move,
    units: alone(leftOn === null ? came : Math.max(move.units, came)),
    leftOn: leftOn ?? earlier(move.leavesOn, closedOn),
    closed: { on: closedOn, received: alone(came) },
  };
}

/** A move of which nobody said for so long after its day that it was received is taken to be there, or never made: counted no more. */
export const FORGOTTEN_DAYS = 14;

/** How a move is called among the arrivals. */
export const moveNumber = ({ id }: { readonly id: number }): string => `T${id}`;

const isCounted = (m: ApprovedMove, asOf: Day): boolean =>
  m.units > 0 && (m.closed !== undefined || addDays(m.arrivesOn, FORGOTTEN_DAYS) >= asOf);

/** Goods that came by moves are stock from the day on which they were counted in, until a count of the warehouse has them. */
function withReceived(input: PlanInput, moves: readonly ApprovedMove[]): PlanInput {
  const { onHand, onHandDay } = input;
  if (onHand === null || onHandDay === null) return input;
  const came = moves.flatMap((m) =>
    m.to === input.warehouse && m.closed && m.closed.received > 0 && m.closed.on > onHandDay
      ? [{ shipment: moveNumber(m), units: m.closed.received, day: m.closed.on }]
      : [],
  );
  if (came.length === 0) return input;
  return {
    ...input,
    onHand: onHand + came.reduce((sum, c) => sum + c.units, 0),
    received: [...(input.received ?? []), ...came].toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
  };
}

const withSent = ({ onHand, sent = 0 }: PlanInput, units: number): Pick<PlanInput, "onHand" | "sent"> =>
  units === 0 || onHand === null ? { onHand } : { onHand: onHand - units, sent: sent + units };

/** Takes units away from what arrives until a day, the latest first: a move that waits for goods takes those. What is left over is returned. */
function fromArrivals(
  arrivals: readonly Arrival[],
  units: number,
  until: Day,
): { readonly arrivals: readonly Arrival[]; readonly rest: number } {
  let rest = units;
  const taken = new Map<Arrival, number>();
  for (const a of arrivals.filter((x) => x.day !== null && x.day <= until).toSorted((x, y) => ((x.day ?? "") < (y.day ?? "") ? 1 : -1))) {
    const n = Math.min(rest, Math.max(0, a.quantity));
    taken.set(a, n);
    rest -= n;
  }
  return { arrivals: arrivals.map((a) => ({ ...a, quantity: a.quantity - (taken.get(a) ?? 0) })), rest };
}

/**
 * What is known of a SKU at one warehouse with the approved moves of the SKU: to the receiver they are arrivals, and stock once they are closed; of
 * the giver's stock they are promised until they leave, and gone from then on, which a count of that day or later shows by itself.
 */
export function withMoves(known: PlanInput, moves: readonly ApprovedMove[]): PlanInput {
  const mine = moves.filter((m) => m.sku === known.sku && isCounted(m, known.asOf));
  const input = withReceived(known, mine);
  const coming = mine.filter((m) => m.to === input.warehouse && m.closed === undefined);
  const going = mine.filter(
    (m) => m.from === input.warehouse && !(m.leftOn !== null && input.onHandDay !== null && input.onHandDay >= m.leftOn),
  );
  if (coming.length === 0 && going.length === 0) return input;
  let arrivals: readonly Arrival[] = input.arrivals;
  const sent = going.reduce((sum, m) => sum + (m.leftOn === null ? 0 : m.units), 0);
  let promised = 0;
  for (const m of going.filter((x) => x.leftOn === null)) {
    // What leaves later than an order could waits for goods that are still on their way.
    const waits = m.leavesOn > addDays(input.asOf, 1);
    const taken = waits ? fromArrivals(arrivals, m.units, addDays(m.leavesOn, -1)) : { arrivals, rest: m.units };
    arrivals = taken.arrivals;
    promised += taken.rest;
  }
  // Its day was reckoned from what moves and the lane took before: their lateness is not added a second time.
  const moved = coming.map((m): Arrival => ({
    shipment: moveNumber(m),
    day: m.arrivesOn,
    quantity: m.units,
    mode: m.mode ?? null,
    moved: true,
  }));
  return { ...input, arrivals: [...arrivals, ...moved], ...(promised > 0 && { promised }), ...withSent(input, sent) };
}
