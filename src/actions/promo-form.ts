import { z } from "zod";
import { PROMO_PLANNERS } from "../app/promo/found.ts";
import { formKey } from "../app/retro/found.ts";
import type { Action } from "../app/types.ts";
import { newForm } from "../views/promo-forms.ts";

const args = z.object({});

/** Opens the form in which a promotion is declared. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: PROMO_PLANNERS,
  repeatable: true,
  async run(_args, context, asker) {
    return { message: newForm(await context.company.stores(), formKey(context, asker)), data: null, reach: "asker" };
  },
};
