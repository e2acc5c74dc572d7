/** One warehouse's part in a transfer. */
export interface TransferPlace {
  readonly warehouse: string;
  readonly units: number;
  readonly dailyDemand: number;
  /** The donor keeps at least this. */
  readonly reorderPoint: number;
}

export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly units: number;
  /** Days after which both would run out together. */
  readonly runOutDays: number;
}

/**
 * Units to move so that donor and receiver run out on the same day, `T = ΣI ÷ Σd`; whole cartons, rounded down, and never so many that
 * the donor falls below its own reorder point. null when there is nothing to move.
 * (W 300 at 4 a day, E 20 at 3 a day: T 45.71, move 117.)
 */
export function transfer(from: TransferPlace, to: TransferPlace, carton: number | null): Transfer | null {
  const demand = from.dailyDemand + to.dailyDemand;
  if (to.dailyDemand <= 0 || demand <= 0) return null;
  const runOutDays = (Math.max(0, from.units) + Math.max(0, to.units)) / demand;
  const spare = Math.min(from.units - from.dailyDemand * runOutDays, from.units - from.reorderPoint);
  const pack = Math.max(1, Math.ceil(carton ?? 1));
  const units = Math.floor((spare + 1e-6) / pack) * pack;
  return units > 0 ? { from: from.warehouse, to: to.warehouse, units, runOutDays } : null;
}
