import { z } from "zod";
import { readBinding } from "../app/binding-words.ts";
import { KEEPERS } from "../app/roles.ts";
import type { Action } from "../app/types.ts";
import { bound, readersOf } from "../views/setup.ts";

const args = z.object({ platform: z.string().min(1), channel: z.string().min(1) });

/** Binds a channel to a purpose, as its form says. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: KEEPERS,
  // A form may be filled in again, for the next purpose or after a mistake.
  repeatable: true,
  async run(where, { company: data, audit, now }, asker, fields) {
    const [company, stores] = await Promise.all([data.company(), data.stores()]);
    const purpose = fields["purpose"] ?? "";
    // What its form does not ask stays as somebody set it.
    const before = (await data.bindings()).find(
      (b) => b.purpose === purpose && b.platform === where.platform && b.channel === where.channel,
    );
    const binding = readBinding({ currency: before?.currency ?? undefined, ...fields, ...where, purpose }, company, stores);
    await data.saveBinding(binding);
    const details = { ...binding, from: { platform: asker.platform, channel: asker.channel } };
    await audit.record({ at: now, by: asker.member.slug, what: "setup-channel", on: `${where.platform} ${where.channel}`, details });
    return { message: bound(binding, await readersOf(asker)), data: binding };
  },
};
