import { z } from "zod";
import { retroEntry, retroOf } from "../app/retro/found.ts";
import { monthBefore } from "../domain/retro/dates.ts";
import { retell, retroBinding } from "../app/retro/now.ts";
import type { Action } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import { dressed } from "../views/retro-dress.ts";
import { closed, closedBefore } from "../views/retro-said.ts";

const args = z.object({ action: z.int().positive(), state: z.enum(["done", "dropped"]) });

/** An action is done, or given up. Every retro that tells of it says so. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: "everyone",
  repeatable: false,
  async run({ action: id, state }, context, asker) {
    const { retros, company, now } = context;
    const known = await retros.action(id);
    const retro = known && (await retroOf(context, known.retro));
    const ended =
      retro &&
      (await retros.close(
        id,
        state,
        asker.member.slug,
        now,
        retroEntry("retro-close", retro, { action: id, what: known.what, state }, context, asker),
      ));
    if (!retro || !ended) {
      throw new UserError(
        "no-such-action",
        { zh: "这项行动已经不在了。", en: "This action is not kept any more." },
        { zh: "用 /retro 看未完成的行动。", en: "See what is open with /retro." },
      );
    }
    const { first, action: ends } = ended;
    const names = new Map((await company.members()).map((m) => [m.slug, m.name]));
    if (!first && ends.closedBy !== null && ends.closedAt !== null && (ends.closedBy !== asker.member.slug || ends.state !== state)) {
      return {
        message: closedBefore(ends, names, asker.zone),
        data: ends,
        reach: "asker",
        first: { by: ends.closedBy, at: ends.closedAt },
      };
    }
    // Told of in the retro that it was taken on in, and in the newest one, which carries it.
    const zone = (await retroBinding(context, retro))?.zone ?? asker.zone;
    const newest = await retros.of(retro, monthBefore(context.today(zone)));
    for (const one of new Set([retro.id, newest?.id ?? retro.id])) await retell(context, one, dressed);
    return { message: closed(ends), data: ends, audited: true };
  },
};
