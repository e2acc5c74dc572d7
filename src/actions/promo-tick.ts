import { z } from "zod";
import { openPromo, PROMO_PLANNERS, promoEntry } from "../app/promo/found.ts";
import { planPromo } from "../app/promo/plan.ts";
import { written } from "../app/retro/fields.ts";
import type { Action } from "../app/types.ts";
import { standingOf } from "../domain/promo/standing.ts";
import { UserError } from "../domain/user-error.ts";
import { PROMO_LABEL } from "../views/promo-forms.ts";
import { promoTicked } from "../views/promo-said.ts";

const args = z.object({ promo: z.int().positive(), form: z.string().min(1) });

/** Marks an item of the checklist as done, or as not done after all. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: PROMO_PLANNERS,
  repeatable: false,
  async run({ promo: id, form }, context, asker, fields) {
    const promo = await openPromo(context, id);
    const text = written(fields, "item", PROMO_LABEL.item);
    const plan = await planPromo(context, promo);
    const found = plan.checklist.find((c) => c.id === text || c.label.zh === text || c.label.en === text);
    if (!found) {
      throw new UserError("field-no-choice", {
        zh: `“${PROMO_LABEL.item.zh}”没有“${text}”这一项。`,
        en: `"${PROMO_LABEL.item.en}" has no "${text}".`,
      });
    }
    const done = !plan.standing.done.has(found.id);
    const entry = promoEntry("promo-tick", promo, { item: found.id, done }, context, asker);
    const added = await context.promos.add(id, form, { kind: "tick", item: found.id, done }, asker.member.slug, context.now, entry);
    return { message: promoTicked({ ...plan, standing: standingOf(await context.promos.entries(id)) }), data: added, audited: true };
  },
};
