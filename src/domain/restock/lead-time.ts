import { lateShare, leastShipments, productionDays } from "../policy/declared/lead-time.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { type Duration, durationQuantile, durationSigma, durationSpans, durationSum } from "./duration.ts";
import type { PlanInput, Route } from "./types.ts";
import { AT_ONCE, byPolicy, type Leg, leg, learnedLeg, MAKING, type Way, wayOf } from "./way.ts";

/** Days from order to shelf, with the legs it is made of. */
export interface LeadTime {
  readonly route: Route | null;
  readonly p50: number;
  readonly p90: number;
  /** Standard deviation, days. */
  readonly sigma: number;
  /** 15 equally likely numbers of whole days, ascending; the 8th is p50, the 14th p90. */
  readonly spans: readonly number[];
  readonly days: Duration;
  readonly legs: readonly Leg[];
}

/** Legs one after the other, each taken as independent. */
export function addLegs(route: Route | null, legs: readonly Leg[]): LeadTime {
  const days = legs.reduce((sum, l) => durationSum(sum, l.days), AT_ONCE);
  return {
    route,
    p50: durationQuantile(days, 0.5),
    p90: durationQuantile(days, 0.9),
    sigma: durationSigma(days),
    spans: durationSpans(days),
    days,
    legs,
  };
}

const PRODUCTION = { zh: "采购/生产", en: "production" };

/** From the order until the goods leave, or are ready to, and the way from there on. */
function legsOf(supplier: PlanInput["supplier"], way: Way, read: PolicyReader): readonly Leg[] {
  const enough = (n: number): boolean => n >= read(leastShipments);
  const made = supplier?.made ?? [];
  // Past orders tell of production and handling together; a lane that is only stated cannot be taken apart, and keeps what the supplier says.
  const apart = way.handling !== null || way.making !== null;
  if (enough(made.length) && apart) return [learnedLeg(MAKING, made), ...way.legs.filter((l) => l !== way.handling)];
  const p50 = supplier?.productionDaysP50 ?? null;
  if (p50 !== null) return [leg(PRODUCTION, p50, supplier?.productionDaysP90 ?? p50 * (1 + read(lateShare))), ...way.legs];
  return [way.making && enough(way.making.n) ? way.making : byPolicy(PRODUCTION, productionDays, read), ...way.legs];
}

/** The same of goods that are made already, from the day on which they leave. Never empty. */
export function shipTimes(input: Pick<PlanInput, "routes" | "past">, read: PolicyReader): readonly LeadTime[] {
  const routes = input.routes.length > 0 ? input.routes : [null];
  return routes.map((route) => addLegs(route, wayOf(route, input, read).legs));
}

/** Lead time by each known route; where no lane is known, one way without a name. Never empty. */
export function leadTimes(input: Pick<PlanInput, "supplier" | "routes" | "past">, read: PolicyReader): readonly LeadTime[] {
  const routes = input.routes.length > 0 ? input.routes : [null];
  return routes.map((route) => addLegs(route, legsOf(input.supplier, wayOf(route, input, read), read)));
}
