import { z } from "zod";
import { amountField, dayField, skuField } from "../app/promo/fields.ts";
import { openPromo, PROMO_PLANNERS, promoEntry, promoOf } from "../app/promo/found.ts";
import { planPromo } from "../app/promo/plan.ts";
import { optional, written } from "../app/retro/fields.ts";
import type { Action } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import { PROMO_LABEL } from "../views/promo-forms.ts";
import { promoCommitted } from "../views/promo-said.ts";

const args = z.object({ promo: z.int().positive(), form: z.string().min(1) });

/** Enters what a creator was promised, and says whether it can be kept. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: PROMO_PLANNERS,
  repeatable: false,
  async run({ promo: id, form }, context, asker, fields) {
    const promo = await openPromo(context, id);
    const creator = written(fields, "creator", PROMO_LABEL.creator);
    const sku = (await skuField(fields, "sku", PROMO_LABEL.sku, context)) ?? written(fields, "sku", PROMO_LABEL.sku);
    const code = optional(fields, "code", PROMO_LABEL.code);
    const units = amountField(fields, "units", PROMO_LABEL.units, true);
    const from = dayField(fields, "from", PROMO_LABEL.from) ?? promo.from;
    const to = dayField(fields, "to", PROMO_LABEL.to) ?? promo.to;
    if (to < from) {
      throw new UserError("promo-wrong-days", {
        zh: `“${PROMO_LABEL.to.zh}” ${to} 早于“${PROMO_LABEL.from.zh}” ${from}。`,
        en: `"${PROMO_LABEL.to.en}", ${to}, is before "${PROMO_LABEL.from.en}", ${from}.`,
      });
    }
    const entry = promoEntry("promo-commit", promo, { creator, ...(code !== null && { code }), sku, units, from, to }, context, asker);
    const added = await context.promos.add(
      id,
      form,
      { kind: "commitment", creator, ...(code !== null && { code }), sku, units, from, to },
      asker.member.slug,
      context.now,
      entry,
    );
    const plan = await planPromo(context, await promoOf(context, id));
    return { message: promoCommitted(plan, added), data: added, audited: true };
  },
};
