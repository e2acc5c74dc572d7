import type { PromoPlan } from "../app/promo/plan.ts";
import type { Block } from "../message/message.ts";

export function promoTrackOfPlan(plan: PromoPlan): Block[] {
  return plan.lines.length > 0 ? [] : [];
}
