import { z } from "zod";
import { formKey, retroOf } from "../app/retro/found.ts";
import { retroNow } from "../app/retro/now.ts";
import type { Action } from "../app/types.ts";
import { actionForm, answerForm, decisionForm } from "../views/retro-forms.ts";

const args = z.object({ retro: z.int().nonnegative(), form: z.enum(["answer", "action", "decision"]) });

/** Opens a form about a retro. Looking decides nothing, and a form is as new as what it is about. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: "everyone",
  repeatable: true,
  async run({ retro: id, form }, context, asker) {
    const now = await retroNow(context, await retroOf(context, id));
    const members = await context.company.members();
    const key = formKey(context, asker);
    const open = {
      answer: () => answerForm(now, members),
      action: () => actionForm(now, members, key, context.today(now.zone)),
      decision: () => decisionForm(now, key),
    };
    return { message: open[form](), data: { retro: id, form }, reach: "asker" };
  },
};
