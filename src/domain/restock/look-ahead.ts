import { addDays, type Day, daysBetween } from "../calendar/day.ts";
import { quantileOf } from "../demand/outcomes.ts";
import { agedDays, agedShare } from "../policy/declared/order-economics.ts";
import { projectionDays } from "../policy/declared/order.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { cutForAge } from "./age-cut.ts";
import { agingOf } from "./aged.ts";
import type { DatedArrival } from "./arrivals.ts";
import type { Ahead } from "./detail.ts";
import { withoutEarly } from "./early-order.ts";
import { withoutUnpaid } from "./unpaid-order.ts";
import { withoutIdle } from "./idle-order.ts";
import type { LeadTime } from "./lead-time.ts";
import { orderLegs } from "./order-legs.ts";
import { type OrderQuantity, orderQuantity } from "./order-quantity.ts";
import { valued } from "./order-value.ts";
import { lost, project } from "./project.ts";
import { arrivalOf, chooseRoute } from "./route.ts";
import type { StockLevels } from "./stock-levels.ts";
import type { Demand, PlanInput, ProjectionDay } from "./types.ts";

const within = (arrivals: readonly DatedArrival[], until: Day): number =>
  arrivals.filter((a) => a.day <= until).reduce((sum, a) => sum + a.units, 0);

/** What is known of a line whose days ahead are looked at. */
export interface Known {
  readonly input: PlanInput;
  readonly demand: Demand;
  readonly stock: number;
  readonly times: readonly LeadTime[];
  readonly levels: StockLevels;
}

/**
 * The days ahead with these arrivals, and what to order: nothing that would lie for years, nothing that pays later and can wait, and nothing
 * faster than usual if all of it by the usual way earns more.
 */
export function lookAhead(known: Known, arrivals: readonly DatedArrival[], read: PolicyReader): Ahead {
  const flown = priced(known, arrivals, read, true);
  // A flight is chosen by what it saves before the usual way comes; what comes later instead is sold as well, though by and by.
  const ahead = flown.value?.at(-1)?.usual ? priced(known, arrivals, read, false) : flown;
  return withoutEarly(ahead, known.input.asOf, read);
}

/** What to order, by ways that may be faster than usual or not, as far as it pays. */
function priced(known: Known, arrivals: readonly DatedArrival[], read: PolicyReader, mayFly: boolean): Ahead {
  const { input, demand, levels } = known;
  const wanted = withoutIdle(toTarget(known, arrivals, read, mayFly), input, demand, read);
  const value = (ahead: Ahead): Ahead => valued(ahead, { ...known, review: levels.review }, read);
  const worth = value(wanted);
  const cut = withoutUnpaid(worth, read);
  const withOrder = (): Ahead["withOrder"] => ordered(known, arrivals, cut.choice, cut.order.quantity, cut.projection.length);
  return cut === worth ? worth : value({ ...cut, withOrder: withOrder() });
}

/** An order up to the target. */
function toTarget(
  { input, demand, stock, times, levels }: Known,
  arrivals: readonly DatedArrival[],
  read: PolicyReader,
  mayFly: boolean,
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
  const choice = chooseRoute(times, asOf, projection, input, { demand, stock, arrivals, read }, mayFly);
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
  const full = notTooOld(uncut, Math.max(middle, choice.flies, input.moq ?? 0), {
    input,
    asOf,
    demand,
    stock,
    coming: arrivals,
    projection,
    choice,
    read,
  });
  // The target may be met by what arrives late; the gap before it still wants its units.
  const gap = orderQuantity({ ...pack, target: choice.flies, projected: 0 });
  // A minimum order of which nobody waits for the greater part is no bridge over a few days.
  const bridges = full.quantity > 0 || gap.afterMoq <= 2 * gap.units;
  const order = gap.quantity > full.quantity && bridges ? gap : full;
  return {
    projection,
    moved: projection,
    withOrder: ordered({ input, demand, stock }, arrivals, choice, order.quantity, projection.length),
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

/** The days ahead with so much ordered; null where nothing is. */
function ordered(
  { input, demand, stock }: Pick<Known, "input" | "demand" | "stock">,
  arrivals: readonly DatedArrival[],
  choice: Ahead["choice"],
  quantity: number,
  days: number,
): Ahead["withOrder"] {
  const legs = orderLegs(quantity, choice, input.carton);
  if (legs.length === 0) return null;
  return project(stock, input.asOf, [...arrivals, ...legs.map((l) => ({ day: l.arrivesOn, units: l.units }))], demand.expected, days);
}

/** What of a buffer nobody buys for half a year is cut, down to what is needed in the middle case. */
function notTooOld(
  order: OrderQuantity,
  least: number,
  o: Parameters<typeof agingOf>[0] & {
    readonly input: PlanInput;
    readonly choice: Ahead["choice"];
    readonly read: PolicyReader;
  },
): OrderQuantity {
  if (order.quantity <= least) return order;
  const aging = agingOf(o, arrivalOf(o.choice.orderDay, o.choice.usual), o.read(agedDays));
  const left = (quantity: number): number => aging(quantity).units;
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
