import { addDays, type Day, daysBetween } from "../calendar/day.ts";
import { quantileOf } from "../demand/outcomes.ts";
import { settled } from "../demand/undone.ts";
import { agedDays, agedShare } from "../policy/declared/order-economics.ts";
import { projectionDays, reviewDays } from "../policy/declared/order.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { cutForAge } from "./age-cut.ts";
import { expectedAged, nextSnapshot } from "./aged.ts";
import { type DatedArrival, dateArrivals } from "./arrivals.ts";
import { atRisk, orderCash } from "./cash.ts";
import { cover } from "./cover.ts";
import type { Ahead, PlanDetail } from "./detail.ts";
import { explain } from "./explain.ts";
import { sells, withoutIdle } from "./idle-order.ts";
import { type LeadTime, leadTimes } from "./lead-time.ts";
import { lacksOf } from "./lacks-of.ts";
import { onOrder } from "./on-order.ts";
import { orderLegs } from "./order-legs.ts";
import { type OrderQuantity, orderQuantity } from "./order-quantity.ts";
import { valueOfOrder } from "./order-value.ts";
import { lost, project, stockOut } from "./project.ts";
import { stockRisk } from "./risk.ts";
import { arrivalOf, byCost, chooseRoute } from "./route.ts";
import { type Prices, serviceOf } from "./service.ts";
import { planState } from "./state.ts";
import { type StockLevels, stockLevels } from "./stock-levels.ts";
import { stockToday } from "./stock-today.ts";
import type { Demand, DemandModel, Move, OrderLeg, PlanInput, PlanLine, ProjectionDay } from "./types.ts";

const within = (arrivals: readonly DatedArrival[], until: Day): number =>
  arrivals.filter((a) => a.day <= until).reduce((sum, a) => sum + a.units, 0);

function lookAhead(
  input: PlanInput,
  demand: Demand,
  stock: number,
  arrivals: readonly DatedArrival[],
  times: readonly LeadTime[],
  levels: StockLevels,
  read: PolicyReader,
): Ahead {
  const { asOf } = input;
  const slowest = Math.max(...times.map((t) => t.p90));
  const projection = project(
    stock,
    asOf,
    arrivals,
    demand.expected,
    Math.max(Math.ceil(read(projectionDays)), slowest + levels.review + 1),
  );
  const choice = chooseRoute(times, asOf, projection, input, { demand, stock, arrivals, read });
  const lead = choice.usual.p50;
  const nextArrival = addDays(choice.orderDay, levels.review + lead);
  const arriving = within(arrivals, addDays(asOf, lead + levels.review));
  const position = stock + within(arrivals, addDays(asOf, lead));
  const lostBefore = lost(projection, addDays(choice.arrivesOn, -1)).units;
  const late = choice.unavoidable || choice.tight || choice.chosen !== choice.usual;
  const due = late || position < levels.reorderPoint;
  const pack = { moq: input.moq, carton: input.carton };
  const onArrival =
    due && lostBefore >= 1 ? wantedOnArrival(demand, asOf, choice.arrivesOn, lead + levels.review, projection, arrivals, levels) : null;
  const there = stock + arriving + lostBefore;
  const wanted =
    onArrival === null ? levels.target : Math.min(levels.target, onArrival.wanted - onArrival.left - onArrival.arriving + there);
  const uncut = orderQuantity({ ...pack, target: due ? wanted : 0, projected: due ? there : 0 });
  const middle = onArrival === null ? levels.expected - there : onArrival.middle - onArrival.left - onArrival.arriving;
  const toTarget = notTooOld(uncut, Math.max(middle, choice.flies, input.moq ?? 0), {
    input,
    demand,
    stock,
    arrivals,
    projection,
    choice,
    read,
  });
  // The target may be met by what arrives late; the gap before it still wants its units.
  const gap = orderQuantity({ ...pack, target: choice.flies, projected: 0 });
  // A minimum order of which nobody waits for the greater part is no bridge over a few days.
  const bridges = toTarget.quantity > 0 || gap.afterMoq <= 2 * gap.units;
  const order = gap.quantity > toTarget.quantity && bridges ? gap : toTarget;
  const legs = orderLegs(order.quantity, choice, input.carton);
  const withOrder =
    legs.length === 0
      ? null
      : project(stock, asOf, [...arrivals, ...legs.map((l) => ({ day: l.arrivesOn, units: l.units }))], demand.expected, projection.length);
  return {
    projection,
    moved: projection,
    withOrder,
    choice,
    order,
    position,
    arriving,
    lostBefore,
    onArrival: wanted < levels.target ? onArrival : null,
    nextArrival,
    lossThrough: addDays(nextArrival, -1),
  };
}

/** What of a buffer nobody buys for half a year is cut, down to what is needed in the middle case. */
function notTooOld(
  order: OrderQuantity,
  least: number,
  o: Pick<Ahead, "projection" | "choice"> & {
    readonly input: PlanInput;
    readonly demand: Demand;
    readonly stock: number;
    readonly arrivals: readonly DatedArrival[];
    readonly read: PolicyReader;
  },
): OrderQuantity {
  if (order.quantity <= least) return order;
  const lands = arrivalOf(o.choice.orderDay, o.choice.usual);
  const snapshot = nextSnapshot(addDays(lands, o.read(agedDays)));
  const supplied = o.stock + within(o.arrivals, lands) + lost(o.projection, addDays(lands, -1)).units;
  const until = o.demand.over(daysBetween(o.input.asOf, snapshot));
  const left = (quantity: number): number => Math.min(quantity, expectedAged(supplied + quantity, until));
  const quantity = cutForAge({ quantity: order.quantity, least, carton: o.input.carton }, left, o.read(agedShare));
  return quantity === order.quantity ? order : { ...order, quantity, beforeAge: order.quantity };
}

/**
 * The shelf is empty before the order comes, whatever else demand does: only what may sell from then on is wanted, as surely as the target would
 * last. A buffer for the days before would buy for customers who have gone: a season's peak that is over when the ship lands.
 */
function wantedOnArrival(
  demand: Demand,
  asOf: Day,
  from: Day,
  days: number,
  projection: readonly ProjectionDay[],
  arrivals: readonly DatedArrival[],
  { cycleService }: StockLevels,
): NonNullable<Ahead["onArrival"]> {
  const before = daysBetween(asOf, from) - 1;
  const left = projection[before - 1]?.stock ?? 0;
  const arriving = within(arrivals, addDays(asOf, days)) - within(arrivals, addDays(asOf, before));
  const sold = demand.between(before, days);
  return { wanted: quantileOf(sold, cycleService), middle: quantileOf(sold, 0.5), from, left, arriving };
}

/** An order that travels in two parts was measured for today: a day later the slower part leaves a gap that the faster one does not fill. */
function lastDayToOrder(ahead: Ahead | null, legs: readonly OrderLeg[]): Day | null {
  if (ahead === null || ahead.declined) return null;
  const { orderBy, orderDay } = ahead.choice;
  return legs.length > 1 ? orderDay : legs.length === 1 ? (orderBy ?? orderDay) : orderBy;
}

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
    selling && levels && stock
      ? withoutIdle(lookAhead(input, selling.demand, stock.units, all, times, levels, read), input, selling.demand, read)
      : null;
  const alone = look(coming);
  const moved = moves.map((m): DatedArrival => ({ shipment: m.from, day: m.arrivesOn, units: m.units, assumed: null }));
  const after = moved.length > 0 ? look([...coming, ...moved]) : null;
  const ahead = alone && after ? afterMoves(alone, after) : alone;
  const legs = ahead ? orderLegs(ahead.order.quantity, ahead.choice, input.carton) : [];
  const money = orderCash(legs, times, input);
  const risk = ahead ? lost(ahead.projection, ahead.lossThrough) : { days: 0, units: 0 };
  const inbound = input.arrivals.reduce((sum, a) => sum + Math.max(0, a.quantity), 0);
  const coverWithInbound = stock && daily !== null ? cover(stock.units + inbound, daily) : null;
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
    inbound,
    onOrder: ordered.reduce((sum, a) => sum + a.units, 0),
    approvals: (input.approved ?? []).map((a) => a.id),
    approvedUnits: (input.approved ?? []).flatMap((a) => a.legs).reduce((sum, l) => sum + l.units, 0),
    transfers: moves,
    orderWithoutTransfers: alone?.order.quantity ?? null,
    dailyDemand: daily,
    coverDays: stock && daily !== null ? cover(stock.units, daily) : null,
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
    route: urgent?.route ?? null,
    routeMode: urgent?.mode ?? null,
    orderBy: lastDayToOrder(ahead, legs),
    arrivesOn: urgent?.arrivesOn ?? null,
    legs,
    leadDaysP50: levels ? (usual?.p50 ?? null) : null,
    leadDaysP90: levels ? (usual?.p90 ?? null) : null,
    cash: legs.length === 0 ? (ahead ? 0 : null) : money.cash,
    ...(ahead && demand && stock && valueOfOrder({ input, demand, ahead, times, legs, stock: stock.units, review }, read)),
    currency: input.currency,
    ...(input.worth && { worth: input.worth }),
    reasons: [],
    missing: [],
    demand: demand?.basis ?? null,
  };
  const detail: PlanDetail = { line, input, demand, stock, arrivals, onOrder: ordered, times, review, service, levels, ahead };
  return { ...detail, line: { ...line, reasons: explain(detail, said, read), missing: lacksOf(detail, said, read) } };
}

/** One line of the plan. */
export function planLine(input: PlanInput, demandModel: DemandModel, read: PolicyReader): PlanLine {
  return planDetail(input, demandModel, read).line;
}
