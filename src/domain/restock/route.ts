import { addDays, type Day } from "../calendar/day.ts";
import { bestFlight, leastSaved, lossCurves, type Odds } from "./flight.ts";
import type { LeadTime } from "./lead-time.ts";
import { lost, stockOut } from "./project.ts";
import type { PlanInput, ProjectionDay } from "./types.ts";
import { freightOf } from "./unit-margin.ts";

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
  /** Units that the chosen way is expected to save against the usual one; 0 when it is the usual one. */
  readonly saves: number;
  /** Units that should go the chosen way where it is not the usual one, before cartons. */
  readonly flies: number;
  /** What those are expected to earn beyond their freight; null when it is the usual way, or a price is not known. */
  readonly gain: number | null;
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

type Money = Pick<PlanInput, "unitPrice" | "unitCost" | "currency" | "carton" | "worth">;

/** Whether price, cost and both freights are known, so that a way can be weighed in money. */
const weighable = (usual: LeadTime, money: Money) => (t: LeadTime) =>
  money.unitPrice !== null &&
  money.unitCost !== null &&
  freightOf(usual.route, money.currency) !== null &&
  freightOf(t.route, money.currency) !== null;

interface Faster {
  readonly time: LeadTime;
  readonly units: number;
  readonly saves: number;
  readonly gain: number | null;
}

/** Where a price is not known: the first way that is in time, else the fastest that saves anything, for exactly the gap of the middle case. */
function unweighed(
  ways: readonly LeadTime[],
  inTime: (t: LeadTime) => boolean,
  savings: (t: LeadTime) => number,
  least: number,
): Faster | null {
  const time = ways.find(inTime) ?? ways.toSorted((a, b) => a.p50 - b.p50)[0];
  const units = time ? savings(time) : 0;
  return time && units >= least ? { time, units: Math.ceil(units), saves: units, gain: null } : null;
}

/**
 * The cheapest way, while even a slow shipment of it arrives before the stock-out of the middle case. Where it does not, the faster way that
 * earns most beyond its freight, over all that demand and lateness may do; else the usual one.
 */
export function chooseRoute(
  times: readonly LeadTime[],
  asOf: Day,
  projection: readonly ProjectionDay[],
  money: Money,
  odds: Odds,
  /** Nothing may go faster than usual: it was found to earn less. */
  mayFly = true,
): RouteChoice {
  const orderDay = addDays(asOf, 1);
  const ordered = byCost(times);
  const usual = ordered[0];
  if (!usual) throw new RangeError("chooseRoute: no way to send anything");
  const out = stockOut(projection);
  const inTime = (t: LeadTime): boolean => out === null || arrivalOf(orderDay, t) <= out;
  const lostBefore = (t: LeadTime): number => lost(projection, addDays(arrivalOf(orderDay, t), -1)).units;
  const savings = (t: LeadTime): number => Math.max(0, lostBefore(usual) - lostBefore(t));

  // Where even a slow shipment is in time nothing is gained by flying.
  const safe = out === null || addDays(orderDay, usual.p90) <= out;
  const faster = safe ? [] : ordered.filter((t) => t.p50 < usual.p50);
  const [known, unknown] = [faster.filter(weighable(usual, money)), faster.filter((t) => !weighable(usual, money)(t))];
  const flight = known.length === 0 ? null : bestFlight(usual, known, lossCurves(odds, asOf, usual.spans.at(-1) ?? usual.p90), odds, money);
  const found: Faster | null = flight ?? (inTime(usual) ? null : unweighed(unknown, inTime, savings, leastSaved(odds)));
  const best = mayFly ? found : null;
  const chosen = best?.time ?? usual;
  const fastest = faster.toSorted((a, b) => a.p50 - b.p50)[0];
  const slowArrival = addDays(orderDay, chosen.p90);
  const due = out === null ? null : addDays(out, -chosen.p90);
  return {
    usual,
    chosen,
    unavoidable: !inTime(chosen),
    tight: out !== null && inTime(chosen) && slowArrival > out,
    saves: best?.saves ?? 0,
    flies: best?.units ?? 0,
    gain: best?.gain ?? null,
    notWorthIt: best === null && fastest && savings(fastest) > 0 ? fastest : null,
    orderDay,
    arrivesOn: arrivalOf(orderDay, chosen),
    orderBy: due === null ? null : due < orderDay ? orderDay : due,
  };
}
