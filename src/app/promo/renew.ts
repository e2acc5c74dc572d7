import type { Promo } from "../../domain/promo/types.ts";
import { planDay, refreshPlan } from "../plan.ts";
import type { Context } from "../types.ts";

/** The kept plan lines know of the promotion from now on; of one that is over they need not. */
export async function renewPlan(
  context: Pick<Context, "plans" | "policies" | "purchases" | "transfers" | "promos" | "demandModel" | "company" | "today">,
  promo: Promo,
): Promise<void> {
  const asOf = await planDay(context);
  if (promo.to > asOf) await refreshPlan(context, asOf);
}
