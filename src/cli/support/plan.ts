import { watchSnoozes } from "../../app/attention/watch.ts";
import { planDay, refreshPlan } from "../../app/plan.ts";
import { replan } from "../../app/shipments/replan.ts";
import { watchShipments } from "../../app/shipments/watch.ts";
import type { Day } from "../../domain/calendar/day.ts";
import type { Purser } from "../../main.ts";
import { snoozesOver } from "../../views/attention.ts";
import { SLIP_WORDS } from "../../views/shipment-slip.ts";
import type { CliIo } from "../subcommand.ts";

/** Says how far a plan is, on one line that is written over. */
export const planning =
  (io: Pick<CliIo, "status" | "lang">) =>
  (lines: number): void =>
    io.status({ en: `Planning … ${lines} lines`, zh: `正在计算备货计划… ${lines} 行` }[io.lang]);

/**
 * Plans anew after something changed that plan lines are made of, so that nobody orders by what was true before. Answers how many; `tell` hears
 * of them as they come.
 */
export async function renewPlan(purser: Purser, tell?: (lines: number) => void): Promise<number> {
  // Nothing was ever imported: there is nothing to plan.
  if ((await purser.ports.company.freshness()).length === 0) return 0;
  const began = purser.clock.now();
  const context = purser.contextAt(began);
  const lines = await refreshPlan(context, await planDay(context), tell);
  // What somebody said of a shipment meanwhile may have come after its SKUs were read.
  await replan(context, await context.shipments.saidSince(began));
  await watchShipments(context, SLIP_WORDS);
  await watchSnoozes(context, snoozesOver);
  return lines;
}

export interface PlanAge {
  readonly asOf: Day | null;
  readonly computedAt: Date | null;
  /** Files came in, or days ended, since it was made. */
  readonly stale: boolean;
}

/** How old the plan is; undefined while there is nothing to plan. */
export async function planAge(purser: Purser): Promise<PlanAge | undefined> {
  const freshness = await purser.ports.company.freshness();
  if (freshness.length === 0) return undefined;
  const { asOf, computedAt } = await purser.ports.plans.lines({ limit: 1 });
  const day = await planDay(purser.contextAt(purser.clock.now()));
  // An older program planned by other rules: its list would contradict the cards, which are planned when they are asked for.
  const older = (await purser.ports.plans.lessons()) === null;
  const stale = older || asOf === null || computedAt === null || asOf < day || freshness.some((f) => f.importedAt > computedAt);
  return { asOf, computedAt, stale };
}
