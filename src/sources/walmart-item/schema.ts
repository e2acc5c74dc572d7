import type { SourceColumn } from "../../app/types.ts";

/** Item report v4 first; the newer documentation names some columns otherwise. */
export const COLUMNS: readonly SourceColumn[] = [
  { name: "SKU", required: true },
  { name: "Item ID", aliases: ["ProductId", "Product Id"], required: true },
  { name: "Product Name", aliases: ["ProductName"], required: true },
  { name: "Lifecycle Status", aliases: ["LifecycleStatus"], required: false },
  { name: "Publish Status", aliases: ["PublishedStatus", "Published Status"], required: true },
  { name: "Product Category", aliases: ["Category"], required: false },
  { name: "Price", required: false },
  { name: "Currency", required: false },
];

/** What a listing can be; `on sale` is PUBLISHED alone. A word that is not here is never guessed. */
export const PUBLISHED: ReadonlyMap<string, boolean> = new Map(
  Object.entries<boolean>({
    published: true,
    unpublished: false,
    "ready to publish": false,
    "in progress": false,
    "system problem": false,
    "system error": false,
    stage: false,
  }),
);
export const LIFECYCLES: ReadonlySet<string> = new Set(["active", "archived", "retired"]);

export const IGNORED: readonly (string | RegExp)[] = [
  /^status change reason/i,
  /^buy ?box/i,
  "MSRP",
  /^product tax code/i,
  /^ship methods?/i,
  /^shipping weight/i,
  /^fulfillment/i,
  /^wfs/i,
  "WPID",
  "GTIN",
  "UPC",
  "ISBN",
  "EAN",
  "Brand",
  /url$/i,
  /^(?:item|offer|site|product|variant|primary|inventory|average|reviews?|search|competitor|repricer|last|lag|shelf|offers?)\b/i,
];
