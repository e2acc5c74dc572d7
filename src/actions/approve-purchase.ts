import { z } from "zod";
import { planDay } from "../app/plan.ts";
import { planSku, toBuy, transfersTo } from "../app/restock-sku.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action, Context } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import { alreadyApproved, purchaseApproved } from "../views/purchase.ts";

const args = z.object({ sku: z.string().min(1), warehouse: z.string().min(1) });
type Args = z.infer<typeof args>;

async function proposal({ sku, warehouse }: Args, context: Context) {
  const { details } = await planSku(context, await planDay(context), sku);
  const detail = details.find((d) => d.line.warehouse === warehouse);
  if (!detail) return undefined;
  const transfers = transfersTo(detail, details);
  const quantity = toBuy(detail, transfers);
  return quantity > 0 ? { line: detail.line, quantity, moved: transfers.length > 0 } : undefined;
}

/** Approves what the plan proposes to buy. It is written down with who and when; nothing is ordered by it. */
export const action: Action<Args> = {
  args,
  roles: APPROVERS,
  repeatable: false,
  // Another quantity, way or day is another decision.
  async version(deed, context) {
    const found = await proposal(deed, context);
    return found ? `${found.line.asOf} ${found.quantity} ${found.line.routeMode ?? ""}` : "nothing";
  },
  async run(deed, context, asker) {
    const found = await proposal(deed, context);
    if (!found) {
      throw new UserError(
        "nothing-to-approve",
        { zh: `${deed.sku} 现在不需要采购。`, en: `${deed.sku} need not be bought now.` },
        { zh: `看最新计划：/restock ${deed.sku}`, en: `See the plan: /restock ${deed.sku}` },
      );
    }
    const { line, quantity, moved } = found;
    const { first, purchase } = await context.purchases.approve({
      sku: line.sku,
      warehouse: line.warehouse,
      quantity,
      mode: line.routeMode,
      // The plan's cash is that of the whole order; what a move leaves of it was not worked out.
      cash: line.cash === null || moved ? null : { amount: line.cash.toFixed(2), currency: line.currency },
      planAsOf: line.asOf,
      by: asker.member.slug,
      at: context.now,
    });
    if (first) return { message: purchaseApproved(purchase, asker.zone), data: purchase };
    const by = (await context.company.members()).find((m) => m.slug === purchase.by)?.name ?? purchase.by;
    return { message: alreadyApproved(purchase, by, asker.zone), data: purchase, reach: "asker" };
  },
};
