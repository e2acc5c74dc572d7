import { z } from "zod";
import { adjusted } from "../app/purchase/adjust.ts";
import { purchaseBy } from "../app/purchase/decide-second.ts";
import { detailOf } from "../app/purchase/standing.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import { maySee } from "../message/audience.ts";
import { adjustedMessage } from "../views/purchase-adjust.ts";
import { LABEL } from "../views/purchase-labels.ts";

/** `purchase`: the line of an order that is to be changed. */
const args = z.object({ sku: z.string().min(1), warehouse: z.string().min(1), purchase: z.int().positive().optional() });

/** Shows what another quantity or way would do, before anybody approves it. It decides nothing and can be tried again. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: APPROVERS,
  repeatable: true,
  async run({ sku, warehouse, purchase: id }, context, asker, fields) {
    const instead = id === undefined ? null : await purchaseBy(id, context);
    if (instead && instead.state !== "approved" && instead.state !== "waiting")
      throw new UserError(
        "cannot-change",
        { zh: `${sku} 的这笔采购已不能改。`, en: `This purchase of ${sku} cannot be changed any more.` },
        {
          zh: "已下单、撤销或关闭的行不能改；需要更多请重新批准。",
          en: "What is ordered, taken back or closed stays as it is; approve more instead.",
        },
      );
    const detail = await detailOf({ sku, warehouse }, context, (approved) => approved.id === instead?.id);
    if (!detail)
      throw new UserError(
        "nothing-planned",
        { zh: `${sku} 在 ${warehouse} 没有计划。`, en: `Nothing is planned of ${sku} in ${warehouse}.` },
        { zh: `看最新计划：/restock ${sku}`, en: `See the plan: /restock ${sku}` },
      );
    const made = adjusted(detail, fields, LABEL);
    const { before, after, packing, wish } = made;
    const money = maySee(asker.clearance, "margin");
    const shown = (e: typeof before) => (money ? e : { ...e, cash: null });
    return {
      message: adjustedMessage(made, instead && { id: instead.id, revision: instead.revision }),
      data: { sku, warehouse, wish, before: shown(before), after: shown(after), packing },
    };
  },
};
