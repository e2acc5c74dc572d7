import { planDay, refreshPlan } from "../../app/plan.ts";
import type { Purser } from "../../main.ts";

/** Plans anew after something changed that plan lines are made of, so that nobody orders by what was true before. Answers how many. */
export async function renewPlan(purser: Purser): Promise<number> {
  // Nothing was ever imported: there is nothing to plan.
  if ((await purser.ports.company.freshness()).length === 0) return 0;
  const context = purser.contextAt(purser.clock.now());
  return refreshPlan(context, await planDay(context));
}
