import { z } from "zod";
import type { Action } from "../app/types.ts";

const args = z.object({ sku: z.string().min(1), warehouse: z.string().min(1) });

/** Opens `/restock SKU` at a warehouse. Looking decides nothing, so that anybody may press it as often as they like. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: "everyone",
  repeatable: true,
  async run({ sku, warehouse }, context, asker) {
    const restock = context.commands.get("restock");
    if (!restock) throw new Error("the command restock is not there");
    return restock.run(await restock.parse([sku, warehouse], context, asker), context, asker);
  },
};
