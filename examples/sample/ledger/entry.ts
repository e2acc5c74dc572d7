import type { Day } from "../../../src/domain/calendar/day.ts";
import type { ReturnBucket } from "../../../src/domain/facts/facts.ts";
import type { PlanState } from "../../../src/domain/restock/types.ts";
import type { Text } from "../../../src/domain/value.ts";
import type { StoreCode, WarehouseCode } from "../world/stores.ts";

export type EntryKind =
  | "bad-batch"
  | "breakage"
  | "hijack"
  | "ad-waste"
  | "burst"
  | "stacked-discount"
  | "backlog"
  | "lost-parcels"
  | "complaint"
  | "stock-out"
  | "late-ship"
  | "overstock"
  | "dormant"
  | "dearer"
  | "duty-rise"
  | "duty-missing"
  | "cost-missing"
  | "sales-days";

/** Where it has to show, and how clearly. What is measured is of the entry's SKUs, stores and days. */
export type Effect =
  /** A KPI of these days is at least so many times (or at most such a part of) what it is at other times of the same length. */
  | { readonly on: "kpi"; readonly kpi: string; readonly atLeast?: number; readonly atMost?: number; readonly against: "before" | "year" }
  /** Most of what comes back says this. */
  | { readonly on: "returns"; readonly bucket: ReturnBucket; readonly share: number }
  /** The plan of the last day has it in one of these states. */
  | { readonly on: "restock"; readonly states: readonly PlanState[] }
  /** A shipment that is overdue on the last day, by its number. */
  | { readonly on: "inbound"; readonly shipment: string; readonly eta: Day }
  /** Bad reviews of these days use one of these words. */
  | { readonly on: "reviews"; readonly words: readonly string[]; readonly share: number }
  /** A note beside a figure. */
  | { readonly on: "note"; readonly kpi: string; readonly says: RegExp };

/** Something that was put into the sample on purpose. */
export interface Entry {
  readonly id: string;
  readonly kind: EntryKind;
  /** None: everything that the stores sell. */
  readonly skus: readonly string[];
  readonly stores: readonly StoreCode[];
  readonly warehouse: WarehouseCode | null;
  /** Days of the orders (of the shelf, for stock) that it is about. Its effects may come later, as returns and reviews do. */
  readonly from: Day;
  readonly to: Day;
  readonly what: Text;
  readonly cause: Text;
  readonly effects: readonly Effect[];
}
