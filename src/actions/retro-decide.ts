import { z } from "zod";
import { written } from "../app/retro/fields.ts";
import { retroEntry, retroOf } from "../app/retro/found.ts";
import { retell } from "../app/retro/now.ts";
import type { Action } from "../app/types.ts";
import { dressed } from "../views/retro-dress.ts";
import { LABEL } from "../views/retro-forms.ts";
import { decided } from "../views/retro-said.ts";

const args = z.object({ retro: z.int().nonnegative(), form: z.string().min(1) });

/** Notes what the meeting decided, and why. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: "everyone",
  repeatable: false,
  async run({ retro: id, form }, context, asker, fields) {
    const retro = await retroOf(context, id);
    const [what, why] = [written(fields, "decision", LABEL.decision), written(fields, "why", LABEL.why)];
    const entry = retroEntry("retro-decide", retro, { what, why }, context, asker);
    const decision = await context.retros.decide(id, form, { what, why, by: asker.member.slug, at: context.now }, entry);
    await retell(context, id, dressed);
    return { message: decided(decision), data: decision, audited: true };
  },
};
