import { addDays, daysBetween, type Day } from "../calendar/day.ts";
import { length } from "../calendar/period.ts";
import { meanOf } from "../demand/outcomes.ts";
import { promoCoverage, promoSafetyHigh, promoSafetyLow, promoSalvage } from "../policy/declared/promo.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { dateArrivals } from "../restock/arrivals.ts";
import { leadTimes } from "../restock/lead-time.ts";
import { onOrder } from "../restock/on-order.ts";
import { orderQuantity } from "../restock/order-quantity.ts";
import { project } from "../restock/project.ts";
import { byCost } from "../restock/route.ts";
import { stockToday } from "../restock/stock-today.ts";
import type { Demand, DemandModel, Move, PlanInput, Route } from "../restock/types.ts";
import type { Text } from "../value.ts";
import { type Batch, batchesOf, wayInTime } from "./batches.ts";
import { freightOf } from "../restock/unit-margin.ts";
import { type RouteDeadline, routeDeadlines } from "./deadlines.ts";
import { forecastOf, type PromoForecast } from "./forecast.ts";
import { type Coming, lackingOf } from "./lacking.ts";
import { type Critical, critical, needOf, type PromoNeed, type UnitMoney } from "./quantity.ts";
import type { Assumption, Promo } from "./types.ts";
import type { Uplift, UpliftModel } from "./uplift.ts";

/** One SKU at one warehouse, prepared for a promotion. What is not known is null, and `missing` says why. */
export interface PromoLine {
  readonly sku: string;
  readonly title: string | null;
  readonly category: string | null;
  readonly role: string | null;
  readonly warehouse: string;
  /** Part of the warehouse's demand that the promotion's stores have. */
  readonly share: number;
  readonly uplift: Uplift;
  /** 1 + uplift, with all that was assumed. */
  readonly multiplier: number;
  readonly assumed: readonly Assumption[];
  readonly forecast: PromoForecast | null;
  readonly money: UnitMoney | null;
  readonly critical: Critical | null;
  /** The chance not to sell out that was stocked for: the critical ratio, or a policy's where money is not known. */
  readonly coverage: number;
  readonly need: PromoNeed | null;
  /** On the shelf on the morning of the start, if nothing more is bought. */
  readonly atStart: number | null;
  /** What arrives while it runs: no need to buy that, though the shelf may be empty until then. */
  readonly during: readonly Coming[];
  /** Now, at the end of the plan's day. */
  readonly stockNow: number | null;
  /** Sellable in other warehouses. */
  readonly elsewhere: PlanInput["elsewhere"];
  /** Part of `atStart` that other warehouses give first. */
  readonly moves: readonly Move[];
  /** Units lacking in its days; 0 where nothing is, or nobody knows. */
  readonly lacking: number;
  /** To be bought: what is needed less what is there, in cartons and at least the minimum order. */
  readonly buy: number | null;
  /** Lacking, and no way brings it before the end any more: none of it is bought. */
  readonly beyond: number;
  readonly batches: readonly Batch[];
  readonly ways: readonly RouteDeadline[];
  /** Goods and freight of the batches; and how much of it is for flying instead of sailing. */
  readonly cash: number | null;
  readonly flying: number | null;
  readonly currency: string;
  /** What one of `currency` is worth in the company's. */
  readonly worth: { readonly currency: string; readonly rate: number };
  readonly missing: readonly Text[];
  readonly demand: Demand | null;
}

export interface LineAsk {
  readonly input: PlanInput;
  readonly promo: Promo;
  readonly share: number;
  readonly model: UpliftModel;
  readonly assumptions: readonly Assumption[];
  /** Fees of the platform for one sold unit; null where not known. */
  readonly unitFees: number | null;
  readonly agedFee: number;
  readonly demandModel: DemandModel;
  readonly read: PolicyReader;
  /** Moves between warehouses that the plan of restock proposes, to this one and away from it: what is moved need not be bought. */
  readonly moves: readonly Move[];
  /** What it sold a day before the last event, in the promotion's stores and from this warehouse; null where nobody knows. */
  readonly ago?: { readonly daily: number; readonly weight: number } | null;
  /** Days of other sales events, which say nothing of the usual ones. */
  readonly peaks: readonly { readonly from: Day; readonly to: Day }[];
}

const QUIET_DAYS = 14;

/** Days ahead around the event that are like any others. */
function quietDays({ input, promo, peaks }: LineAsk): readonly number[] {
  const quiet = (d: Day): boolean => d > input.asOf && !peaks.some((p) => d >= p.from && d <= p.to) && (d < promo.from || d > promo.to);
  const around = [...Array(QUIET_DAYS).keys()].flatMap((i) => [addDays(promo.from, -1 - i), addDays(promo.to, 1 + i)]);
  return around.filter(quiet).map((d) => daysBetween(input.asOf, d) - 1);
}

/** What is assumed of this SKU: of itself before of all. */
export function assumptionsFor(sku: string, all: readonly Assumption[]): readonly Assumption[] {
  const own = all.filter((a) => a.sku === sku);
  return [...own, ...all.filter((a) => a.sku === null && !own.some((o) => o.topic === a.topic))];
}

const multiplierOf = (uplift: Uplift, assumed: readonly Assumption[]): number =>
  assumed.reduce(
    (m, a) => (a.topic === "uplift" || a.topic === "discount" ? m : m * (1 + a.share)),
    1 + (assumed.find((a) => a.topic === "uplift")?.share ?? uplift.share),
  );

function moneyOf(ask: LineAsk, route: Route | null, assumed: readonly Assumption[], missing: Text[]): UnitMoney | null {
  const { input, unitFees, read } = ask;
  const freight = freightOf(route, input.currency);
  if (input.unitPrice === null) missing.push({ zh: "售价未知", en: "the price is not known" });
  if (input.unitCost === null) missing.push({ zh: "成本未知", en: "the cost is not known" });
  if (unitFees === null) missing.push({ zh: "平台费用未知", en: "the platform's fees are not known" });
  if (input.unitPrice === null || input.unitCost === null || unitFees === null) return null;
  if (freight === null) missing.push({ zh: "头程运费未知，未计入成本", en: "freight is not known and not in the cost" });
  const landed = input.unitCost + (freight ?? 0);
  const discount = assumed.find((a) => a.topic === "discount")?.share ?? 0;
  return { price: input.unitPrice * (1 - discount), landed, fees: unitFees, salvage: landed * read(promoSalvage), agedFee: ask.agedFee };
}

/** Stock on the morning of the start, if nothing more is bought, and what arrives after it. */
function stockAtStart(ask: LineAsk, demand: Demand, season: number): { readonly units: number; readonly during: readonly Coming[] } | null {
  const { input, promo, read } = ask;
  const stock = stockToday(input, demand.dailyMean, read);
  if (stock === null) return null;
  const ahead = daysBetween(input.asOf, promo.from) - 1;
  const ordered = [...dateArrivals(input, read), ...onOrder(input, leadTimes(input, read), read)];
  const after = ahead <= 0 ? input.asOf : promo.from;
  const during = ordered.filter((a) => a.units > 0 && a.day > after && a.day <= promo.to).map(({ day, units }) => ({ day, units }));
  if (ahead <= 0) return { units: stock.units, during };
  const coming = [...ordered, ...movesIn(ask).map((m) => ({ day: m.arrivesOn, units: m.units }))];
  // A season that the model does not know comes little by little.
  const daily = (i: number): number => demand.expected(i) * (1 + (ask.share * (season - 1) * i) / ahead);
  const days = project(stock.units, input.asOf, coming, daily, ahead);
  // What arrives on the first morning can still be sold in it.
  const onTheDay = coming.filter((a) => a.day === promo.from).reduce((sum, a) => sum + a.units, 0);
  const away = ask.moves.filter((m) => m.from === input.warehouse).reduce((sum, m) => sum + m.units, 0);
  return { units: Math.max(0, (days.at(-1)?.stock ?? stock.units) + onTheDay - away), during };
}

/** Moves that are there before it begins. */
const movesIn = ({ moves, input, promo }: LineAsk): readonly Move[] =>
  moves.filter((m) => m.to === input.warehouse && m.arrivesOn <= promo.from);

/** Prepares one SKU at one warehouse. */
export function promoLine(ask: LineAsk): PromoLine {
  const { input, promo, model, read } = ask;
  const missing: Text[] = [];
  const times = byCost(leadTimes(input, read));
  const assumed = assumptionsFor(input.sku, ask.assumptions);
  const uplift = model.of(input.sku, input.category);
  const multiplier = Math.max(0, multiplierOf(uplift, assumed));
  const ways = routeDeadlines(times, promo.inboundBy, addDays(input.asOf, 1));
  const way = wayInTime(ways);
  // What must fly has to earn its flight.
  const money = moneyOf(ask, way?.route ?? null, assumed, missing);
  const crit = money && critical(money);
  if (crit?.ratio === 0)
    missing.push({ zh: "按能赶上的头程每卖一件都亏，不备", en: "at the freight that is in time each unit loses money: none is bought" });
  const coverage = crit?.ratio ?? read(promoCoverage);
  const demand = ask.demandModel(input, read);
  const line = {
    sku: input.sku,
    title: input.title,
    category: input.category,
    role: input.role,
    warehouse: input.warehouse,
    share: ask.share,
    uplift,
    multiplier,
    assumed,
    money,
    critical: crit,
    coverage,
    ways,
    currency: input.currency,
    elsewhere: input.elsewhere,
    moves: movesIn(ask),
    worth: input.worth ?? { currency: input.currency, rate: 1 },
  };
  if (demand.kind === "missing") {
    missing.push(demand.because);
    return {
      ...line,
      forecast: null,
      need: null,
      atStart: null,
      during: [],
      lacking: 0,
      stockNow: null,
      buy: null,
      beyond: 0,
      batches: [],
      cash: null,
      flying: null,
      missing,
      demand: null,
    };
  }
  const forecast = forecastOf({
    demand: demand.value,
    days: length(promo),
    last: Math.max(0, daysBetween(input.asOf, promo.to) - 1),
    quiet: quietDays(ask),
    share: ask.share,
    multiplier,
    ratios: model.ratios,
    ago: demand.value.basis.season === true ? null : (ask.ago ?? null),
  });
  const need = needOf(forecast.outcomes, forecast.expected, crit ?? coverage, { low: read(promoSafetyLow), high: read(promoSafetyHigh) });
  // What the other stores of the warehouse sell meanwhile is not there for this promotion.
  const others = demand.value.dailyMean * (1 - ask.share) * length(promo);
  const stock = stockAtStart(ask, demand.value, forecast.season);
  const atStart = stock === null ? null : Math.max(0, stock.units - others);
  if (atStart === null) missing.push({ zh: "没有库存快照", en: "no stock snapshot is known" });
  // What comes after the end is no purchase for this promotion.
  const comes = way !== undefined && way.arrivesOn <= promo.to;
  const during = stock?.during ?? [];
  const lackingFor = (wanted: number, helps = (before: Day): boolean => !comes || way.arrivesOn < before): number =>
    lackingOf({ wanted, stock: stock?.units ?? 0, others, during, days: promo, helps });
  const lacking =
    stock === null ? null : orderQuantity({ target: lackingFor(need.best), projected: 0, moq: input.moq, carton: input.carton });
  // For the days before goods arrive that are enough for the rest, no more is bought than pays in those days.
  const early = lackingFor(need.best, () => false) <= 0;
  const idle = (of: { readonly units: number; readonly quantity: number }): boolean =>
    early && (crit === null || of.units * crit.underage <= (of.quantity - of.units) * crit.overage);
  const order = lacking === null || (comes && !idle(lacking)) ? lacking : { ...lacking, units: 0, quantity: 0 };
  const buy = order?.quantity ?? null;
  const middle = lackingFor(meanOf(forecast.outcomes));
  const batches =
    order === null ? [] : batchesOf({ buy: order.quantity, lacking: order.units, middle, gain: crit?.underage ?? null }, ways, input);
  const cost = (units: number, route: Route | null): number | null => {
    const freight = freightOf(route, input.currency);
    return input.unitCost === null || freight === null ? null : units * (input.unitCost + freight);
  };
  const parts = batches.map((b) => cost(b.units, b.way.route));
  const sailing = batches.map((b) => cost(b.units, times[0]?.route ?? null));
  const sum = (of: readonly (number | null)[]): number | null =>
    of.reduce<number | null>((s, x) => (s === null || x === null ? null : s + x), 0);
  const [cash, cheap] = [sum(parts), sum(sailing)];
  return {
    ...line,
    forecast,
    need,
    atStart,
    during,
    lacking: lacking?.units ?? 0,
    stockNow: stockToday(input, demand.value.dailyMean, read)?.units ?? null,
    buy,
    beyond: comes ? 0 : (lacking?.units ?? 0),
    batches,
    cash,
    flying: cash === null || cheap === null ? null : Math.max(0, cash - cheap),
    missing,
    demand: demand.value,
  };
}
