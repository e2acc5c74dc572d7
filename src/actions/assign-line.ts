import { z } from "zod";
import { chosenLine, LABEL, LOOKERS } from "../app/attention/fields.ts";
import type { Action } from "../app/types.ts";
import { subjectOf } from "../domain/alerts/stock-out.ts";
import { UserError } from "../domain/user-error.ts";
import { assignedSaid, releasedSaid } from "../views/attention.ts";

const line = z.object({ warehouse: z.string().min(1), sku: z.string().min(1) });
const args = z.object({ lines: z.array(line).min(1) });

/** Nobody, as the form says it. */
const NOBODY = "-";

/** Says who is on a line, in the channel and by name; or that nobody is any more. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: LOOKERS,
  repeatable: false,
  async run({ lines }, context, asker, fields) {
    const place = chosenLine(lines, fields);
    const members = await context.company.members();
    const wanted = fields["member"]?.trim() ?? "";
    const entry = {
      at: context.now,
      by: asker.member.slug,
      what: "assign-line",
      on: subjectOf(place),
      details: { platform: asker.platform, channel: asker.channel, member: wanted },
    };
    if (wanted === NOBODY) {
      const standing = (await context.attention.assignments()).find((a) => subjectOf(a) === subjectOf(place));
      if (!standing || !(await context.attention.release(standing.id, asker.member.slug, context.now, entry)))
        throw new UserError("nobody-on-it", {
          zh: `${place.sku} 本来就没有人负责。`,
          en: `Nobody is on ${place.sku} as it is.`,
        });
      return { message: releasedSaid(place, asker.member.name), data: place, audited: true };
    }
    const member = members.find((m) => m.slug === wanted || m.name === wanted);
    if (!member)
      throw new UserError(
        "field-no-member",
        wanted === ""
          ? { zh: `“${LABEL.member.zh}”没有选。`, en: `"${LABEL.member.en}" is empty.` }
          : { zh: `没有成员“${wanted}”。`, en: `No member is called "${wanted}".` },
        { zh: `成员：${members.map((m) => m.name).join("、")}`, en: `Members: ${members.map((m) => m.name).join(", ")}` },
      );
    const made = await context.attention.assign({ ...place, member: member.slug, by: asker.member.slug, at: context.now }, entry);
    return { message: assignedSaid(made, new Map(members.map((m) => [m.slug, m.name]))), data: made, audited: true };
  },
};
