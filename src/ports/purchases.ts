import type { AuditEntry } from "./delivery.ts";
import type { Day } from "../domain/calendar/day.ts";
import type { FreightMode } from "../domain/facts/facts.ts";

/** A quantity that somebody approved to be bought. It orders nothing: who buys does that with the supplier. */
export interface Purchase {
  readonly id: number;
  readonly sku: string;
  /** Code of the warehouse that it is meant for, or of the store where it has none yet. */
  readonly warehouse: string;
  readonly quantity: number;
  /** Of the whole, or of its first and most urgent part. */
  readonly mode: FreightMode | null;
  /** How it travels, where in parts. Absent: all of it by `mode`. */
  readonly legs?: readonly PurchaseLeg[];
  /** Goods and freight, as the plan saw them; null where a cost was not known. */
  readonly cash: { readonly amount: string; readonly currency: string } | null;
  /** Day of the plan that it was decided on. */
  readonly planAsOf: Day;
  /** Slug of the member. */
  readonly by: string;
  readonly at: Date;
}

export interface PurchaseLeg {
  readonly mode: FreightMode | null;
  readonly units: number;
}

export interface Purchases {
  /**
   * The first approval for a SKU, warehouse and plan stands; a later one is answered with it (`first` is false). One that says which of the
   * same plan it `adds` to, a rest that was found later that day, raises that one, if it is still as it was. The audit entry is written in
   * the step that decides, and not for who comes second.
   */
  approve(
    purchase: Omit<Purchase, "id">,
    adds?: Purchase,
    entry?: AuditEntry,
  ): Promise<{ readonly first: boolean; readonly purchase: Purchase }>;
  /** Approved on plans of this day or later and not taken back. Newest first. */
  approved(filter: { readonly since: Day; readonly sku?: string }): Promise<readonly Purchase[]>;
  /** Takes an approval back; false when it was taken back before. */
  withdraw(id: number, entry?: AuditEntry): Promise<boolean>;
}
