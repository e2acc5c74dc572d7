import { addDays, type Day } from "../../domain/calendar/day.ts";
import { type Stage, stageOf, stands } from "../../domain/purchase/states.ts";
import { notBooked } from "../../domain/restock/on-order.ts";
import type { Goods, Purchase, PurchaseOrder } from "../../ports/purchases.ts";
import { planDay } from "../plan.ts";
import { saidUntil } from "../said-until.ts";
import type { Context } from "../types.ts";

export interface OrderLine {
  readonly purchase: Purchase;
  readonly goods: Goods | undefined;
  /** Units that are booked or have left. */
  readonly shipped: number;
}

/** A supplier's order as it stands today. */
export interface OrderNow {
  readonly order: PurchaseOrder;
  readonly stage: Stage;
  /** Lines that stand, by number. */
  readonly lines: readonly OrderLine[];
  /** Name of the supplier; null where none is known. */
  readonly supplier: string | null;
  readonly simulated: boolean;
}

// As long as the planner looks back: what was approved before arrived, or was never ordered.
const LOOK_BACK_DAYS = 200;

/**
 * Units shipped of each approved line. A shipment names its SKU and not always the approval, so that the oldest is taken to be served first,
 * as the planner does.
 */
async function shippedOf(lines: readonly Purchase[], asOf: Day, context: Context): Promise<ReadonlyMap<number, number>> {
  const open = lines.filter((l) => l.state === "approved" || l.state === "ordered");
  const shipped = new Map<number, number>();
  if (open.length === 0) return shipped;
  const all = await context.purchases.approved({ since: addDays(asOf, -LOOK_BACK_DAYS) });
  const skus = [...new Set(open.map((l) => l.sku))];
  for await (const batch of context.plans.inputs(asOf, { skus, until: saidUntil(context, asOf) })) {
    for (const { sku, warehouse, booked = [] } of batch) {
      const mine = all.filter((p) => p.sku === sku && p.warehouse === warehouse);
      const approved = mine.map((p) => ({ id: p.id, day: p.planAsOf, legs: p.legs }));
      for (const [{ id, legs }, left] of notBooked({ approved, booked })) {
        const units = (of: readonly { readonly units: number }[]): number => of.reduce((sum, l) => sum + l.units, 0);
        shipped.set(id, units(legs) - units(left));
      }
    }
  }
  return shipped;
}

/** Orders with what is known of their goods, and how far each has come. */
export async function ordersNow(orders: readonly PurchaseOrder[], context: Context): Promise<readonly OrderNow[]> {
  const lines = orders.flatMap((o) => o.lines.filter((l) => stands(l.state)));
  const asOf = await planDay(context);
  const [goods, shipped, suppliers] = await Promise.all([
    context.purchases.goods([...new Set(lines.map((l) => l.sku))], asOf),
    shippedOf(lines, asOf, context),
    context.company.suppliers(),
  ]);
  const of = new Map(goods.map((g) => [g.sku, g]));
  return orders.map((order): OrderNow => {
    const mine = order.lines
      .filter((l) => stands(l.state))
      .map((purchase): OrderLine => ({ purchase, goods: of.get(purchase.sku), shipped: shipped.get(purchase.id) ?? 0 }));
    return {
      order,
      lines: mine,
      stage: stageOf(
        order.state,
        order.lines.map((l) => ({ state: l.state, quantity: l.quantity, shipped: shipped.get(l.id) ?? 0 })),
      ),
      supplier: suppliers.find((s) => s.code === order.supplier)?.name ?? order.supplier,
      simulated: mine.some((l) => l.goods?.simulated === true),
    };
  });
}

export async function orderNow(order: PurchaseOrder, context: Context): Promise<OrderNow> {
  const [now] = await ordersNow([order], context);
  if (!now) throw new Error("an order came back as none");
  return now;
}

/** What whoever decides on an order has seen of it. */
export const orderVersion = ({ state, revision, lines }: PurchaseOrder): string =>
  `${state} ${revision} ${lines.map((l) => `${l.id}:${l.revision}`).join(" ")}`;
