import type { Day } from "../domain/calendar/day.ts";
import type { FreightMode } from "../domain/facts/facts.ts";
import type { TransferState } from "../domain/purchase/states.ts";
import type { AuditEntry } from "./delivery.ts";

/** A move between two warehouses that somebody approved. It moves nothing: whoever works in the giving warehouse does. */
export interface NewTransfer {
  readonly sku: string;
  readonly from: string;
  readonly to: string;
  readonly units: number;
  readonly leavesOn: Day;
  /** When it can be sold there. */
  readonly arrivesOn: Day;
  readonly planAsOf: Day;
  /** The lane by which it travels as an order does, and its mode. Absent or null: from next door, or nobody said. */
  readonly lane?: string | null;
  readonly mode?: FreightMode | null;
  /** Slug of the member. */
  readonly by: string;
  readonly at: Date;
}

export interface Transfer extends NewTransfer {
  readonly id: number;
  readonly state: TransferState;
  /** When it left indeed; null: nobody said. */
  readonly leftOn: Day | null;
  /** Units that the team's shipments between the two warehouses carry, of what was booked since it was approved. */
  readonly shipped: number;
  /** What was received, once it is closed; null: nobody said. */
  readonly received: number | null;
  /** When that was said; null: it is not closed. */
  readonly closedAt: Date | null;
  readonly because: string | null;
  readonly revision: number;
}

export interface Transfers {
  /** The first approval of a move of a plan stands; `first` is false for who comes second. */
  approve(transfer: NewTransfer, entry?: AuditEntry): Promise<{ readonly first: boolean; readonly transfer: Transfer }>;
  /** Approved or on its way, oldest first. */
  open(filter?: { readonly sku?: string }): Promise<readonly Transfer[]>;
  /** What a plan counts: approved, on its way, or closed since a day, oldest first. Shipments booked after `until` carry nothing yet. */
  counted(filter: { readonly since: Day; readonly until: Day; readonly sku?: string }): Promise<readonly Transfer[]>;
  byId(id: number): Promise<Transfer | undefined>;
  /** It left. False when it is not waiting for that any more. */
  leave(id: number, on: Day, arrivesOn: Day, entry?: AuditEntry): Promise<boolean>;
  /** Received, or given up. False when it was closed or taken back before. */
  close(
    id: number,
    closed: { readonly received: number | null; readonly because: string | null; readonly by: string; readonly at: Date },
    entry?: AuditEntry,
  ): Promise<boolean>;
  /** Takes it back while nothing has left. */
  withdraw(id: number, entry?: AuditEntry): Promise<boolean>;
}
