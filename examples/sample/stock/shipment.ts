import type { Day } from "../../../src/domain/calendar/day.ts";
import type { FreightMode } from "../../../src/domain/facts/facts.ts";
import type { WarehouseCode } from "../world/stores.ts";

/** A consignment. Its days are fixed when it is booked, its quantity is what the seller then thought to need. */
export interface Shipment {
  readonly id: string;
  readonly sku: string;
  readonly warehouse: WarehouseCode;
  /** Where it comes from: the factory, or another warehouse of ours. */
  readonly source: Source;
  readonly mode: FreightMode | null;
  readonly bookedOn: Day;
  readonly leftOn: Day;
  /** When it was promised to be on the shelf. */
  readonly eta: Day;
  /** At the port, and through its customs; null for a truck between two warehouses of ours. */
  readonly landedOn: Day | null;
  readonly clearedOn: Day | null;
  readonly arrivedOn: Day;
  readonly receivedOn: Day;
  readonly quantity: number;
  /** What was counted at the dock: now and then a few less. */
  readonly received: number;
}

export type Source = "factory" | "US-3PL" | "DE-3PL";

/** One day of a SKU in a warehouse: opening + received + returned − shipped = closing. */
export interface LedgerDay {
  readonly warehouse: WarehouseCode;
  readonly sku: string;
  readonly dayOf: number;
  readonly opening: number;
  readonly received: number;
  readonly returned: number;
  /** Units that left: sold, or sent to another warehouse. */
  readonly shipped: number;
  /** Units that were wanted and not there. */
  readonly lost: number;
  readonly closing: number;
}
