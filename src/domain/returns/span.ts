import type { ReturnBucket } from "../facts/facts.ts";

/** Returned units of one SKU, store and reason: in the week that is told, in the days that a rate is taken from, and in those before. */
export interface ReturnSpan {
  readonly sku: string;
  readonly title: string | null;
  readonly store: string;
  readonly bucket: ReturnBucket;
  /** The platform's own word; null where it gave none. */
  readonly reason: string | null;
  readonly week: number;
  readonly recent: number;
  readonly past: number;
  /** Orders that these units came back of: who sends back three pieces of one order has one reason, not three. */
  readonly recentOrders: number;
  readonly pastOrders: number;
}

/** Whose comments are asked for. */
export interface SaidOf {
  readonly sku: string;
  readonly bucket: ReturnBucket;
}
