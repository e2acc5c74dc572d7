import { addDays, type Day } from "../calendar/day.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { moveWays } from "../restock/move-ways.ts";
import { mayGive } from "../restock/moves.ts";
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
  { leaves, read }: { readonly leaves: Day; readonly read: PolicyReader },
): readonly Spare[] {
  const pack = Math.max(1, Math.ceil(to.carton ?? 1));
  return givers
    .filter((g) => g.warehouse !== to.warehouse && mayGive(g, g.onHand !== null, to) && !beyond(g.site, to.site))
    .flatMap((g): Spare[] => {
      const units = Math.floor(((g.onHand ?? 0) - (g.reorderPoint ?? 0)) / pack) * pack;
      return units <= 0 ? [] : [{ from: g.warehouse, units, arrivesOn: addDays(leaves, moveWays(g, to, read).usual.takes) }];
    })
    .toSorted((a, b) => (a.arrivesOn < b.arrivesOn ? -1 : a.arrivesOn > b.arrivesOn ? 1 : b.units - a.units));
}
