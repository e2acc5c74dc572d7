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
  /** Of what is sold in it, units that only the faster part of the order is in time for. */
  readonly gap: number;
}

/** What each of some ascending quantities is worth. */
type Values = (units: readonly number[]) => readonly ValueStep[];

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
 * usual way. The faster part is bought first; where all by the usual way earns more, that is told beside it. Undefined where nothing is ordered, or a
 * price, a cost or a freight is not known.
 */
function valueOf(w: Worthwhile, read: PolicyReader): Values | undefined {
  const { input, legs } = w;
  const margin = unitMargin(w.usual.route, input, read);
  const slow = freightOf(w.usual.route, input.currency);
  const freights = legs.map((l) => freightOf(w.times.find((t) => t.route?.lane === l.route)?.route ?? null, input.currency));
  if (legs.length === 0 || margin === null || slow === null || input.unitCost === null || freights.includes(null)) return undefined;
  const cost = input.unitCost;
  const flies = legs.some((l) => l.route !== (w.usual.route?.lane ?? null));
  const earned = margin * (1 + read(outPenalty));
  const held = ((cost + slow) * read(capitalRate) * w.reviewDays) / 365;
  const cleared = cost * read(clearanceLoss);
  const [cycle, ever] = [w.demand.over(w.cycleDays), w.demand.over(w.usual.p50 + read(agedDays))];
  const freight = (upTo: number): number => {
    let [left, sum] = [upTo, 0];
    for (const [i, l] of legs.entries()) {
      const some = Math.min(left, l.units);
      sum += some * (freights[i] ?? 0);
      left -= some;
    }
    return sum;
  };
  /** Earnings of each of some units on top of what there is, before freight. */
  const earnings = (from: number, units: readonly number[]): readonly number[] => {
    const stocks = [from, ...units.map((u) => from + u)];
    const [sold, everSold] = [met(cycle, stocks), met(ever, stocks)];
    return units.map((u, i) => {
      const by = (of: Float64Array): number => (of[i + 1] ?? 0) - (of[0] ?? 0);
      return earned * by(sold) - held * (u - by(sold)) - cleared * (u - by(everSold));
    });
  };
  return (units) => {
    const planned = earnings(w.supplied, units);
    // All by the usual way comes too late for those that the faster part was for.
    const later = flies ? earnings(w.supplied + w.gap, units) : [];
    return units.map((u, i): ValueStep => {
      const step = { units: u, cash: round(u * cost + freight(u)), saves: round((planned[i] ?? 0) - (freight(u) - u * slow)) };
      const usual = { cash: round(u * (cost + slow)), saves: round(later[i] ?? -Infinity) };
      return usual.saves > step.saves ? { ...step, usual } : step;
    });
  };
}

const quantityOf = ({ legs }: Pick<Worthwhile, "legs">): number => legs.reduce((sum, l) => sum + l.units, 0);

/** The curve that is kept with a line, a dozen steps of it. */
const curve = (w: Worthwhile, value: Values): readonly ValueStep[] => value(stepsOf(quantityOf(w), w.input.moq, w.input.carton));

/** Units up to which another carton pays: at least the minimum order, at most all. */
function payingUnits(w: Worthwhile, value: Values): number {
  const carton = toCartons(1, w.input.carton);
  const quantity = quantityOf(w);
  let [from, to] = [stepsOf(quantity, w.input.moq, w.input.carton)[0] ?? quantity, quantity];
  for (;;) {
    const size = toCartons(Math.max(1, Math.ceil((to - from) / STEPS)), carton);
    const units = Array.from({ length: Math.ceil((to - from) / size) + 1 }, (_, i) => Math.min(to, from + i * size));
    const steps = value(units);
    const best = steps.reduce((most, s, i) => (s.saves > (steps[most]?.saves ?? -Infinity) ? i : most), 0);
    if (size <= carton) return units[best] ?? quantity;
    // Each carton pays less than the one before: the best is between the neighbours of the best that was tried.
    [from, to] = [units[best - 1] ?? from, units[best + 1] ?? to];
  }
}

/** What an order is worth, and up to which of its units; undefined where nobody knows what it earns. */
export function worthOf(w: Worthwhile, read: PolicyReader): { readonly value: readonly ValueStep[]; readonly paying: number } | undefined {
  const value = valueOf(w, read);
  return value && { value: curve(w, value), paying: payingUnits(w, value) };
}

const round = (amount: number): number => Math.round(amount * 100) / 100;

/** What is ahead, with what its order is worth and up to where it pays. */
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
  const worth: Worthwhile = {
    input: d.input,
    demand: d.demand,
    legs: orderLegs(order.quantity, choice, d.input.carton),
    usual: choice.usual,
    times: d.times,
    cycleDays: choice.usual.p50 + d.review,
    reviewDays: d.review,
    supplied: d.stock + arriving + lostBefore,
    gap: choice.saves,
  };
  return { ...ahead, ...worthOf(worth, read) };
}
