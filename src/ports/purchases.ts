import type { Day } from "../domain/calendar/day.ts";
import type { FreightMode } from "../domain/facts/facts.ts";
import type { OrderState, PurchaseState } from "../domain/purchase/states.ts";
import type { AuditEntry } from "./delivery.ts";

/** An amount as decimal text. */
export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

export interface PurchaseLeg {
  readonly mode: FreightMode | null;
  readonly units: number;
  /** Code of the lane. Absent or null: none was known, or it was not noted. */
  readonly lane?: string | null;
  /** When it can be sold, as it was planned when it was decided. */
  readonly arrivesOn?: Day | null;
}

/** A quantity that somebody wants to be bought. It orders nothing: who buys does that with the supplier. */
export interface NewPurchase {
  readonly sku: string;
  /** Code of the warehouse that it is meant for, or of the store where it has none yet. */
  readonly warehouse: string;
  readonly quantity: number;
  /** What the plan proposed, where a person changed it; null or absent: as proposed. */
  readonly proposed?: number | null;
  /** Of the whole, or of its first and most urgent part. */
  readonly mode: FreightMode | null;
  /** How it travels, where in parts. Absent: all of it by `mode`. */
  readonly legs?: readonly PurchaseLeg[];
  /** Goods and freight, as the plan saw them; null where a cost was not known. */
  readonly cash: Amount | null;
  /** `cash` in the company's currency; null or absent where a cost or a rate was missing. */
  readonly worth?: string | null;
  /** Day of the plan that it was decided on. */
  readonly planAsOf: Day;
  readonly neededBy?: Day | null;
  /** What whoever decided wants the buyer to know. */
  readonly note?: string | null;
  /** `waiting`: a second person has to agree before it counts. Absent: approved. */
  readonly state?: "waiting" | "approved";
  /** Slug of the member. */
  readonly by: string;
  readonly at: Date;
}

/** One line of a supplier's order. */
export interface Purchase extends Omit<NewPurchase, "state"> {
  readonly id: number;
  /** Number of the supplier's order that it is a line of; null for what was kept before there were any. */
  readonly order: number | null;
  readonly legs: readonly PurchaseLeg[];
  readonly proposed: number | null;
  readonly worth: string | null;
  readonly neededBy: Day | null;
  readonly note: string | null;
  readonly state: PurchaseState;
  /** Who decided first, where a second person agreed after. */
  readonly first: { readonly by: string; readonly at: Date } | null;
  /** Why it was refused or taken back. */
  readonly because: string | null;
  /** What the supplier confirmed: price of one unit, and the day on which the goods are ready. */
  readonly price: Amount | null;
  readonly readyOn: Day | null;
  /** Grows with each change: who decided on what it was before is too late. */
  readonly revision: number;
}

/** What is bought of one supplier on one plan day, together. */
export interface PurchaseOrder {
  readonly id: number;
  /** Code of the supplier; null where the SKU has none. */
  readonly supplier: string | null;
  readonly planAsOf: Day;
  readonly state: OrderState;
  /** Number that the supplier knows it by. */
  readonly reference: string | null;
  readonly orderedOn: Day | null;
  readonly orderedBy: string | null;
  readonly closedBy: string | null;
  readonly because: string | null;
  readonly revision: number;
  /** By number; those that were taken back or refused too. */
  readonly lines: readonly Purchase[];
}

/** What the supplier confirmed of one line. */
export interface Confirmed {
  readonly id: number;
  /** Of the line as it was seen. */
  readonly revision: number;
  readonly quantity: number;
  /** How those travel. */
  readonly legs: readonly PurchaseLeg[];
  readonly price: Amount | null;
  readonly readyOn: Day | null;
}

/** What came of a decision on something that may have changed meanwhile. */
export type Decision =
  | { readonly kind: "done"; readonly purchase: Purchase }
  /** Who decided first cannot be the second person. */
  | { readonly kind: "same-person"; readonly purchase: Purchase }
  /** It is not any more what was decided on. */
  | { readonly kind: "changed"; readonly purchase: Purchase }
  | { readonly kind: "unknown" };

export interface Purchases {
  /**
   * The first approval for a SKU, warehouse and plan stands; a later one is answered with it (`first` is false). One that says which of the
   * same plan it `adds` to, a rest that was found later that day, raises that one, if it is still as it was; a rest that waits for a second
   * person stands beside it until then. The audit entry is written in the step that decides, and not for who comes second.
   */
  approve(
    purchase: NewPurchase,
    adds?: Pick<Purchase, "id" | "quantity">,
    entry?: AuditEntry,
  ): Promise<{ readonly first: boolean; readonly purchase: Purchase }>;
  /** The second person's yes. A waiting rest joins what is approved of the same plan. */
  second(id: number, revision: number, who: { readonly by: string; readonly at: Date }, entry?: AuditEntry): Promise<Decision>;
  /** No, by anybody who may approve; only while it waits. */
  reject(
    id: number,
    revision: number,
    because: string,
    who: { readonly by: string; readonly at: Date },
    entry?: AuditEntry,
  ): Promise<Decision>;
  /** Other units, ways or days for what is not ordered yet; whatever was agreed before is asked anew. */
  revise(id: number, revision: number, purchase: NewPurchase, entry?: AuditEntry): Promise<Decision>;
  /** Approved or ordered, on plans of this day or later, and not taken back. Newest first. */
  approved(filter: { readonly since: Day; readonly sku?: string }): Promise<readonly Purchase[]>;
  /** Waits for a second person, newest first. */
  waiting(filter?: { readonly sku?: string }): Promise<readonly Purchase[]>;
  byId(id: number): Promise<Purchase | undefined>;
  /** Takes an approval back, or what still waits; false when it was taken back before or is ordered already. */
  withdraw(id: number, entry?: AuditEntry): Promise<boolean>;
  /** Orders of which a line stands: open and placed ones; closed ones too where they are asked for. Newest first. */
  orders(filter?: { readonly closed?: boolean; readonly since?: Day }): Promise<readonly PurchaseOrder[]>;
  order(id: number): Promise<PurchaseOrder | undefined>;
  /** Placed with the supplier, as confirmed. Lines that wait stay behind and make an order of their own. False when it is not as it was. */
  place(
    id: number,
    revision: number,
    placed: {
      readonly reference: string | null;
      readonly on: Day;
      readonly lines: readonly Confirmed[];
      readonly by: string;
      readonly at: Date;
    },
    entry?: AuditEntry,
  ): Promise<boolean>;
  /** Nothing more is expected of it. False when it was closed before. */
  close(id: number, because: string, who: { readonly by: string; readonly at: Date }, entry?: AuditEntry): Promise<boolean>;
  /** What suppliers and forwarders ask of a SKU; SKUs that are not known are left out. */
  goods(skus: readonly string[], on: Day): Promise<readonly Goods[]>;
}

/** A SKU as a supplier and a forwarder know it. null: nobody said. */
export interface Goods {
  readonly sku: string;
  readonly title: string | null;
  readonly category: string | null;
  readonly supplier: { readonly code: string; readonly name: string; readonly currency: string | null } | null;
  readonly supplierSku: string | null;
  readonly moq: number | null;
  readonly carton: number | null;
  /** Purchase cost of one unit in force on the day, without duty and freight. */
  readonly price: Amount | null;
  readonly material: string | null;
  /** One unit as it is packed. */
  readonly unitKg: string | null;
  readonly sizeCm: { readonly length: string; readonly width: string; readonly height: string } | null;
  readonly simulated: boolean;
}
