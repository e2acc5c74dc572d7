import type { Day } from "../calendar/day.ts";
import type { DatedArrival } from "./arrivals.ts";
import type { LeadTime } from "./lead-time.ts";
import type { OrderQuantity } from "./order-quantity.ts";
import type { RouteChoice } from "./route.ts";
import type { Service } from "./service.ts";
import type { StockLevels } from "./stock-levels.ts";
import type { StockToday } from "./stock-today.ts";
import type { Demand, PlanInput, PlanLine, ProjectionDay, ValueStep } from "./types.ts";

/** How a line came about: what `/restock SKU` shows. */
export interface PlanDetail {
  readonly line: PlanLine;
  readonly input: PlanInput;
  readonly demand: Demand | null;
  readonly stock: StockToday | null;
  readonly arrivals: readonly DatedArrival[];
  /** Approved and not shipped yet. */
  readonly onOrder: readonly DatedArrival[];
  readonly times: readonly LeadTime[];
  readonly review: number;
  readonly service: Service;
  /** null where nothing is known of demand, or nothing sells. */
  readonly levels: StockLevels | null;
  /** null where demand or stock is not known. */
  readonly ahead: Ahead | null;
}

/** The same days if the order is not placed: what is lacking stays told. */
export function withoutOrder(ahead: Ahead): Ahead {
  const { value: _value, paying: _paying, order, ...rest } = ahead;
  return { ...rest, order: { need: order.need, units: 0, afterMoq: 0, quantity: 0 }, withOrder: null };
}

/** The days ahead, where demand and stock are known. */
export interface Ahead {
  /** If nothing is ordered nor moved. */
  readonly projection: readonly ProjectionDay[];
  /** With what other warehouses give, before anything is ordered; the same as `projection` where they give nothing. */
  readonly moved: readonly ProjectionDay[];
  /** With the proposed moves and order; the same days. null when neither is proposed. */
  readonly withOrder: readonly ProjectionDay[] | null;
  readonly choice: RouteChoice;
  readonly order: OrderQuantity;
  /** The least that could be ordered, and the days that it would last: too long, so that nothing is. Absent: it is not. */
  readonly declined?: { readonly units: number; readonly days: number };
  /** What would be ordered, and waits, since it would not pay yet. Absent: nothing does. */
  readonly waits?: { readonly units: number };
  /** What the order is expected to earn, by how much of it is bought. Absent: nothing is ordered, or nobody knows. */
  readonly value?: readonly ValueStep[];
  /** Units up to which the order pays; at least the minimum order. Absent as the value is. */
  readonly paying?: number;
  /** On hand and arriving within the lead time: what the reorder point is held against. */
  readonly position: number;
  /** Arriving before the next order would: what the target is held against, beside the stock. */
  readonly arriving: number;
  /** Lost before the first unit ordered now can arrive; these need no supply any more. */
  readonly lostBefore: number;
  /**
   * Where the shelf is empty before anything ordered now arrives: what is wanted from that day on until the next order comes, and what is there
   * without it. What is lost before needs no buffer. null: the target decides.
   */
  readonly onArrival: {
    readonly wanted: number;
    readonly middle: number;
    readonly from: Day;
    readonly left: number;
    readonly arriving: number;
  } | null;
  /** An order placed at the next review arrives on this day. */
  readonly nextArrival: Day;
  /** The last day on which lost units count: the day before that. */
  readonly lossThrough: Day;
}
