import { z } from "zod";
import { purchaseEntry } from "../app/purchase-entry.ts";
import { orderJson } from "../app/purchase/answers.ts";
import { confirmedLines } from "../app/purchase/confirmed.ts";
import { refuseDearer } from "../app/purchase/dearer.ts";
import { dayPast } from "../app/purchase/fields.ts";
import { orderNow, orderVersion } from "../app/purchase/orders.ts";
import { namesOf, orderBy } from "../app/purchase/standing.ts";
import { dayOf, optional } from "../app/retro/fields.ts";
import { replan } from "../app/shipments/replan.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action } from "../app/types.ts";
import { addDays } from "../domain/calendar/day.ts";
import { LABEL } from "../views/purchase-labels.ts";
import { currencyOf, priceField, toPlace, unitsField } from "../views/purchase-order-forms.ts";
import { orderChanged, orderPlaced } from "../views/purchase-order-said.ts";

const args = z.object({ order: z.int().positive() });

/** An order is often written down some days after it was placed. */
const BACK_DAYS = 60;

/** Notes that an order was placed with its supplier, as confirmed. Purser places none itself. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: APPROVERS,
  repeatable: false,
  version: async ({ order }, context) => orderVersion(await orderBy(order, context)),
  async run({ order: id }, context, asker, fields) {
    const [now, names] = await Promise.all([orderNow(await orderBy(id, context), context), namesOf(context)]);
    const today = context.today(asker.zone);
    const lines = toPlace(now);
    if (now.order.state !== "open" || lines.length === 0)
      return { message: orderChanged(now, names), data: orderJson(now, asker.clearance), reach: "asker", undecided: true };
    const on = dayPast(fields, "orderedOn", LABEL.orderedOn, addDays(today, -BACK_DAYS), today);
    const readyOn = dayOf(fields, "readyOn", LABEL.readyOn, on);
    const reference = optional(fields, "reference", LABEL.reference);
    const confirmed = confirmedLines(lines, fields, { units: unitsField, price: priceField, currency: currencyOf }, readyOn);
    await refuseDearer(lines, confirmed, context, asker);
    const units = confirmed.reduce((sum, c) => sum + c.quantity, 0);
    const entry = purchaseEntry(
      "order-purchase",
      `order ${id}`,
      { order: id, supplier: now.order.supplier, reference, on, units },
      context,
      asker,
    );
    const placed = { reference, on, lines: confirmed, by: asker.member.slug, at: context.now };
    const done = await context.purchases.place(id, now.order.revision, placed, entry);
    if (done)
      await replan(
        context,
        lines.map((l) => l.purchase.sku),
      );
    const after = await orderNow(await orderBy(id, context), context);
    const data = orderJson(after, asker.clearance);
    if (!done) return { message: orderChanged(after, names), data, reach: "asker", undecided: true };
    return { message: orderPlaced(after), data, audited: true };
  },
};
