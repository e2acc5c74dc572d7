import type { Day } from "../calendar/day.ts";
import type { Route } from "../restock/types.ts";
import { freightOf } from "../restock/unit-margin.ts";
import type { PromoLine } from "./line.ts";
import type { Pace } from "./pace.ts";
import { by, critical } from "./quantity.ts";

/** What to do for a SKU that will not last, or that nothing need be done. */
export type NextBatch =
  | { readonly kind: "nothing" }
  | { readonly kind: "unknown" }
  | { readonly kind: "transfer"; readonly from: string; readonly units: number; readonly arrivesOn: Day }
  | { readonly kind: "fly"; readonly units: number; readonly route: Route | null; readonly arrivesOn: Day }
  /** Nothing comes before the end any more: sell what is left more slowly and dearer. */
  | { readonly kind: "slow-down"; readonly units: number };

/**
 * From another warehouse that can spare it, if it is there in time; else by the fastest way that is and still earns; else nothing helps but selling
 * slower. What is missed before the goods are there, they do not bring back.
 */
export function nextBatch(line: PromoLine, pace: Pace): NextBatch {
  if (line.stockNow === null) return { kind: "unknown" };
  if (pace.gap <= 0) return { kind: "nothing" };
  const missedFrom = (day: Day): number =>
    Math.min(pace.gap, Math.ceil(pace.missed.reduce((sum, m) => sum + (m.day >= day ? m.units : 0), 0) - 1e-6));
  const moves = line.spares.map((s) => ({ ...s, units: Math.min(s.units, missedFrom(s.arrivesOn)) }));
  const best = moves.filter((m) => m.units > 0).toSorted((a, b) => b.units - a.units)[0];
  if (best) return { kind: "transfer", ...best };
  const way = line.ways.filter((w) => missedFrom(w.arrivesOn) > 0).toSorted((a, b) => (a.arrivesOn < b.arrivesOn ? -1 : 1))[0];
  const margin = line.money && critical(by(line.money, freightOf(way?.route ?? null, line.currency))).underage;
  if (way && (margin === null || margin > 0))
    return { kind: "fly", units: missedFrom(way.arrivesOn), route: way.route, arrivesOn: way.arrivesOn };
  return { kind: "slow-down", units: pace.gap };
}
