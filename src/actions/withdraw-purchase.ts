import { z } from "zod";
import { purchaseEntry } from "../app/purchase-entry.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action, Context } from "../app/types.ts";
import { day } from "../domain/calendar/day.ts";
import { message } from "../message/message.ts";
import type { Purchase } from "../ports/purchases.ts";

const args = z.object({ id: z.int().positive(), sku: z.string().min(1) });
type Args = z.infer<typeof args>;

async function standing({ id, sku }: Args, context: Context): Promise<Purchase | undefined> {
  return (await context.purchases.approved({ since: day("1970-01-01"), sku })).find((p) => p.id === id);
}

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
      purchase && purchaseEntry("withdraw-purchase", { sku, warehouse: purchase.warehouse, quantity: purchase.quantity }, context, asker);
    const done = await context.purchases.withdraw(id, entry);
    const title = done
      ? { zh: `已撤销 ${sku} 的采购批准`, en: `The approval for ${sku} is taken back` }
      : { zh: `${sku} 的采购批准之前已撤销`, en: `The approval for ${sku} was taken back before` };
    return { message: message({ title }), data: { id, withdrawn: done }, audited: done, ...(!done && { undecided: true as const }) };
  },
};
