import type { Day } from "../calendar/day.ts";
import type { FreightMode } from "../facts/facts.ts";
import type { Outcomes } from "../demand/outcomes.ts";
import type { DemandClass, Way } from "../demand/ways.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Move } from "./move.ts";
import type { PastGoods, PastShipment, ReceivedUnits } from "./past-shipment.ts";
import type { NoRate, Worth } from "./exchange.ts";
import type { Maybe, Text } from "../value.ts";
import type { ServiceSaid } from "./service.ts";

/** One day of a SKU at a warehouse: what was sold and whether it could have been. */
export interface HistoryDay {
  readonly day: Day;
  readonly units: number;
  /** null = no stock snapshot of that day, so nothing is known. */
  readonly inStock: boolean | null;
  /** What could be sold at the end of it; absent where no snapshot tells. */
  readonly stock?: number;
  /** Quantities of single order lines that are large enough to be bulk orders; they are part of `units`. Absent: none. */
  readonly large?: readonly number[];
  /** Quantities of single returns as large as those; no part of `units`. Absent: none. */
  readonly returned?: readonly number[];
  /** false: no sales facts cover this day, so `units` (0) says nothing. Absent: they do. */
  readonly salesKnown?: false;
}

/** With how far it has come; null where nobody said, absent where nobody asked. */
export interface Arrival extends Partial<Pick<PastShipment, "bookedOn" | "leftOn" | "landedOn" | "clearedOn" | "arrivedOn">> {
  readonly shipment: string;
  readonly day: Day | null;
  readonly quantity: number;
  readonly mode: FreightMode | null;
  /** `day` is not what was said first. Absent: it is, or nobody knows. */
  readonly moved?: boolean;
}

/** Large orders that came back whole: cancelled, or entered wrongly and placed anew. */
export interface Undone {
  readonly orders: number;
  readonly units: number;
}

/** A purchase that somebody approved. It is on order, not stock, until a shipment is booked for it. */
export interface Approved {
  readonly id: number;
  /** Of the plan that it was decided on. */
  readonly day: Day;
  readonly legs: readonly { readonly mode: FreightMode | null; readonly units: number }[];
  /** When the supplier has the goods ready, as confirmed. Absent: the supplier's usual time is counted from the day of the order. */
  readonly readyOn?: Day;
}

export type { Move } from "./move.ts";

export interface Route {
  readonly lane: string;
  readonly mode: FreightMode;
  readonly daysP50: number;
  readonly daysP90: number;
  /** Freight of one unit, in `currency`; null where nobody said. */
  readonly unitFreight: number | null;
  readonly currency: string | null;
}

/** A campaign or holiday ahead that sells more than the season does; both days included. */
export interface PlannedEvent {
  readonly id: string;
  readonly name: Text;
  readonly from: Day;
  readonly to: Day;
  /** 0.5 = half as much again as without it. */
  readonly uplift: number;
  /** Of the event by itself, where `uplift` has a season in it. Absent: nobody said. */
  readonly alone?: number;
  /** Last day on which the platform takes goods for it. Absent: there is none, or nobody said. */
  readonly inboundBy?: Day;
}

/** All that is known of one SKU at one warehouse (or pool) at the end of `asOf`. What is not known is null, never 0. */
export interface PlanInput extends PastGoods {
  readonly sku: string;
  readonly title: string | null;
  readonly category: string | null;
  readonly role: string | null;
  readonly warehouse: string;
  readonly stores: readonly string[];
  /** Where those sell, by which sales days differ. Absent: nobody said. */
  readonly platforms?: readonly string[];
  readonly simulated: boolean;
  /** What the warehouse is (`platform-pool`, `third-party`, `domestic`, `own`) and where. Absent: there is none, or nobody asked. */
  readonly site?: { readonly kind: string; readonly country: string };
  readonly asOf: Day;
  /** Oldest first, one entry a day without gaps, up to `asOf`; at most two years. Empty when nothing was ever sold. */
  readonly history: readonly HistoryDay[];
  /** Large orders that came back whole and are no part of `history` any more. Absent: none. */
  readonly undone?: Undone;
  /**
   * Newest day of which the sales of these stores are known; later days of `history` are no zeros but unknown. Absent: `asOf`.
   * Demand is read up to this day only.
   */
  readonly salesThrough?: Day | null;
  /**
   * What can be sold, as the newest snapshot says (of `onHandDay`); may be negative where a system writes that. One of the day after
   * `asOf` is where the days ahead begin.
   */
  readonly onHand: number | null;
  readonly onHandDay: Day | null;
  /** Part of `onHand` that was counted in after `onHandDay`, which the snapshot does not know. Absent: nothing. */
  readonly received?: readonly ReceivedUnits[];
  /** What left for other warehouses after `onHandDay`, or is booked to: taken off `onHand` already. Absent: nothing. */
  readonly sent?: number;
  readonly arrivals: readonly Arrival[];
  /** Units of `onHand` that an approved move is to take to another warehouse. Absent: none. */
  readonly promised?: number;
  /** Shipments booked lately, whatever became of them since: an approval is on order until one of these carries it. Absent: none. */
  readonly booked?: readonly { readonly day: Day; readonly units: number }[];
  /** Absent: nothing was approved. */
  readonly approved?: readonly Approved[];
  /** Sellable units in other warehouses that the stores can draw on or transfer from. */
  readonly elsewhere: readonly { readonly warehouse: string; readonly units: number }[];
  readonly moq: number | null;
  readonly carton: number | null;
  readonly supplier: {
    readonly code: string;
    readonly productionDaysP50: number | null;
    readonly productionDaysP90: number | null;
    /** Days from past orders until their goods left, a number a shipment. Absent: none are known. */
    readonly made?: readonly number[];
  } | null;
  readonly routes: readonly Route[];
  /**
   * Landed cost of one unit WITHOUT freight (purchase, duty, packaging, other), and what a sold unit brings, both in `currency`.
   * Freight comes from the route, so that it is not counted twice and differs by route.
   */
  readonly unitCost: number | null;
  readonly unitPrice: number | null;
  readonly currency: string;
  /** What one of `currency` is worth in the company's, that lines of several countries can be compared. Absent: the same, or no rate is known. */
  readonly worth?: Worth;
  /** Why `unitCost`, `unitPrice` or `worth` is not known although somebody said what it is. Absent: not for a rate. */
  readonly noRates?: readonly NoRate[];
  /** Absent: none are planned. */
  readonly events?: readonly PlannedEvent[];
}

/** What a demand model says of the days ahead. The planner knows nothing of how it came to it. */
export interface Demand {
  /** Expected units of day `i` ahead, 0 = the day after `asOf`. Never negative. */
  readonly expected: (i: number) => number;
  /** Mean of the coming 30 days, units a day. */
  readonly dailyMean: number;
  /** Quantile of the demand of the coming `days` days together. */
  readonly quantile: (days: number, tau: number) => number;
  /** Demand of the coming `days` days together, as equally likely outcomes. */
  readonly over: (days: number) => Outcomes;
  /** The same of the days after `from` up to and with `to`, both counted from the first day ahead = 1; `between(0, n)` is `over(n)`. */
  readonly between: (from: number, to: number) => Outcomes;
  /** No outcome of the days after `from` up to and with `to` is above it; absent: nothing limits them. */
  readonly most?: (from: number, to: number) => number;
  /** What the season makes of the coming `days` days together, 1 = the year's average; absent: no season is counted. */
  readonly season?: (days: number) => number;
  readonly basis: DemandBasis;
}

export interface DemandBasis {
  readonly model: string;
  readonly windows: readonly {
    readonly days: number;
    readonly weight: number;
    readonly rate: number | null;
    readonly daysInStock: number;
    readonly daysOut: number;
  }[];
  readonly historyDays: number;
  readonly notes: readonly Text[];
  /** How the level was read off the history, and what kind of demand it is. These and the following are absent in a model without them. */
  readonly way?: Way;
  readonly kind?: DemandClass;
  /** Whether the year's season is counted; half of it, where it was seen once and no product alone proves it. */
  readonly season?: boolean | "half";
  /** Weekdays on which nothing is ever sold, Monday 0. Absent: there is none. */
  readonly closed?: readonly number[];
  /** Too young to be planned by its own sales alone. */
  readonly young?: true;
  /** Sales days ahead that are counted. */
  readonly events?: readonly PlannedEvent[];
  /** Past forecasts of `days` days made the same way: summed error and bias (+ = too high) as shares of what was sold; null: the history is too short. */
  readonly accuracy?: { readonly days: number; readonly windows: number; readonly error: number; readonly bias: number } | null;
}

/** `read` gives the policies of the place that is planned; a model that has none, or is called without, uses the declared defaults. */
export type DemandModel = (
  input: Pick<PlanInput, "history" | "asOf" | "salesThrough"> &
    Partial<Pick<PlanInput, "sku" | "title" | "warehouse" | "site" | "category" | "platforms" | "events" | "undone">>,
  read?: PolicyReader,
) => Maybe<Demand>;

export interface ProjectionDay {
  readonly day: Day;
  /** Units left at the end of the day. */
  readonly stock: number;
  readonly arriving: number;
  readonly demand: number;
  readonly lost: number;
}

/** A part of a proposed order that travels one way. The urgent part comes first. */
export interface OrderLeg {
  /** Code of the lane; null where no lane is known and the default lead time was assumed. */
  readonly route: string | null;
  readonly mode: FreightMode | null;
  readonly units: number;
  /** When it can be sold, in the middle case. */
  readonly arrivesOn: Day;
}

/**
 * Urgency of a line, worst first: already out; out whatever is done today, moves included; out unless another warehouse gives; below the reorder
 * point; fine; too much; not selling; not known.
 */
export const PLAN_STATES = ["out", "unavoidable", "move-now", "order-now", "fine", "overstock", "dormant", "unknown"] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** What an order is worth if so many of its units are bought; in the line's currency. */
export interface ValueStep {
  readonly units: number;
  readonly cash: number;
  /** Expected earnings of buying them against buying none; negative where they would rather lose. */
  readonly saves: number;
  /** The same units, all by the usual way; absent: it earns no more than as the order splits them. */
  readonly usual?: { readonly cash: number; readonly saves: number };
}

/** An order that is not proposed, since its least is years of demand. */
export interface DeclinedOrder {
  readonly units: number;
  /** That so many would last; at most ten years, which then means more. */
  readonly days: number;
  readonly least: "moq" | "carton";
}

/** One line of the plan: `null` always has its reason in `reasons` or `missing`. */
export interface PlanLine {
  readonly sku: string;
  readonly title: string | null;
  /** Role of the SKU in the product matrix, by which policies may differ. Absent in a line that was kept before it was noted. */
  readonly role?: string | null;
  readonly warehouse: string;
  /** Code of the supplier; absent where none is known. */
  readonly supplier?: string;
  readonly stores: readonly string[];
  readonly simulated: boolean;
  readonly asOf: Day;
  readonly state: PlanState;
  readonly onHand: number | null;
  readonly onHandDay: Day | null;
  /** What of `onHand` is planned with: less what was sold or promised since. Absent: all of it. */
  readonly taken?: number;
  readonly inbound: number;
  /** Approved and not shipped yet; never part of stock or `inbound`. This and what follows up to `dailyDemand` is absent in a line that was kept before. */
  readonly onOrder?: number;
  /** Numbers of the approvals that the line knows of. */
  readonly approvals?: readonly number[];
  /** Units of those, shipped or not. */
  readonly approvedUnits?: number;
  /** What other warehouses give first. Order, route, cash and whether a stock-out can be avoided count it; its day and the risk are those of doing nothing. */
  readonly transfers?: readonly Move[];
  /** What would be ordered without those. */
  readonly orderWithoutTransfers?: number | null;
  /** 0 also where less than a unit is expected in the days of the policy. */
  readonly dailyDemand: number | null;
  /** Days until what lies there is sold, day by day as the projection expects. */
  readonly coverDays: number | null;
  /** Cover of on hand and the whole pipeline together, as spreadsheets count it. Shown beside the projection, never instead. */
  readonly coverDaysWithInbound: number | null;
  /** First day on which demand finds no stock, if nothing is ordered; null: not within the days that are projected. */
  readonly stockOutDate: Day | null;
  /** The same if demand is in its high tenth; never later. This and the chance are absent in a line that was kept before. */
  readonly stockOutDateP90?: Day | null;
  /** Chance of an empty shelf before an order of the next review could arrive, if nothing is ordered nor moved. */
  readonly stockOutChance?: number | null;
  /** Days and units that are lost, if nothing is ordered, before an order placed at the next review could arrive. */
  readonly daysOut: number;
  readonly unitsLost: number;
  /** Those units at the selling price; null where no price is known and something would be lost. */
  readonly moneyAtRisk: number | null;
  /** Whole units, rounded up. */
  readonly reorderPoint: number | null;
  readonly targetLevel: number | null;
  /** What the target keeps, and the chance that it lasts until an order of the next review arrives. Absent in a line that was kept before. */
  readonly service?: ServiceSaid;
  readonly cycleService?: number | null;
  readonly orderQuantity: number | null;
  /** The least that could be ordered would last too many days, so that nothing is. Absent: it would not, or nothing is wanted. */
  readonly declined?: DeclinedOrder;
  readonly route: string | null;
  readonly routeMode: FreightMode | null;
  /**
   * The day on which to order: the first on which one can, where an order is proposed, since its reorder point is reached. Where none is: the last on which
   * even a slow shipment of the chosen way comes before the shelf is empty.
   */
  readonly orderBy: Day | null;
  readonly arrivesOn: Day | null;
  /** How the order travels: one leg, or an urgent one that fills the gap and the usual one for the rest. Empty when nothing is ordered. */
  readonly legs: readonly OrderLeg[];
  /** From order to shelf by the usual (cheapest) route, and in the slow tenth of cases. null where nothing is planned. */
  readonly leadDaysP50: number | null;
  readonly leadDaysP90: number | null;
  /** Goods and freight of the order; null when a cost is not known (`missing` says which). */
  readonly cash: number | null;
  /** What parts of the order are worth, a minimum order first; as confidential as margins. Absent: nothing is ordered, or a price is not known. */
  readonly value?: readonly ValueStep[];
  /** By price, cost and fees no part of the order is expected to earn anything. Absent: some is, or nobody knows. */
  readonly earnsNothing?: true;
  readonly currency: string;
  /** Absent: the company's own currency, no rate, or a line that was kept before it was noted. */
  readonly worth?: Worth;
  /** Rates without which a figure of the line has no value, or cannot be compared. Absent: none is lacking. */
  readonly noRates?: readonly NoRate[];
  readonly reasons: readonly Text[];
  readonly missing: readonly Text[];
  readonly demand: DemandBasis | null;
}
