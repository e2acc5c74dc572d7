import {
  bookedAheadDays,
  customsDays,
  customsSlowDays,
  deliveryDays,
  domesticDays,
  freightDays,
  lateShare,
  leastShipments,
  shelvingDays,
} from "../policy/declared/lead-time.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import { type Duration, durationMix, durationOf, durationQuantile, durationSum, durationThrough } from "./duration.ts";
import { type Milestone, waySamples, type WaySamples } from "./past-shipments.ts";
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
  /** After they came to the port, customs still ahead. */
  readonly landed: Duration;
  /** After customs let them go. */
  readonly cleared: Duration;
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
const BOOKED_TO_SHELF = { zh: "订舱至上架", en: "booking to shelf" };
const FREIGHT_AND_CUSTOMS = { zh: "头程运输（含清关）", en: "freight and customs" };
const CUSTOMS = { zh: "清关", en: "customs" };
const DELIVERY = { zh: "港口送仓", en: "delivery from the port" };
const SHELVING = { zh: "入仓上架", en: "shelving" };

/** What is told of each stretch of the way, by the milestones at its ends. */
const STRETCH: Readonly<Record<Milestone, Readonly<Partial<Record<Milestone, Text>>>>> = {
  left: {
    landed: { zh: "头程运输", en: "freight" },
    cleared: FREIGHT_AND_CUSTOMS,
    arrived: FREIGHT_AND_CUSTOMS,
    received: { zh: "头程至上架", en: "freight to shelf" },
  },
  landed: {
    cleared: CUSTOMS,
    arrived: { zh: "清关和送仓", en: "customs and delivery" },
    received: { zh: "到港至上架", en: "port to shelf" },
  },
  cleared: { arrived: DELIVERY, received: { zh: "清关后至上架", en: "customs to shelf" } },
  arrived: { received: SHELVING },
  received: {},
};

/** Ways to take the goods from leaving to the shelf apart, the finest first; of as many parts, the one with customs apart. */
const PARTINGS: readonly (readonly Milestone[])[] = [
  ["landed", "cleared", "arrived"],
  ["landed", "cleared"],
  ["landed", "arrived"],
  ["cleared", "arrived"],
  ["arrived"],
  ["landed"],
  ["cleared"],
  [],
];

const AFTER: Readonly<Record<Milestone, readonly Milestone[]>> = {
  left: ["landed", "cleared", "arrived"],
  landed: ["cleared", "arrived"],
  cleared: ["arrived"],
  arrived: [],
  received: [],
};

function partedFrom(milestone: Milestone, s: WaySamples, least: number): readonly Leg[] {
  for (const parting of PARTINGS) {
    if (!parting.every((m) => AFTER[milestone].includes(m))) continue;
    const stops: readonly Milestone[] = [milestone, ...parting, "received"];
    const parts = stops.slice(1).map((to, i) => {
      const from = stops[i] ?? milestone;
      return { name: STRETCH[from][to] ?? SHELVING, samples: s.between(from, to) };
    });
    if (parts.every((p) => p.samples.length >= least)) return parts.map((p) => learnedLeg(p.name, p.samples));
  }
  return [];
}

const parted = new WeakMap<WaySamples, Map<string, readonly Leg[]>>();

/**
 * The way from a milestone to the shelf, in the finest parts of which enough shipments tell each; null where too few tell even of the whole. A part that
 * too few know is never filled with a policy's days: who saw the whole of it knows better, if less finely.
 */
function learnedFrom(milestone: Milestone, s: WaySamples, least: number): readonly Leg[] | null {
  if (s.between(milestone, "received").length < least) return null;
  let known = parted.get(s);
  if (known === undefined) parted.set(s, (known = new Map<string, readonly Leg[]>()));
  const key = `${milestone} ${least}`;
  let legs = known.get(key);
  if (legs === undefined) known.set(key, (legs = partedFrom(milestone, s, least)));
  return legs;
}

export const AT_ONCE: Duration = Float64Array.from([1]);
const sumOf = (legs: readonly Leg[]): Duration => legs.reduce((sum, l) => durationSum(sum, l.days), AT_ONCE);

type Stages = Pick<Way, "legs" | "handling" | "left">;

/** The way by its stages, where enough shipments are known of the later ones; null where they are not. */
function byStages(s: WaySamples, least: number, making: boolean, read: PolicyReader): Stages | null {
  const enough = (samples: readonly number[]): boolean => samples.length >= least;
  const handling = making ? null : enough(s.handling) ? learnedLeg(HANDLING, s.handling) : byPolicy(HANDLING, domesticDays, read);
  const later = learnedFrom("left", s, least);
  if (later) return { legs: [...(handling ? [handling] : []), ...later], handling, left: sumOf(later) };
  if (making || !enough(s.whole)) return null;
  const whole = learnedLeg(BOOKED_TO_SHELF, s.whole);
  return { legs: [whole], handling: null, left: whole.days };
}

/** Legs that policies tell of, from a milestone on. */
function assumedFrom(milestone: "landed" | "cleared" | "arrived", read: PolicyReader): readonly Leg[] {
  const shelving = byPolicy(SHELVING, shelvingDays, read);
  if (milestone === "arrived") return [shelving];
  const delivery = byPolicy(DELIVERY, deliveryDays, read);
  if (milestone === "cleared") return [delivery, shelving];
  return [leg(CUSTOMS, read(customsDays), read(customsSlowDays), "assumed"), delivery, shelving];
}

/** What is left from a milestone on: as shipments tell, else by policy, which never lasts longer than all that is `left` since the goods went. */
function leftFrom(milestone: "landed" | "cleared" | "arrived", s: WaySamples, left: Duration, read: PolicyReader): Duration {
  const learned = learnedFrom(milestone, s, read(leastShipments));
  if (learned) return sumOf(learned);
  const days = sumOf(assumedFrom(milestone, read));
  return durationQuantile(days, 0.5) > durationQuantile(left, 0.5) ? left : days;
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

function byLane(route: Route, samples: readonly number[], least: number): Stages {
  const name = { zh: `头程至上架（${route.lane}）`, en: `door to shelf (${route.lane})` };
  const whole = towards(leg(name, route.daysP50, route.daysP90), samples, least);
  return { legs: [whole], handling: null, left: whole.days };
}

function byDefaults(read: PolicyReader): Stages {
  const handling = byPolicy(HANDLING, domesticDays, read);
  const later = [byPolicy(FREIGHT_AND_CUSTOMS, freightDays, read), byPolicy(SHELVING, shelvingDays, read)];
  return { legs: [handling, ...later], handling, left: sumOf(later) };
}

const NONE: readonly PastShipment[] = [];

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
  const door = making ? samples.between("left", "received") : samples.whole;
  const stages = byStages(samples, least, making !== null, read) ?? (route ? byLane(route, door, least) : byDefaults(read));
  return {
    ...stages,
    // Asked of a shipment that has come so far, and of no other.
    get landed() {
      return leftFrom("landed", samples, stages.left, read);
    },
    get cleared() {
      return leftFrom("cleared", samples, stages.left, read);
    },
    get arrived() {
      return leftFrom("arrived", samples, stages.left, read);
    },
    making,
    booked: stages.legs.reduce((sum, l) => durationSum(sum, l.days), making?.days ?? AT_ONCE),
    misses: samples.misses.length >= least ? samples.misses : [],
  };
}
