import { z } from "zod";
import { linkOf, memberOf, optional, written } from "../app/retro/fields.ts";
import { retroEntry, retroOf } from "../app/retro/found.ts";
import { retell } from "../app/retro/now.ts";
import type { Action } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import { dressed } from "../views/retro-dress.ts";
import { LABEL } from "../views/retro-forms.ts";
import { answered, answeredBefore } from "../views/retro-said.ts";

/** `seen`: answers that stood when the form was opened, by event, with their revision. */
const args = z.object({ retro: z.int().nonnegative(), seen: z.record(z.string(), z.int().positive()) });

/** Says why something exceptional happened. Whoever was faster in the meantime stands, and the other one is told. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: "everyone",
  repeatable: false,
  async run({ retro: id, seen }, context, asker, fields) {
    const retro = await retroOf(context, id);
    const members = await context.company.members();
    const key = written(fields, "event", LABEL.event);
    const event = retro.said.events.find((e) => e.key === key);
    if (!event) {
      throw new UserError(
        "no-such-event",
        { zh: `复盘里没有“${key}”这处异常。`, en: `The retro has no exception "${key}".` },
        { zh: "数据更新后它可能不再异常，请重新打开表单。", en: "On newer data it may be none any more: open the form again." },
      );
    }
    const link = linkOf(written(fields, "link", LABEL.link), LABEL.link);
    const owner = optional(fields, "owner", LABEL.owner);
    const answer = {
      event: key,
      link,
      why: written(fields, "why", LABEL.why),
      change: written(fields, "change", LABEL.change),
      owner: owner === null ? null : memberOf(owner, members, LABEL.owner),
      by: asker.member.slug,
      at: context.now,
    };
    const entry = retroEntry(
      "retro-answer",
      retro,
      { event: key, link, why: answer.why, change: answer.change, owner: answer.owner },
      context,
      asker,
    );
    const { saved, stands } = await context.retros.answer(id, answer, seen[key] ?? null, entry);
    const names = new Map(members.map((m) => [m.slug, m.name]));
    // The same press, repeated after a process died between the deed and its mark.
    const mine = !saved && stands.by === answer.by && stands.at.getTime() === answer.at.getTime();
    if (!saved && !mine)
      return { message: answeredBefore(event, stands, names, asker.zone), data: stands, reach: "asker", undecided: true };
    await retell(context, id, dressed);
    return { message: answered(event, stands, names), data: stands, audited: true };
  },
};
