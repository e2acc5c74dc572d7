import { z } from "zod";
import { planDay, planOfSku } from "../app/plan.ts";
import { purchaseEntry } from "../app/purchase-entry.ts";
import { namesOf } from "../app/purchase/standing.ts";
import { replan } from "../app/shipments/replan.ts";
import { APPROVERS } from "../app/roles.ts";
import type { Action, Context } from "../app/types.ts";
import { addDays, type Day } from "../domain/calendar/day.ts";
import type { Move } from "../domain/restock/types.ts";
import { UserError } from "../domain/user-error.ts";
import type { Transfer } from "../ports/transfers.ts";
import { transferAlready, transferApproved } from "../views/transfer.ts";

/** `leavesOn`: a warehouse may give some at once, and more when a shipment has come. `route`: of those the urgent part may go another way. */
const args = z.object({
  sku: z.string().min(1),
  from: z.string().min(1),
  to: z.string().min(1),
  leavesOn: z.string().nullable(),
  route: z.string().nullable().optional(),
});
type Args = z.infer<typeof args>;

const leaving = (m: Move, asOf: Day): Day => m.leavesOn ?? addDays(asOf, 1);

async function moveOf(
  { sku, from, to, leavesOn, route }: Args,
  context: Context,
): Promise<{ readonly asOf: Day; readonly move: Move | undefined }> {
  const asOf = await planDay(context);
  const { details } = await planOfSku(context, asOf, sku);
  const move = details
    .find((d) => d.line.warehouse === to)
    ?.line.transfers?.find((m) => m.from === from && (m.leavesOn ?? null) === leavesOn && (m.route ?? null) === (route ?? null));
  return { asOf, move };
}

const standing = async (
  { sku, from, to, leavesOn, route }: Args,
  asOf: Day,
  { transfers }: Pick<Context, "transfers">,
): Promise<Transfer | undefined> =>
  (await transfers.open({ sku })).find(
    (x) =>
      x.from === from &&
      x.to === to &&
      x.planAsOf === asOf &&
      x.leavesOn === (leavesOn ?? addDays(asOf, 1)) &&
      (x.lane ?? null) === (route ?? null),
  );

/** Approves a move between two warehouses that the plan proposes. Nothing is moved by it. */
export const action: Action<Args> = {
  args,
  roles: APPROVERS,
  repeatable: false,
  // Other units or days are another decision; that somebody was faster with the same one is none, and is answered with who it was.
  async version(deed, context) {
    const { asOf, move } = await moveOf(deed, context);
    if (move) return `${asOf} ${move.units} ${move.leavesOn ?? ""}`;
    const before = await standing(deed, asOf, context);
    return before ? `${asOf} ${before.units} ${before.leavesOn}` : "nothing";
  },
  async run(deed, context, asker) {
    const { sku, from, to } = deed;
    const [{ asOf, move }, names] = await Promise.all([moveOf(deed, context), namesOf(context)]);
    const told = (x: Transfer) =>
      ({ message: transferAlready(x, names.get(x.by) ?? x.by, asker.zone), data: x, reach: "asker", undecided: true }) as const;
    if (!move) {
      const before = await standing(deed, asOf, context);
      if (before) return told(before);
      throw new UserError(
        "nothing-to-move",
        { zh: `${sku} 现在不需要从 ${from} 调到 ${to}。`, en: `${sku} need not be moved from ${from} to ${to} now.` },
        { zh: `看最新计划：/restock ${sku}`, en: `See the plan: /restock ${sku}` },
      );
    }
    const { units, arrivesOn, route: lane = null, mode = null } = move;
    const leavesOn = leaving(move, asOf);
    const wanted = { sku, from, to, units, leavesOn, arrivesOn, planAsOf: asOf, lane, mode, by: asker.member.slug, at: context.now };
    const entry = purchaseEntry(
      "approve-transfer",
      sku,
      { sku, from, to, units, plan: asOf, ...(lane !== null && { lane }) },
      context,
      asker,
    );
    const { first, transfer } = await context.transfers.approve(wanted, entry);
    if (!first) return told(transfer);
    await replan(context, [sku]);
    return { message: transferApproved(transfer, context.today(asker.zone)), data: transfer, audited: true };
  },
};
