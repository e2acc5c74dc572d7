import { z } from "zod";
import { forbidden, may } from "../app/roles.ts";
import type { Action } from "../app/types.ts";

/** What is opened: a supplier's order, or a move between warehouses. */
const args = z.union([z.object({ order: z.int().positive() }), z.object({ transfer: z.int().positive() })]);

/** Opens `/purchase 12` or `/purchase T5`. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: "everyone",
  repeatable: true,
  async run(what, context, asker) {
    const purchase = context.commands.get("purchase");
    if (!purchase) throw new Error("the command purchase is not there");
    if (!may(purchase.roles, asker.roles)) throw forbidden({ zh: " /purchase 命令", en: "/purchase" }, purchase.roles);
    const words = "order" in what ? [String(what.order)] : [`T${what.transfer}`];
    return purchase.run(await purchase.parse(words, context, asker), context, asker);
  },
};
