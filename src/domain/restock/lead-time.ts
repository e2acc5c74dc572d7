import { lateShare, leastShipments, productionDays } from "../policy/declared/lead-time.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { type Duration, durationQuantile, durationSigma, durationSpans, durationSum } from "./duration.ts";
import type { PlanInput, Route } from "./types.ts";
import { AT_ONCE, byPolicy, type Leg, leg, type Way, wayOf } from "./way.ts";

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

/** As the supplier says; else as shipments tell that were booked when they were ordered, if they are enough; else by the policy's default. */
function production(supplier: PlanInput["supplier"], way: Way, read: PolicyReader): Leg {
  const p50 = supplier?.productionDaysP50 ?? null;
  if (p50 !== null) return leg(PRODUCTION, p50, supplier?.productionDaysP90 ?? p50 * (1 + read(lateShare)));
  return way.making && way.making.n >= read(leastShipments) ? way.making : byPolicy(PRODUCTION, productionDays, read);
}

/** Lead time by each known route; where no lane is known, one way without a name. Never empty. */
export function leadTimes(input: Pick<PlanInput, "supplier" | "routes" | "past">, read: PolicyReader): readonly LeadTime[] {
  const routes = input.routes.length > 0 ? input.routes : [null];
  return routes.map((route) => {
    const way = wayOf(route, input, read);
    return addLegs(route, [production(input.supplier, way, read), ...way.legs]);
  });
}
