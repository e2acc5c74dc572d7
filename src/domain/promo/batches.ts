import { toCartons } from "../restock/order-quantity.ts";
import type { PlanInput } from "../restock/types.ts";
import { freightOf } from "../restock/unit-margin.ts";
import type { RouteDeadline } from "./deadlines.ts";

/** A part of what is to be bought: the base travels cheaply and early, the rest later and only if it is still wanted. */
export interface Batch {
  readonly units: number;
  readonly way: RouteDeadline;
  /** Only bought because the supplier sells no fewer: it need not be in time. */
  readonly surplus?: true;
}

/** The way for what is not urgent: the cheapest that is in time; else the fastest, late as it is. */
export const wayInTime = (ways: readonly RouteDeadline[]): RouteDeadline | undefined =>
  ways.find((w) => w.late === 0) ?? ways.toSorted((a, b) => (a.arrivesOn < b.arrivesOn ? -1 : 1))[0];

interface Parts {
  readonly buy: number;
  /** Of it, what is lacking for the promotion. */
  readonly lacking: number;
  /** Of that, what sells in the middle case. */
  readonly middle: number;
  /** What a unit too few costs, at the usual freight; null where not known. */
  readonly gain: number | null;
}

/** What a unit costs more by this way than by the cheapest; null where a freight is not known. */
export function extraFreight(way: RouteDeadline, ways: readonly RouteDeadline[], currency: string): number | null {
  const [cheap, dear] = [freightOf(ways[0]?.route ?? null, currency), freightOf(way.route, currency)];
  return way === ways[0] ? 0 : cheap === null || dear === null ? null : dear - cheap;
}

/**
 * Two parts: what sells in the middle case, and with it all that the minimum order brings, by the cheapest way in time; what is lacking beyond that by
 * a faster one whose cartons still pay, so that it can be decided on later. Where only a dear way is left, what the minimum order brings beyond the need
 * goes the cheapest.
 */
export function batchesOf(
  parts: Parts,
  ways: readonly RouteDeadline[],
  { currency, carton, moq }: Pick<PlanInput, "currency" | "carton" | "moq">,
): readonly Batch[] {
  const { buy, gain } = parts;
  const [base, cheapest] = [wayInTime(ways), ways[0]];
  if (buy <= 0 || !base || !cheapest) return [];
  const needed = Math.min(buy, toCartons(parts.lacking, carton));
  const two = (one: Batch, units: number, way: RouteDeadline, surplus: boolean): readonly Batch[] => [
    ...(one.units > 0 ? [one] : []),
    ...(units > 0 ? [{ units, way, ...(surplus && { surplus: true as const }) }] : []),
  ];
  // What is dear or late already is not put off any further.
  if (base !== cheapest) return two({ units: needed, way: base }, buy - needed, cheapest, true);
  const all = [{ units: buy, way: base }];
  if (base.late > 0) return all;
  const least = Math.max(Math.ceil(parts.middle), Math.ceil(moq ?? 0), 0);
  const first = Math.min(buy, toCartons(least, carton));
  const rest = buy - first;
  const later = ways.filter((w) => w.late === 0 && w.orderBy > base.orderBy).toSorted((a, b) => (a.orderBy < b.orderBy ? 1 : -1));
  // The carton flies whole, and what is lacking of it has to earn that.
  const pays = later.find((w) => {
    const extra = extraFreight(w, ways, currency);
    return gain !== null && extra !== null && gain * Math.max(0, parts.lacking - first) > extra * rest;
  });
  return pays === undefined || rest <= 0 ? all : two({ units: first, way: base }, rest, pays, false);
}
