import { addDays, type Day } from "../calendar/day.ts";
import { orderCash } from "../restock/cash.ts";
import type { PlanDetail } from "../restock/detail.ts";
import type { LeadTime } from "../restock/lead-time.ts";
import { lost, project, stockOut } from "../restock/project.ts";
import { arrivalOf } from "../restock/route.ts";
import type { OrderLeg } from "../restock/types.ts";

/** How a person wants an order to travel: units by lane; null is the way of which no lane is known. */
export type WishedLegs = readonly { readonly lane: string | null; readonly units: number }[];

/** The day on which a plan's orders are placed: the day after it. */
export const orderDayOf = (d: PlanDetail): Day => d.ahead?.choice.orderDay ?? addDays(d.line.asOf, 1);

export const timeBy = (d: PlanDetail, lane: string | null): LeadTime | undefined => d.times.find((t) => (t.route?.lane ?? null) === lane);

/** Wished legs with the day on which each can be sold; undefined when one names a lane that does not lead there. */
export function legsFor(d: PlanDetail, wished: WishedLegs): readonly OrderLeg[] | undefined {
  const legs: OrderLeg[] = [];
  for (const { lane, units } of wished) {
    const time = timeBy(d, lane);
    if (time === undefined) return undefined;
    legs.push({ route: lane, mode: time.route?.mode ?? null, units, arrivesOn: arrivalOf(orderDayOf(d), time) });
  }
  return legs;
}

/** What an order does to the days ahead. */
export interface Effect {
  readonly quantity: number;
  readonly legs: readonly OrderLeg[];
  /** When the last of it can be sold; null where nothing is ordered. */
  readonly arrivesOn: Day | null;
  /** First day without stock all the same, within the days that the order is meant for; null: covered. Absent: demand or stock is not known. */
  readonly outOn?: Day | null;
  /** Units lost up to the day before an order of the next review would come. Absent: not known. */
  readonly unitsLost?: number;
  /** Goods and freight; null where a cost is not known. */
  readonly cash: number | null;
}

/** Holds an order of these legs against the same days ahead as the plan did, with what is on its way, approved and proposed to be moved. */
export function effectOf(d: PlanDetail, legs: readonly OrderLeg[]): Effect {
  const { ahead, demand, stock, line } = d;
  const quantity = legs.reduce((sum, l) => sum + l.units, 0);
  const last = legs.reduce<Day | null>((latest, l) => (latest === null || l.arrivesOn > latest ? l.arrivesOn : latest), null);
  const known = { quantity, legs, arrivesOn: last, cash: legs.length === 0 ? 0 : orderCash(legs, d.times, d.input).cash };
  if (!ahead || !demand || !stock) return known;
  const coming = [
    ...d.arrivals,
    ...d.onOrder,
    ...(line.transfers ?? []).map((m) => ({ day: m.arrivesOn, units: m.units })),
    ...legs.map((l) => ({ day: l.arrivesOn, units: l.units })),
  ];
  const days = project(stock.units, line.asOf, coming, demand.expected, ahead.projection.length).filter((p) => p.day <= ahead.lossThrough);
  return { ...known, outOn: stockOut(days), unitsLost: lost(days).units };
}
