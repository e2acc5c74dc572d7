import { z } from "zod";
import { mayTakeBack, openPromo, PROMO_DECIDERS, PROMO_PLANNERS, promoEntry, promoOf } from "../app/promo/found.ts";
import { planPromo } from "../app/promo/plan.ts";
import { type Fields, written } from "../app/retro/fields.ts";
import { forbidden, may } from "../app/roles.ts";
import type { Action } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import type { PromoEntry } from "../domain/promo/types.ts";
import { PROMO_LABEL } from "../views/promo-forms.ts";
import { promoTakenBack, type Undoable } from "../views/promo-undo.ts";

/** Without an entry the form says which. */
const args = z.object({ promo: z.int().positive(), entry: z.int().positive().optional() });

const isUndoable = (e: PromoEntry): e is Undoable =>
  e.note.kind === "assumption" || e.note.kind === "commitment" || e.note.kind === "spend";

function entryOf(entries: readonly PromoEntry[], asked: number | undefined, fields: Fields): Undoable {
  const id = asked ?? Number(written(fields, "entry", PROMO_LABEL.entry));
  const found = entries.filter(isUndoable).find((e) => e.id === id);
  if (found) return found;
  throw new UserError(
    "no-such-entry",
    { zh: "这次大促没有这一条可以撤回。", en: "This promotion has no such entry to take back." },
    { zh: "重新打开“撤回填错的”。", en: 'Open "Take something back" again.' },
  );
}

/** Takes an entry back: an assumption, a commitment, a spend. It stays in the audit. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: [...new Set([...PROMO_PLANNERS, ...PROMO_DECIDERS])],
  repeatable: false,
  async run({ promo: id, entry: asked }, context, asker, fields) {
    const promo = await openPromo(context, id);
    const taken = entryOf(await context.promos.entries(id), asked, fields);
    const roles = mayTakeBack(taken.note.kind);
    if (!may(roles, asker.roles)) throw forbidden({ zh: "“撤回”（这一类）", en: '"take back" on this' }, roles);
    const entry = promoEntry("promo-withdraw", promo, { entry: taken.id }, context, asker);
    const note = { kind: "withdrawal", entry: taken.id } as const;
    const added = await context.promos.add(id, `withdraw ${taken.id}`, note, asker.member.slug, context.now, entry);
    return { message: promoTakenBack(await planPromo(context, await promoOf(context, id)), taken), data: added, audited: true };
  },
};
