import type { SourceColumn } from "../../app/types.ts";
import type { StockState } from "../../domain/facts/facts.ts";

/** Which column holds the units of which state. `inbound-quantity` is the sum of the three inbound ones. */
export const STATES: readonly (readonly [Exclude<StockState, "available">, string])[] = [
  ["reserved", "Total Reserved Quantity"],
  ["unsellable", "unfulfillable-quantity"],
  ["inbound-working", "inbound-working"],
  ["inbound-shipped", "inbound-shipped"],
  ["inbound-receiving", "inbound-received"],
];

export const COLUMNS: readonly SourceColumn[] = [
  { name: "snapshot-date", aliases: ["快照日期"], required: true },
  { name: "sku", required: true },
  { name: "fnsku", required: false },
  { name: "asin", required: false },
  { name: "product-name", aliases: ["商品名称"], required: false },
  { name: "available", aliases: ["可售", "可售数量"], required: true },
  ...STATES.map(([, name]) => ({ name, required: false })),
];

/** Only this report has buckets of age beside what is available; their limits changed over the years (365-plus, then 366-to-455 and 456-plus). */
export const AGE = /^inv-age-/i;

/**
 * Known and not kept: ages and surcharges (buckets overlap from year to year), what Amazon recommends, and its own forecasts. There is
 * no fact for them.
 */
export const IGNORED: readonly (string | RegExp)[] = [
  AGE,
  "condition",
  "fc-transfer",
  "fc-processing",
  "customer-order",
  "pending-removal-quantity",
  "currency",
  /^units-shipped-/i,
  /^sales-shipped-/i,
  "alert",
  /^(?:your|sales|lowest|featuredoffer).*price/i,
  /^(?:recommended|deprecated|healthy)/i,
  "sell-through",
  /^(?:item-)?volume/i,
  /^volume-unit/i,
  /^storage-/i,
  "product-group",
  "marketplace",
  "sales-rank",
  /days-of-supply/i,
  /^estimated-/i,
  /^weeks-of-cover/i,
  "inbound-quantity",
  /^no-sale-last/i,
  /^quantity-to-be-charged/i,
  /^fba-(?:minimum-)?inventory-level/i,
  /^historical-/i,
  /low-inventory/i,
  /exempted/i,
  /^(?:short|long) term/i,
  /season/i,
  /^inventory-age/i,
  /^last updated date/i,
  "supplier",
  /^reserved /i,
  "storage-type",
];
