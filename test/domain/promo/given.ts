import { addDays, day } from "../../../src/domain/calendar/day.ts";
import type { Assumption, Commitment, Promo, PromoEntry, PromoNote } from "../../../src/domain/promo/types.ts";

export const AT = new Date("2026-08-01T09:00:00Z");

/** A Black Friday that is declared; what a test is about is changed. */
export function promoOf(change: Partial<Promo> = {}): Promo {
  return {
    id: 1,
    name: "Black Friday 2026",
    event: "black-friday",
    stores: ["amazon-us"],
    programme: "fba-minimal",
    from: day("2026-11-27"),
    to: day("2026-11-30"),
    signUpBy: null,
    inboundBy: day("2026-10-28"),
    inboundSource: "rule",
    past: null,
    skus: [],
    state: "open",
    revision: 0,
    by: "li",
    at: AT,
    ...change,
  };
}

/** Entries in the order in which they were made. */
export const entries = (...notes: readonly PromoNote[]): PromoEntry[] =>
  notes.map((note, i) => ({ id: i + 1, promo: 1, note, by: "li", at: AT }));

export const assume = (topic: Assumption["topic"], share: number, sku: string | null = null): Assumption => ({
  kind: "assumption",
  sku,
  topic,
  share,
  why: "said so",
});
export const commit = (sku: string, units: number, creator = "@mia"): Commitment => ({
  kind: "commitment",
  creator,
  sku,
  units,
  from: day("2026-11-27"),
  to: addDays(day("2026-11-27"), 1),
});
