import { z } from "zod";
import { INTAKE_ROLES } from "../app/intake/drop.ts";
import { planDay, refreshPlan } from "../app/plan.ts";
import type { Action } from "../app/types.ts";
import { importUndone } from "../views/intake-undone.ts";

const args = z.object({ importId: z.int().positive(), file: z.string() });

/** Takes back what an import brought: what it replaced is there again, and the plan is made anew. Refused when a later import rests on it. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: INTAKE_ROLES,
  repeatable: false,
  async run({ importId, file }, context) {
    const undone = await context.imports.undo(importId);
    await refreshPlan(context, await planDay(context));
    return { message: importUndone(importId, file, undone), data: { importId, ...undone }, noted: undone };
  },
};
