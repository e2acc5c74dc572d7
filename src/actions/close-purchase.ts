import { z } from "zod";
import { purchaseEntry } from "../app/purchase-entry.ts";
import { orderJson } from "../app/purchase/answers.ts";
import { who } from "../app/purchase/decide-second.ts";
import { orderNow, orderVersion } from "../app/purchase/orders.ts";
import { namesOf, orderBy } from "../app/purchase/standing.ts";
import { endSecond } from "../app/purchase/tell-second.ts";
import { written } from "../app/retro/fields.ts";
import { replan } from "../app/shipments/replan.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action } from "../app/types.ts";
import { LABEL } from "../views/purchase-labels.ts";
import { orderChanged, orderClosed } from "../views/purchase-order-said.ts";

const args = z.object({ order: z.int().positive() });

/** Nothing more is expected of an order: what was not shipped is no longer on order for the plan. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: APPROVERS,
  repeatable: false,
  version: async ({ order }, context) => orderVersion(await orderBy(order, context)),
  async run({ order: id }, context, asker, fields) {
    const because = written(fields, "because", LABEL.closing);
    const before = await orderBy(id, context);
    const entry = purchaseEntry("close-purchase", `order ${id}`, { order: id, supplier: before.supplier, because }, context, asker);
    const done = await context.purchases.close(id, because, who(context, asker), entry);
    if (done)
      await replan(
        context,
        before.lines.map((l) => l.sku),
      );
    const [now, names] = await Promise.all([orderNow(await orderBy(id, context), context), namesOf(context)]);
    const data = orderJson(now, asker.clearance);
    if (!done) return { message: orderChanged(now, names), data, reach: "asker", undecided: true };
    const message = orderClosed(now);
    for (const l of before.lines.filter((x) => x.state === "waiting")) await endSecond(l, message, context);
    return { message, data, audited: true };
  },
};
