import { addDays, type Day, startOfMonth } from "../../src/domain/calendar/day.ts";
import type { Line } from "./sale.ts";
import { type LedgerDay, simulate } from "./simulate.ts";
import type { Shipment } from "./supply.ts";

/** Longest time from an order to its review or return: lines that much older than the days asked for are still looked at. */
const TAIL = 60;

/** What the simulation did, kept for the days that are written. */
export interface Played {
  readonly seed: string;
  readonly from: Day;
  readonly to: Day;
  readonly today: Day;
  /** Lines of `from`..`to`. */
  readonly lines: readonly Line[];
  /** The same and those of the weeks before, which are returned and reviewed in `from`..`to`. */
  readonly recent: readonly Line[];
  /** From the first day of the month of `from`, like what the reports of a month are made of. */
  readonly ledger: readonly LedgerDay[];
  readonly shipments: readonly Shipment[];
}

export function play(seed: string, from: Day, to: Day, today: Day): Played {
  const recent: Line[] = [];
  const ledger: LedgerDay[] = [];
  const shipments: Shipment[] = [];
  const oldest = addDays(from, -TAIL);
  simulate(seed, to, {
    line: (line) => void (line.day >= oldest && recent.push(line)),
    ledger: (entry) => void (entry.day >= startOfMonth(from) && ledger.push(entry)),
    shipment: (shipment) => void shipments.push(shipment),
  });
  return { seed, from, to, today, lines: recent.filter((l) => l.day >= from), recent, ledger, shipments };
}
