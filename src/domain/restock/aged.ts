import { addDays, type Day } from "../calendar/day.ts";
import type { Outcomes } from "../demand/outcomes.ts";
import { AGED_FEES, feeTable } from "../facts/fba-fees.ts";
import { type Maybe, missing, present } from "../value.ts";

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
