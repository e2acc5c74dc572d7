import { z } from "zod";
import { APPROVERS } from "../app/roles.ts";
import type { Action } from "../app/types.ts";
import { day } from "../domain/calendar/day.ts";
import { message } from "../message/message.ts";

const args = z.object({ id: z.int().positive(), sku: z.string().min(1) });

/** Takes an approval back, as long as nothing was ordered with it. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: APPROVERS,
  repeatable: false,
  async run({ id, sku }, context) {
    const all = await context.purchases.approved({ since: day("1970-01-01"), sku });
    const purchase = all.find((p) => p.id === id);
    const done = await context.purchases.withdraw(id);
    const title = done
      ? { zh: `已撤销 ${sku} 的采购批准`, en: `The approval for ${sku} is taken back` }
      : { zh: `${sku} 的采购批准之前已撤销`, en: `The approval for ${sku} was taken back before` };
    const noted = purchase && { sku, warehouse: purchase.warehouse, quantity: purchase.quantity };
    return {
      message: message({ title }),
      data: { id, withdrawn: done },
      ...(noted && { noted }),
      ...(!done && { already: true as const }),
    };
  },
};
