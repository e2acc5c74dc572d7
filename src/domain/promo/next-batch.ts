import { addDays, type Day } from "../calendar/day.ts";
import type { Route } from "../restock/types.ts";
import type { PromoLine } from "./line.ts";
import type { Pace } from "./pace.ts";

/** What to do for a SKU that will not last, or that nothing need be done. */
export type NextBatch =
  | { readonly kind: "nothing" }
  | { readonly kind: "unknown" }
  | { readonly kind: "transfer"; readonly from: string; readonly units: number; readonly arrivesOn: Day }
  | { readonly kind: "fly"; readonly units: number; readonly route: Route | null; readonly arrivesOn: Day }
  /** Nothing comes before the end any more: sell what is left more slowly and dearer. */
  | { readonly kind: "slow-down"; readonly units: number };

/** From another warehouse if it is there in time; else by the fastest way that is and still earns; else nothing helps but selling slower. */
export function nextBatch(line: PromoLine, pace: Pace, to: Day, asOf: Day, transferDays: number): NextBatch {
  if (line.stockNow === null) return { kind: "unknown" };
  if (pace.gap <= 0) return { kind: "nothing" };
  const [best] = line.elsewhere.filter((e) => e.units > 0).toSorted((a, b) => b.units - a.units);
  const moved = addDays(asOf, 1 + transferDays);
  if (best && moved < to) return { kind: "transfer", from: best.warehouse, units: Math.min(pace.gap, best.units), arrivesOn: moved };
  const margin = line.money === null ? null : line.money.price - line.money.fees - line.money.landed;
  const way = line.ways.filter((w) => w.arrivesOn < to).toSorted((a, b) => (a.arrivesOn < b.arrivesOn ? -1 : 1))[0];
  if (way && (margin === null || margin > 0)) return { kind: "fly", units: pace.gap, route: way.route, arrivesOn: way.arrivesOn };
  return { kind: "slow-down", units: pace.gap };
}
