import { addDays, type Day } from "../../src/domain/calendar/day.ts";
import { startOfDay } from "../../src/domain/calendar/zone.ts";
import { dice } from "./random.ts";
import type { Line } from "./sale.ts";

/** A line with the order that it is in. */
export interface Placed {
  readonly line: Line;
  readonly orderId: string;
  readonly at: Date;
  readonly state: string;
  readonly status: "Shipped" | "Pending" | "Unshipped" | "Cancelled";
}

const digits = (roll: number, count: number): string => String(Math.floor(roll * 10 ** count)).padStart(count, "0");
const STATES = {
  "amazon-us": ["CA", "TX", "NY", "FL", "WA", "IL", "PA", "GA"],
  "amazon-uk": ["England", "Scotland", "Wales", "Greater London"],
} as const;
/** Share of the lines that are put into the order of the line before. */
const TOGETHER = 0.05;
/** Share of the last two days' lines that are not paid yet. */
const PENDING = 0.05;

function placed(seed: string, line: Line, today: Day): Placed {
  const luck = dice(seed, "order", line.shop.code, line.item.sku, line.day, line.nth);
  const { zone } = line.shop.store;
  const start = startOfDay(line.day, zone).getTime();
  const length = startOfDay(addDays(line.day, 1), zone).getTime() - start;
  // Few at night, most in the evening.
  const along = 1 - Math.abs(luck.next() - luck.next()) * (0.35 + 0.6 * luck.next());
  const at = new Date(start + Math.min(length - 1000, Math.floor((along * length) / 1000) * 1000));
  const orderId = `${line.shop.code === "amazon-us" ? "111" : "205"}-${digits(luck.next(), 7)}-${digits(luck.next(), 7)}`;
  const states = STATES[line.shop.code];
  const state = states[Math.floor(luck.next() * states.length)] ?? states[0];
  const young = luck.next();
  const status =
    line.kind === "cancelled"
      ? "Cancelled"
      : line.kind === "sale" && line.day >= addDays(today, -2) && young < PENDING
        ? "Pending"
        : line.day >= addDays(today, -1) && young < 0.4
          ? "Unshipped"
          : "Shipped";
  return { line, orderId, at, state, status };
}

/** The lines of a shop in the order in which they were placed; a few share an order with the one before. */
export function placeOrders(seed: string, lines: readonly Line[], today: Day): Placed[] {
  const all = lines
    .map((line) => placed(seed, line, today))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.orderId < b.orderId ? -1 : 1));
  return all.map((p, i) => {
    const before = all[i - 1];
    const luck = dice(seed, "together", p.orderId);
    const alike = before && before.line.day === p.line.day && before.line.kind === "sale" && p.line.kind === "sale";
    // Only to one that is not joined itself: a look at one neighbour must tell.
    const joined = alike && luck.next() < TOGETHER && dice(seed, "together", before.orderId).next() >= TOGETHER;
    return joined ? { ...p, orderId: before.orderId, at: before.at, state: before.state, status: before.status } : p;
  });
}
