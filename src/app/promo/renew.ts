import { standingOf } from "../../domain/promo/standing.ts";
import { replan } from "../shipments/replan.ts";
import type { Context } from "../types.ts";

/** The plan that people see knows of a promotion as it stands from now on: lines of the SKUs that were confirmed for it. */
export async function renewPlan(
  context: Pick<Context, "plans" | "policies" | "purchases" | "transfers" | "promos" | "demandModel" | "company" | "today">,
  promo: number,
): Promise<void> {
  const confirmed = standingOf(await context.promos.entries(promo)).quantities?.note.lines ?? [];
  const skus = [...new Set(confirmed.map((l) => l.sku))];
  if (skus.length > 0) await replan(context, skus);
}
