import { z } from "zod";
import { forbidden, may } from "../app/roles.ts";
import type { Action } from "../app/types.ts";

const args = z.object({ sku: z.string().min(1) });

/** Opens the return rate of a SKU, six weeks and twelve months beside the year before. Looking decides nothing, so that whoever may type it may press it as often as they like. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: "everyone",
  repeatable: true,
  async run({ sku }, context, asker) {
    const kpi = context.commands.get("kpi");
    if (!kpi) throw new Error("the command kpi is not there");
    if (!may(kpi.roles, asker.roles)) throw forbidden({ zh: " /kpi 命令", en: "/kpi" }, kpi.roles);
    // Said as a code and in quotation marks: a SKU may be called `gmv`, as a KPI is, or have a space.
    const code = sku.includes('"') ? `sku:${sku}` : `sku:"${sku}"`;
    const question = await kpi.parse(["return-rate", code, "6-12"], context, asker);
    return kpi.run(question, context, asker);
  },
};
