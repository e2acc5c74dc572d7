/** A SKU's month in one store: what it sold, and on how many of the days that were looked at it could have. */
export interface SkuMonth {
  readonly sku: string;
  /** Stock of another store serves no buyer of this one. */
  readonly store: string;
  /** null: nobody knows what it sold. */
  readonly units: number | null;
  /** Money of those units; null where no price is told. */
  readonly sales: number | null;
  /** Days of the month that the units were sold on. */
  readonly salesDays: number;
  /** Days with a stock snapshot, and those of them with something to sell. */
  readonly days: number;
  readonly daysInStock: number;
}

export interface StockLoss {
  readonly sku: string;
  readonly store: string;
  readonly daysOut: number;
  /** Not rounded: a slow SKU loses a part of a unit. null: never in stock, or its sales are not known, so nobody can tell. */
  readonly units: number | null;
  readonly money: number | null;
}

/**
 * What being out of stock cost: days without stock × units a day while in stock (× price of what was sold). Days without a
 * snapshot are not counted as out; of them as many are taken to be in stock as of the days that were looked at. Sales of a day
 * whose snapshot found nothing count as sales of the days in stock.
 */
export function stockLoss(m: SkuMonth): StockLoss | undefined {
  const daysOut = m.days - m.daysInStock;
  if (daysOut <= 0) return undefined;
  const of = { sku: m.sku, store: m.store };
  if (m.daysInStock <= 0 || m.units === null || m.salesDays <= 0) return { ...of, daysOut, units: null, money: null };
  const sellingDays = m.salesDays * (m.daysInStock / m.days);
  const units = (m.units / sellingDays) * daysOut;
  const price = m.sales !== null && m.units > 0 ? m.sales / m.units : null;
  return { ...of, daysOut, units, money: units === 0 ? 0 : price === null ? null : units * price };
}

/** Losses of many SKUs, dearest first: money, then units, then days, then the code. */
export function stockLosses(months: readonly SkuMonth[]): StockLoss[] {
  const by = (x: number | null): number => x ?? -1;
  return months
    .map(stockLoss)
    .filter((l) => l !== undefined)
    .toSorted((a, b) => by(b.money) - by(a.money) || by(b.units) - by(a.units) || b.daysOut - a.daysOut || (a.sku < b.sku ? -1 : 1));
}
