import { addDays, type Day, daysBetween } from "../calendar/day.ts";
import type { FreightMode } from "../facts/facts.ts";
import { lateShare, overdueDays } from "../policy/declared/lead-time.ts";
import type { PolicyReader } from "../policy/reader.ts";
import { type Duration, durationLeft, durationQuantile } from "./duration.ts";
import type { Arrival, PlanInput } from "./types.ts";
import { type Way, wayOf } from "./way.ts";

export interface DatedArrival {
  readonly shipment: string;
  readonly day: Day;
  readonly units: number;
  /** `undated`: nobody said when, the lane's time is taken; `overdue`: its day has passed without a receipt. */
  readonly assumed: "undated" | "overdue" | null;
  /** In the slow tenth of cases, never before `day`. Absent: `day` is certain. */
  readonly p90?: Day;
  /** The ETA as it was told, where shipments of the lane usually miss theirs, so that `day` is another. */
  readonly said?: Day;
  /** How it will travel, of what was approved and no shipment carries yet. Absent: nobody said. */
  readonly mode?: FreightMode;
}

/** Whole days from the plan's day. */
interface Ahead {
  readonly p50: number;
  readonly p90: number;
}

const aheadOf = (left: Duration): Ahead => ({ p50: durationQuantile(left, 0.5), p90: durationQuantile(left, 0.9) });

/** The way that a shipment takes; of several, or where nobody said, the slowest (an early guess would hide a stock-out). */
function wayOfShipment(mode: Arrival["mode"], input: Pick<PlanInput, "routes" | "past">, read: PolicyReader): Way {
  const same = input.routes.filter((r) => r.mode === mode);
  const routes = same.length > 0 ? same : input.routes.length > 0 ? input.routes : [null];
  const ways = routes.map((r) => wayOf(r, input, read));
  return ways.reduce((slowest, w) => (durationQuantile(w.booked, 0.5) > durationQuantile(slowest.booked, 0.5) ? w : slowest));
}

/** The furthest first. */
const STAGES = [
  ["arrived", (a: Arrival) => a.arrivedOn],
  ["cleared", (a: Arrival) => a.clearedOn],
  ["landed", (a: Arrival) => a.landedOn],
  ["left", (a: Arrival) => a.leftOn],
  ["booked", (a: Arrival) => a.bookedOn],
] as const;

const isAcross = (a: Arrival): boolean => [a.landedOn, a.clearedOn, a.arrivedOn].some((d) => typeof d === "string");

/** What is left of the way, by the last thing that is known to have happened; null where nothing is, or it never took so long. */
function leftOfWay(a: Arrival, way: Way, asOf: Day): Ahead | null {
  const stage = STAGES.find(([, on]) => typeof on(a) === "string");
  const from = stage?.[1](a);
  if (stage === undefined || typeof from !== "string" || from > asOf) return null;
  const left = durationLeft(way[stage[0]], daysBetween(from, asOf));
  return left && aheadOf(left);
}

/**
 * By how much shipments of the lane missed the ETA that was told first, of those misses that are still possible. null where none is, and where
 * the ETA was moved: whoever moved it knew what the misses would tell again.
 */
function byMisses(eta: Day, moved: boolean, way: Way, asOf: Day): Ahead | null {
  if (moved) return null;
  const until = daysBetween(asOf, eta);
  const open = way.misses.map((miss) => until + miss).filter((ahead) => ahead >= 1);
  const at = (tau: number): number => open[Math.max(0, Math.ceil(tau * open.length - 1e-9) - 1)] ?? 1;
  return open.length === 0 ? null : { p50: at(0.5), p90: at(0.9) };
}

/** An ETA of which nothing is known but the lane: the longer the way still is, the more of the lane's own lateness lies ahead. */
function byEta(eta: Day, way: Way, asOf: Day): Ahead {
  const ahead = daysBetween(asOf, eta);
  const [p50, p90] = [durationQuantile(way.booked, 0.5), durationQuantile(way.booked, 0.9)];
  return { p50: ahead, p90: ahead + Math.round((p90 - p50) * Math.sqrt(Math.min(1, ahead / Math.max(1, p50)))) };
}

function soon(read: PolicyReader): Ahead {
  const p50 = Math.ceil(read(overdueDays));
  return { p50, p90: Math.ceil(read(overdueDays) * (1 + read(lateShare))) };
}

/**
 * Every shipment on its way with the day it is counted on, oldest first. Nothing is left out: what has no day gets the lane's, less the
 * days that it has been on its way; what is past its day, what is left when one knows that it has not come yet.
 */
export function dateArrivals(input: Pick<PlanInput, "arrivals" | "routes" | "asOf" | "past">, read: PolicyReader): readonly DatedArrival[] {
  const { asOf } = input;
  return input.arrivals
    .filter((a) => a.quantity > 0)
    .map((a): DatedArrival => {
      const way = wayOfShipment(a.mode, input, read);
      // What would be there today is not: it is on its way, and the plan's day is over.
      const dated = (ahead: Ahead, assumed: DatedArrival["assumed"]): DatedArrival => ({
        shipment: a.shipment,
        units: a.quantity,
        day: addDays(asOf, Math.max(1, ahead.p50)),
        assumed,
        p90: addDays(asOf, Math.max(1, ahead.p50, ahead.p90)),
      });
      if (a.day === null) {
        const begun = STAGES.map(([, on]) => on(a)).some((d) => typeof d === "string" && d <= asOf);
        return dated(leftOfWay(a, way, asOf) ?? (begun ? soon(read) : aheadOf(way.booked)), "undated");
      }
      if (a.day <= asOf) {
        const [misses, left] = [byMisses(a.day, a.moved ?? false, way, asOf), leftOfWay(a, way, asOf)];
        // Of goods at the port or beyond, the stage where they stand says more than how late others came in all.
        return dated((isAcross(a) ? (left ?? misses) : (misses ?? left)) ?? soon(read), "overdue");
      }
      const learned = byMisses(a.day, a.moved ?? false, way, asOf);
      const arrival = dated(learned ?? byEta(a.day, way, asOf), null);
      return arrival.day === a.day ? arrival : { ...arrival, said: a.day };
    })
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
