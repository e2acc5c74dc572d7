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
  /** What a unit too few costs; null where not known. */
  readonly gain: number | null;
}

/**
 * Two parts: what sells in the middle case, by the cheapest way in time; the rest by a faster one that still pays, so that it can be decided on
 * later. Where only a dear way is left, what the minimum order brings beyond the need goes the cheapest.
 */
export function batchesOf(
  parts: Parts,
  ways: readonly RouteDeadline[],
  { currency, carton }: Pick<PlanInput, "currency" | "carton">,
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
  if (base.late > 0) return [{ units: buy, way: base }];
  const first = Math.min(buy, toCartons(Math.max(0, Math.ceil(parts.middle)), carton));
  const usual = freightOf(base.route, currency);
  const later = ways.filter((w) => w.late === 0 && w.orderBy > base.orderBy).toSorted((a, b) => (a.orderBy < b.orderBy ? 1 : -1));
  const pays = later.find((w) => {
    const freight = freightOf(w.route, currency);
    return gain !== null && usual !== null && freight !== null && gain > freight - usual;
  });
  return two({ units: first, way: base }, buy - first, pays ?? base, false);
}
