import { addDays, type Day } from "../calendar/day.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { LeadTime } from "../restock/lead-time.ts";
import { mayGive } from "../restock/moves.ts";
import { moveDays } from "../restock/transfer-days.ts";
import type { PlanInput, PlanLine } from "../restock/types.ts";

/** What another warehouse can give of a SKU now, and when it could be sold. */
export interface Spare {
  readonly from: string;
  readonly units: number;
  readonly arrivesOn: Day;
}

/** A line of the kept plan, and what its warehouse is. */
export type Giver = Pick<PlanLine, "warehouse" | "stores" | "state" | "onHand" | "dailyDemand" | "reorderPoint" | "orderQuantity"> &
  Pick<PlanInput, "site">;

/** The pool of another country's platform is behind its border, whoever draws on it. */
const beyond = (giver: Giver["site"], to: PlanInput["site"]): boolean =>
  giver?.kind === "platform-pool" && to !== undefined && giver.country !== to.country;

/**
 * Whole cartons that other warehouses can give today and keep their own reorder point, as in the plan of restock, the soonest first. `leaves`: the first
 * day on which goods can leave.
 */
export function sparesFor(
  to: PlanInput,
  givers: readonly Giver[],
  { usual, leaves, read }: { readonly usual: LeadTime | undefined; readonly leaves: Day; readonly read: PolicyReader },
): readonly Spare[] {
  const pack = Math.max(1, Math.ceil(to.carton ?? 1));
  return givers
    .filter((g) => g.warehouse !== to.warehouse && mayGive(g, g.onHand !== null, to) && !beyond(g.site, to.site))
    .flatMap((g): Spare[] => {
      const units = Math.floor(((g.onHand ?? 0) - (g.reorderPoint ?? 0)) / pack) * pack;
      if (units <= 0) return [];
      // From a warehouse of no store goods travel as an order does, only that they are made already.
      const takes =
        moveDays(g.warehouse, g.stores.length > 0 || usual === undefined, to, read)?.p50 ??
        Math.ceil((usual?.legs ?? []).slice(1).reduce((sum, leg) => sum + leg.p50, 0));
      return [{ from: g.warehouse, units, arrivesOn: addDays(leaves, takes) }];
    })
    .toSorted((a, b) => (a.arrivesOn < b.arrivesOn ? -1 : a.arrivesOn > b.arrivesOn ? 1 : b.units - a.units));
}
