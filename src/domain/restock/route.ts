import { addDays, type Day } from "../calendar/day.ts";
import type { LeadTime } from "./lead-time.ts";
import { lost, stockOut } from "./project.ts";
import type { ProjectionDay } from "./types.ts";

/** How an order placed on `orderDay` should travel. */
export interface RouteChoice {
  /** The cheapest way; plans rest on it. */
  readonly usual: LeadTime;
  /** The way that this order should take, wholly or with its urgent part. */
  readonly chosen: LeadTime;
  /** Even the fastest way that is worth its freight usually comes after the shelf is empty. */
  readonly unavoidable: boolean;
  /** The chosen way is in time in the middle case, and late in the slow tenth. */
  readonly tight: boolean;
  /** Units that the chosen way saves against the usual one; 0 when it is the usual one. */
  readonly saves: number;
  /** A faster way exists and would save units, but each would be sold at a loss. */
  readonly notWorthIt: LeadTime | null;
  /** First day of orders: the day after the plan's. */
  readonly orderDay: Day;
  readonly arrivesOn: Day;
  /** Last day to order so that even a slow shipment of the chosen way comes in time; null while no stock-out is in sight. */
  readonly orderBy: Day | null;
}

const CHEAP_FIRST = { sea: 0, rail: 1, air: 2, express: 3 } as const;

/** Cheapest first: by freight where all of one currency is known, else by the usual order of modes; the faster of equals. */
export function byCost(times: readonly LeadTime[]): readonly LeadTime[] {
  const currencies = new Set(times.map((t) => t.route?.currency ?? null));
  const comparable = currencies.size === 1 && times.every((t) => t.route !== null && t.route.unitFreight !== null);
  const cost = (t: LeadTime): number => (comparable ? (t.route?.unitFreight ?? 0) : t.route ? CHEAP_FIRST[t.route.mode] : 0);
  return times.toSorted((a, b) => cost(a) - cost(b) || a.p50 - b.p50);
}

export const arrivalOf = (orderDay: Day, t: LeadTime): Day => addDays(orderDay, t.p50);

/** What a unit that flies still earns; null where a price, a cost or a freight in the same currency is not known. */
function earns(t: LeadTime, money: Money): number | null {
  const freight = t.route?.currency === money.currency ? t.route.unitFreight : null;
  if (freight === null || money.unitCost === null || money.unitPrice === null) return null;
  return money.unitPrice - money.unitCost - freight;
}

interface Money {
  readonly unitPrice: number | null;
  readonly unitCost: number | null;
  readonly currency: string;
}

/**
 * The cheapest way that still arrives before the stock-out; where none does, the fastest that saves units worth their freight (a unit
 * flies only when its price pays for cost and flight), else the usual one.
 */
export function chooseRoute(times: readonly LeadTime[], asOf: Day, projection: readonly ProjectionDay[], money: Money): RouteChoice {
  const orderDay = addDays(asOf, 1);
  const ordered = byCost(times);
  const usual = ordered[0];
  if (!usual) throw new RangeError("chooseRoute: no way to send anything");
  const out = stockOut(projection);
  const inTime = (t: LeadTime): boolean => out === null || arrivalOf(orderDay, t) <= out;
  const lostBefore = (t: LeadTime): number => lost(projection, addDays(arrivalOf(orderDay, t), -1)).units;

  const savings = (t: LeadTime): number => Math.max(0, lostBefore(usual) - lostBefore(t));
  const worthIt = (t: LeadTime): boolean => (earns(t, money) ?? 1) > 0;
  const fastestFirst = ordered.toSorted((a, b) => a.p50 - b.p50);
  const fastest = fastestFirst[0] ?? usual;

  const wanted = ordered.find(inTime) ?? (savings(fastest) > 0 ? fastest : usual);
  const chosen =
    wanted === usual || worthIt(wanted) ? wanted : (fastestFirst.find((t) => t === usual || (savings(t) > 0 && worthIt(t))) ?? usual);
  const slowArrival = addDays(orderDay, chosen.p90);
  const due = out === null ? null : addDays(out, -chosen.p90);
  return {
    usual,
    chosen,
    unavoidable: !inTime(chosen),
    tight: out !== null && inTime(chosen) && slowArrival > out,
    saves: chosen === usual ? 0 : savings(chosen),
    notWorthIt: chosen === wanted ? null : wanted,
    orderDay,
    arrivesOn: arrivalOf(orderDay, chosen),
    orderBy: due === null ? null : due < orderDay ? orderDay : due,
  };
}
