import { z } from "zod";
import { mayTakeBack, promoOf } from "../app/promo/found.ts";
import { planPromo } from "../app/promo/plan.ts";
import { formKey } from "../app/retro/found.ts";
import { may } from "../app/roles.ts";
import type { Action } from "../app/types.ts";
import { standingOf } from "../domain/promo/standing.ts";
import { maySee } from "../message/audience.ts";
import { assumeForm, changeForm, commitForm, spendForm, tickForm } from "../views/promo-forms.ts";
import { undoable, undoForm } from "../views/promo-undo.ts";

const args = z.object({
  promo: z.int().positive(),
  view: z.enum(["plan", "status", "review", "assume", "commit", "spend", "undo", "tick", "change"]),
});

/** Opens a view or a form of a promotion. Looking decides nothing. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: "everyone",
  repeatable: true,
  async run({ promo: id, view }, context, asker) {
    const promo = await promoOf(context, id);
    if (view === "plan" || view === "status" || view === "review") {
      const command = context.commands.get("promo");
      if (!command) throw new Error("the command promo is not there");
      return command.run({ verb: view, promo }, context, asker);
    }
    const form = formKey(context, asker);
    const asked = { promo: id, view };
    switch (view) {
      case "assume":
        return { message: assumeForm(promo, form), data: asked, reach: "asker" };
      case "commit":
        return { message: commitForm(promo, form), data: asked, reach: "asker" };
      case "change":
        return { message: changeForm(promo, await context.company.stores()), data: asked, reach: "asker" };
      case "undo": {
        const standing = standingOf(await context.promos.entries(id));
        const mine = undoable(standing).filter((e) => may(mayTakeBack(e.note.kind), asker.roles));
        return { message: undoForm(promo, mine, maySee(asker.clearance, "margin")), data: asked, reach: "asker" };
      }
      case "spend":
      case "tick": {
        const plan = await planPromo(context, promo);
        const shown = view === "spend" ? spendForm(promo, plan.currency, form) : tickForm(promo, plan.checklist, plan.standing, form);
        return { message: shown, data: asked, reach: "asker" };
      }
    }
  },
};
