import type { Day } from "../calendar/day.ts";
import type { Text } from "../value.ts";

/** Stock of one SKU at one warehouse over the days ahead, as charts/stock-projection.ts draws it. Plain JSON. */
export interface StockProjectionData {
  /** `SKU-1 · US-FBA` with a word of what is shown. */
  readonly title: Text;
  /** One line below the title: the decision in words, e.g. "Out on 12 Dec for 9 days if nothing is ordered". */
  readonly subtitle: Text;
  /** End of this day is where the projection begins; `days[0]` is the day after. */
  readonly today: Day;
  /** Units at the end of `today`, where both lines begin. */
  readonly onHand: number;
  /** Without a new order. Oldest first, no gaps; never negative. */
  readonly days: readonly StockProjectionDay[];
  /** Stock at the end of the same days if demand is in its high tenth and nothing is ordered. Absent: not known. */
  readonly fast?: readonly number[];
  /** The second line, same days: what the proposed order makes of it. null when nothing is proposed. */
  readonly withOrder: { readonly label: Text; readonly days: readonly StockProjectionDay[] } | null;
  /** A horizontal rule, in units; null when there is none to draw. */
  readonly reorderPoint: number | null;
  /** First day on which demand is not met, if nothing is ordered. */
  readonly stockOutDate: Day | null;
  /** Units lost count up to here, this day not included: an order of the next review comes then. Absent: all that is shown. */
  readonly lossUntil?: Day;
  /** Shipments on their way (`proposed: false`) and the legs of the proposed order (`proposed: true`), by day. */
  readonly arrivals: readonly { readonly day: Day; readonly units: number; readonly label: Text; readonly proposed: boolean }[];
}

export interface StockProjectionDay {
  readonly day: Day;
  /** Units left at the end of the day. */
  readonly stock: number;
  readonly arriving: number;
  readonly demand: number;
  /** Units of the day's demand that found an empty shelf. */
  readonly lost: number;
}
