import { lastsDays } from "./lasts.ts";
import { toCartons } from "./order-quantity.ts";

/** One warehouse's part in a transfer. */
export interface TransferPlace {
  readonly warehouse: string;
  readonly units: number;
  readonly dailyDemand: number;
  /** Units of day `i` after the goods leave, where a peak or a season makes days differ. Absent: `dailyDemand` on each. */
  readonly expected?: (i: number) => number;
  /** The donor keeps at least this. */
  readonly reorderPoint: number;
}

export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly units: number;
  /** Days that the receiver's goods last then; of both, where they run out together. */
  readonly runOutDays: number;
}

// Floats put exactly 170 at 170.0000000001, and that must not move a 171st.
const HAIR = 1e-6;

type PerDay = (i: number) => number;

function soldIn(expected: PerDay, days: number): number {
  let sum = 0;
  for (let i = 0; i < days; i += 1) sum += expected(i) * Math.min(1, days - i);
  return sum;
}

/**
 * Units to move so that donor and receiver run out on the same day, `T = ΣI ÷ Σd`; whole cartons, rounded down, and never so many that
 * the donor falls below its own reorder point, nor more than `most`, in cartons rounded up: what is not wanted there would only grow old
 * elsewhere. Days that differ are counted one by one. null when there is nothing to move.
 * (W 300 at 4 a day, E 20 at 3 a day: T 45.71, move 117.)
 */
export function transfer(from: TransferPlace, to: TransferPlace, carton: number | null, most = Infinity): Transfer | null {
  const demand = from.dailyDemand + to.dailyDemand;
  if (to.dailyDemand <= 0 || demand <= 0) return null;
  const [gives, takes] = [from, to].map((p): PerDay => p.expected ?? (() => p.dailyDemand)) as [PerDay, PerDay];
  const together = Math.max(0, from.units) + Math.max(0, to.units);
  const days = lastsDays((i) => gives(i) + takes(i), together);
  const equal = Number.isFinite(days) ? days : together / demand;
  const share = from.units - soldIn(gives, equal);
  const pack = Math.max(1, Math.ceil(carton ?? 1));
  const whole = (n: number): number => Math.floor((n + HAIR) / pack) * pack;
  const units = Math.min(whole(Math.min(share, from.units - from.reorderPoint)), toCartons(Math.max(0, most - HAIR), carton));
  if (units <= 0) return null;
  const lasts = lastsDays(takes, Math.max(0, to.units) + units);
  const runOutDays = units === whole(share) || !Number.isFinite(lasts) ? equal : lasts;
  return { from: from.warehouse, to: to.warehouse, units, runOutDays };
}
