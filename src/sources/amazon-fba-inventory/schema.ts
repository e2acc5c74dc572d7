import type { SourceColumn } from "../../app/types.ts";
import type { StockState } from "../../domain/facts/facts.ts";

/** Which column holds the units of which state. `afn-warehouse-quantity` and `afn-total-quantity` are sums of these. */
export const STATES: readonly (readonly [StockState, string])[] = [
  ["available", "afn-fulfillable-quantity"],
  ["reserved", "afn-reserved-quantity"],
  ["unsellable", "afn-unsellable-quantity"],
  ["researching", "afn-researching-quantity"],
  ["inbound-working", "afn-inbound-working-quantity"],
  ["inbound-shipped", "afn-inbound-shipped-quantity"],
  ["inbound-receiving", "afn-inbound-receiving-quantity"],
];

export const COLUMNS: readonly SourceColumn[] = [
  { name: "sku", required: true },
  { name: "fnsku", required: false },
  { name: "asin", required: false },
  { name: "product-name", required: false },
  { name: "afn-listing-exists", required: false },
  ...STATES.map(([state, name]) => ({ name, required: state === "available" })),
];

/** `your-price` 0.0 means that there is none; nothing here reads it. */
export const IGNORED = [
  "condition",
  "your-price",
  "mfn-listing-exists",
  "mfn-fulfillable-quantity",
  "afn-warehouse-quantity",
  "afn-total-quantity",
  "per-unit-volume",
  "afn-reserved-future-supply",
  "afn-future-supply-buyable",
  "store",
];
