import { addDays, type Day, daysBetween } from "../calendar/day.ts";
import type { Outcomes } from "../demand/outcomes.ts";
import { AGED_FEES, feeTable } from "../facts/fba-fees.ts";
import { type Maybe, missing, present } from "../value.ts";
import { type Arriving, lost } from "./project.ts";
import type { Demand, ProjectionDay } from "./types.ts";

/**
 * Units that are older than a span of days at its end. Old ones go first (first in, first out over the whole network), so that these are
 * what was there at its beginning less what is sold in between. 600 units at 2 a day: 238 reach their 181st day.
 */
export const agedUnits = (atBeginning: number, soldSince: number): number => Math.max(0, atBeginning - soldSince);

/** The same over all that demand may do. */
export function expectedAged(atBeginning: number, demand: Outcomes): number {
  let sum = 0;
  for (const d of demand) sum += agedUnits(atBeginning, d);
  return sum / demand.length;
}

/** The day on which the platform looks: the 15th of a month, on or after `from`. */
export function nextSnapshot(from: Day): Day {
  const day = `${from.slice(0, 8)}15` as Day;
  return day >= from ? day : (`${addDays(`${from.slice(0, 8)}28` as Day, 4).slice(0, 8)}15` as Day);
}

/** Units that will be older than the platform likes, on a day on which it looks. */
export interface Aging {
  readonly units: number;
  readonly snapshot: Day;
}

interface Lying {
  readonly asOf: Day;
  readonly demand: Pick<Demand, "over">;
  readonly stock: number;
  readonly coming: readonly Arriving[];
  /** If nothing is ordered. */
  readonly projection: readonly ProjectionDay[];
}

/** What there is by a day, if nothing is ordered: on the shelf and arrived, and what was lost for want of it, since that sold nothing. */
export function suppliedBy({ stock, coming, projection }: Pick<Lying, "stock" | "coming" | "projection">, until: Day): number {
  const come = coming.filter((a) => a.day <= until).reduce((sum, a) => sum + a.units, 0);
  return stock + come + lost(projection, addDays(until, -1)).units;
}

/** How many of an order that lands on a day will be there at the first snapshot after it has grown so old, by how large it is. */
export function agingOf(lying: Lying, lands: Day, age: number): (order: number) => Aging {
  const snapshot = nextSnapshot(addDays(lands, age));
  const supplied = suppliedBy(lying, lands);
  const until = lying.demand.over(daysBetween(lying.asOf, snapshot));
  return (order) => ({ units: Math.min(order, expectedAged(supplied + order, until)), snapshot });
}

/**
 * What the platform charges a month for stock of an age: by the cubic foot, since nobody knows the volume of a unit, and at least so much a
 * unit where the table says so. Missing, and not 0, where no table tells.
 */
export function agedFee(country: string, snapshot: Day, ageDays: number): Maybe<AgedRate> {
  const table = feeTable(AGED_FEES, country, snapshot);
  const step = table?.steps.findLast((s) => s.fromAge <= ageDays);
  if (table === undefined)
    return missing({ zh: `没有 ${country} 的超龄库存费率表`, en: `no table of aged-stock fees is known for ${country}` });
  return present({ perCubicFoot: step?.perCubicFoot ?? 0, leastPerUnit: step?.leastPerUnit ?? null, currency: table.currency });
}

export interface AgedRate {
  readonly perCubicFoot: number;
  readonly leastPerUnit: number | null;
  readonly currency: string;
}
