import { domesticDays, freightDays, lateShare, productionDays, shelvingDays } from "../policy/declared/lead-time.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Text } from "../value.ts";
import type { PlanInput, Route } from "./types.ts";

// Distance from the middle to the 90 % point of a normal, in standard deviations.
const Z90 = 1.2815515655446004;

export interface Leg {
  readonly name: Text;
  readonly p50: number;
  readonly p90: number;
  /** The number is a policy's default, since nobody said. */
  readonly assumed: boolean;
}

/** Days from order to shelf, with the legs it is made of. */
export interface LeadTime {
  readonly route: Route | null;
  readonly p50: number;
  readonly p90: number;
  readonly sigma: number;
  readonly legs: readonly Leg[];
}

export const sigmaOf = (p50: number, p90: number): number => Math.max(0, p90 - p50) / Z90;

/** Legs one after the other, each taken as independent: middles add, variances add. Whole days, rounded up. */
export function addLegs(route: Route | null, legs: readonly Leg[]): LeadTime {
  const sigma = Math.sqrt(legs.reduce((sum, l) => sum + sigmaOf(l.p50, l.p90) ** 2, 0));
  const middle = legs.reduce((sum, l) => sum + l.p50, 0);
  return { route, p50: Math.ceil(middle), p90: Math.ceil(middle + Z90 * sigma - 1e-9), sigma, legs };
}

function production(supplier: PlanInput["supplier"], read: PolicyReader): Leg {
  const name = { zh: "采购/生产", en: "production" };
  const p50 = supplier?.productionDaysP50 ?? null;
  const late = 1 + read(lateShare);
  if (p50 === null) return { name, p50: read(productionDays), p90: read(productionDays) * late, assumed: true };
  return { name, p50, p90: Math.max(p50, supplier?.productionDaysP90 ?? p50 * late), assumed: false };
}

function unknownRoute(read: PolicyReader): Leg[] {
  const late = 1 + read(lateShare);
  return [
    { name: { zh: "国内操作", en: "domestic handling" }, policy: domesticDays },
    { name: { zh: "头程运输", en: "freight" }, policy: freightDays },
    { name: { zh: "入仓上架", en: "shelving" }, policy: shelvingDays },
  ].map(({ name, policy }) => ({ name, p50: read(policy), p90: read(policy) * late, assumed: true }));
}

/** Lead time by each known route; where no lane is known, one way without a name made of the policies' defaults. Never empty. */
export function leadTimes(input: Pick<PlanInput, "supplier" | "routes">, read: PolicyReader): readonly LeadTime[] {
  const made = production(input.supplier, read);
  if (input.routes.length === 0) return [addLegs(null, [made, ...unknownRoute(read)])];
  return input.routes.map((route) =>
    addLegs(route, [
      made,
      {
        name: { zh: `头程至上架（${route.lane}）`, en: `door to shelf (${route.lane})` },
        p50: route.daysP50,
        p90: Math.max(route.daysP50, route.daysP90),
        assumed: false,
      },
    ]),
  );
}
