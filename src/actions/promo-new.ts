import { z } from "zod";
import { saidOf } from "../app/promo/fields.ts";
import { promoEntry, PROMO_PLANNERS } from "../app/promo/found.ts";
import { frameOf } from "../app/promo/frame.ts";
import { planPromo } from "../app/promo/plan.ts";
import type { Action } from "../app/types.ts";
import { PROMO_LABEL } from "../views/promo-forms.ts";
import { promoDeclared } from "../views/promo-list.ts";

const args = z.object({ form: z.string().min(1) });

/** Declares a promotion, once for a form. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: PROMO_PLANNERS,
  repeatable: false,
  async run({ form }, context, asker, fields) {
    const frame = await frameOf(await saidOf(fields, PROMO_LABEL, context), context);
    const entry = promoEntry("promo-new", null, { name: frame.name }, context, asker);
    const promo = await context.promos.declare(frame, form, asker.member.slug, context.now, entry);
    return { message: promoDeclared(await planPromo(context, promo), true), data: promo, audited: true };
  },
};
