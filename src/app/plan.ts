import { addDays, type Day, daysBetween, earlier } from "../domain/calendar/day.ts";
import type { FactKind } from "../domain/facts/facts.ts";
import { policyReader } from "../domain/policy/reader.ts";
import { riskWorth } from "../domain/restock/worth.ts";
import { planSku } from "../domain/restock/plan-sku.ts";
import type { PlanDetail } from "../domain/restock/detail.ts";
import { type Approved, PLAN_STATES, type PlanInput, type PlanLine } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import type { PolicyOverride } from "../domain/policy/policy.ts";
import { at, type Given, givenTo, placeOf, withGiven } from "./plan-given.ts";
import { freshPlanner, type Planner, plannerOf } from "./planner.ts";
import { saidUntil } from "./said-until.ts";
import type { PlanFilter } from "../ports/planning.ts";
import type { Context } from "./types.ts";

type Needs = Pick<Context, "plans" | "policies" | "purchases" | "transfers" | "promos" | "demandModel" | "company" | "today">;

const STOCK: ReadonlySet<string> = new Set<FactKind>(["stock"]);
const SALES: ReadonlySet<string> = new Set<FactKind>(["order-lines", "daily-sales", "traffic"]);

const bySku = (inputs: readonly PlanInput[]): Iterable<readonly PlanInput[]> => Map.groupBy(inputs, (input) => input.sku).values();

/** Plans whole SKUs, all their warehouses together, of inputs that have what was given. */
export const planSkus = (inputs: readonly PlanInput[], { overrides }: Pick<Given, "overrides">, planner: Planner): PlanDetail[] =>
  [...bySku(inputs)].flatMap((of) => planSku(of, planner.demand, (input) => policyReader(overrides, placeOf(input)), planner.prices));

export const detailsOf = (batch: readonly PlanInput[], given: Given, planner: Planner): PlanDetail[] =>
  planSkus(
    batch.map((input) => withGiven(input, given)),
    given,
    planner,
  );

const linesOf = (batch: readonly PlanInput[], given: Given, planner: Planner): PlanLine[] =>
  detailsOf(batch, given, planner).map((d) => d.line);

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

/** Lets what came in meanwhile be heard: the store's answer to the last question, and people. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** The next is asked for before this one is worked on: the store reads while we reckon, if its answers are heard. */
async function* readAhead<T>(of: AsyncIterable<T>): AsyncIterable<T> {
  const from = of[Symbol.asyncIterator]();
  let next = from.next();
  // Whoever waits for it hears of a failure; until then it is nobody's unhandled one.
  next.catch(() => {});
  try {
    for (;;) {
      const { value, done } = await next;
      if (done === true) return;
      next = from.next();
      next.catch(() => {});
      yield value;
    }
  } finally {
    await from.return?.();
  }
}

/**
 * Learns from the products together, plans every SKU anew and makes that the current plan. Inputs stream through: 10,000 SKUs never lie in
 * memory at once. `tell` hears how many lines are planned.
 */
export async function refreshPlan(context: Needs, asOf: Day, tell: (lines: number) => void = () => {}): Promise<number> {
  const given = await givenTo(context, asOf);
  const planner = await freshPlanner(context, asOf, given);
  async function* lines(): AsyncIterable<readonly PlanLine[]> {
    let planned = 0;
    for await (const batch of readAhead(context.plans.inputs(asOf, { until: given.until }))) {
      const made: PlanLine[] = [];
      for (const sku of bySku(batch)) {
        made.push(...linesOf(sku, given, planner));
        await turn();
      }
      tell((planned += made.length));
      yield made;
    }
  }
  return context.plans.replace(asOf, lines(), planner.lessons);
}

// Facts of a SKU that are being read: the buttons of a card ask for them all at once, each for the version that it decides on.
const reading = new WeakMap<Context["plans"], Map<string, Promise<readonly PlanInput[]>>>();

async function readInputs({ plans }: Pick<Context, "plans">, asOf: Day, sku: string, until: Day): Promise<readonly PlanInput[]> {
  const all: PlanInput[] = [];
  for await (const batch of plans.inputs(asOf, { sku, until })) all.push(...batch);
  return all;
}

/** Inputs of one SKU, all its warehouses. Who asks while they are read gets the same ones; what people decided is not in them. */
export function inputsOf(context: Pick<Context, "plans" | "today">, asOf: Day, sku: string): Promise<readonly PlanInput[]> {
  const now = reading.get(context.plans) ?? new Map<string, Promise<readonly PlanInput[]>>();
  reading.set(context.plans, now);
  const until = saidUntil(context, asOf);
  const key = `${asOf} ${until} ${sku}`;
  const known = now.get(key);
  if (known) return known;
  const read = readInputs(context, asOf, sku, until).finally(() => now.delete(key));
  now.set(key, read);
  return read;
}

/** One SKU anew, at all its warehouses, worst first; and the rules that were in force. `without`: as if these approvals were not given. */
export async function planOfSku(
  context: Needs,
  asOf: Day,
  sku: string,
  without: (approved: Approved) => boolean = () => false,
): Promise<{ readonly details: readonly PlanDetail[]; readonly overrides: readonly PolicyOverride[] }> {
  const [given, inputs] = await Promise.all([givenTo(context, asOf, sku), inputsOf(context, asOf, sku)]);
  const approved = new Map([...given.approved].map(([place, all]) => [place, all.filter((a) => !without(a))]));
  const details = detailsOf(inputs, { ...given, approved }, await plannerOf(context, asOf, given));
  return { details: details.toSorted((a, b) => byUrgency(a.line, b.line)), overrides: given.overrides };
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

/** By money at risk (several currencies in the company's), then by stock-out date, then the worst state first. */
export function byUrgency(a: PlanLine, b: PlanLine): number {
  return (
    riskWorth(b) - riskWorth(a) ||
    (a.stockOutDate ?? "9999").localeCompare(b.stockOutDate ?? "9999") ||
    PLAN_STATES.indexOf(a.state) - PLAN_STATES.indexOf(b.state) ||
    (b.dailyDemand ?? 0) - (a.dailyDemand ?? 0) ||
    (a.sku < b.sku ? -1 : a.sku > b.sku ? 1 : 0)
  );
}

function fits(line: PlanLine, scope: PlanScope): boolean {
  return (scope.warehouse === null || line.warehouse === scope.warehouse) && (scope.store === null || line.stores.includes(scope.store));
}

async function planned(context: Needs, asOf: Day, scope: PlanScope): Promise<PlanLine[]> {
  const given = await givenTo(context, asOf);
  const planner = await plannerOf(context, asOf, given);
  const lines: PlanLine[] = [];
  // All warehouses, since one may give to another; of those only the asked ones are kept.
  for await (const batch of context.plans.inputs(asOf, { until: given.until }))
    lines.push(...linesOf(batch, given, planner).filter((l) => fits(l, scope)));
  return lines;
}

/** Lines of a kept plan, with those made anew that do not know what was approved or taken back since. */
async function withDecisions(context: Needs, asOf: Day, lines: readonly PlanLine[], scope: PlanScope): Promise<readonly PlanLine[]> {
  const { approved } = await givenTo(context, asOf);
  const ids = (of: readonly number[]): string => of.toSorted((a, b) => a - b).join();
  const quantity = (of: readonly Approved[]): number => of.flatMap((a) => a.legs).reduce((sum, l) => sum + l.units, 0);
  const behind = lines.filter((l) => {
    const now = approved.get(at(l.warehouse, l.sku)) ?? [];
    return ids(l.approvals ?? []) !== ids(now.map((a) => a.id)) || (l.approvedUnits ?? 0) !== quantity(now);
  });
  const skus = new Set(behind.map((l) => l.sku));
  if (skus.size === 0) return lines;
  const fresh: PlanLine[] = [];
  for (const sku of skus) fresh.push(...(await planOfSku(context, asOf, sku)).details.map((d) => d.line).filter((l) => fits(l, scope)));
  return [...lines.filter((l) => !skus.has(l.sku)), ...fresh];
}

/**
 * The plan to answer from: the stored one, which every import renews. Where there is none, or it speaks of days after the asker's day
 * (`--today`), it is worked out on the spot and not kept.
 */
export async function currentPlan(
  context: Needs & Pick<Context, "company" | "today">,
  scope: PlanScope = { warehouse: null, store: null },
  without: PlanFilter["without"] = [],
): Promise<CurrentPlan> {
  const [day, stored, freshness] = await Promise.all([
    planDay(context),
    context.plans.lines({
      ...(scope.warehouse !== null && { warehouse: scope.warehouse }),
      ...(scope.store !== null && { store: scope.store }),
      without,
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
  const lines = await withDecisions(context, stored.asOf, stored.lines, scope);
  return { asOf: stored.asOf, lines: lines.toSorted(byUrgency), notes };
}
