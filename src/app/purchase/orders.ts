import { type Day, later } from "../../domain/calendar/day.ts";
import { type PolicyReader, policyReader } from "../../domain/policy/reader.ts";
import { type Stage, stageOf, stands } from "../../domain/purchase/states.ts";
import { dateArrivals } from "../../domain/restock/arrivals.ts";
import { leadTimes } from "../../domain/restock/lead-time.ts";
import { notBooked, onOrder, shipmentOf } from "../../domain/restock/on-order.ts";
import type { Approved, PlanInput } from "../../domain/restock/types.ts";
import type { Goods, Purchase, PurchaseOrder } from "../../ports/purchases.ts";
import { planDay } from "../plan.ts";
import { givenTo, placeOf, withGiven } from "../plan-given.ts";
import type { Context } from "../types.ts";

export interface OrderLine {
  readonly purchase: Purchase;
  readonly goods: Goods | undefined;
  /** Units that are booked or have left. */
  readonly shipped: number;
  /** When the last of it can be sold, by what is known today: the day it is ready, and shipments. null: nobody knows, or all of it has come. */
  readonly arrives: Day | null;
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

/** How far an approved line has come. */
type Progress = Pick<OrderLine, "shipped" | "arrives">;

const units = (of: readonly { readonly units: number }[]): number => of.reduce((sum, l) => sum + l.units, 0);
const lastOf = (days: readonly Day[]): Day | null => days.reduce<Day | null>((last, d) => (last === null ? d : later(last, d)), null);

/** Shipments of a SKU that carry each approval, where they were booked from it. */
type Carriers = ReadonlyMap<number, ReadonlySet<string>>;

async function carriersOf(of: readonly Purchase[], { shipments }: Pick<Context, "shipments">): Promise<Carriers> {
  const ids = new Set(of.map((p) => p.id));
  const carriers = new Map<number, Set<string>>();
  for (const sku of new Set(of.map((p) => p.sku)))
    for (const { number, warehouse, purchases } of await shipments.find({ sku, open: true }))
      for (const id of purchases) if (ids.has(id)) carriers.set(id, (carriers.get(id) ?? new Set<string>()).add(`${warehouse}/${number}`));
  return carriers;
}

/** Days on which shipments bring what of an approval has left: those booked from it, else those booked after it. */
function carried(input: PlanInput, { id, day }: Approved, carriers: Carriers, read: PolicyReader): readonly Day[] {
  const mine = carriers.get(id);
  const after = new Set(input.arrivals.filter((a) => a.bookedOn && a.bookedOn > day).map((a) => a.shipment));
  const isMine = (shipment: string): boolean => (mine ? mine.has(`${input.warehouse}/${shipment}`) : after.has(shipment));
  return dateArrivals(input, read)
    .filter((a) => isMine(a.shipment))
    .map((a) => a.day);
}

/**
 * How far each approved line has come, and when the plan of today counts on the last of it. A shipment names its SKU and not always the
 * approval, so that the oldest is taken to be served first, as the planner does.
 */
async function progressOf(lines: readonly Purchase[], asOf: Day, context: Context): Promise<ReadonlyMap<number, Progress>> {
  const open = lines.filter((l) => l.state === "approved" || l.state === "ordered");
  const progress = new Map<number, Progress>();
  if (open.length === 0) return progress;
  const given = await givenTo(context, asOf);
  const left = new Map<PlanInput, ReturnType<typeof notBooked>>();
  for await (const batch of context.plans.inputs(asOf, { skus: [...new Set(open.map((l) => l.sku))], until: given.until }))
    for (const input of batch.map((i) => withGiven(i, given))) left.set(input, notBooked(input));
  const of = new Map(open.map((l) => [l.id, l]));
  const isShipped = (a: Approved, legs: readonly { readonly units: number }[]): boolean => units(a.legs) > units(legs);
  const away = [...left.values()].flatMap((all) => [...all].flatMap(([a, legs]) => (isShipped(a, legs) ? (of.get(a.id) ?? []) : [])));
  const carriers = await carriersOf(away, context);
  for (const [input, all] of left) {
    const read = policyReader(given.overrides, placeOf(input));
    const waiting = onOrder(input, leadTimes(input, read), read);
    for (const [a, legs] of all) {
      const shipped = units(a.legs) - units(legs);
      const due = waiting.filter((w) => w.shipment === shipmentOf(a)).map((w) => w.day);
      progress.set(a.id, { shipped, arrives: lastOf([...due, ...(shipped > 0 ? carried(input, a, carriers, read) : [])]) });
    }
  }
  return progress;
}

/** When the last of what was decided could be sold, as it was planned then; null where it was not noted. */
export const plannedArrival = ({ legs }: Pick<Purchase, "legs">): Day | null => lastOf(legs.flatMap((l) => l.arrivesOn ?? []));

/** Orders with what is known of their goods, and how far each has come. */
export async function ordersNow(orders: readonly PurchaseOrder[], context: Context): Promise<readonly OrderNow[]> {
  const lines = orders.flatMap((o) => o.lines.filter((l) => stands(l.state)));
  const asOf = await planDay(context);
  const [goods, progress, suppliers] = await Promise.all([
    context.purchases.goods([...new Set(lines.map((l) => l.sku))], asOf),
    progressOf(lines, asOf, context),
    context.company.suppliers(),
  ]);
  const of = new Map(goods.map((g) => [g.sku, g]));
  return orders.map((order): OrderNow => {
    const mine = order.lines
      .filter((l) => stands(l.state))
      .map((purchase): OrderLine => {
        const { shipped = 0, arrives = plannedArrival(purchase) } = progress.get(purchase.id) ?? {};
        return { purchase, goods: of.get(purchase.sku), shipped, arrives };
      });
    return {
      order,
      lines: mine,
      stage: stageOf(
        order.state,
        order.lines.map((l) => ({ state: l.state, quantity: l.quantity, shipped: progress.get(l.id)?.shipped ?? 0 })),
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
