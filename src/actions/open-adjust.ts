import { z } from "zod";
import { purchaseBy } from "../app/purchase/decide-second.ts";
import { detailOf } from "../app/purchase/standing.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import { changePurchase } from "../views/purchase-adjust.ts";

const args = z.object({ purchase: z.int().positive() });

/** Opens the form that changes a line of an order. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: APPROVERS,
  repeatable: true,
  async run({ purchase: id }, context) {
    const purchase = await purchaseBy(id, context);
    const detail = await detailOf(purchase, context, (approved) => approved.id === id);
    if (!detail)
      throw new UserError(
        "nothing-planned",
        {
          zh: `${purchase.sku} 在 ${purchase.warehouse} 没有计划。`,
          en: `Nothing is planned of ${purchase.sku} in ${purchase.warehouse}.`,
        },
        { zh: "导入订单和库存报表后再改。", en: "Import its orders and an inventory report first." },
      );
    return { message: changePurchase(detail, purchase), data: { purchase: id } };
  },
};
