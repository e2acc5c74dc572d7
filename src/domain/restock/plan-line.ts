import { type Day, daysBetween } from "../calendar/day.ts";
import { settled } from "../demand/undone.ts";
import { reviewDays } from "../policy/declared/order.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { type DatedArrival, dateArrivals } from "./arrivals.ts";
import { atRisk, orderCash } from "./cash.ts";
import { cover } from "./cover.ts";
import type { Ahead, PlanDetail } from "./detail.ts";
import { paysNothing } from "./early-order.ts";
import { explain } from "./explain.ts";
import { leastOf, sells } from "./idle-order.ts";
import { FARTHEST } from "./lasts.ts";
import { leadTimes } from "./lead-time.ts";
import { lookAhead } from "./look-ahead.ts";
import { lacksOf } from "./lacks-of.ts";
import { noRatesOf } from "./no-rate.ts";
import { onOrder } from "./on-order.ts";
import { orderLegs } from "./order-legs.ts";
import { lost, stockOut } from "./project.ts";
import { stockRisk } from "./risk.ts";
import { byCost } from "./route.ts";
import { type Prices, serviceOf } from "./service.ts";
import { planState } from "./state.ts";
import { stockLevels } from "./stock-levels.ts";
import { stockToday } from "./stock-today.ts";
import type { DemandModel, Move, OrderLeg, PlanInput, PlanLine, ProjectionDay } from "./types.ts";

/** What is ordered has reached its reorder point, or would come late: it is due now, and its quantity, ways and days are those of an order of now. */
function lastDayToOrder(ahead: Ahead | null, legs: readonly OrderLeg[]): Day | null {
  if (ahead === null || ahead.declined) return null;
  const { orderBy, orderDay } = ahead.choice;
  return legs.length > 0 ? orderDay : orderBy;
}

/** First day without stock from a day on. */
const outAfter = (projection: readonly ProjectionDay[], day: Day): Day | null => stockOut(projection.filter((d) => d.day >= day));

/** The days ahead of doing nothing, and the decision that is left after other warehouses gave what they can. */
function afterMoves(alone: Ahead, moved: Ahead): Ahead {
  return { ...moved, projection: alone.projection, moved: moved.projection, withOrder: moved.withOrder ?? moved.projection };
}

/**
 * Plans one SKU at one warehouse and keeps the work. Pure: everything that is known is in `input`, and `moves` come from other warehouses
 * before anything is bought.
 */
export function planDetail(
  given: PlanInput,
  demandModel: DemandModel,
  read: PolicyReader,
  moves: readonly Move[] = [],
  prices: Prices = {},
): PlanDetail {
  const input = settled(given, read);
  const said = demandModel(input, read);
  const demand = said.kind === "value" ? said.value : null;
  const daily = demand === null ? null : sells(demand, read) ? demand.dailyMean : 0;
  const stock = stockToday(input, daily ?? 0, read);
  const arrivals = dateArrivals(input, read);
  const times = byCost(leadTimes(input, read));
  const usual = times[0];
  const review = Math.ceil(read(reviewDays));
  const service = serviceOf(read, input.role, prices);
  const selling = demand !== null && daily !== null && daily > 0 && usual !== undefined ? { demand, usual } : null;
  const levels = selling && stockLevels(selling.demand, selling.usual, review, service);
  const ordered = selling ? onOrder(input, times, read) : [];
  const coming = [...arrivals, ...ordered];
  const look = (all: readonly DatedArrival[]): Ahead | null =>
    selling && levels && stock ? lookAhead({ input, demand: selling.demand, stock: stock.units, times, levels }, all, read) : null;
  const alone = look(coming);
  const moved = moves.map((m): DatedArrival => ({ shipment: m.from, day: m.arrivesOn, units: m.units, assumed: null }));
  const after = moved.length > 0 ? look([...coming, ...moved]) : null;
  const ahead = alone && after ? afterMoves(alone, after) : alone;
  const legs = ahead ? orderLegs(ahead.order.quantity, ahead.choice, input.carton) : [];
  const money = orderCash(legs, times, input);
  const risk = ahead ? lost(ahead.projection, ahead.lossThrough) : { days: 0, units: 0 };
  const inbound = input.arrivals.reduce((sum, a) => sum + Math.max(0, a.quantity), 0);
  const coverWithInbound = stock && daily !== null ? cover(stock.units + inbound, daily, demand?.expected) : null;
  const chance =
    ahead && demand && stock
      ? stockRisk(demand, stock.units, input.asOf, coming, daysBetween(input.asOf, ahead.lossThrough), ahead.projection.length)
      : null;
  const urgent = legs[0];
  const line: PlanLine = {
    sku: input.sku,
    title: input.title,
    role: input.role,
    warehouse: input.warehouse,
    ...(input.supplier && { supplier: input.supplier.code }),
    stores: input.stores,
    simulated: input.simulated,
    asOf: input.asOf,
    state: planState(
      {
        stock: stock?.units ?? null,
        dailyDemand: daily,
        everSold: input.history.some((d) => d.units > 0),
        unavoidable: alone?.choice.unavoidable ?? false,
        movesAvoid: after !== null && !after.choice.unavoidable,
        orders: (alone?.order.quantity ?? 0) > 0,
        coverDaysWithInbound: coverWithInbound,
      },
      read,
    ),
    onHand: input.onHand,
    onHandDay: input.onHandDay,
    ...(stock && stock.units !== input.onHand && { taken: stock.units }),
    inbound,
    onOrder: ordered.reduce((sum, a) => sum + a.units, 0),
    approvals: (input.approved ?? []).map((a) => a.id),
    approvedUnits: (input.approved ?? []).flatMap((a) => a.legs).reduce((sum, l) => sum + l.units, 0),
    transfers: ahead && moves.length > 0 ? moves.map((m) => ({ ...m, lastsUntil: outAfter(ahead.moved, m.arrivesOn) })) : moves,
    orderWithoutTransfers: alone?.order.quantity ?? null,
    dailyDemand: daily,
    coverDays: stock && daily !== null ? cover(stock.units, daily, demand?.expected) : null,
    coverDaysWithInbound: coverWithInbound,
    stockOutDate: ahead ? stockOut(ahead.projection) : null,
    stockOutDateP90: chance?.outP90 ?? null,
    stockOutChance: chance?.chance ?? null,
    daysOut: risk.days,
    unitsLost: risk.units,
    moneyAtRisk: ahead ? atRisk(risk.units, input.unitPrice, input.currency) : null,
    reorderPoint: levels?.reorderPoint ?? null,
    targetLevel: levels?.target ?? null,
    service: { kind: service.kind, level: service.level },
    cycleService: levels?.cycleService ?? null,
    orderQuantity: ahead?.order.quantity ?? null,
    ...(ahead?.declined && {
      declined: { units: ahead.declined.units, days: Math.min(FARTHEST, ahead.declined.days), least: leastOf(input) },
    }),
    route: urgent?.route ?? null,
    routeMode: urgent?.mode ?? null,
    orderBy: lastDayToOrder(ahead, legs),
    arrivesOn: urgent?.arrivesOn ?? null,
    legs,
    leadDaysP50: levels ? (usual?.p50 ?? null) : null,
    leadDaysP90: levels ? (usual?.p90 ?? null) : null,
    cash: legs.length === 0 ? (ahead ? 0 : null) : money.cash,
    ...(ahead?.value && { value: ahead.value }),
    ...(paysNothing(ahead?.value) && { earnsNothing: true as const }),
    currency: input.currency,
    ...(input.worth && { worth: input.worth }),
    reasons: [],
    missing: [],
    demand: demand?.basis ?? null,
  };
  const detail: PlanDetail = { line, input, demand, stock, arrivals, onOrder: ordered, times, review, service, levels, ahead };
  const noRates = noRatesOf(detail);
  return {
    ...detail,
    line: {
      ...line,
      ...(noRates.length > 0 && { noRates }),
      reasons: explain(detail, said, read),
      missing: lacksOf(detail, said, read),
    },
  };
}

/** One line of the plan. */
export function planLine(input: PlanInput, demandModel: DemandModel, read: PolicyReader): PlanLine {
  return planDetail(input, demandModel, read).line;
}
