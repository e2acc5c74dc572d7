import { z } from "zod";
import { RETRO_HOLDERS, retroEntry, retroOf } from "../app/retro/found.ts";
import { retell, retroBinding, retroNow } from "../app/retro/now.ts";
import type { Action } from "../app/types.ts";
import { dressed } from "../views/retro-dress.ts";
import { frozenMessage, frozenText } from "../views/retro-frozen.ts";
import { frozenBefore, frozenNow } from "../views/retro-said.ts";

const args = z.object({ retro: z.int().nonnegative() });

/** Fixes the figures of a retro before their day. A second one changes nothing. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: RETRO_HOLDERS,
  repeatable: false,
  async run({ retro: id }, context, asker) {
    const { retros, outbox, now: at } = context;
    const known = await retroOf(context, id);
    const entry = retroEntry("retro-freeze", known, { asOf: known.said.asOf }, context, asker);
    const { first, retro } = await retros.freeze(id, asker.member.slug, at, entry);
    const now = await retroNow(context, retro);
    const message = frozenMessage(now);
    // Whoever froze it and died before saying so is made good by whoever comes next: the reply has a key.
    const binding = await retroBinding(context, retro);
    const post = {
      key: `${retro.key}:frozen`,
      platform: retro.platform,
      channel: retro.channel,
      replyTo: retro.key,
      job: "monthly-retro",
      message,
      lang: binding?.lang ?? asker.lang,
      expiresAt: null,
    };
    if (await outbox.byKey(retro.key)) await outbox.put([post], at);
    await retell(context, id, dressed);
    if (!first && retro.frozenAt !== null && (retro.frozenBy !== asker.member.slug || retro.frozenAt.getTime() !== at.getTime())) {
      const mark = { first: { by: retro.frozenBy ?? "purser", at: retro.frozenAt } };
      return { message: frozenBefore(retro, frozenText(now)), data: { retro: id }, reach: "asker", ...mark };
    }
    return { message: frozenNow(retro), data: { retro: id, frozenAt: retro.frozenAt }, audited: true, reach: "asker" };
  },
};
