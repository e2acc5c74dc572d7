import { z } from "zod";
import { planDay, planOfSku } from "../app/plan.ts";
import { purchaseEntry } from "../app/purchase-entry.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action, Context } from "../app/types.ts";
import { minorDigits } from "../domain/money/money.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import { UserError } from "../domain/user-error.ts";
import type { Purchase } from "../ports/purchases.ts";
import { alreadyApproved, purchaseApproved } from "../views/purchase.ts";

const args = z.object({ sku: z.string().min(1), warehouse: z.string().min(1) });
type Args = z.infer<typeof args>;

/** The line as it stands; or as if nothing of the same plan had been approved yet, which is what a first button was shown for. */
async function lineOf({ sku, warehouse }: Args, context: Context, before: boolean): Promise<PlanLine | undefined> {
  const asOf = await planDay(context);
  const { details } = await planOfSku(context, asOf, sku, (approved) => before && approved.day === asOf);
  return details.find((d) => d.line.warehouse === warehouse)?.line;
}

const wayOf = (line: PlanLine): string => line.legs.map((l) => `${l.mode ?? ""}:${l.units}`).join("+");

/** What stands of the same plan: a rest of it is added to that. */
async function sameOf(line: PlanLine, context: Context): Promise<Purchase | undefined> {
  const found = await context.purchases.approved({ since: line.asOf, sku: line.sku });
  return found.find((p) => p.warehouse === line.warehouse && p.planAsOf === line.asOf);
}

/** Approves what the plan proposes to buy. It is written down with who and when; nothing is ordered by it. */
export const action: Action<Args> = {
  args,
  roles: APPROVERS,
  repeatable: false,
  // Another quantity, way or day is another decision; that somebody was faster is none, and is answered with who it was.
  async version(deed, context) {
    const line = await lineOf(deed, context, true);
    return line && (line.orderQuantity ?? 0) > 0 ? `${line.asOf} ${line.orderQuantity} ${wayOf(line)}` : "nothing";
  },
  async run(deed, context, asker) {
    const line = await lineOf(deed, context, false);
    const same = line && (await sameOf(line, context));
    const already = async (purchase: Purchase) => {
      const by = (await context.company.members()).find((m) => m.slug === purchase.by)?.name ?? purchase.by;
      return { message: alreadyApproved(purchase, by, asker.zone), data: purchase, reach: "asker", undecided: true } as const;
    };
    if (!line || (line.orderQuantity ?? 0) <= 0) {
      if (same) return already(same);
      throw new UserError(
        "nothing-to-approve",
        { zh: `${deed.sku} 现在不需要采购。`, en: `${deed.sku} need not be bought now.` },
        { zh: `看最新计划：/restock ${deed.sku}`, en: `See the plan: /restock ${deed.sku}` },
      );
    }
    const { sku, warehouse, legs, currency } = line;
    const quantity = line.orderQuantity ?? 0;
    const { first, purchase } = await context.purchases.approve(
      {
        sku,
        warehouse,
        quantity,
        mode: line.routeMode,
        legs: legs.map((l) => ({ mode: l.mode, units: l.units })),
        cash: line.cash === null ? null : { amount: line.cash.toFixed(minorDigits(currency)), currency },
        planAsOf: line.asOf,
        by: asker.member.slug,
        at: context.now,
      },
      same,
      purchaseEntry("approve-purchase", { sku, warehouse, quantity }, context, asker),
    );
    if (!first) return already(purchase);
    return { message: purchaseApproved(purchase, asker.zone), data: purchase, audited: true };
  },
};
