import { z } from "zod";
import { purchaseEntry } from "../app/purchase-entry.ts";
import { dayPast } from "../app/purchase/fields.ts";
import { transferBy } from "../app/purchase/transfer-by.ts";
import { afterPress, transferVersion } from "../app/purchase/transfer-changed.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action } from "../app/types.ts";
import { addDays, daysBetween } from "../domain/calendar/day.ts";
import { LABEL } from "../views/purchase-labels.ts";
import { transferMessage } from "../views/transfer.ts";

const args = z.object({ id: z.int().positive() });

/** Notes that a move has left. What it takes on the way stays as planned, so that it arrives as many days later. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: APPROVERS,
  repeatable: false,
  version: ({ id }, context) => transferVersion(id, context),
  async run({ id }, context, asker, fields) {
    const { sku, from, to, units, planAsOf, leavesOn, arrivesOn } = await transferBy(id, context);
    const today = context.today(asker.zone);
    const on = dayPast(fields, "leftOn", LABEL.leftOn, planAsOf, today);
    const entry = purchaseEntry("transfer-left", sku, { sku, from, to, units, on }, context, asker);
    const done = await context.transfers.leave(id, on, addDays(on, daysBetween(leavesOn, arrivesOn)), entry);
    return afterPress({ id, sku }, done, context, asker, transferMessage);
  },
};
