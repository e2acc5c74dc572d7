import { z } from "zod";
import { purchaseEntry } from "../app/purchase-entry.ts";
import { notSecond, purchaseBy, secondVersion, who } from "../app/purchase/decide-second.ts";
import { endSecond } from "../app/purchase/tell-second.ts";
import { namesOf } from "../app/purchase/standing.ts";
import { replan } from "../app/shipments/replan.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action } from "../app/types.ts";
import { purchaseApproved } from "../views/purchase.ts";
import { notWaiting, samePerson } from "../views/purchase-second.ts";

const args = z.object({ id: z.int().positive() });

/** The second person's yes to a purchase above the limit. From then on it is on order for the plan. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: APPROVERS,
  notFor: ({ id }, context, asker) => notSecond(id, context, asker),
  repeatable: false,
  version: ({ id }, context) => secondVersion(id, context),
  async run({ id }, context, asker) {
    const seen = await purchaseBy(id, context);
    const { sku, warehouse, quantity, worth } = seen;
    const entry = purchaseEntry(
      "second-purchase",
      sku,
      { sku, warehouse, quantity, worth, first: seen.by, plan: seen.planAsOf },
      context,
      asker,
    );
    const done = await context.purchases.second(id, seen.revision, who(context, asker), entry);
    const purchase = done.kind === "unknown" ? seen : done.purchase;
    const names = await namesOf(context);
    if (done.kind === "done") {
      const message = purchaseApproved(purchase, asker.zone, names, null);
      await endSecond(seen, message, context);
      await replan(context, [sku]);
      return { message, data: purchase, audited: true };
    }
    const message = done.kind === "same-person" ? samePerson(purchase) : notWaiting(purchase, names, asker.zone);
    return { message, data: purchase, reach: "asker", undecided: true };
  },
};
