import type { Day } from "../calendar/day.ts";
import { daysBetween } from "../calendar/day.ts";
import type { PastShipment } from "./past-shipment.ts";
import type { Route } from "./types.ts";

/** What happens to goods once they have left, in this order. */
const MILESTONES = ["left", "landed", "cleared", "arrived", "received"] as const;
export type Milestone = (typeof MILESTONES)[number];

/** Days that shipments took by stages of the way, a number for each shipment of which both ends are known. */
export interface WaySamples {
  /** Booked, until it left. */
  readonly handling: readonly number[];
  /**
   * From one milestone to a later one, whatever lies between them. A shipment of which nobody wrote down the port or the clearance tells of left to
   * arrived, customs with it, and of no stage in between; who adds stages up takes each stretch of the way once, so that its customs are not counted twice.
   */
  readonly between: (from: Milestone, to: Milestone) => readonly number[];
  /** Booked, until it could be sold. */
  readonly whole: readonly number[];
  /** Days by which it was later than its ETA had said, ascending; negative when earlier. */
  readonly misses: readonly number[];
}

const DAY_OF: Readonly<Record<Milestone, (s: PastShipment) => Day | null>> = {
  left: (s) => s.leftOn,
  landed: (s) => s.landedOn ?? null,
  cleared: (s) => s.clearedOn ?? null,
  arrived: (s) => s.arrivedOn,
  received: (s) => s.receivedOn,
};

const between = (all: readonly PastShipment[], from: (s: PastShipment) => Day | null, to: (s: PastShipment) => Day | null): number[] =>
  all.flatMap((s) => {
    const [a, b] = [from(s), to(s)];
    if (a === null || b === null) return [];
    const days = daysBetween(a, b);
    // A shipment that arrived before it left is a slip of the pen.
    return days >= 0 ? [days] : [];
  });

const NONE: readonly number[] = [];

function samplesOf(all: readonly PastShipment[]): WaySamples {
  const stages = new Map<string, readonly number[]>();
  for (const [i, from] of MILESTONES.entries())
    for (const to of MILESTONES.slice(i + 1)) stages.set(`${from} ${to}`, between(all, DAY_OF[from], DAY_OF[to]));
  return {
    handling: between(all, (s) => s.bookedOn, DAY_OF.left),
    between: (from, to) => stages.get(`${from} ${to}`) ?? NONE,
    whole: between(all, (s) => s.bookedOn, DAY_OF.received),
    misses: all
      .flatMap((s) => (s.eta === null || s.receivedOn === null ? [] : [daysBetween(s.eta, s.receivedOn)]))
      .toSorted((a, b) => a - b),
  };
}

const byWay = new WeakMap<readonly PastShipment[], Map<string, WaySamples>>();

/**
 * Shipments that came by some lane. Where some have a mode, one without is no lane's: what is only moved from next door has none, and is
 * there in days.
 */
function byLanes(past: readonly PastShipment[]): readonly PastShipment[] {
  return past.some((s) => s.mode !== null) ? past.filter((s) => s.mode !== null) : past;
}

/** Lanes that a shipment may have come by: its own; else those of its mode; else, where nobody said, any. */
function cameBy(s: PastShipment, route: Route, routes: readonly Route[]): boolean {
  if (s.lane !== null && s.lane !== undefined && routes.some((r) => r.lane === s.lane)) return s.lane === route.lane;
  const could = routes.filter((r) => s.mode === null || r.mode === s.mode);
  // A fast and a slow ship are two lanes of one mode: what came by an unknown one of them teaches neither.
  return could.length === 1 && could[0] === route;
}

/** What the past tells of one lane of a warehouse; without one (null), of all ways together. */
export function waySamples(past: readonly PastShipment[], route: Route | null, routes: readonly Route[]): WaySamples {
  let known = byWay.get(past);
  if (known === undefined) byWay.set(past, (known = new Map<string, WaySamples>()));
  const key = [route?.lane ?? "", ...routes.map((r) => `${r.lane} ${r.mode}`)].join("\n");
  let samples = known.get(key);
  if (samples === undefined) known.set(key, (samples = samplesOf(byLanes(past).filter((s) => route === null || cameBy(s, route, routes)))));
  return samples;
}
