import { overstockDays } from "../policy/declared/order.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { PlanState } from "./types.ts";

export interface Situation {
  readonly stock: number | null;
  readonly dailyDemand: number | null;
  readonly everSold: boolean;
  /** Nothing that is ordered today comes before the shelf is empty. */
  readonly unavoidable: boolean;
  /** What other warehouses give comes before that, and from then on an order is in time. */
  readonly movesAvoid: boolean;
  /** The plan proposes an order today. */
  readonly orders: boolean;
  readonly coverDaysWithInbound: number | null;
}

/** One word for a line. What sells and has no snapshot is unknown; what was counted and never sold here is dormant, an empty place in
 * a domestic warehouse too. */
export function planState(s: Situation, read: PolicyReader): PlanState {
  if (s.dailyDemand === 0) return "dormant";
  if (s.dailyDemand === null) return !s.everSold && s.stock !== null ? "dormant" : "unknown";
  if (s.stock === null) return "unknown";
  if (s.stock <= 0) return "out";
  if (s.unavoidable) return s.movesAvoid ? "move-now" : "unavoidable";
  if (s.orders) return "order-now";
  return s.coverDaysWithInbound !== null && s.coverDaysWithInbound > read(overstockDays) ? "overstock" : "fine";
}
