import type { Day } from "../calendar/day.ts";

/** A decimal number as text ("12.30", "-4"): money on its way to the store, never through a float. */
export type DecimalText = string & { readonly __decimal: true };

/**
 * Why an accepted order line does not count as a sale. `null` is a sale.
 * `return` marks money given back in a format that writes returns as order lines (they also become `returns` facts).
 */
export const LINE_FLAGS = [
  "cancelled",
  "pending",
  "unpaid",
  "non-product",
  "adjustment",
  "mcf",
  "replacement",
  "sample",
  "return",
  "test",
] as const;
export type LineFlag = (typeof LINE_FLAGS)[number];

/** One line of an order. Key: store, orderId, sku, nth (1 for the first identical line of an order). */
export interface OrderLine {
  readonly orderId: string;
  readonly sku: string;
  readonly nth: number;
  /** When it was placed, UTC. `day` is that instant cut in the store's zone. */
  readonly at: Date;
  readonly day: Day;
  readonly quantity: number;
  /** Total of the line before discount, tax as the platform writes it; null while the platform has not said (pending). */
  readonly amount: DecimalText | null;
  readonly discount: DecimalText | null;
  readonly currency: string;
  readonly flag: LineFlag | null;
  readonly status: string | null;
  /** Who ships: `platform` (FBA, WFS), `seller`, or null where the file does not say. */
  readonly fulfilment: "platform" | "seller" | null;
  /** When it left the house, and by when it had to; absent or null where the file does not say. */
  readonly shippedAt?: Date | null;
  readonly shipBy?: Date | null;
  /** Coupon codes and promotion ids that the order names; absent or empty where the file names none. */
  readonly codes?: readonly string[];
  readonly country: string | null;
  readonly title: string | null;
  readonly asin: string | null;
}

/** Sales of one SKU (or of the whole store, sku null) over [from, to], from a system without order lines. */
export interface DailySales {
  readonly sku: string | null;
  readonly from: Day;
  readonly to: Day;
  readonly units: number;
  readonly orders: number | null;
  readonly sales: DecimalText | null;
  readonly currency: string;
}

/** Traffic with the report's own sales beside it. `sku` null = the store's total, which is NOT the sum over SKUs (sessions). */
export interface Traffic {
  readonly sku: string | null;
  readonly asin: string | null;
  readonly from: Day;
  readonly to: Day;
  readonly sessions: number | null;
  readonly pageViews: number | null;
  readonly units: number | null;
  readonly orderItems: number | null;
  readonly sales: DecimalText | null;
  readonly unitsRefunded: number | null;
  readonly unitsShipped: number | null;
  /** Featured-offer share, 0–1. */
  readonly buyBox: number | null;
  readonly currency: string | null;
  readonly title: string | null;
}

export interface AdSpend {
  readonly campaign: string;
  readonly sku: string | null;
  readonly from: Day;
  readonly to: Day;
  readonly impressions: number | null;
  readonly clicks: number | null;
  readonly spend: DecimalText;
  readonly sales: DecimalText | null;
  readonly units: number | null;
  readonly orders: number | null;
  /** Days after a click in which a sale is ascribed to it. */
  readonly attributionDays: number | null;
  readonly currency: string;
}

/** `available` is what can be sold now. `reserved` and inbound states are the platform's words for what cannot, yet. */
export const STOCK_STATES = [
  "available",
  "reserved",
  "unsellable",
  "researching",
  "inbound-working",
  "inbound-shipped",
  "inbound-receiving",
] as const;
export type StockState = (typeof STOCK_STATES)[number];

export interface StockSnapshot {
  /** Code of the warehouse or platform pool. */
  readonly warehouse: string;
  readonly sku: string;
  readonly state: StockState;
  readonly day: Day;
  /** Below 0 only where `state` is available: more was sold than there was. */
  readonly quantity: number;
  readonly title: string | null;
  readonly asin: string | null;
  readonly fnsku: string | null;
}

export const FREIGHT_MODES = ["sea", "rail", "air", "express"] as const;
export type FreightMode = (typeof FREIGHT_MODES)[number];

export const SHIPMENT_STATES = ["booked", "left", "landed", "cleared", "arrived", "received", "cancelled"] as const;
export type ShipmentState = (typeof SHIPMENT_STATES)[number];

export interface Inbound {
  readonly shipment: string;
  readonly warehouse: string;
  readonly sku: string;
  readonly quantity: number;
  readonly received: number;
  readonly mode: FreightMode | null;
  readonly state: ShipmentState;
  readonly bookedOn: Day | null;
  readonly leftOn: Day | null;
  /** At the port (or airport) of the country that it goes to. */
  readonly landedOn: Day | null;
  /** Released by its customs. */
  readonly clearedOn: Day | null;
  /** When the units can be sold, as far as is known. */
  readonly eta: Day | null;
  /** At the warehouse. */
  readonly arrivedOn: Day | null;
  readonly receivedOn: Day | null;
}

/** The six links that a return reason points to; `unknown` is never a guess. */
export const RETURN_BUCKETS = ["listing", "quality", "fit", "logistics", "preference", "unknown"] as const;
export type ReturnBucket = (typeof RETURN_BUCKETS)[number];

export interface Return {
  readonly orderId: string;
  readonly sku: string;
  readonly nth: number;
  /** When the return was processed, cut in the store's zone. */
  readonly day: Day;
  readonly quantity: number;
  readonly reason: string | null;
  readonly bucket: ReturnBucket;
  readonly disposition: string | null;
  readonly status: string | null;
  readonly comment: string | null;
  /** Money given back, positive; null where the file does not say. */
  readonly refund: DecimalText | null;
  readonly currency: string | null;
}

export interface Review {
  readonly externalId: string;
  readonly sku: string;
  readonly day: Day;
  readonly stars: number;
  readonly title: string | null;
  readonly body: string | null;
}

export const COST_KINDS = ["purchase", "freight", "duty", "packaging", "other"] as const;
export type CostKind = (typeof COST_KINDS)[number];

/** Cost of one unit, in force from a day until the next layer of the same kind. */
export interface Cost {
  readonly sku: string;
  readonly kind: CostKind;
  readonly from: Day;
  readonly amount: DecimalText;
  readonly currency: string;
}

/** A fee, refund or reimbursement: signed as the seller's account sees it (a fee is negative). */
export interface FinancialEvent {
  readonly reference: string;
  readonly nth: number;
  readonly type: string;
  readonly sku: string | null;
  readonly orderId: string | null;
  readonly day: Day;
  readonly amount: DecimalText;
  readonly currency: string;
  readonly settled: boolean;
}

/** One unit of `base` costs `rate` units of `quote` on a day and until the next rate. */
export interface FxRate {
  readonly day: Day;
  readonly base: string;
  readonly quote: string;
  readonly rate: DecimalText;
  readonly source: string;
}

export interface Product {
  readonly sku: string;
  readonly title: string | null;
  readonly category: string | null;
  readonly role: string | null;
  readonly supplier: string | null;
  readonly moq: number | null;
  readonly carton: number | null;
  readonly price: DecimalText | null;
  readonly currency: string | null;
  readonly launchedOn: Day | null;
  readonly active: boolean;
  /** What the supplier calls it, and what a forwarder asks of one unit as it is packed. Absent: nobody said. */
  readonly supplierSku?: string | null;
  readonly material?: string | null;
  readonly unitKg?: DecimalText | null;
  readonly lengthCm?: DecimalText | null;
  readonly widthCm?: DecimalText | null;
  readonly heightCm?: DecimalText | null;
}

/** Every fact that an import can bring, by its canonical format id. */
export interface FactRows {
  products: Product;
  "order-lines": OrderLine;
  "daily-sales": DailySales;
  traffic: Traffic;
  ads: AdSpend;
  stock: StockSnapshot;
  inbound: Inbound;
  returns: Return;
  reviews: Review;
  costs: Cost;
  "financial-events": FinancialEvent;
  fx: FxRate;
}
export type FactKind = keyof FactRows;
export const FACT_KINDS = [
  "products",
  "order-lines",
  "daily-sales",
  "traffic",
  "ads",
  "stock",
  "inbound",
  "returns",
  "reviews",
  "costs",
  "financial-events",
  "fx",
] as const satisfies readonly FactKind[];
