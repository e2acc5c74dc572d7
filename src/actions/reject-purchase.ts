import { z } from "zod";
import { purchaseEntry } from "../app/purchase-entry.ts";
import { notSecond, purchaseBy, secondVersion, who } from "../app/purchase/decide-second.ts";
import { endSecond } from "../app/purchase/tell-second.ts";
import { namesOf } from "../app/purchase/standing.ts";
import { written } from "../app/retro/fields.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action } from "../app/types.ts";
import { LABEL } from "../views/purchase-labels.ts";
import { notWaiting, rejected } from "../views/purchase-second.ts";

const args = z.object({ id: z.int().positive() });

/** Refuses a purchase that waits for a second person, with the reason. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: APPROVERS,
  notFor: ({ id }, context, asker) => notSecond(id, context, asker),
  repeatable: false,
  version: ({ id }, context) => secondVersion(id, context),
  async run({ id }, context, asker, fields) {
    const because = written(fields, "because", LABEL.refusal);
    const seen = await purchaseBy(id, context);
    const { sku, warehouse, quantity } = seen;
    const entry = purchaseEntry("reject-purchase", sku, { sku, warehouse, quantity, first: seen.by, because }, context, asker);
    const done = await context.purchases.reject(id, seen.revision, because, who(context, asker), entry);
    const names = await namesOf(context);
    if (done.kind === "done") {
      const message = rejected(done.purchase, names);
      await endSecond(seen, message, context);
      return { message, data: done.purchase, audited: true };
    }
    const purchase = done.kind === "unknown" ? seen : done.purchase;
    return { message: notWaiting(purchase, names, asker.zone), data: purchase, reach: "asker", undecided: true };
  },
};
