import { z } from "zod";
import { openPromo, PROMO_PLANNERS, promoEntry } from "../app/promo/found.ts";
import { renewPlan } from "../app/promo/renew.ts";
import type { Action } from "../app/types.ts";
import { promoEnded } from "../views/promo-said.ts";

const args = z.object({ promo: z.int().positive() });

/** Calls a promotion off: the plan counts it no more, and what was entered is kept. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: PROMO_PLANNERS,
  repeatable: false,
  async run({ promo: id }, context, asker) {
    const promo = await openPromo(context, id);
    const entry = promoEntry("promo-call-off", promo, { name: promo.name }, context, asker);
    const changed = await context.promos.change(id, { state: "called-off" }, promo.revision, entry);
    await renewPlan(context, id);
    return { message: promoEnded(changed ?? promo), data: changed ?? promo, audited: true };
  },
};
