import { addDays, type Day, daysBetween, earlier } from "../domain/calendar/day.ts";
import type { FactKind } from "../domain/facts/facts.ts";
import { policyReader } from "../domain/policy/reader.ts";
import { planLine } from "../domain/restock/plan-line.ts";
import type { PlanInput, PlanLine, PlanState } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import type { PolicyOverride, PolicyPlace } from "../domain/policy/policy.ts";
import type { Context } from "./types.ts";

type Needs = Pick<Context, "plans" | "policies" | "demandModel">;

const STOCK: ReadonlySet<string> = new Set<FactKind>(["stock"]);
const SALES: ReadonlySet<string> = new Set<FactKind>(["order-lines", "daily-sales", "traffic"]);

/** Where the policies of a line are looked up: its first store, its role, itself. */
export function placeOf({ asOf, sku, role, stores: [store] }: Pick<PlanLine, "asOf" | "stores" | "role" | "sku">): PolicyPlace {
  const known = role !== null && role !== undefined;
  return { day: asOf, sku, ...(store !== undefined && { store }), ...(known && { role }) };
}

function linesOf(batch: readonly PlanInput[], overrides: readonly PolicyOverride[], context: Needs): PlanLine[] {
  return batch.map((input) => planLine(input, context.demandModel, policyReader(overrides, placeOf(input))));
}

// Sales that ended longer ago say nothing of the stock of today.
const SALES_BEFORE_STOCK_DAYS = 90;

/**
 * The day that a plan can speak of: yesterday in the company's zone, since today is not over; or, where the data end earlier, the newest
 * day of sales or the day before the newest stock, whichever is later: the days ahead begin where the goods were last counted.
 */
export async function planDay(context: Pick<Context, "company" | "today">): Promise<Day> {
  const [company, freshness] = await Promise.all([context.company.company(), context.company.freshness()]);
  const yesterday = addDays(context.today(company.zone), -1);
  const newest = (facts: ReadonlySet<string>): Day | null =>
    freshness.filter((f) => facts.has(f.fact)).reduce<Day | null>((d, f) => (d === null || f.newest > d ? f.newest : d), null);
  const [sold, counted] = [newest(SALES), newest(STOCK)];
  if (sold === null) return yesterday;
  const before = counted === null ? sold : earlier(yesterday, addDays(counted, -1));
  return earlier(yesterday, before > sold && daysBetween(sold, before) <= SALES_BEFORE_STOCK_DAYS ? before : sold);
}

/** Plans every SKU anew and makes that the current plan. Inputs stream through: 10,000 SKUs never lie in memory at once. */
export async function refreshPlan(context: Needs, asOf: Day): Promise<number> {
  const overrides = await context.policies.overrides();
  async function* lines(): AsyncIterable<readonly PlanLine[]> {
    for await (const batch of context.plans.inputs(asOf)) yield linesOf(batch, overrides, context);
  }
  return context.plans.replace(asOf, lines());
}

/** Inputs of one SKU, all its warehouses. */
export async function inputsOf(context: Pick<Context, "plans">, asOf: Day, sku: string): Promise<readonly PlanInput[]> {
  const all: PlanInput[] = [];
  for await (const batch of context.plans.inputs(asOf, { sku })) all.push(...batch);
  return all;
}

export interface PlanScope {
  readonly warehouse: string | null;
  readonly store: string | null;
}

export interface CurrentPlan {
  readonly asOf: Day;
  readonly lines: readonly PlanLine[];
  /** What a reader must know of the plan's age. */
  readonly notes: readonly Text[];
}

const RANK = ["out", "unavoidable", "order-now", "fine", "overstock", "dormant", "unknown"] as const satisfies readonly PlanState[];

/** By money at risk, then by stock-out date, then the worst state first. */
export function byUrgency(a: PlanLine, b: PlanLine): number {
  return (
    (b.moneyAtRisk ?? 0) - (a.moneyAtRisk ?? 0) ||
    (a.stockOutDate ?? "9999").localeCompare(b.stockOutDate ?? "9999") ||
    RANK.indexOf(a.state) - RANK.indexOf(b.state) ||
    (b.dailyDemand ?? 0) - (a.dailyDemand ?? 0) ||
    (a.sku < b.sku ? -1 : a.sku > b.sku ? 1 : 0)
  );
}

function fits(line: PlanLine, scope: PlanScope): boolean {
  return (scope.warehouse === null || line.warehouse === scope.warehouse) && (scope.store === null || line.stores.includes(scope.store));
}

async function planned(context: Needs, asOf: Day, scope: PlanScope): Promise<PlanLine[]> {
  const overrides = await context.policies.overrides();
  const lines: PlanLine[] = [];
  const filter = scope.warehouse === null ? {} : { warehouse: scope.warehouse };
  for await (const batch of context.plans.inputs(asOf, filter)) lines.push(...linesOf(batch, overrides, context));
  return lines.filter((l) => fits(l, scope));
}

/**
 * The plan to answer from: the stored one, which every import renews. Where there is none, or it speaks of days after the asker's day
 * (`--today`), it is worked out on the spot and not kept.
 */
export async function currentPlan(
  context: Needs & Pick<Context, "company" | "today">,
  scope: PlanScope = { warehouse: null, store: null },
): Promise<CurrentPlan> {
  const [day, stored, freshness] = await Promise.all([
    planDay(context),
    context.plans.lines({
      ...(scope.warehouse !== null && { warehouse: scope.warehouse }),
      ...(scope.store !== null && { store: scope.store }),
    }),
    context.company.freshness(),
  ]);
  if (stored.asOf === null || stored.asOf > day) {
    return { asOf: day, lines: (await planned(context, day, scope)).toSorted(byUrgency), notes: [] };
  }
  const computedAt = stored.computedAt;
  const imported = freshness.some((f) => computedAt !== null && f.importedAt > computedAt);
  const notes: Text[] = [];
  if (imported)
    notes.push({ zh: "计划早于最近一次导入，正在等待更新", en: "the plan is older than the newest import and waits to be renewed" });
  else if (stored.asOf < day) notes.push({ zh: `计划按 ${stored.asOf} 的数据`, en: `the plan is of ${stored.asOf}` });
  return { asOf: stored.asOf, lines: stored.lines.toSorted(byUrgency), notes };
}
