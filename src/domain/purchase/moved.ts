import { addDays, type Day } from "../calendar/day.ts";
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
}

/** A move of which nobody said for so long after its day that it was received is taken to be there, or never made: counted no more. */
export const FORGOTTEN_DAYS = 14;

/** How a move is called among the arrivals. */
export const moveNumber = ({ id }: { readonly id: number }): string => `T${id}`;

const isCounted = (m: ApprovedMove, asOf: Day): boolean => m.units > 0 && addDays(m.arrivesOn, FORGOTTEN_DAYS) >= asOf;

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
 * What is known of a SKU at one warehouse with the approved moves of the SKU: to the receiver they are arrivals; of the giver's stock they are
 * promised, until a count of after the day they left shows them gone.
 */
export function withMoves(input: PlanInput, moves: readonly ApprovedMove[]): PlanInput {
  const mine = moves.filter((m) => m.sku === input.sku && isCounted(m, input.asOf));
  const coming = mine.filter((m) => m.to === input.warehouse);
  const going = mine.filter(
    (m) => m.from === input.warehouse && !(m.leftOn !== null && input.onHandDay !== null && input.onHandDay >= m.leftOn),
  );
  if (coming.length === 0 && going.length === 0) return input;
  let arrivals: readonly Arrival[] = input.arrivals;
  let promised = 0;
  for (const m of going) {
    // What leaves later than an order could waits for goods that are still on their way.
    const waits = m.leftOn === null && m.leavesOn > addDays(input.asOf, 1);
    const taken = waits ? fromArrivals(arrivals, m.units, addDays(m.leavesOn, -1)) : { arrivals, rest: m.units };
    arrivals = taken.arrivals;
    promised += taken.rest;
  }
  // Its day was reckoned from what moves and the lane took before: their lateness is not added a second time.
  const moved = coming.map((m): Arrival => ({ shipment: moveNumber(m), day: m.arrivesOn, quantity: m.units, mode: null, moved: true }));
  return { ...input, arrivals: [...arrivals, ...moved], ...(promised > 0 && { promised }) };
}
