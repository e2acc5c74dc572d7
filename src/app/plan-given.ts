import { addDays, type Day } from "../domain/calendar/day.ts";
import { dayIn } from "../domain/calendar/zone.ts";
import { type ApprovedMove, moveKnown, withMoves } from "../domain/purchase/moved.ts";
import type { PolicyOverride, PolicyPlace } from "../domain/policy/policy.ts";
import type { Approved, PlanInput, PlanLine, PlannedEvent } from "../domain/restock/types.ts";
import { saidUntil } from "./said-until.ts";
import type { Context } from "./types.ts";

/** Where the policies of a line are looked up: its first store, its role, itself. */
export function placeOf({ asOf, sku, role, stores: [store] }: Pick<PlanLine, "asOf" | "stores" | "role" | "sku">): PolicyPlace {
  const known = role !== null && role !== undefined;
  return { day: asOf, sku, ...(store !== undefined && { store }), ...(known && { role }) };
}

/** What plans are made of beside the facts: the rules in force, and what was approved to be bought. */
export interface Given {
  readonly overrides: readonly PolicyOverride[];
  readonly approved: ReadonlyMap<string, readonly Approved[]>;
  /** Moves between warehouses that were approved, those that were closed lately too. */
  readonly moves: readonly ApprovedMove[];
  /** Confirmed promotions ahead. */
  readonly events: ReadonlyMap<string, readonly PlannedEvent[]>;
  /** What people said up to this day counts: of orders and moves here, of shipments in the inputs that belong to it. */
  readonly until: Day;
}

// No goods take longer from order to shelf; what was approved before arrived or was never ordered.
const APPROVED_DAYS = 200;

export const at = (warehouse: string, sku: string): string => `${warehouse}/${sku}`;

export async function givenTo(
  context: Pick<Context, "policies" | "purchases" | "transfers" | "promos" | "company" | "today">,
  asOf: Day,
  sku?: string,
): Promise<Given> {
  const until = saidUntil(context, asOf);
  const [overrides, purchases, moves, promos] = await Promise.all([
    context.policies.overrides(),
    context.purchases.approved({ since: addDays(asOf, -APPROVED_DAYS), ...(sku !== undefined && { sku }) }),
    movesOf(context, asOf, until, sku),
    context.promos.events(addDays(asOf, 1), sku),
  ]);
  const events = new Map([...Map.groupBy(promos, (p) => at(p.warehouse, p.sku))].map(([place, of]) => [place, of.map((p) => p.event)]));
  const approved = new Map<string, Approved[]>();
  for (const p of purchases) {
    const place = at(p.warehouse, p.sku);
    const legs = p.legs !== undefined && p.legs.length > 0 ? p.legs : [{ mode: p.mode, units: p.quantity }];
    approved.set(place, [...(approved.get(place) ?? []), { id: p.id, day: p.planAsOf, legs, ...(p.readyOn && { readyOn: p.readyOn }) }]);
  }
  return { overrides, approved, moves, events, until };
}

/** No count of stock is worth anything that is older than a move of so long ago. */
const CLOSED_DAYS = 120;

/** Moves as they were known at the end of a day; what a shipment carries of them is counted with that. */
async function movesOf(
  { transfers, company }: Pick<Context, "transfers" | "company">,
  asOf: Day,
  until: Day,
  sku: string | undefined,
): Promise<readonly ApprovedMove[]> {
  const [counted, { zone }] = await Promise.all([
    transfers.counted({ since: addDays(asOf, -CLOSED_DAYS), until, ...(sku !== undefined && { sku }) }),
    company.company(),
  ]);
  return counted.flatMap((x) => {
    const written = { ...x, approvedOn: dayIn(zone, x.at), closedOn: x.closedAt === null ? null : dayIn(zone, x.closedAt) };
    return moveKnown(written, until) ?? [];
  });
}

/** An input with what was approved and confirmed for it. */
export function withGiven(input: PlanInput, given: Given): PlanInput {
  const place = at(input.warehouse, input.sku);
  const [approved, events] = [given.approved.get(place), given.events.get(place)];
  return withMoves({ ...input, ...(approved && { approved }), ...(events && { events }) }, given.moves);
}
