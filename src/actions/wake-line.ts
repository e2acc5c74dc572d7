import { z } from "zod";
import { LOOKERS } from "../app/attention/fields.ts";
import type { Action } from "../app/types.ts";
import { subjectOf } from "../domain/alerts/stock-out.ts";
import { UserError } from "../domain/user-error.ts";
import { wokenSaid } from "../views/attention.ts";

const args = z.object({ id: z.int().positive(), warehouse: z.string().min(1), sku: z.string().min(1) });

/** Takes a snooze back: the line is told of again. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: LOOKERS,
  repeatable: false,
  async run({ id, ...place }, context, asker) {
    const entry = {
      at: context.now,
      by: asker.member.slug,
      what: "wake-line",
      on: subjectOf(place),
      details: { platform: asker.platform, channel: asker.channel, id },
    };
    if (!(await context.attention.end(id, "undone", asker.member.slug, context.now, entry)))
      throw new UserError(
        "snooze-over",
        { zh: `${place.sku} 的这次暂缓已经结束。`, en: `This snooze of ${place.sku} is over already.` },
        { zh: `看现在的情况：/restock ${place.sku}`, en: `See how it stands: /restock ${place.sku}` },
      );
    return { message: wokenSaid(place, asker.member.name), data: { id }, audited: true };
  },
};
