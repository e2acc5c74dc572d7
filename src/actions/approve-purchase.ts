import { z } from "zod";
import { purchaseEntry } from "../app/purchase-entry.ts";
import { ruling, waits } from "../app/purchase/limit.ts";
import { besideOf, detailOf, namesOf, type Place, standingOf, wayOf } from "../app/purchase/standing.ts";
import { tellSecond } from "../app/purchase/tell-second.ts";
import { decided, Wish } from "../app/purchase/wished.ts";
import { replan } from "../app/shipments/replan.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action, Answer, Asker, Context } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import type { NewPurchase, Purchase } from "../ports/purchases.ts";
import { alreadyApproved, purchaseApproved } from "../views/purchase.ts";
import { purchaseWaiting } from "../views/purchase-second.ts";

/** `wish`: what a person wants instead of what is proposed. `instead`: the line of an order that it takes the place of. */
const args = z.object({
  sku: z.string().min(1),
  warehouse: z.string().min(1),
  wish: Wish.optional(),
  instead: z.object({ id: z.int().positive(), revision: z.int().nonnegative() }).optional(),
});
type Args = z.infer<typeof args>;

const nothing = ({ sku }: Place): UserError =>
  new UserError(
    "nothing-to-approve",
    { zh: `${sku} 现在不需要采购。`, en: `${sku} need not be bought now.` },
    { zh: `看最新计划：/restock ${sku}`, en: `See the plan: /restock ${sku}` },
  );

/** Of two who pressed the second one hears who was first; what waits can be agreed to right there. */
async function already(purchase: Purchase, context: Context, asker: Asker): Promise<Answer> {
  const names = await namesOf(context);
  const message =
    purchase.state === "waiting"
      ? purchaseWaiting({ purchase, names, zone: asker.zone, ruling: null })
      : alreadyApproved(purchase, names.get(purchase.by) ?? purchase.by, asker.zone);
  return { message, data: purchase, reach: "asker", undecided: true };
}

/** Lines and legs that a press decides on beside the plan's own proposal. */
const mark = ({ wish, instead }: Args): string => (wish === undefined ? "" : ` wish${instead ? ` ${instead.id}:${instead.revision}` : ""}`);

async function write(
  deed: Args,
  wanted: NewPurchase,
  same: Purchase | undefined,
  context: Context,
  asker: Asker,
): Promise<{ readonly first: boolean; readonly purchase: Purchase }> {
  const { sku, warehouse, quantity, state, worth = null, proposed = null } = wanted;
  const what = deed.instead ? "change-purchase" : "approve-purchase";
  const entry = purchaseEntry(
    what,
    sku,
    { sku, warehouse, quantity, worth, proposed, state: state ?? "approved", plan: wanted.planAsOf },
    context,
    asker,
  );
  if (!deed.instead) return context.purchases.approve(wanted, same, entry);
  const done = await context.purchases.revise(deed.instead.id, deed.instead.revision, wanted, entry);
  if (done.kind === "unknown") throw nothing(deed);
  return { first: done.kind === "done", purchase: done.purchase };
}

/** Approves what the plan proposes to buy, or what a person made of it. It is written down with who and when; nothing is ordered by it. */
export const action: Action<Args> = {
  args,
  roles: APPROVERS,
  repeatable: false,
  // Another quantity, way or day is another decision; that somebody was faster with the same one is none, and is answered with who it was.
  async version(deed, context) {
    const line = (await detailOf(deed, context, (approved, asOf) => approved.day === asOf))?.line;
    if (!line) return "nothing";
    if (deed.wish === undefined) return (line.orderQuantity ?? 0) > 0 ? `${line.asOf} ${line.orderQuantity} ${wayOf(line)}` : "nothing";
    // What a person wants does not shrink by what somebody else approved meanwhile, so that this must be the same still.
    const { approved, waiting } = await standingOf(deed, line.asOf, context);
    const standing = [approved, waiting].map((p) => (p ? `${p.id}:${p.revision}` : "")).join(" ");
    return `${line.asOf} ${line.orderQuantity ?? ""} ${wayOf(line)} ${standing}${mark(deed)}`;
  },
  async run(deed, context, asker) {
    const detail = await detailOf(deed, context, (approved) => approved.id === deed.instead?.id);
    const standing = detail && (await standingOf(deed, detail.line.asOf, context));
    const same = deed.instead ? undefined : standing?.approved;
    if (!deed.instead && standing?.waiting) return already(standing.waiting, context, asker);
    if (!detail || (deed.wish === undefined && (detail.line.orderQuantity ?? 0) <= 0)) {
      if (same) return already(same, context, asker);
      throw nothing(deed);
    }
    const wanted = await decided(context, asker, detail, deed.wish ?? null);
    const { asOf, sku } = detail.line;
    const supplier = detail.input.supplier?.code ?? null;
    const beside = await besideOf({ sku, supplier }, asOf, context, deed.instead ? [deed.instead.id] : []);
    const ruled = await ruling(context, asker, wanted.worth ?? null, beside);
    const { first, purchase } = await write(deed, { ...wanted, state: waits(ruled) ? "waiting" : "approved" }, same, context, asker);
    if (!first) return already(purchase, context, asker);
    const names = await namesOf(context);
    // The lines that lists show are kept: they know of it at once.
    await replan(context, [sku]);
    if (purchase.state !== "waiting")
      return { message: purchaseApproved(purchase, asker.zone, names, ruled), data: purchase, audited: true };
    const message = purchaseWaiting({ purchase, names, zone: asker.zone, ruling: ruled });
    await tellSecond(purchase, detail.line.stores, message, context, asker);
    return { message, data: purchase, audited: true };
  },
};
