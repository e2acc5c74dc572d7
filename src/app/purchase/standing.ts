import { planDay, planOfSku } from "../plan.ts";
import type { Context } from "../types.ts";
import type { Day } from "../../domain/calendar/day.ts";
import type { PlanDetail } from "../../domain/restock/detail.ts";
import type { PlanLine } from "../../domain/restock/types.ts";
import { UserError } from "../../domain/user-error.ts";
import type { Purchase, PurchaseOrder } from "../../ports/purchases.ts";

export interface Place {
  readonly sku: string;
  readonly warehouse: string;
}

/** The line as it stands; or as if some approvals were not given: what a first button was shown for, or what one of them is for. */
export async function detailOf(
  { sku, warehouse }: Place,
  context: Context,
  without: (approved: { readonly id: number; readonly day: Day }, asOf: Day) => boolean = () => false,
): Promise<PlanDetail | undefined> {
  const asOf = await planDay(context);
  const { details } = await planOfSku(context, asOf, sku, (approved) => without(approved, asOf));
  return details.find((d) => d.line.warehouse === warehouse);
}

/** How a line's order travels, in one word for whoever compares. */
export const wayOf = (line: Pick<PlanLine, "legs">): string => line.legs.map((l) => `${l.mode ?? ""}:${l.units}`).join("+");

/** What stands of the same plan: approved and not ordered yet, and what waits for a second person. */
export async function standingOf(
  { sku, warehouse }: Place,
  asOf: Day,
  { purchases }: Pick<Context, "purchases">,
): Promise<{ readonly approved: Purchase | undefined; readonly waiting: Purchase | undefined }> {
  const [approved, waiting] = await Promise.all([purchases.approved({ since: asOf, sku }), purchases.waiting({ sku })]);
  const same = (p: Purchase): boolean => p.warehouse === warehouse && p.planAsOf === asOf;
  return { approved: approved.find((p) => same(p) && p.state === "approved"), waiting: waiting.find(same) };
}

/** Lines that a new one of this SKU would stand beside in its supplier's order. */
export async function besideOf(
  { sku, supplier }: { readonly sku: string; readonly supplier: string | null },
  asOf: Day,
  { purchases }: Pick<Context, "purchases">,
  but: readonly number[] = [],
): Promise<readonly Purchase[]> {
  const orders = await purchases.orders({ since: asOf });
  return orders
    .filter((o) => o.planAsOf === asOf && (supplier === null ? o.lines.some((l) => l.sku === sku) : o.supplier === supplier))
    .flatMap((o) => o.lines)
    .filter((l) => !but.includes(l.id));
}

export async function orderBy(id: number, { purchases }: Pick<Context, "purchases">): Promise<PurchaseOrder> {
  const order = await purchases.order(id);
  if (order && order.lines.length > 0) return order;
  const open = (await purchases.orders()).slice(0, 6).map((o) => o.id);
  throw new UserError(
    "no-such-order",
    { zh: `没有编号 ${id} 的采购单。`, en: `There is no purchase order ${id}.` },
    open.length > 0
      ? {
          zh: `未完成的采购单：${open.join("、")}。用 /purchase 看列表。`,
          en: `Open orders: ${open.join(", ")}. See them all with /purchase.`,
        }
      : {
          zh: "目前没有未完成的采购单；在 /restock SKU 的卡片上批准后才有。",
          en: "No order is open; approve one on the card of /restock SKU.",
        },
  );
}

export const namesOf = async ({ company }: Pick<Context, "company">): Promise<ReadonlyMap<string, string>> =>
  new Map((await company.members()).map((m) => [m.slug, m.name]));
