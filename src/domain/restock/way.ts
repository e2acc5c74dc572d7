import { bookedAheadDays, domesticDays, freightDays, lateShare, leastShipments, shelvingDays } from "../policy/declared/lead-time.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import { type Duration, durationMix, durationOf, durationQuantile, durationSum, durationThrough } from "./duration.ts";
import { waySamples, type WaySamples } from "./past-shipments.ts";
import type { PastShipment } from "./past-shipment.ts";
import type { PlanInput, Route } from "./types.ts";

/** Where a number of days comes from: shipments that arrived, what the team wrote down, or a policy's default since nobody said. */
export type LegSource = "learned" | "stated" | "assumed";

export interface Leg {
  readonly name: Text;
  readonly p50: number;
  readonly p90: number;
  readonly days: Duration;
  readonly source: LegSource;
  /** Shipments that it was learned of; beside a stated leg: those that were mixed in, too few to go by alone. */
  readonly n: number;
  readonly assumed: boolean;
}

/** From booking to shelf, and what is left of it once the goods are under way. */
export interface Way {
  /** From the finished goods to the shelf; `handling` is the first of them, where it is told apart. */
  readonly legs: readonly Leg[];
  readonly handling: Leg | null;
  /** From booking to leaving, where the team books when it orders, so that the goods are made in this time; null where it books what is made. */
  readonly making: Leg | null;
  /** From booking to shelf. */
  readonly booked: Duration;
  /** After they left. The whole way where its stages are not known. */
  readonly left: Duration;
  /** After they arrived at the warehouse. */
  readonly arrived: Duration;
  /** Days by which shipments came after their ETA (negative: before), ascending; empty where too few are known. */
  readonly misses: readonly number[];
}

/** A leg of which somebody, or a policy, says the middle and the slow tenth. */
export function leg(name: Text, p50: number, p90: number, source: LegSource = "stated"): Leg {
  return { name, p50, p90: Math.max(p50, p90), days: durationThrough(p50, p90), source, n: 0, assumed: source === "assumed" };
}

export const byPolicy = (name: Text, policy: typeof domesticDays, read: PolicyReader): Leg =>
  leg(name, read(policy), read(policy) * (1 + read(lateShare)), "assumed");

export function learnedLeg(name: Text, samples: readonly number[]): Leg {
  const days = durationOf(samples);
  const [p50, p90] = [durationQuantile(days, 0.5), durationQuantile(days, 0.9)];
  return { name, p50, p90, days, source: "learned", n: samples.length, assumed: false };
}

export const MAKING = { zh: "采购/生产至发出", en: "production until it leaves" };
const HANDLING = { zh: "国内操作", en: "domestic handling" };
const FREIGHT = { zh: "头程运输", en: "freight" };
const TO_SHELF = { zh: "头程至上架", en: "freight to shelf" };
const BOOKED_TO_SHELF = { zh: "订舱至上架", en: "booking to shelf" };
const SHELVING = { zh: "入仓上架", en: "shelving" };

type Stages = Pick<Way, "legs" | "handling" | "left" | "arrived">;

/** The way by its stages, where enough shipments are known of the later ones; null where they are not. */
function byStages(s: WaySamples, least: number, making: boolean, read: PolicyReader): Stages | null {
  const enough = (samples: readonly number[]): boolean => samples.length >= least;
  const shelving = enough(s.shelving) ? learnedLeg(SHELVING, s.shelving) : byPolicy(SHELVING, shelvingDays, read);
  const handling = making ? null : enough(s.handling) ? learnedLeg(HANDLING, s.handling) : byPolicy(HANDLING, domesticDays, read);
  const first = handling ? [handling] : [];
  const arrived = shelving.days;
  if (enough(s.freight) && !shelving.assumed) {
    const freight = learnedLeg(FREIGHT, s.freight);
    return { legs: [...first, freight, shelving], handling, left: durationSum(freight.days, shelving.days), arrived };
  }
  if (enough(s.toShelf)) {
    const toShelf = learnedLeg(TO_SHELF, s.toShelf);
    return { legs: [...first, toShelf], handling, left: toShelf.days, arrived };
  }
  if (making || !enough(s.whole)) return null;
  const whole = learnedLeg(BOOKED_TO_SHELF, s.whole);
  return { legs: [whole], handling: null, left: whole.days, arrived };
}

const mixtures = new WeakMap<readonly number[], Map<string, Duration>>();

/** What the lane says, drawn towards the few shipments that came by it: by half when there are half as many as would do alone. */
function towards(told: Leg, samples: readonly number[], least: number): Leg {
  if (samples.length === 0) return told;
  let known = mixtures.get(samples);
  if (known === undefined) mixtures.set(samples, (known = new Map<string, Duration>()));
  const key = `${told.p50}/${told.p90}/${least}`;
  let days = known.get(key);
  if (days === undefined) known.set(key, (days = durationMix(durationOf(samples), told.days, samples.length / least)));
  return { ...told, days, p50: durationQuantile(days, 0.5), p90: durationQuantile(days, 0.9), n: samples.length };
}

function byLane(route: Route, samples: readonly number[], least: number, read: PolicyReader): Stages {
  const name = { zh: `头程至上架（${route.lane}）`, en: `door to shelf (${route.lane})` };
  const whole = towards(leg(name, route.daysP50, route.daysP90), samples, least);
  return { legs: [whole], handling: null, left: whole.days, arrived: byPolicy(SHELVING, shelvingDays, read).days };
}

function byDefaults(read: PolicyReader): Stages {
  const [handling, freight, shelving] = [
    byPolicy(HANDLING, domesticDays, read),
    byPolicy(FREIGHT, freightDays, read),
    byPolicy(SHELVING, shelvingDays, read),
  ];
  return { legs: [handling, freight, shelving], handling, left: durationSum(freight.days, shelving.days), arrived: shelving.days };
}

const NONE: readonly PastShipment[] = [];
export const AT_ONCE: Duration = Float64Array.from([1]);

/** Booked so long before it left that its goods must have been made meanwhile. */
function makingOf({ handling }: WaySamples, read: PolicyReader): Leg | null {
  if (handling.length === 0) return null;
  const leg = learnedLeg(MAKING, handling);
  return leg.p50 > read(bookedAheadDays) ? leg : null;
}

/** One lane; without one (`route` null) the shipments that came, if they are enough, else the policies' defaults. */
export function wayOf(route: Route | null, input: Pick<PlanInput, "routes" | "past">, read: PolicyReader): Way {
  const samples = waySamples(input.past ?? NONE, route, input.routes);
  const least = read(leastShipments);
  const making = makingOf(samples, read);
  // What is booked before it is made has its production in the days from booking, and a lane has not.
  const door = making ? samples.toShelf : samples.whole;
  const stages = byStages(samples, least, making !== null, read) ?? (route ? byLane(route, door, least, read) : byDefaults(read));
  return {
    ...stages,
    making,
    booked: stages.legs.reduce((sum, l) => durationSum(sum, l.days), making?.days ?? AT_ONCE),
    misses: samples.misses.length >= least ? samples.misses : [],
  };
}
