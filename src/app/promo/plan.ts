import { addDays, type Day } from "../../domain/calendar/day.ts";
import type { Zone } from "../../domain/calendar/zone.ts";
import { peaks } from "../../domain/kpi/special-periods.ts";
import { promoEmergencyHigh, promoEmergencyLow } from "../../domain/policy/declared/promo.ts";
import { type PolicyReader, policyReader } from "../../domain/policy/reader.ts";
import type { PolicyOverride } from "../../domain/policy/policy.ts";
import { type Emergency, emergency, type PromoResult, resultOf } from "../../domain/promo/budget.ts";
import { type CheckItem, checklistFor, returnsLocally } from "../../domain/promo/checklist.ts";
import { type Promised, promisedOf } from "../../domain/promo/commitments.ts";
import { type Deadline, deadlinesOf } from "../../domain/promo/deadlines.ts";
import { type LineAsk, type PromoLine, promoLine } from "../../domain/promo/line.ts";
import { type Standing, standingOf } from "../../domain/promo/standing.ts";
import { suppliedTo } from "../../domain/promo/sums.ts";
import type { Promo } from "../../domain/promo/types.ts";
import { totals } from "../../domain/restock/worth.ts";
import type { PlanInput } from "../../domain/restock/types.ts";
import type { Store, Warehouse } from "../../ports/company.ts";
import { planDay } from "../plan.ts";
import { givenTo, placeOf, withGiven } from "../plan-given.ts";
import { plannerOf } from "../planner.ts";
import type { Context } from "../types.ts";
import { platformOf } from "./frame.ts";
import { historyOf, type PromoHistory } from "./history.ts";
import { keptOf } from "./kept.ts";
import { bySku, type Scope } from "./sales.ts";

/** Everything that is known of a promotion before it begins. */
export interface PromoPlan {
  readonly promo: Promo;
  readonly stores: readonly Store[];
  /** The promotion's stores whose demand a warehouse may meet. */
  readonly served: (warehouse: string) => readonly string[];
  /** Of its first store. */
  readonly zone: Zone;
  readonly asOf: Day;
  readonly today: Day;
  readonly currency: string;
  readonly history: PromoHistory;
  /** Those that bring the most first. */
  readonly lines: readonly PromoLine[];
  /** Chosen SKUs of which no warehouse of these stores is planned. */
  readonly unplanned: readonly string[];
  readonly standing: Standing;
  /** Names of other promotions that the plan of restock counts for these SKUs, on some of these days. */
  readonly beside: readonly string[];
  readonly deadlines: readonly Deadline[];
  readonly promised: readonly Promised[];
  readonly checklist: readonly CheckItem[];
  /** Goods and freight of what is to be bought, in `currency`; null where no line has a cost. */
  readonly cost: number | null;
  readonly uncosted: number;
  readonly emergency: Emergency | null;
  readonly result: PromoResult | null;
  readonly overrides: readonly PolicyOverride[];
  readonly read: PolicyReader;
  readonly simulated: boolean;
  /** Of members, by their slugs. */
  readonly names: ReadonlyMap<string, string>;
}

const FEE_DAYS = 90;
const SHARE_DAYS = 60;

async function inputsFor(context: Pick<Context, "plans">, asOf: Day, skus: readonly string[], until: Day): Promise<readonly PlanInput[]> {
  const found: PlanInput[] = [];
  if (skus.length > 0) for await (const batch of context.plans.inputs(asOf, { skus, until })) found.push(...batch);
  return found;
}

/** Stores whose demand a warehouse may meet: those that draw on none before it. A store without any is planned under its own code. */
function servedBy(warehouses: readonly Warehouse[], stores: readonly string[]): (warehouse: string) => readonly string[] {
  const first = new Map<string, ReadonlySet<string>>();
  for (const store of stores) {
    const draws = warehouses.flatMap((w) => w.stores.filter((s) => s.store === store).map((s) => ({ code: w.code, priority: s.priority })));
    const least = Math.min(...draws.map((d) => d.priority));
    first.set(store, new Set(draws.length === 0 ? [store] : draws.filter((d) => d.priority === least).map((d) => d.code)));
  }
  return (warehouse) => stores.filter((s) => first.get(s)?.has(warehouse));
}

/** Part of a warehouse's sales that the promotion's stores have, SKU by SKU; all of it where the warehouse serves no others. */
async function sharesOf(
  context: Pick<Context, "facts">,
  promo: Promo,
  inputs: readonly PlanInput[],
  served: (warehouse: string) => readonly string[],
  scope: Scope,
): Promise<(input: PlanInput) => number> {
  const period = { from: addDays(scope.asOf, 1 - SHARE_DAYS), to: scope.asOf };
  const sold = new Map<string, ReadonlyMap<string, { readonly units?: number }>>();
  const of = async (stores: readonly string[]): Promise<ReadonlyMap<string, { readonly units?: number }>> => {
    const key = stores.toSorted().join(" ");
    const known = sold.get(key) ?? (await bySku(context, { ...scope, stores }, period, ["units"]));
    sold.set(key, known);
    return known;
  };
  const shares = new Map<PlanInput, number>();
  for (const input of inputs) {
    const all = served(input.warehouse);
    const mine = all.filter((s) => promo.stores.includes(s));
    if (mine.length === all.length) continue;
    const [a, b] = [(await of(mine)).get(input.sku)?.units ?? 0, (await of(all)).get(input.sku)?.units ?? 0];
    shares.set(input, b > 0 ? Math.min(1, a / b) : mine.length / all.length);
  }
  return (input) => shares.get(input) ?? 1;
}

/** Fees of one sold unit in the line's currency, of the last 90 days. */
async function feesOf(
  context: Pick<Context, "facts">,
  inputs: readonly PlanInput[],
  scope: Scope,
): Promise<(input: PlanInput) => number | null> {
  const period = { from: addDays(scope.asOf, 1 - FEE_DAYS), to: scope.asOf };
  const by = new Map<string, Awaited<ReturnType<typeof bySku>>>();
  for (const currency of new Set(inputs.map((i) => i.currency))) {
    by.set(currency, await bySku(context, { ...scope, currency }, period, ["platform-fees", "units"]));
  }
  return (input) => {
    const row = by.get(input.currency)?.get(input.sku);
    const fees = row?.["platform-fees"];
    return fees === undefined || row?.units === undefined || row.units <= 0 ? null : fees / row.units;
  };
}

/** The last day to order by each mode, of the SKU that must be ordered first. */
function orderDays(lines: readonly PromoLine[]): ReadonlyMap<string | null, Day> {
  const found = new Map<string | null, Day>();
  for (const l of lines.filter((x) => (x.buy ?? 0) > 0)) {
    for (const w of l.ways) {
      const mode = w.route?.mode ?? null;
      const before = found.get(mode);
      if (before === undefined || w.orderBy < before) found.set(mode, w.orderBy);
    }
  }
  return found;
}

/** What each warehouse has of a SKU's sales before the last event: by what each of them sells now. */
function yearAgoBy(
  inputs: readonly PlanInput[],
  { yearAgo }: PromoHistory,
  daily: (input: PlanInput) => number,
): (input: PlanInput) => NonNullable<LineAsk["ago"]> | null {
  const bySku = Map.groupBy(inputs, (i) => i.sku);
  return (input) => {
    const of = yearAgo?.of(input.sku, input.category);
    if (of == null) return null;
    const all = bySku.get(input.sku) ?? [];
    if (all.length <= 1) return of;
    const sum = all.reduce((s, i) => s + daily(i), 0);
    return { ...of, daily: sum > 0 ? (of.daily * daily(input)) / sum : of.daily / all.length };
  };
}

/** Prepares a promotion: history, forecast, quantities, ways, money, what was promised and what is still to be done. */
export async function planPromo(
  context: Pick<
    Context,
    "facts" | "promos" | "company" | "kpis" | "policies" | "plans" | "purchases" | "transfers" | "demandModel" | "today"
  >,
  promo: Promo,
): Promise<PromoPlan> {
  const [company, all, warehouses, members, asOf, entries] = await Promise.all([
    context.company.company(),
    context.company.stores(),
    context.company.warehouses(),
    context.company.members(),
    planDay(context),
    context.promos.entries(promo.id),
  ]);
  const stores = all.filter((s) => promo.stores.includes(s.code));
  const zone = stores[0]?.zone ?? company.zone;
  const currencies = new Set(stores.map((s) => s.currency));
  const [only] = currencies;
  const currency = currencies.size === 1 && only !== undefined ? only : company.currency;
  const given = await givenTo(context, asOf);
  const today = context.today(zone);
  const read = policyReader(given.overrides, { day: asOf, ...(promo.stores[0] !== undefined && { store: promo.stores[0] }) });
  const standing = standingOf(entries);
  const platform = platformOf(stores);
  const scope: Scope = { stores: promo.stores, currency, asOf };
  const history = await historyOf(context, promo, scope, platform, read);

  const served = servedBy(
    warehouses,
    all.map((s) => s.code),
  );
  const inputs = await inputsFor(context, asOf, history.chosen, given.until);
  const mine = inputs
    .filter((i) => served(i.warehouse).some((s) => promo.stores.includes(s)))
    .map((i) => ({
      ...withGiven(i, given),
      events: (given.events.get(`${i.warehouse}/${i.sku}`) ?? []).filter((e) => e.id !== `promo-${promo.id}`),
    }));
  const [shareOf, unitFees] = [await sharesOf(context, promo, mine, served, scope), await feesOf(context, mine, scope)];
  const around = peaks({ from: addDays(promo.from, -30), to: addDays(promo.to, 30) }, platform === "amazon");
  const kept = await keptOf(context, inputs);
  const assumptions = standing.assumptions.map((a) => a.note);
  const rank = new Map(history.chosen.map((sku, i) => [sku, i]));
  const planner = await plannerOf(context, asOf, given);
  const agoOf = yearAgoBy(mine, history, (input) => {
    const demand = planner.demand(input, policyReader(given.overrides, placeOf(input)));
    return demand.kind === "missing" ? 0 : demand.value.dailyMean * shareOf(input);
  });
  const lines = mine
    .map((input) =>
      promoLine({
        input,
        promo,
        share: shareOf(input),
        model: history.uplifts,
        assumptions,
        unitFees: unitFees(input),
        ...kept(input.sku),
        agedFee: 0,
        ago: agoOf(input),
        demandModel: planner.demand,
        read: policyReader(given.overrides, placeOf(input)),
        today,
        peaks: around,
      }),
    )
    // A warehouse in which it never sold needs none of it, where another one sells it.
    .filter((l) => l.demand !== null || mine.filter((m) => m.sku === l.sku).length === 1)
    .toSorted((a, b) => (rank.get(a.sku) ?? 0) - (rank.get(b.sku) ?? 0) || (a.warehouse < b.warehouse ? -1 : 1));

  const buying = lines.filter((l) => (l.buy ?? 0) > 0);
  const [told] = totals(buying, (l) => l.cash);
  const cost = buying.length === 0 ? 0 : (told?.amount ?? null);
  const costCurrency = told?.currency ?? currency;
  // What is ordered is bought no more, and the buffer of it stays.
  const confirmedCost = standing.quantities?.note.cost ?? null;
  const whole = confirmedCost?.currency === costCurrency ? Math.max(confirmedCost.amount, cost ?? 0) : cost;
  const budget =
    whole === null
      ? null
      : emergency(
          whole,
          costCurrency,
          standing.spends.map((s) => s.note),
          { low: read(promoEmergencyLow), high: read(promoEmergencyHigh) },
        );
  const available = (sku: string): number | null => {
    const of = lines.filter((l) => l.sku === sku);
    const confirmed = new Map(standing.quantities?.note.lines.map((l) => [`${l.warehouse}/${l.sku}`, l.units]));
    const each = of.map((l) =>
      l.atStart === null
        ? null // What was ordered since is part of the stock, and of what is confirmed only the rest is still to come.
        : suppliedTo(l) + Math.min(l.buy ?? 0, confirmed.get(`${l.warehouse}/${l.sku}`) ?? 0),
    );
    return of.length === 0 ? null : each.reduce<number | null>((s, x) => (s === null || x === null ? null : s + x), 0);
  };
  const deadlines = deadlinesOf(promo, orderDays(lines));
  const local = [...new Set(lines.filter((l) => returnsLocally(l.category, l.title)).map((l) => l.sku))];
  return {
    promo,
    stores,
    served: (warehouse) => served(warehouse).filter((s) => promo.stores.includes(s)),
    zone,
    asOf,
    today,
    currency: costCurrency,
    history,
    lines,
    unplanned: history.chosen.filter((sku) => !lines.some((l) => l.sku === sku)),
    standing,
    beside: [...new Set(mine.flatMap((i) => i.events.filter((e) => e.from <= promo.to && promo.from <= e.to).map((e) => e.name.en)))],
    deadlines,
    promised: promisedOf(standing.commitments, available),
    checklist: checklistFor([...new Set(stores.map((s) => s.platform))], local, promo, deadlines),
    cost,
    uncosted: buying.filter((l) => l.cash === null).length,
    emergency: budget,
    result: lines.length === 0 ? null : resultOf(lines, budget?.spent ?? 0),
    overrides: given.overrides,
    read,
    simulated: stores.some((s) => s.simulated),
    names: new Map(members.map((m) => [m.slug, m.name])),
  };
}
