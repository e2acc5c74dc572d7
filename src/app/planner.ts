import type { Day } from "../domain/calendar/day.ts";
import { daysBetween } from "../domain/calendar/day.ts";
import { pooledDemand } from "../domain/demand/pooled-demand.ts";
import { policyReader } from "../domain/policy/reader.ts";
import { Learner, type PlanLessons } from "../domain/restock/lessons.ts";
import type { Prices } from "../domain/restock/service.ts";
import type { DemandModel } from "../domain/restock/types.ts";
import { type Given, givenTo, placeOf, withGiven } from "./plan-given.ts";
import type { Context } from "./types.ts";

/** How demand is read and what service costs. */
export interface Planner {
  readonly demand: DemandModel;
  readonly prices: Prices;
  /** Absent where a model was given from outside. */
  readonly lessons?: PlanLessons;
}

/** Products that teach: some ten thousand past forecasts; more of them teach nothing new. */
export const PUPILS = 1500;
/** A season does not change within a month, nor do errors. */
const STILL_TRUE_DAYS = 31;

/** What the products teach on a day. Holds the sales of some 1,500 SKUs for as long as it takes. */
export async function learnFrom(context: Pick<Context, "plans">, asOf: Day, given: Given): Promise<PlanLessons> {
  const learner = new Learner(asOf);
  for await (const batch of context.plans.inputs(asOf, { about: PUPILS, until: given.until }))
    for (const input of batch) learner.see(withGiven(input, given), policyReader(given.overrides, placeOf(input)));
  return learner.lessons();
}

const plannerBy = (lessons: PlanLessons): Planner => ({ demand: pooledDemand(lessons.demand), prices: lessons.prices, lessons });

/** A planner that has just learnt. */
export async function freshPlanner(context: Pick<Context, "plans" | "demandModel">, asOf: Day, given: Given): Promise<Planner> {
  return context.demandModel ? { demand: context.demandModel, prices: {} } : plannerBy(await learnFrom(context, asOf, given));
}

/** One that knows what the current plan was made with, where that is of lately and not of a later day; else one that has just learnt. */
export async function plannerOf(
  context: Pick<Context, "plans" | "policies" | "purchases" | "transfers" | "promos" | "demandModel" | "company" | "today">,
  asOf: Day,
  given?: Given,
): Promise<Planner> {
  if (context.demandModel) return { demand: context.demandModel, prices: {} };
  const kept = await context.plans.lessons();
  const age = kept === null ? null : daysBetween(kept.demand.asOf, asOf);
  if (kept !== null && age !== null && age >= 0 && age <= STILL_TRUE_DAYS) return plannerBy(kept);
  return plannerBy(await learnFrom(context, asOf, given ?? (await givenTo(context, asOf))));
}
