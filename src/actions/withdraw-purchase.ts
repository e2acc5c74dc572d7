import { z } from "zod";
import { purchaseEntry } from "../app/purchase-entry.ts";
import { endSecond } from "../app/purchase/tell-second.ts";
import { replan } from "../app/shipments/replan.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action, Context } from "../app/types.ts";
import type { Purchase } from "../ports/purchases.ts";
import { unitsText } from "../views/purchase-words.ts";
import { message } from "../message/message.ts";

const args = z.object({ id: z.int().positive(), sku: z.string().min(1) });
type Args = z.infer<typeof args>;

const standing = async ({ id, sku }: Args, { purchases }: Pick<Context, "purchases">): Promise<Purchase | undefined> => {
  const found = await purchases.byId(id);
  return found?.sku === sku && ["waiting", "approved", "ordered"].includes(found.state) ? found : undefined;
};

/** Takes an approval back, as long as nothing was ordered with it. */
export const action: Action<Args> = {
  args,
  roles: APPROVERS,
  repeatable: false,
  // A rest that was approved since belongs to it: who takes back 100 must not take back 150.
  version: async (deed, context) => `${(await standing(deed, context))?.quantity ?? "none"}`,
  async run(deed, context, asker) {
    const { id, sku } = deed;
    const purchase = await standing(deed, context);
    const entry =
      purchase &&
      purchaseEntry("withdraw-purchase", sku, { sku, warehouse: purchase.warehouse, quantity: purchase.quantity }, context, asker);
    const done = await context.purchases.withdraw(id, entry);
    const ordered = !done && (await context.purchases.byId(id))?.state === "ordered";
    const title = done
      ? { zh: `已撤销 ${sku} 的采购批准`, en: `The approval for ${sku} is taken back` }
      : ordered
        ? { zh: `${sku} 已向供应商下单，不能撤销批准`, en: `${sku} is ordered with the supplier: its approval cannot be taken back` }
        : { zh: `${sku} 的采购批准之前已撤销`, en: `The approval for ${sku} was taken back before` };
    const lead = {
      zh: "先与供应商取消，再在 /purchase 里关闭采购单。",
      en: "Cancel it with the supplier, then close the order in /purchase.",
    };
    if (done) await replan(context, [sku]);
    const { name } = asker.member;
    const whose = purchase && {
      zh: `${name} 撤销，${unitsText(purchase.quantity).zh} → ${purchase.warehouse}。`,
      en: `By ${name}: ${unitsText(purchase.quantity).en} for ${purchase.warehouse}.`,
    };
    const said = message({ title, ...(ordered ? { lead } : done && whose && { lead: whose }) });
    if (done && purchase?.state === "waiting") await endSecond(purchase, said, context);
    return {
      message: said,
      data: { id, withdrawn: done },
      audited: done,
      ...(!done && { undecided: true as const }),
    };
  },
};
