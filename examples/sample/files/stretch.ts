import type { Day } from "../../../src/domain/calendar/day.ts";
import { offsetAt, startOfDay } from "../../../src/domain/calendar/zone.ts";
import type { Line } from "../sales/line.ts";
import type { Order } from "../sales/order.ts";
import type { Shop } from "../world/stores.ts";

/** The days of one order file. */
export interface Stretch {
  readonly seed: string;
  readonly from: Day;
  readonly to: Day;
  readonly today: Day;
}

export interface Placed {
  readonly line: Line;
  readonly order: Order;
}

/** Lines as they were placed; those of one order are beside each other. */
export function byTime(lines: readonly Line[], orderOf: (line: Line) => Order): Placed[] {
  return lines
    .map((line) => ({ line, order: orderOf(line) }))
    .sort(
      (a, b) =>
        a.order.at.getTime() - b.order.at.getTime() ||
        (a.order.id < b.order.id ? -1 : a.order.id > b.order.id ? 1 : 0) ||
        a.line.listing.item.nth - b.line.listing.item.nth ||
        a.line.nth - b.line.nth,
    );
}

const two = (n: number): string => String(n).padStart(2, "0");

/** `2026-11-03 10:15:00 -0800`: the store's clock with its offset. */
export function withOffset(shop: Shop, at: Date): string {
  const offset = offsetAt(at.getTime(), shop.store.zone);
  const wall = new Date(at.getTime() + offset).toISOString();
  const minutes = Math.abs(offset) / 60_000;
  return `${wall.slice(0, 10)} ${wall.slice(11, 19)} ${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}

/** `11/03/2026 10:15:00 AM`: the store's clock, as Americans write it. */
export function american(shop: Shop, at: Date): string {
  const wall = new Date(at.getTime() + offsetAt(at.getTime(), shop.store.zone));
  const hour = wall.getUTCHours();
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${two(wall.getUTCMinutes())}:${two(wall.getUTCSeconds())} ${hour < 12 ? "AM" : "PM"}`;
  return `${two(wall.getUTCMonth() + 1)}/${two(wall.getUTCDate())}/${wall.getUTCFullYear()} ${clock}`;
}

const DAY_MS = 86_400_000;
/** From the order to the parcel where nobody has to wait. */
const PACKING_MS = 5 * 3_600_000;

/** When an order left the seller's warehouse; null where it had not by the day on which the file is fetched. */
export function dispatchedAt({ store }: Shop, { at, dispatchDays }: Order, today: Day): Date | null {
  const left = at.getTime() + dispatchDays * DAY_MS + PACKING_MS;
  return left < startOfDay(today, store.zone).getTime() ? new Date(left) : null;
}
