import type { Day } from "../calendar/day.ts";
import type { FreightMode } from "../facts/facts.ts";

/** A shipment that came: how long goods take is learned from these. What nobody wrote down is null. */
export interface PastShipment {
  readonly shipment: string;
  readonly mode: FreightMode | null;
  /** Code of its lane; absent where nobody wrote it down, as in files. */
  readonly lane?: string | null;
  readonly bookedOn: Day | null;
  readonly leftOn: Day | null;
  /** At the port (or airport) of the country that it goes to. Absent where nobody asked, as what is not known. */
  readonly landedOn?: Day | null;
  /** Cleared by its customs. */
  readonly clearedOn?: Day | null;
  /** At the warehouse. */
  readonly arrivedOn: Day | null;
  /** When its units could be sold. */
  readonly receivedOn: Day | null;
  /** What was said of that day while it was on its way. */
  readonly eta: Day | null;
}

/** Goods that came from another warehouse of the team. */
export interface PastMove {
  /** Code of the warehouse that gave them; null: nobody said. */
  readonly from: string | null;
  /** Of the same country. */
  readonly nextDoor: boolean;
  /** Code of its lane; absent or null where nobody wrote it down. */
  readonly lane?: string | null;
  readonly leftOn: Day;
  /** When they could be sold. */
  readonly receivedOn: Day;
}

/** What came to a warehouse lately, of any SKU, each once. One list for all SKUs of a warehouse. Absent: none are known. */
export interface PastGoods {
  readonly past?: readonly PastShipment[];
  /** What other warehouses gave it. */
  readonly moves?: readonly PastMove[];
}

/** Days from leaving one warehouse to the shelf of another: of `n` past moves, or a policy's. */
export interface MoveDays {
  readonly p50: number;
  readonly p90: number;
  readonly source: "learned" | "assumed";
  readonly n: number;
}

/** Units that somebody counted in. */
export interface ReceivedUnits {
  readonly shipment: string;
  readonly units: number;
  readonly day: Day;
}
