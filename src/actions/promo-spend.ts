import { z } from "zod";
import { amountField } from "../app/promo/fields.ts";
import { openPromo, PROMO_DECIDERS, promoEntry, promoOf } from "../app/promo/found.ts";
import { planPromo } from "../app/promo/plan.ts";
import { written } from "../app/retro/fields.ts";
import type { Action } from "../app/types.ts";
import { maySee } from "../message/audience.ts";
import { PROMO_LABEL } from "../views/promo-forms.ts";
import { promoSpent } from "../views/promo-said.ts";

const args = z.object({ promo: z.int().positive(), form: z.string().min(1), currency: z.string().length(3) });

/** Books what was taken of the emergency budget, and says how much is left. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: PROMO_DECIDERS,
  repeatable: false,
  async run({ promo: id, form, currency }, context, asker, fields) {
    const promo = await openPromo(context, id);
    const what = written(fields, "what", PROMO_LABEL.what);
    const amount = amountField(fields, "amount", PROMO_LABEL.amount, false);
    const entry = promoEntry("promo-spend", promo, { what, amount, currency }, context, asker);
    const added = await context.promos.add(id, form, { kind: "spend", what, amount, currency }, asker.member.slug, context.now, entry);
    return {
      message: promoSpent(
        await planPromo(context, await promoOf(context, id)),
        added.id,
        { what, amount, currency },
        maySee(asker.clearance, "margin"),
      ),
      data: added,
      audited: true,
    };
  },
};
