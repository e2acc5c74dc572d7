/** Where one approved line stands. `waiting`: a second person has to agree. `joined`: it became part of another line of the same plan. */
export const PURCHASE_STATES = ["waiting", "approved", "ordered", "closed", "withdrawn", "rejected", "joined"] as const;
export type PurchaseState = (typeof PURCHASE_STATES)[number];

/** A supplier's order: lines may still join it, it was placed with the supplier, or nothing of it is expected any more. */
export const ORDER_STATES = ["open", "ordered", "closed"] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** `left`: on its way between the two warehouses. */
export const TRANSFER_STATES = ["approved", "left", "closed", "withdrawn"] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];

/** What people call the state of a whole order, from first to last. */
export const STAGES = ["waiting", "approved", "ordered", "partly-shipped", "shipped", "closed", "withdrawn"] as const;
export type Stage = (typeof STAGES)[number];

/** What counts for a line's order: what was taken back or refused is no part of it. */
const GONE: ReadonlySet<PurchaseState> = new Set(["withdrawn", "rejected", "joined"]);
export const stands = (state: PurchaseState): boolean => !GONE.has(state);

/**
 * The stage of an order out of its lines: waiting while any line waits for a second person, withdrawn when no line is left. Units that were
 * shipped count for what stands; more than was ordered is shipped too.
 */
export function stageOf(
  order: OrderState,
  lines: readonly { readonly state: PurchaseState; readonly quantity: number; readonly shipped: number }[],
): Stage {
  const standing = lines.filter((l) => stands(l.state));
  if (standing.length === 0) return "withdrawn";
  if (order === "closed") return "closed";
  if (standing.some((l) => l.state === "waiting")) return "waiting";
  if (standing.every((l) => l.shipped >= l.quantity)) return "shipped";
  if (standing.some((l) => l.shipped > 0)) return "partly-shipped";
  return order === "ordered" ? "ordered" : "approved";
}
