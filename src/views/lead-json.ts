import type { LeadTime } from "../domain/restock/lead-time.ts";

const tenths = (days: number): number => Math.round(days * 10) / 10;

/**
 * The ways from order to shelf as `exec --json` prints them, in days, each with its legs. `source` of a leg is "learned" of `shipments` that came,
 * "stated" by the team (`shipments`: those mixed in), or "assumed" by a policy. Legs are independent of each other, so that their p90s add up to more than
 * that of the way. `route` is null where no lane is known.
 */
export const leadJson = (times: readonly LeadTime[]): readonly Readonly<Record<string, unknown>>[] =>
  times.map((t) => ({
    route: t.route?.lane ?? null,
    mode: t.route?.mode ?? null,
    p50: t.p50,
    p90: t.p90,
    legs: t.legs.map((l) => ({ leg: l.name.en, p50: tenths(l.p50), p90: tenths(l.p90), source: l.source, shipments: l.n })),
  }));
