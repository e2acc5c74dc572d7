import { z } from "zod";
import { purchaseEntry } from "../app/purchase-entry.ts";
import { optionalUnits } from "../app/purchase/fields.ts";
import { transferBy } from "../app/purchase/transfer-by.ts";
import { afterPress, transferVersion } from "../app/purchase/transfer-changed.ts";
import { optional } from "../app/retro/fields.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import { LABEL } from "../views/purchase-labels.ts";
import { transferMessage } from "../views/transfer.ts";

const args = z.object({ id: z.int().positive() });

/** Received, or given up: nothing more is expected of a move. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: APPROVERS,
  repeatable: false,
  version: ({ id }, context) => transferVersion(id, context),
  async run({ id }, context, asker, fields) {
    const { sku, from, to, units } = await transferBy(id, context);
    const received = optionalUnits(fields, "received", LABEL.received);
    const because = optional(fields, "because", LABEL.note);
    if ((received ?? 0) !== units && because === null)
      throw new UserError(
        "why-not-all",
        {
          zh: received === null ? "没有填实收数量。" : `实收 ${received} 件，批准的是 ${units} 件。`,
          en: received === null ? "It is not said how many were received." : `${received} units received, ${units} were approved.`,
        },
        { zh: "数量不同或取消调拨时，请写明原因。", en: "Where it is not all of them, say why in the note." },
      );
    const entry = purchaseEntry("transfer-close", sku, { sku, from, to, units, received, because }, context, asker);
    const closed = { received, because, by: asker.member.slug, at: context.now };
    const done = await context.transfers.close(id, closed, entry);
    return afterPress({ id, sku }, done, context, asker, transferMessage);
  },
};
