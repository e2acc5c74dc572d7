import { z } from "zod";
import { LOOKERS, nextShipment } from "../app/attention/fields.ts";
import type { Action } from "../app/types.ts";
import { subjectOf } from "../domain/alerts/stock-out.ts";
import { assignForm, snoozeForm } from "../views/attention-forms.ts";

const line = z.object({ warehouse: z.string().min(1), sku: z.string().min(1) });
const args = z.object({ form: z.enum(["snooze", "assign"]), lines: z.array(line).min(1) });

/** Opens the form that snoozes a line or assigns it. Looking decides nothing. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: LOOKERS,
  repeatable: true,
  async run({ form, lines }, context) {
    const [only] = lines.length === 1 ? lines : [];
    if (form === "snooze") {
      const coming = only ? nextShipment(await context.shipments.find({ open: true, ...only }), only) : undefined;
      return { message: snoozeForm(lines, coming), data: { form, lines }, reach: "asker" };
    }
    const [members, assignments] = await Promise.all([context.company.members(), context.attention.assignments()]);
    const on = only && assignments.find((a) => subjectOf(a) === subjectOf(only));
    const message = assignForm(lines, members, on?.member ?? null);
    return { message, data: { form, lines }, reach: "asker" };
  },
};
