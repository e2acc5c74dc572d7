import type { Day } from "../../domain/calendar/day.ts";
import type { Arrival, PlanInput, PlanLine } from "../../domain/restock/types.ts";
import { planSkus } from "../plan.ts";
import { givenTo, withGiven } from "../plan-given.ts";
import { plannerOf } from "../planner.ts";
import type { Context } from "../types.ts";

type Needs = Pick<Context, "plans" | "policies" | "purchases" | "transfers" | "promos" | "demandModel" | "company" | "today">;

/** Lines of these SKUs at all their places, as facts and shipments are now; and as they would be if an arrival were another one. */
export async function linesOfSkus(
  context: Needs,
  asOf: Day,
  skus: readonly string[],
  instead?: (arrival: Arrival, input: PlanInput) => Arrival,
): Promise<{ readonly now: readonly PlanLine[]; readonly otherwise: readonly PlanLine[] }> {
  if (skus.length === 0) return { now: [], otherwise: [] };
  const given = await givenTo(context, asOf);
  const planner = await plannerOf(context, asOf, given);
  const now: PlanLine[] = [];
  const otherwise: PlanLine[] = [];
  const linesOf = (of: readonly PlanInput[]): PlanLine[] => planSkus(of, given, planner).map((d) => d.line);
  for await (const batch of context.plans.inputs(asOf, { skus, until: given.until })) {
    const inputs = batch.map((input) => withGiven(input, given));
    now.push(...linesOf(inputs));
    if (instead) otherwise.push(...linesOf(inputs.map((input) => ({ ...input, arrivals: input.arrivals.map((a) => instead(a, input)) }))));
  }
  return { now, otherwise };
}

/** Plans these SKUs anew and puts their lines into the plan that people see. */
export async function replan(context: Needs, skus: readonly string[]): Promise<readonly PlanLine[]> {
  const { asOf } = await context.plans.lines({ limit: 1 });
  if (asOf === null) return [];
  const { now } = await linesOfSkus(context, asOf, skus);
  await context.plans.renew(asOf, now);
  return now;
}
