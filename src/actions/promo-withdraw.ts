import { z } from "zod";
import { openPromo, PROMO_PLANNERS, promoEntry, promoOf } from "../app/promo/found.ts";
import { planPromo } from "../app/promo/plan.ts";
import type { Action } from "../app/types.ts";
import { promoPlan } from "../views/promo-plan.ts";

const args = z.object({ promo: z.int().positive(), entry: z.int().positive() });

/** Takes an entry back: a commitment that was called off. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: PROMO_PLANNERS,
  repeatable: false,
  async run({ promo: id, entry: taken }, context, asker) {
    const promo = await openPromo(context, id);
    const entry = promoEntry("promo-withdraw", promo, { entry: taken }, context, asker);
    const added = await context.promos.add(
      id,
      `withdraw ${taken}`,
      { kind: "withdrawal", entry: taken },
      asker.member.slug,
      context.now,
      entry,
    );
    return { message: promoPlan(await planPromo(context, await promoOf(context, id))), data: added, audited: true };
  },
};
