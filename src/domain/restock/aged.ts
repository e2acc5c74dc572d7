import { addDays, type Day, daysBetween } from "../calendar/day.ts";
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

const NO_TABLE = (country: string) =>
  missing({ zh: `没有 ${country} 的超龄库存费率表`, en: `no table of aged-stock fees is known for ${country}` });
const NO_VOLUME = missing({ zh: "单件体积未知", en: "the volume of a unit is not known" });

/** Surcharge of one unit of an age at a snapshot, for the month. Missing, and not 0, where no table or no volume tells. */
export function agedFee(
  country: string,
  snapshot: Day,
  ageDays: number,
  cubicFeet: number | null,
): Maybe<{ readonly amount: number; readonly currency: string }> {
  const table = feeTable(AGED_FEES, country, snapshot);
  if (table === undefined) return NO_TABLE(country);
  const step = table.steps.findLast((s) => s.fromAge <= ageDays);
  if (step === undefined) return present({ amount: 0, currency: table.currency });
  if (cubicFeet === null) return NO_VOLUME;
  return present({ amount: Math.max(step.perCubicFoot * cubicFeet, step.leastPerUnit ?? 0), currency: table.currency });
}

/** What is left of an order at a snapshot, and how old it is then. */
export interface AgedAt {
  readonly snapshot: Day;
  readonly ageDays: number;
  readonly units: number;
}

/** Units of what is on the shelf on `arrived` that are charged as old at the first snapshot after they have grown `age` days old. */
export function firstAged(arrived: Day, onShelf: number, age: number, demand: (days: number) => Outcomes): AgedAt {
  const snapshot = nextSnapshot(addDays(arrived, age));
  const ageDays = daysBetween(arrived, snapshot);
  return { snapshot, ageDays, units: expectedAged(onShelf, demand(ageDays)) };
}
