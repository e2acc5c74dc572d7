import type { Day } from "../domain/calendar/day.ts";
import type { Shipment, ShipmentEvent, ShipmentKey, ShipmentLine } from "../domain/shipments/types.ts";
import type { AuditEntry } from "./delivery.ts";

export interface ShipmentFilter {
  readonly number?: string;
  readonly warehouse?: string;
  /** Those that carry it. */
  readonly sku?: string;
  /** Only what is still on its way. */
  readonly open?: boolean;
}

/** What somebody books. Of a number that a file knows already it takes over the file's SKUs as well. */
export interface Booking extends ShipmentKey {
  readonly from: string | null;
  readonly lane: string | null;
  readonly purchases: readonly number[];
  readonly lines: readonly Pick<ShipmentLine, "sku" | "units" | "mode" | "bookedOn" | "leftOn" | "eta" | "state">[];
  readonly by: string;
  readonly at: Date;
}

/** What somebody says of a shipment: its lines as they are from now on, what was counted in, and what stands in its history. */
export interface Statement {
  readonly lines: readonly ShipmentLine[];
  readonly receipts: readonly { readonly sku: string; readonly units: number; readonly day: Day }[];
  readonly events: readonly Pick<ShipmentEvent, "what" | "day" | "etaBefore" | "eta" | "note">[];
  readonly by: string;
  readonly at: Date;
}

/**
 * Goods on their way, from files and from people, each once. Of what both speak of (same number, same warehouse) the newer statement of each
 * field stands: the file's where it says something else than when somebody last wrote, else theirs. A receipt is not undone by a file that
 * lags behind.
 */
export interface Shipments {
  /** By ETA, without one last; then by number. */
  find(filter: ShipmentFilter): Promise<readonly Shipment[]>;
  /** False, and nothing is written, when the number is tracked by somebody already. Throws for a SKU or warehouse that does not exist. */
  book(booking: Booking, entry: AuditEntry): Promise<boolean>;
  /** False, and nothing is written, when it is not of that version any more. Takes over a shipment that only files knew. */
  say(key: ShipmentKey, version: string, statement: Statement, entry: AuditEntry): Promise<boolean>;
  /** Oldest first. */
  events(key: ShipmentKey): Promise<readonly ShipmentEvent[]>;
  /**
   * Writes what files changed of the ETA of open shipments since the last look into their history, and answers which shipments have a change
   * that nobody judged yet. A shipment that is seen for the first time has none.
   */
  look(now: Date): Promise<readonly ShipmentKey[]>;
  /** What happened up to this event was judged. */
  judged(key: ShipmentKey, upTo: number, now: Date): Promise<void>;
  /** SKUs of shipments of which somebody said something since. */
  saidSince(at: Date): Promise<readonly string[]>;
}
