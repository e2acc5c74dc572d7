import { z } from "zod";
import { saidOf } from "../app/promo/fields.ts";
import { openPromo, PROMO_PLANNERS, promoEntry } from "../app/promo/found.ts";
import { frameOf } from "../app/promo/frame.ts";
import { planPromo } from "../app/promo/plan.ts";
import type { Action } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import { PROMO_LABEL } from "../views/promo-forms.ts";
import { promoDeclared } from "../views/promo-list.ts";

const args = z.object({ promo: z.int().positive(), over: z.int().nonnegative() });

/** Changes what is known of a promotion, if nobody else has meanwhile. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: PROMO_PLANNERS,
  repeatable: false,
  async run({ promo: id, over }, context, asker, fields) {
    await openPromo(context, id);
    const frame = await frameOf(await saidOf(fields, PROMO_LABEL, context), context);
    const entry = promoEntry(
      "promo-change",
      { id },
      { name: frame.name, from: frame.from, to: frame.to, inboundBy: frame.inboundBy },
      context,
      asker,
    );
    const promo = await context.promos.change(id, frame, over, entry);
    if (!promo) {
      throw new UserError(
        "promo-changed-meanwhile",
        { zh: "这期间有人改过这次大促，你的修改没有保存。", en: "Somebody changed this promotion meanwhile; yours was not saved." },
        { zh: "重新打开“修改日期和 SKU”。", en: 'Open "Dates and SKUs" again.' },
      );
    }
    return { message: promoDeclared(await planPromo(context, promo), false), data: promo, audited: true };
  },
};
