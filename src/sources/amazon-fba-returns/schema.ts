import type { SourceColumn } from "../../app/types.ts";
import type { ReturnBucket } from "../../domain/facts/facts.ts";

export const COLUMNS: readonly SourceColumn[] = [
  { name: "return-date", required: true },
  { name: "order-id", aliases: ["amazon-order-id"], required: true },
  { name: "sku", required: true },
  { name: "quantity", required: true },
  { name: "detailed-disposition", aliases: ["disposition"], required: false },
  { name: "reason", required: true },
  { name: "status", required: false },
  { name: "customer-comments", required: false },
];

export const IGNORED = ["asin", "fnsku", "product-name", "fulfillment-center-id", "license-plate-number"];

/** Which link of the chain a reason points to. A code that is not here is `unknown`, and said so. */
export const REASON_BUCKETS: ReadonlyMap<string, ReturnBucket> = new Map(
  Object.entries<ReturnBucket>({
    NOT_AS_DESCRIBED: "listing",
    "BAD-DESC": "listing",
    NOT_COMPATIBLE: "listing",
    PRODUCT_NOT_SPANISH: "listing",
    PRODUCT_NOT_ITALIAN: "listing",
    JEWELRY_NO_DOCS: "listing",
    JEWELRY_NO_CERT: "listing",
    QUALITY_UNACCEPTABLE: "quality",
    DEFECTIVE: "quality",
    MISSING_PARTS: "quality",
    WARRANTY: "quality",
    JEWELRY_BATTERY: "quality",
    JEWELRY_BAD_CLASP: "quality",
    JEWELRY_LOOSE_STONE: "quality",
    APPAREL_TOO_SMALL: "fit",
    APPAREL_TOO_LARGE: "fit",
    JEWELRY_TOO_SMALL: "fit",
    JEWELRY_TOO_LARGE: "fit",
    POOR_FIT: "fit",
    DAMAGED_BY_FC: "logistics",
    DAMAGED_BY_CARRIER: "logistics",
    MISSED_ESTIMATED_DELIVERY: "logistics",
    "APP-TOO-LATE": "logistics",
    NEVER_ARRIVED: "logistics",
    SWITCHEROO: "logistics",
    EXTRA_ITEM: "logistics",
    UNDELIVERABLE_INSUFFICIENT_ADDRESS: "logistics",
    UNDELIVERABLE_FAILED_DELIVERY_ATTEMPTS: "logistics",
    UNDELIVERABLE_REFUSED: "logistics",
    UNDELIVERABLE_UNKNOWN: "logistics",
    UNDELIVERABLE_UNCLAIMED: "logistics",
    UNDELIVERABLE_CARRIER_MISS_SORTED: "logistics",
    ORDERED_WRONG_ITEM: "preference",
    MISORDERED: "preference",
    FOUND_BETTER_PRICE: "preference",
    UNWANTED_ITEM: "preference",
    UNAUTHORIZED_PURCHASE: "preference",
    APPAREL_STYLE: "preference",
    // Amazon knows these, and they say nothing.
    OTHER: "unknown",
    NO_REASON_GIVEN: "unknown",
  }),
);

export const DISPOSITIONS: ReadonlySet<string> = new Set([
  "SELLABLE",
  "DAMAGED",
  "CUSTOMER_DAMAGED",
  "DEFECTIVE",
  "CARRIER_DAMAGED",
  "EXPIRED",
  "DISTRIBUTOR_DAMAGED",
  "UNSELLABLE",
]);

/** A seller-fulfilled report writes `CR-DEFECTIVE` and `AMZ-PG-BAD-DESC`. */
export const bareReason = (code: string): string =>
  code
    .trim()
    .toUpperCase()
    .replace(/^(?:CR-|AMZ-PG-)+/, "");
