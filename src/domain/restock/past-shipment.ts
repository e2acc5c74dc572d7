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

/** Units that somebody counted in. */
export interface ReceivedUnits {
  readonly shipment: string;
  readonly units: number;
  readonly day: Day;
}
