import { parseDay } from "../domain/calendar/day.ts";
import { FREIGHT_MODES, type FreightMode } from "../domain/facts/facts.ts";
import { ORDER_STATES, PURCHASE_STATES } from "../domain/purchase/states.ts";
import type { Amount, NewPurchase, Purchase, PurchaseLeg, PurchaseOrder } from "../ports/purchases.ts";
import { Prisma } from "./client/client.ts";
import { clean, dateOf, dateOrNull, dayOf, dayOrNull, json } from "./rows.ts";

export type PurchaseRow = Prisma.PurchaseModel & { readonly sku: { readonly code: string } };
export const WITH_SKU = { sku: { select: { code: true } } } as const;
export const WITH_LINES = { lines: { include: WITH_SKU, orderBy: { id: "asc" } } } as const;
type OrderRow = Prisma.PurchaseOrderModel & { readonly lines: readonly PurchaseRow[] };

export function oneOf<T extends string>(known: readonly T[], text: string, what: string): T {
  const found = known.find((k) => k === text);
  if (found === undefined) throw new Error(`${what} is "${text}", not one of ${known.join(", ")}`);
  return found;
}

const legText = ({ mode, units }: PurchaseLeg): string => `${mode ?? ""}:${units}`;

/** One way of travel by its name, several with their units: `express:144+sea:252`. */
function modeText({ mode, legs = [] }: Pick<NewPurchase, "mode" | "legs">): string {
  return legs.length > 1 ? legs.map(legText).join("+") : (mode ?? "");
}

/** What was kept before its legs were. */
function legsOfText(text: string, quantity: number): readonly PurchaseLeg[] {
  const named = (mode: string): FreightMode | null => (mode === "" ? null : (mode as FreightMode));
  if (!text.includes(":")) return [{ mode: named(text), units: quantity }];
  return text.split("+").map((leg): PurchaseLeg => {
    const [mode = "", units = "0"] = leg.split(":");
    return { mode: named(mode), units: Number(units) };
  });
}

const absentOr = (value: unknown, is: (v: unknown) => boolean): boolean => value === undefined || value === null || is(value);

const isLeg = (leg: unknown): leg is PurchaseLeg =>
  typeof leg === "object" &&
  leg !== null &&
  "mode" in leg &&
  "units" in leg &&
  typeof leg.units === "number" &&
  (leg.mode === null || FREIGHT_MODES.some((m) => m === leg.mode)) &&
  absentOr("lane" in leg ? leg.lane : null, (v) => typeof v === "string") &&
  absentOr("arrivesOn" in leg ? leg.arrivesOn : null, (v) => typeof v === "string" && parseDay(v) !== undefined);

function legsOfJson(kept: unknown): readonly PurchaseLeg[] {
  if (!Array.isArray(kept) || !kept.every(isLeg)) throw new Error(`the legs of a purchase are ${JSON.stringify(kept)?.slice(0, 200)}`);
  return kept;
}

const amountOf = (amount: Prisma.Decimal | null, currency: string | null): Amount | null =>
  amount === null || currency === null ? null : { amount: amount.toFixed(), currency };

export function purchaseOf(row: PurchaseRow): Purchase {
  const legs = row.legs === null ? legsOfText(row.mode, row.quantity) : legsOfJson(row.legs);
  return {
    id: row.id,
    order: row.order_id,
    sku: row.sku.code,
    warehouse: row.warehouse,
    quantity: row.quantity,
    proposed: row.proposed,
    mode: legs[0]?.mode ?? null,
    legs,
    cash: amountOf(row.amount, row.currency),
    worth: row.worth?.toFixed() ?? null,
    planAsOf: dayOf(row.plan_as_of),
    neededBy: dayOrNull(row.needed_by),
    note: row.note,
    state: oneOf(PURCHASE_STATES, row.state, "state of a purchase"),
    by: row.decided_by,
    at: row.decided_at,
    first: row.first_by === null || row.first_at === null ? null : { by: row.first_by, at: row.first_at },
    because: row.because,
    price: amountOf(row.price, row.price_currency),
    readyOn: dayOrNull(row.ready_on),
    revision: row.revision,
  };
}

export const orderOf = (row: OrderRow): PurchaseOrder => ({
  id: row.id,
  supplier: row.supplier,
  planAsOf: dayOf(row.plan_as_of),
  state: oneOf(ORDER_STATES, row.state, "state of a purchase_order"),
  reference: row.reference,
  orderedOn: dayOrNull(row.ordered_on),
  orderedBy: row.ordered_by,
  closedBy: row.closed_by,
  because: row.because,
  revision: row.revision,
  lines: row.lines.map(purchaseOf),
});

const legsOf = (p: Pick<NewPurchase, "quantity" | "mode" | "legs">): readonly PurchaseLeg[] =>
  p.legs !== undefined && p.legs.length > 0 ? p.legs : [{ mode: p.mode, units: p.quantity }];

const sumOf = (a: string | null | undefined, b: string | null | undefined): string | null =>
  a === null || a === undefined || b === null || b === undefined ? null : new Prisma.Decimal(a).plus(b).toFixed();

type Part = Pick<NewPurchase, "quantity" | "mode" | "legs" | "cash" | "worth">;

/** Two parts of one decision as one; its cash is known where that of both is. */
export function together(a: Part, b: Part): Required<Part> {
  const legs = [...Map.groupBy([...legsOf(a), ...legsOf(b)], (l) => `${l.lane ?? ""} ${l.mode ?? ""}`).values()].map((of): PurchaseLeg => {
    const units = of.reduce((sum, l) => sum + l.units, 0);
    const [first] = of;
    return { ...first, mode: first?.mode ?? null, units };
  });
  const same = a.cash !== null && b.cash !== null && a.cash.currency === b.cash.currency;
  const amount = same ? sumOf(a.cash.amount, b.cash.amount) : null;
  return {
    quantity: a.quantity + b.quantity,
    mode: legs[0]?.mode ?? null,
    legs,
    cash: amount === null || a.cash === null ? null : { amount, currency: a.cash.currency },
    worth: sumOf(a.worth, b.worth),
  };
}

/** Columns of how much, which way and for how much money. */
export const partColumns = (p: Part) => ({
  quantity: p.quantity,
  mode: modeText(p),
  legs: json(legsOf(p)),
  amount: p.cash?.amount ?? null,
  currency: p.cash?.currency ?? null,
  worth: p.worth ?? null,
});

/** Columns of a whole decision. */
export const decisionColumns = (p: NewPurchase) => ({
  ...partColumns(p),
  warehouse: p.warehouse,
  proposed: p.proposed ?? null,
  plan_as_of: dateOf(p.planAsOf),
  needed_by: dateOrNull(p.neededBy ?? null),
  note: p.note === null || p.note === undefined ? null : clean(p.note),
  state: p.state ?? "approved",
  decided_by: p.by,
  decided_at: p.at,
});
