import { domesticDays, freightDays, lateShare, leastShipments, productionDays, shelvingDays } from "../policy/declared/lead-time.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import {
  type Duration,
  durationMix,
  durationOf,
  durationQuantile,
  durationSigma,
  durationSpans,
  durationSum,
  durationThrough,
} from "./duration.ts";
import { waySamples, type WaySamples } from "./past-shipments.ts";
import type { PastShipment, PlanInput, Route } from "./types.ts";

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

/** Days from order to shelf, with the legs it is made of. */
export interface LeadTime {
  readonly route: Route | null;
  readonly p50: number;
  readonly p90: number;
  /** Standard deviation, days. */
  readonly sigma: number;
  /** 15 equally likely numbers of whole days, ascending; the 8th is p50, the 14th p90. */
  readonly spans: readonly number[];
  readonly legs: readonly Leg[];
}

const AT_ONCE: Duration = Float64Array.from([1]);

/** Legs one after the other, each taken as independent. */
export function addLegs(route: Route | null, legs: readonly Leg[]): LeadTime {
  const days = legs.reduce((sum, l) => durationSum(sum, l.days), AT_ONCE);
  return {
    route,
    p50: durationQuantile(days, 0.5),
    p90: durationQuantile(days, 0.9),
    sigma: durationSigma(days),
    spans: durationSpans(days),
    legs,
  };
}

/** A leg of which somebody, or a policy, says the middle and the slow tenth. */
export function leg(name: Text, p50: number, p90: number, source: LegSource = "stated"): Leg {
  return { name, p50, p90: Math.max(p50, p90), days: durationThrough(p50, p90), source, n: 0, assumed: source === "assumed" };
}

function learned(name: Text, samples: readonly number[]): Leg {
  const days = durationOf(samples);
  const [p50, p90] = [durationQuantile(days, 0.5), durationQuantile(days, 0.9)];
  return { name, p50, p90, days, source: "learned", n: samples.length, assumed: false };
}

const PRODUCTION = { zh: "采购/生产", en: "production" };
const HANDLING = { zh: "国内操作", en: "domestic handling" };
const FREIGHT = { zh: "头程运输", en: "freight" };
const BOOKED_TO_SHELF = { zh: "订舱至上架", en: "booking to shelf" };
const TO_SHELF = { zh: "头程至上架", en: "freight to shelf" };
const SHELVING = { zh: "入仓上架", en: "shelving" };

function byPolicy(name: Text, policy: typeof domesticDays, read: PolicyReader): Leg {
  return leg(name, read(policy), read(policy) * (1 + read(lateShare)), "assumed");
}

function production(supplier: PlanInput["supplier"], read: PolicyReader): Leg {
  const p50 = supplier?.productionDaysP50 ?? null;
  if (p50 === null) return byPolicy(PRODUCTION, productionDays, read);
  return leg(PRODUCTION, p50, supplier?.productionDaysP90 ?? p50 * (1 + read(lateShare)));
}

/** The way by its stages, where enough shipments are known of the later ones; null where they are not. */
function byStages(s: WaySamples, least: number, read: PolicyReader): readonly Leg[] | null {
  const stages =
    s.freight.length >= least && s.shelving.length >= least
      ? [learned(FREIGHT, s.freight), learned(SHELVING, s.shelving)]
      : s.toShelf.length >= least
        ? [learned(TO_SHELF, s.toShelf)]
        : null;
  if (stages === null) return s.whole.length >= least ? [learned(BOOKED_TO_SHELF, s.whole)] : null;
  return [s.handling.length >= least ? learned(HANDLING, s.handling) : byPolicy(HANDLING, domesticDays, read), ...stages];
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

function byLane(route: Route, past: readonly PastShipment[], onlyWay: boolean, read: PolicyReader): readonly Leg[] {
  const samples = waySamples(past, route.mode, onlyWay);
  const least = read(leastShipments);
  const name = { zh: `头程至上架（${route.lane}）`, en: `door to shelf (${route.lane})` };
  return byStages(samples, least, read) ?? [towards(leg(name, route.daysP50, route.daysP90), samples.whole, least)];
}

/**
 * Lead time by each known route; where no lane is known, one way without a name: by the shipments that came, if they are enough, else made
 * of the policies' defaults. Never empty.
 */
export function leadTimes(input: Pick<PlanInput, "supplier" | "routes" | "past">, read: PolicyReader): readonly LeadTime[] {
  const made = production(input.supplier, read);
  const past = input.past ?? NONE;
  if (input.routes.length > 0)
    return input.routes.map((route) => addLegs(route, [made, ...byLane(route, past, input.routes.length === 1, read)]));
  const unknown = [byPolicy(HANDLING, domesticDays, read), byPolicy(FREIGHT, freightDays, read), byPolicy(SHELVING, shelvingDays, read)];
  return [addLegs(null, [made, ...(byStages(waySamples(past, null, true), read(leastShipments), read) ?? unknown)])];
}

const NONE: readonly PastShipment[] = [];
