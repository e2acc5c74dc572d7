import { z } from "zod";
import { chosenLine, LOOKERS, nextShipment, reasonOf, untilOf } from "../app/attention/fields.ts";
import { currentPlan } from "../app/plan.ts";
import type { Action } from "../app/types.ts";
import { seenOf } from "../domain/alerts/attention.ts";
import { subjectOf } from "../domain/alerts/stock-out.ts";
import { UserError } from "../domain/user-error.ts";
import { snoozedSaid } from "../views/attention.ts";

const line = z.object({ warehouse: z.string().min(1), sku: z.string().min(1) });
const args = z.object({ lines: z.array(line).min(1) });

/** Hears nothing of a line for a while. How it stands is kept with it, so that it comes back when it gets worse. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: LOOKERS,
  repeatable: false,
  async run({ lines }, context, asker, fields) {
    const place = chosenLine(lines, fields);
    const today = context.today(asker.zone);
    const next = nextShipment(await context.shipments.find({ open: true, ...place }), place);
    const until = untilOf(fields, today, next);
    const planned = (await currentPlan(context)).lines.find((l) => subjectOf(l) === subjectOf(place));
    if (!planned)
      throw new UserError(
        "nothing-planned",
        { zh: `${place.sku} 在 ${place.warehouse} 已经不在计划里。`, en: `${place.sku} in ${place.warehouse} is in the plan no more.` },
        { zh: "不用暂缓。", en: "There is nothing to snooze." },
      );
    const reason = reasonOf(fields);
    const snooze = await context.attention.snooze(
      { ...place, ...until, reason, seen: seenOf(planned), by: asker.member.slug, at: context.now },
      {
        at: context.now,
        by: asker.member.slug,
        what: "snooze-line",
        on: subjectOf(place),
        details: { platform: asker.platform, channel: asker.channel, ...until, reason },
      },
    );
    const names = new Map((await context.company.members()).map((m) => [m.slug, m.name]));
    return { message: snoozedSaid(snooze, names), data: snooze, audited: true };
  },
};
