import type { SourceColumn } from "../../app/types.ts";
import type { StockState } from "../../domain/facts/facts.ts";

/**
 * Which column holds the units of which state. The older layout has the names without `(not editable)`. Incoming is on its way by
 * a transfer or a purchase order that may not have left yet.
 */
export const STATES: readonly (readonly [Exclude<StockState, "available">, string])[] = [
  ["reserved", "Committed"],
  ["unsellable", "Unavailable"],
  ["inbound-working", "Incoming"],
];

const editable = (name: string): SourceColumn => ({ name, aliases: [`${name} (not editable)`], required: false });

export const COLUMNS: readonly SourceColumn[] = [
  { name: "Handle", required: true },
  { name: "Title", required: true },
  { name: "SKU", required: true },
  { name: "Location", required: true },
  { ...editable("Available"), required: true },
  ...STATES.map(([, name]) => editable(name)),
];

/** `On hand` is the sum of available, committed and unavailable; `On hand (new)` is what somebody may fill in to change it. */
export const IGNORED: readonly (string | RegExp)[] = [/^option\d/i, "Barcode", /^hs code/i, "COO", /^bin name/i, /^on hand/i];
