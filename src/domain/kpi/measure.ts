import type { Day } from "../calendar/day.ts";
import type { Period } from "../calendar/period.ts";
import type { Maybe, Text } from "../value.ts";
import type { Decimal } from "decimal.js";

/**
 * The closed list of things that can be added up. A KPI is a ratio or a difference of these; the store has one query for each.
 * Money measures are told in the asked currency; a missing exchange rate makes the cell missing, never 1.
 *
 * Lines flagged as no sale are left out everywhere but in `sales-placed`, which keeps cancelled, pending and unpaid lines.
 */
export const MEASURES = {
  /** Value of placed lines, later cancelled or unpaid ones included. */
  "sales-placed": "money",
  /** Value of valid lines before discount and returns. */
  "sales-valid": "money",
  /** What the seller took off the valid lines. */
  discounts: "money",
  /** Money given back, by the day it was given back. */
  refunds: "money",
  units: "count",
  orders: "count",
  sessions: "count",
  /** The traffic report's own units: the numerator that belongs to its sessions. */
  "traffic-units": "count",
  "units-returned": "count",
  /** Returned units of orders that were placed in the period, whenever they came back (up to the maturity). */
  "cohort-units-returned": "count",
  /** Mean over the days that have a snapshot of the sellable units. Semi-additive: added over SKUs, never over days. */
  "stock-average": "count",
  /** Sellable units on the last day of the period that has a snapshot. */
  "stock-last": "count",
  "skus-sold": "count",
  /** Active SKUs that were in stock on at least one day of the period. */
  "skus-sellable": "count",
  /** SKU-days with sellable stock, and all SKU-days that have a snapshot. */
  "sku-days-in-stock": "count",
  "sku-days": "count",
  /** Days of the period that have a stock snapshot. */
  "snapshot-days": "count",
  /** Advertising by the day of the click. Sales and units are those that the platform ascribes to it; they are part of the sales, never beside them. */
  "ad-impressions": "count",
  "ad-clicks": "count",
  "ad-spend": "money",
  "ad-sales": "money",
  /** Sales less discounts, SKU by SKU: what a cost could stand against. */
  "costable-sales": "money",
  /** The part of them whose SKU has a purchase cost in force on the day of the order. */
  "costed-sales": "money",
  /** Refunds of SKUs with a cost, by the day they were paid; refunds that name no SKU are among them. */
  "costed-refunds": "money",
  /** Units × all cost layers in force on the day of the order: purchase, freight, duty, packaging, other. */
  "landed-cost": "money",
  /** Commission, fulfilment, payment, storage and other fees of the platform; a cost is above 0. Days that no settlement speaks of are estimated. */
  "platform-fees": "money",
  /** Fees for returns less reimbursements, estimated as the fees are. */
  "return-fees": "money",
  /** Commission of affiliates and creators, coupon and deal fees. */
  "promotion-fees": "money",
  /** The parts of these that name no SKU: subscription, storage of the whole account. Nobody splits them among SKUs. */
  "platform-fees-general": "money",
  "return-fees-general": "money",
  "promotion-fees-general": "money",
  /** Landed cost of returned units that can be sold again. */
  "goods-back": "money",
  /** Store-days with sales whose fees are not settled: told as estimates, or not told at all yet. */
  "unsettled-days": "count",
  /** New reviews by the day they were written, and those with few stars (`badStars`). */
  reviews: "count",
  "bad-reviews": "count",
  /** Orders that the seller ships himself and that were due in the period, and those of them that left too late. */
  "orders-due": "count",
  "orders-late": "count",
} as const satisfies Record<string, "money" | "count">;
export type MeasureId = keyof typeof MEASURES;

export type Split = "store" | "sku" | "day" | "month";

export interface Scope {
  /** Codes of the stores; all of them named, never empty. */
  readonly stores: readonly string[];
  readonly country?: string;
  readonly category?: string;
  readonly sku?: string;
  /** Role of the SKUs in the product matrix, by the name that domain/words/roles.ts gives it. */
  readonly role?: string;
}

export interface MeasureQuery {
  readonly measures: readonly MeasureId[];
  readonly scope: Scope;
  readonly period: Period;
  readonly by?: Split;
  /** Currency that money is told in. */
  readonly currency: string;
  /** Days after the order in which a return still counts for a cohort. */
  readonly maturityDays?: number;
  /** Up to how many stars a review is a bad one. */
  readonly badStars?: number;
  /** Working days after which an order is due to leave whose file does not say. */
  readonly dispatchDays?: number;
  /** "Today" of the asker: facts after it are not looked at. */
  readonly asOf: Day;
}

export interface MeasureRow {
  /** Store code, SKU, day or `YYYY-MM`; null when not split. */
  readonly key: string | null;
  readonly values: Readonly<Partial<Record<MeasureId, Maybe<Decimal>>>>;
}

/** Store-days that facts cover, and all of them. */
export interface StoreDays {
  readonly covered: number;
  readonly of: number;
}

export interface MeasureAnswer {
  readonly rows: readonly MeasureRow[];
  /** Store-days of the period that the sales facts (or the fact that is asked for) cover, and all of them. */
  readonly coverage: StoreDays;
  /** The same under each key of a split by store or month; facts that cannot tell leave it out. */
  readonly coverageOf?: ReadonlyMap<string, StoreDays>;
  readonly sources: readonly string[];
  /** Newest day that the facts speak of, within the scope. */
  readonly newest: Day | null;
  /** The newest day of each measure: reports end on different days, and a ratio of two of them reaches only as far as the shorter. */
  readonly newestOf?: ReadonlyMap<MeasureId, Day>;
  readonly notes: readonly Text[];
}
