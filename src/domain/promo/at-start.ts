import { daysBetween } from "../calendar/day.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { dateArrivals } from "../restock/arrivals.ts";
import { leadTimes } from "../restock/lead-time.ts";
import { onOrder } from "../restock/on-order.ts";
import { project } from "../restock/project.ts";
import { stockToday } from "../restock/stock-today.ts";
import type { Demand, Move, PlanInput } from "../restock/types.ts";
import type { Coming } from "./lacking.ts";
import type { Promo } from "./types.ts";

interface Ask {
  readonly input: PlanInput;
  readonly promo: Promo;
  readonly share: number;
  readonly moves: readonly Move[];
  readonly read: PolicyReader;
}

export interface StockAtStart {
  /** Now, at the end of the plan's day. */
  readonly now: number;
  /** On the morning of the start, if nothing more is bought; of a promotion that runs already, now. */
  readonly units: number;
  /** What arrives after that and before the end. */
  readonly during: readonly Coming[];
  /** What arrives after the plan's day and before the end. */
  readonly coming: readonly Coming[];
}

/** Moves that are there before it begins. */
export const movesIn = ({ moves, input, promo }: Pick<Ask, "moves" | "input" | "promo">): readonly Move[] =>
  moves.filter((m) => m.to === input.warehouse && m.arrivesOn <= promo.from);

/** Stock on the morning of the start, if nothing more is bought, and what arrives after it; null where no snapshot is known. */
export function stockAtStart(ask: Ask, demand: Demand, season: number): StockAtStart | null {
  const { input, promo, read } = ask;
  const stock = stockToday(input, demand.dailyMean, read);
  if (stock === null) return null;
  const ahead = daysBetween(input.asOf, promo.from) - 1;
  const ordered = [...dateArrivals(input, read), ...onOrder(input, leadTimes(input, read), read)];
  const until = ordered.filter((a) => a.units > 0 && a.day <= promo.to).map(({ day, units }) => ({ day, units }));
  const coming = until.filter((a) => a.day > input.asOf);
  if (ahead <= 0) return { now: stock.units, units: stock.units, during: coming, coming };
  const during = until.filter((a) => a.day > promo.from);
  const all = [...ordered, ...movesIn(ask).map((m) => ({ day: m.arrivesOn, units: m.units }))];
  // A season that the model does not know comes little by little.
  const daily = (i: number): number => demand.expected(i) * (1 + (ask.share * (season - 1) * i) / ahead);
  const days = project(stock.units, input.asOf, all, daily, ahead);
  // What arrives on the first morning can still be sold in it.
  const onTheDay = all.filter((a) => a.day === promo.from).reduce((sum, a) => sum + a.units, 0);
  const away = ask.moves.filter((m) => m.from === input.warehouse).reduce((sum, m) => sum + m.units, 0);
  return { now: stock.units, units: Math.max(0, (days.at(-1)?.stock ?? stock.units) + onTheDay - away), during, coming };
}
