import type { Day } from "../domain/calendar/day.ts";
import type { CodeRow } from "../domain/promo/codes.ts";
import type { Promo, PromoEntry, PromoFrame, PromoNote, PromoState } from "../domain/promo/types.ts";
import type { PlannedEvent } from "../domain/restock/types.ts";
import type { SkuInfo } from "./company.ts";
import type { AuditEntry } from "./delivery.ts";

/** A promotion as the planner counts it: of one SKU at one warehouse. */
export interface PromoEvent {
  readonly sku: string;
  readonly warehouse: string;
  readonly event: PlannedEvent;
}

/** Units of one hour of a store's local day. */
export interface HourRow {
  readonly day: Day;
  /** 0 to 23, in the store's zone. */
  readonly hour: number;
  readonly sku: string;
  readonly units: number;
}

/** Sales events that the team prepares for, and what people entered on them. */
export interface Promos {
  /** Declared once for a form; the audit entry is written in the same step. Refused (`promo-twice`) where the same one stands. */
  declare(frame: PromoFrame, form: string, by: string, at: Date, entry: AuditEntry): Promise<Promo>;
  /** What is changed of it, if it is still as it was (`over` is its revision); undefined where it is not. Refused where it becomes another one. */
  change(
    id: number,
    change: Partial<PromoFrame> & { readonly state?: PromoState },
    over: number,
    entry: AuditEntry,
  ): Promise<Promo | undefined>;
  byId(id: number): Promise<Promo | undefined>;
  /** All of them, those that begin last first. */
  all(): Promise<readonly Promo[]>;
  /** Oldest first. */
  entries(id: number): Promise<readonly PromoEntry[]>;
  /** Written once for a form; who sends it again gets the one that stands. */
  add(id: number, form: string, note: PromoNote, by: string, at: Date, entry: AuditEntry): Promise<PromoEntry>;
  /** What was confirmed of the promotions that are open and not over on a day. */
  events(asOf: Day, sku?: string): Promise<readonly PromoEvent[]>;
  /** Units by hour where order lines say when they were placed; both days included. Empty where only days are known. */
  hours(query: { readonly stores: readonly string[]; readonly from: Day; readonly to: Day }): Promise<readonly HourRow[]>;
  /** Codes of orders, SKU by SKU; both days included. Empty where the files name none. */
  codes(query: { readonly stores: readonly string[]; readonly from: Day; readonly to: Day }): Promise<readonly CodeRow[]>;
  /** All SKUs: an event's uplift is pooled over their categories. */
  skus(): Promise<readonly SkuInfo[]>;
}
