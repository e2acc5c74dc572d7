import type { Day } from "../calendar/day.ts";
import type { FreightMode } from "../facts/facts.ts";
import type { MoveDays } from "./past-shipment.ts";

/** Units to move from another warehouse before anything is bought. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly units: number;
  /** Days that the receiver's goods last then, from the day before it leaves; of both, where they run out together. */
  readonly runOutDays: number;
  /** When they can be sold. */
  readonly arrivesOn: Day;
  /** The day after the plan's, or after the arrival that they wait for. This and the next are absent in a line that was kept before. */
  readonly leavesOn?: Day;
  /** Shipments to the giving warehouse that bring them; null: they lie there. `assumed`: the day is a guess. */
  readonly awaits?: { readonly shipments: readonly string[]; readonly day: Day; readonly assumed: boolean } | null;
  /** How long it takes from leaving. Absent: as long as an order takes by the same lane, once made. */
  readonly days?: MoveDays;
  /** The lane by which it travels as an order does. Absent or null: from next door, or no lane is known. */
  readonly route?: string | null;
  readonly mode?: FreightMode | null;
  /** Units that this part is expected to save, since it goes a faster way than the usual one. Absent: it goes the usual one. */
  readonly saves?: number;
  /** First day without stock after it came, with all that comes and is moved, if nothing is ordered; null: none among the projected days. */
  readonly lastsUntil?: Day | null;
}
