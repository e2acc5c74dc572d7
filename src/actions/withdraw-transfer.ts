import { z } from "zod";
import { purchaseEntry } from "../app/purchase-entry.ts";
import { transferBy } from "../app/purchase/transfer-by.ts";
import { afterPress, transferVersion } from "../app/purchase/transfer-changed.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action } from "../app/types.ts";
import { transferMessage } from "../views/transfer.ts";

const args = z.object({ id: z.int().positive() });

/** Takes the approval of a move back, as long as nothing has left. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: APPROVERS,
  repeatable: false,
  version: ({ id }, context) => transferVersion(id, context),
  async run({ id }, context, asker) {
    const { sku, from, to, units } = await transferBy(id, context);
    const done = await context.transfers.withdraw(id, purchaseEntry("withdraw-transfer", sku, { sku, from, to, units }, context, asker));
    return afterPress({ id, sku }, done, context, asker, transferMessage);
  },
};
