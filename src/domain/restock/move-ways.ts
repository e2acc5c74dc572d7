import { addDays, type Day, daysBetween } from "../calendar/day.ts";
import type { PolicyReader } from "../policy/reader.ts";
import type { PlanDetail } from "./detail.ts";
import { paysFlight } from "./flight.ts";
import { addLegs, type LeadTime, shipTimes } from "./lead-time.ts";
import type { MoveDays } from "./past-shipment.ts";
import { type Arriving, project } from "./project.ts";
import { byCost, chooseRoute } from "./route.ts";
import { moveDays } from "./transfer-days.ts";
import type { Move, PlanInput, PlanLine, ProjectionDay } from "./types.ts";
import { leg } from "./way.ts";

/** One way from a warehouse to another. */
export interface MoveWay {
  /** From leaving until it can be sold, in the middle case. */
  readonly takes: number;
  readonly told: Pick<Move, "days" | "route" | "mode" | "saves">;
}

/** How goods can go from one warehouse to another. */
export interface MoveWays {
  readonly usual: MoveWay;
  /** By lane, as an order travels that is made already, the cheapest first; empty where the two are next door. */
  readonly times: readonly LeadTime[];
}

/** The warehouse that gives. */
export type From = Pick<PlanLine, "warehouse" | "stores"> & Pick<PlanInput, "site">;

export const fromOf = ({ line, input }: PlanDetail): From => ({
  warehouse: line.warehouse,
  stores: line.stores,
  ...(input.site && { site: input.site }),
});

const LEARNED = { zh: "调拨", en: "moves so far" };

const byLane = (t: LeadTime): MoveWay["told"] => ({ route: t.route?.lane ?? null, mode: t.route?.mode ?? null });

const learnedTime = ({ route }: LeadTime, { p50, p90 }: MoveDays): LeadTime => addLegs(route, [leg(LEARNED, p50, p90, "learned")]);

/**
 * As past moves took it. From a warehouse of no store, in another country, the goods travel by the lanes of an order, only that they are made already: usually by
 * the cheapest.
 */
export function moveWays(from: From, to: PlanInput, read: PolicyReader): MoveWays {
  const nextDoor = from.stores.length > 0 || (from.site !== undefined && from.site.country === to.site?.country);
  const [cheapest, ...others] = nextDoor ? [] : byCost(shipTimes(to, read));
  const days = moveDays(from.warehouse, nextDoor, to, read, cheapest?.route?.lane);
  if (cheapest === undefined) return { usual: { takes: days?.p50 ?? 0, told: days ? { days } : {} }, times: [] };
  const usual = days ? learnedTime(cheapest, days) : cheapest;
  return { usual: { takes: usual.p50, told: { ...byLane(usual), ...(days && { days }) } }, times: [usual, ...others] };
}

const later = (t: LeadTime, days: number): LeadTime =>
  days === 0 ? t : { ...t, p50: t.p50 + days, p90: t.p90 + days, spans: t.spans.map((s) => s + days) };

/** What comes to a line, moves that are decided among it. */
const coming = (to: PlanDetail, given: readonly Arriving[]): readonly Arriving[] => [...to.arrivals, ...to.onOrder, ...given];

/** The days ahead of a line with what others give it. */
export function withGiven(to: PlanDetail, given: readonly Arriving[]): readonly ProjectionDay[] {
  const { ahead, demand, stock, line } = to;
  if (ahead === null || demand === null) return [];
  if (given.length === 0) return ahead.projection;
  return project(stock?.units ?? 0, line.asOf, coming(to, given), demand.expected, ahead.projection.length);
}

/** A part that goes faster, and how much of it. */
export interface Urgent extends MoveWay {
  readonly units: number;
  /** Whether so many of them are worth a shipment of their own; a warehouse may have fewer. */
  readonly pays: (units: number) => boolean;
}

/**
 * The part that should go faster than usual, weighed as the urgent part of an order is: what it earns by being there sooner against its freight. null
 * where none should, or goods from next door have but one way.
 */
export function urgentPart(
  { times }: MoveWays,
  to: PlanDetail,
  leavesAfter: Day,
  given: readonly Arriving[],
  read: PolicyReader,
): Urgent | null {
  const { demand, line, input } = to;
  if (times.length < 2 || demand === null) return null;
  const waits = daysBetween(line.asOf, leavesAfter);
  const odds = { demand, stock: to.stock?.units ?? 0, arrivals: coming(to, given), read };
  const choice = chooseRoute(
    times.map((t) => later(t, waits)),
    line.asOf,
    withGiven(to, given),
    input,
    odds,
  );
  const { chosen, usual, flies, saves, gain } = choice;
  if (chosen === usual || flies <= 0) return null;
  const pays = (units: number): boolean => gain === null || paysFlight(gain * Math.min(1, units / flies), input, read);
  return { takes: chosen.p50 - waits, units: flies, pays, told: { ...byLane(chosen), saves } };
}

/** The day on which goods can be sold that leave on the day after `day`. */
export const arrives = (day: Day, { takes }: MoveWay): Day => addDays(day, 1 + takes);
