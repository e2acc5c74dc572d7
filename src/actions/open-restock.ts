import { z } from "zod";
import type { StockWords } from "../app/restock-words.ts";
import { forbidden, may } from "../app/roles.ts";
import type { Action } from "../app/types.ts";

const args = z.object({ sku: z.string().min(1), warehouse: z.string().min(1) });

/** Opens `/restock SKU` at a warehouse. Looking decides nothing, so that whoever may type it may press it as often as they like. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: "everyone",
  repeatable: true,
  async run({ sku, warehouse }, context, asker) {
    const restock = context.commands.get("restock");
    if (!restock) throw new Error("the command restock is not there");
    if (!may(restock.roles, asker.roles)) throw forbidden({ zh: " /restock 命令", en: "/restock" }, restock.roles);
    // Codes and not words: a SKU may be called `all`, as a state is.
    const words: StockWords = { sku, warehouse, store: null, states: null, top: null };
    return restock.run(words, context, asker);
  },
};
