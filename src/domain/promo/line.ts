import { addDays, type Day, daysBetween, later } from "../calendar/day.ts";
import { length } from "../calendar/period.ts";
import { reviewDays } from "../policy/declared/order.ts";
import { promoCoverage, promoSafetyHigh, promoSafetyLow, promoSalvage } from "../policy/declared/promo.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { leadTimes } from "../restock/lead-time.ts";
import { byCost } from "../restock/route.ts";
import type { Demand, DemandModel, Move, PlanInput, Route } from "../restock/types.ts";
import type { Text } from "../value.ts";
import { movesIn, stockAtStart } from "./at-start.ts";
import { type Batch, wayInTime } from "./batches.ts";
import { freightOf } from "../restock/unit-margin.ts";
import { type RouteDeadline, routeDeadlines } from "./deadlines.ts";
import { forecastOf, type PromoForecast } from "./forecast.ts";
import { type Giver, type Spare, sparesFor } from "./givers.ts";
import { type Coming, lackingOf } from "./lacking.ts";
import { purchaseOf, type Withheld } from "./purchase.ts";
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
  /** Of all its days. */
  readonly forecast: PromoForecast | null;
  /** Part of its days that is still to come after the plan's day: 1 before it begins. What is wanted and lacking is of those. */
  readonly ahead: number;
  /** At the usual, cheapest freight. */
  readonly money: UnitMoney | null;
  readonly critical: Critical | null;
  /** The chance not to sell out that was stocked for: the critical ratio, or a policy's where money is not known. */
  readonly coverage: number;
  readonly need: PromoNeed | null;
  /** On the shelf on the morning of the start, if nothing more is bought. */
  readonly atStart: number | null;
  /** What arrives while it runs: no need to buy that, though the shelf may be empty until then. */
  readonly during: readonly Coming[];
  /** What arrives after the plan's day and before the end. */
  readonly coming: readonly Coming[];
  /** So far off that usual orders come before: units that those keep there for what its days sell without it, beyond `atStart`. Else 0. */
  readonly kept: number;
  /** What is bought for it is no order of its own: it goes with a usual one. */
  readonly rides: boolean;
  /** Now, at the end of the plan's day. */
  readonly stockNow: number | null;
  /** What other warehouses can give of it today, the soonest first. */
  readonly spares: readonly Spare[];
  /** Part of `atStart` that other warehouses give first. */
  readonly moves: readonly Move[];
  /** Units of the forecast that cannot be sold if nothing is bought; not rounded, 0 where nobody knows. */
  readonly lost: number;
  /** What is bought for, before minimum orders and cartons; where nothing is bought, `lost` in whole units. */
  readonly lacking: number;
  /** To be bought: what is needed less what is there, in cartons and at least the minimum order. */
  readonly buy: number | null;
  /** Lost, and no way brings it before the end any more: none of it is bought. */
  readonly beyond: number;
  /** Why nothing is bought of what is short; null where something is, or nothing is short. */
  readonly withheld: Withheld | null;
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
  /** Nothing can be ordered before. Absent: the day after the plan's. */
  readonly today?: Day;
  /** Moves between warehouses that the plan of restock proposes, to this one and away from it: what is moved need not be bought. */
  readonly moves: readonly Move[];
  /** Its lines of that plan at all warehouses. Absent: none are known. */
  readonly givers?: readonly Giver[];
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

/** Part of a price that the platform takes: Amazon's referral fee is 15 % in most categories. */
const COMMISSION = 0.15;

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
  const price = input.unitPrice * (1 - discount);
  // The commission falls with the price, fulfilment does not.
  const fees = Math.max(0, unitFees - COMMISSION * (input.unitPrice - price));
  return { price, landed, freight: freight ?? 0, fees, salvage: landed * read(promoSalvage), agedFee: ask.agedFee };
}

/** Days that are still to come after the plan's day. */
const daysAhead = ({ input, promo }: LineAsk): { readonly from: Day; readonly to: Day } => ({
  from: later(promo.from, addDays(input.asOf, 1)),
  to: promo.to,
});

const NOTHING = {
  forecast: null,
  need: null,
  atStart: null,
  during: [],
  coming: [],
  kept: 0,
  rides: false,
  lost: 0,
  lacking: 0,
  stockNow: null,
  buy: null,
  beyond: 0,
  withheld: null,
  batches: [],
  cash: null,
  flying: null,
  demand: null,
} as const;

/** Prepares one SKU at one warehouse. */
export function promoLine(ask: LineAsk): PromoLine {
  const { input, promo, model, read } = ask;
  const missing: Text[] = [];
  const times = byCost(leadTimes(input, read));
  const assumed = assumptionsFor(input.sku, ask.assumptions);
  const uplift = model.of(input.sku, input.category);
  const multiplier = Math.max(0, multiplierOf(uplift, assumed));
  const orderDay = later(ask.today ?? addDays(input.asOf, 1), addDays(input.asOf, 1));
  const ways = routeDeadlines(times, promo.inboundBy, orderDay);
  const money = moneyOf(ask, times[0]?.route ?? null, assumed, missing);
  const crit = money && critical(money);
  const coverage = crit?.ratio ?? read(promoCoverage);
  const demand = ask.demandModel(input, read);
  const days = daysAhead(ask);
  const ahead = Math.max(0, daysBetween(days.from, days.to) + 1) / length(promo);
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
    ahead,
    money,
    critical: crit,
    coverage,
    ways,
    currency: input.currency,
    spares: sparesFor(input, ask.givers ?? [], { leaves: orderDay, read }),
    moves: movesIn(ask),
    worth: input.worth ?? { currency: input.currency, rate: 1 },
  };
  if (demand.kind === "missing") {
    missing.push(demand.because);
    return { ...line, ...NOTHING, missing };
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
  const outcomes = ahead === 1 ? forecast.outcomes : forecast.outcomes.map((x) => x * ahead);
  const expected = forecast.expected * ahead;
  const need = needOf(outcomes, expected, crit ?? coverage, { low: read(promoSafetyLow), high: read(promoSafetyHigh) });
  const stock = stockAtStart(ask, demand.value, forecast.season);
  if (stock === null) {
    missing.push({ zh: "没有库存快照", en: "no stock snapshot is known" });
    return { ...line, ...NOTHING, forecast, need, missing, demand: demand.value };
  }
  // What the other stores of the warehouse sell meanwhile is not there for this promotion.
  const others = demand.value.dailyMean * (1 - ask.share) * length(promo) * ahead;
  const atStart = Math.max(0, stock.units - others);
  const { during } = stock;
  const supplied = atStart + during.reduce((sum, a) => sum + a.units, 0);
  // Usual orders that can still be placed in time keep the shelf as they always do; the promotion lacks what it sells beyond that.
  const [usual] = ways;
  const rides = usual !== undefined && usual === wayInTime(ways) && usual.orderBy >= addDays(orderDay, Math.round(read(reviewDays)));
  const kept = rides ? Math.max(0, forecast.base * ahead - supplied) : 0;
  const lackingFor = (wanted: number, helps: (before: Day) => boolean): number =>
    rides
      ? Math.max(0, wanted - supplied - kept)
      : ahead === 0
        ? 0
        : lackingOf({ wanted, stock: stock.units, others, during, days, helps });
  const { batches, ...bought } = purchaseOf({ input, ways, to: promo.to, outcomes, expected, wanted: need.best, money, rides, lackingFor });
  if (bought.withheld === "loses")
    missing.push({ zh: "按能赶上的头程每卖一件都亏，不备", en: "at the freight that is in time each unit loses money: none is bought" });
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
    ...bought,
    forecast,
    need,
    atStart,
    during,
    coming: stock.coming,
    kept,
    rides,
    stockNow: stock.now,
    batches,
    cash,
    flying: cash === null || cheap === null ? null : Math.max(0, cash - cheap),
    missing,
    demand: demand.value,
  };
}
