import { meanOf, type Outcomes, shortfalls } from "../demand/outcomes.ts";
import { agedDays, capitalRate, clearanceLoss, outPenalty } from "../policy/declared/order-economics.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { Ahead } from "./detail.ts";
import type { LeadTime } from "./lead-time.ts";
import { orderLegs } from "./order-legs.ts";
import { toCartons } from "./order-quantity.ts";
import type { Demand, OrderLeg, PlanInput, ValueStep } from "./types.ts";
import { freightOf, unitMargin } from "./unit-margin.ts";

/** Steps of a curve that is kept with a line. */
const STEPS = 12;

/** What an order is worth by. */
export interface Worthwhile {
  readonly input: Pick<PlanInput, "unitPrice" | "unitCost" | "currency" | "moq" | "carton">;
  readonly demand: Pick<Demand, "over">;
  /** How it travels, the urgent part first. */
  readonly legs: readonly OrderLeg[];
  readonly usual: LeadTime;
  readonly times: readonly LeadTime[];
  /** Until the next order arrives. */
  readonly cycleDays: number;
  readonly reviewDays: number;
  /** Units that there are without it in that time: stock, what arrives, and what is lost before it could come. */
  readonly supplied: number;
}

/** The units at which the curve has a step: the minimum order first, whole cartons then. */
function stepsOf(quantity: number, moq: number | null, carton: number | null): readonly number[] {
  const first = Math.min(quantity, toCartons(Math.max(1, moq ?? 1), carton));
  const rest = quantity - first;
  const size = toCartons(Math.max(1, Math.ceil(rest / (STEPS - 1))), carton);
  const more = rest <= 0 ? [] : Array.from({ length: Math.ceil(rest / size) }, (_, i) => Math.min(quantity, first + (i + 1) * size));
  return [first, ...more];
}

/** Units of a demand that are met by each of some ascending stocks. */
function met(demand: Outcomes, stocks: readonly number[]): Float64Array {
  const mean = meanOf(demand);
  return shortfalls(demand, Float64Array.from(stocks)).map((short) => mean - short);
}

/**
 * What an order is expected to earn, and what it costs, if only so many of its units are bought: margin of those that are sold before the
 * next order comes, less the capital in those that are not, less what is lost on those that grow too old, less what flying costs beyond the
 * usual way. Undefined where nothing is ordered, or a price, a cost or a freight is not known.
 */
export function orderValue(w: Worthwhile, read: PolicyReader): readonly ValueStep[] | undefined {
  const { input, legs } = w;
  const quantity = legs.reduce((sum, l) => sum + l.units, 0);
  const margin = unitMargin(w.usual.route, input, read);
  const slow = freightOf(w.usual.route, input.currency);
  const freights = legs.map((l) => freightOf(w.times.find((t) => t.route?.lane === l.route)?.route ?? null, input.currency));
  if (quantity <= 0 || margin === null || slow === null || input.unitCost === null || freights.includes(null)) return undefined;
  const cost = input.unitCost;
  const earned = margin * (1 + read(outPenalty));
  const held = ((cost + slow) * read(capitalRate) * w.reviewDays) / 365;
  const cleared = cost * read(clearanceLoss);
  const units = [0, ...stepsOf(quantity, input.moq, input.carton)];
  const stocks = units.map((u) => w.supplied + u);
  const [sold, everSold] = [met(w.demand.over(w.cycleDays), stocks), met(w.demand.over(w.usual.p50 + read(agedDays)), stocks)];
  const freight = (upTo: number): number => {
    let [left, sum] = [upTo, 0];
    for (const [i, l] of legs.entries()) {
      const some = Math.min(left, l.units);
      sum += some * (freights[i] ?? 0);
      left -= some;
    }
    return sum;
  };
  return units.slice(1).map((u, i) => {
    const by = (of: Float64Array): number => (of[i + 1] ?? 0) - (of[0] ?? 0);
    const saves = earned * by(sold) - held * (u - by(sold)) - cleared * (u - by(everSold)) - (freight(u) - u * slow);
    return { units: u, cash: round(u * cost + freight(u)), saves: round(saves) };
  });
}

const round = (amount: number): number => Math.round(amount * 100) / 100;

/** What is ahead, with what its order is worth. */
export function valued(
  ahead: Ahead,
  d: {
    readonly input: PlanInput;
    readonly demand: Demand;
    readonly times: readonly LeadTime[];
    readonly stock: number;
    readonly review: number;
  },
  read: PolicyReader,
): Ahead {
  const { choice, arriving, lostBefore, order } = ahead;
  const value = orderValue(
    {
      input: d.input,
      demand: d.demand,
      legs: orderLegs(order.quantity, choice, d.input.carton),
      usual: choice.usual,
      times: d.times,
      cycleDays: choice.usual.p50 + d.review,
      reviewDays: d.review,
      supplied: d.stock + arriving + lostBefore,
    },
    read,
  );
  return value === undefined ? ahead : { ...ahead, value };
}
