import type { Day } from "../domain/calendar/day.ts";
import type { FreightMode } from "../domain/facts/facts.ts";

/** A quantity that somebody approved to be bought. It orders nothing: who buys does that with the supplier. */
export interface Purchase {
  readonly id: number;
  readonly sku: string;
  /** Code of the warehouse that it is meant for, or of the store where it has none yet. */
  readonly warehouse: string;
  readonly quantity: number;
  readonly mode: FreightMode | null;
  /** Goods and freight, as the plan saw them; null where a cost was not known. */
  readonly cash: { readonly amount: string; readonly currency: string } | null;
  /** Day of the plan that it was decided on. */
  readonly planAsOf: Day;
  /** Slug of the member. */
  readonly by: string;
  readonly at: Date;
}

export interface Purchases {
  /** The first approval for a SKU, warehouse and plan stands; a later one is answered with it (`first` is false). */
  approve(purchase: Omit<Purchase, "id">): Promise<{ readonly first: boolean; readonly purchase: Purchase }>;
  /** Approved on plans of this day or later and not taken back. Newest first. */
  approved(filter: { readonly since: Day; readonly sku?: string }): Promise<readonly Purchase[]>;
  /** Takes an approval back; false when it was taken back before. */
  withdraw(id: number): Promise<boolean>;
}
