import type { Day } from "../calendar/day.ts";

/** Ways into a platform's warehouses that have a date of their own by which goods must be there. */
export const PROGRAMMES = ["awd", "fba-minimal", "fba-optimized", "other"] as const;
export type Programme = (typeof PROGRAMMES)[number];

/** Where a date comes from: the platform announced it, a policy counts it back from the start, or a person wrote it. */
export const DATE_SOURCES = ["calendar", "rule", "person"] as const;
export type DateSource = (typeof DATE_SOURCES)[number];

export const PROMO_STATES = ["open", "closed", "called-off"] as const;
export type PromoState = (typeof PROMO_STATES)[number];

/** A promotion as a person declared it. All days are those of its stores. */
export interface PromoFrame {
  readonly name: string;
  /** Which recurring event it is (`black-friday`), else its name without the year: promos of one event are compared with each other. */
  readonly event: string;
  /** Codes, never empty. */
  readonly stores: readonly string[];
  readonly programme: Programme;
  /** Both days included. */
  readonly from: Day;
  readonly to: Day;
  /** Last day to sign up; null where nobody said. */
  readonly signUpBy: Day | null;
  /** Last day on which goods must be in the warehouse. */
  readonly inboundBy: Day;
  readonly inboundSource: DateSource;
  /** Days of the same event of last year, where a person gave them; null: looked for. */
  readonly past: { readonly from: Day; readonly to: Day } | null;
  /** Chosen by hand; empty: those that brought the most last time. */
  readonly skus: readonly string[];
}

export interface Promo extends PromoFrame {
  readonly id: number;
  readonly state: PromoState;
  /** Grows with each change and each entry: what was decided on is this. */
  readonly revision: number;
  readonly by: string;
  readonly at: Date;
}

export const ASSUMPTION_TOPICS = ["uplift", "discount", "new", "competitor", "other"] as const;
export type AssumptionTopic = (typeof ASSUMPTION_TOPICS)[number];

/** What is assumed of one SKU, or (`sku` null) of all. */
export interface Assumption {
  readonly kind: "assumption";
  readonly sku: string | null;
  readonly topic: AssumptionTopic;
  /** `uplift`: 0.8 = 80 % more than without the event, in place of what was measured. `discount`: off the price. Others: on top of the uplift, ±. */
  readonly share: number;
  readonly why: string;
}

/** Units that a creator was promised. */
export interface Commitment {
  readonly kind: "commitment";
  readonly creator: string;
  /** The coupon code that was made for them; absent where none was. */
  readonly code?: string;
  readonly sku: string;
  readonly units: number;
  readonly from: Day;
  readonly to: Day;
}

/** What was confirmed to be stocked for one SKU at one warehouse, with the forecast that it rests on. */
export interface PlannedQuantity {
  readonly sku: string;
  readonly warehouse: string;
  readonly units: number;
  /** Of all that is sold from this warehouse, so that other stores' share is not lifted with it. */
  readonly uplift: number;
  /** Of the event by itself, as its card says it: `uplift` has the season and the stores' part in it. Absent: it was confirmed before this was kept. */
  readonly alone?: number;
  /** Units expected in the days of the promo, in the promo's stores; and those not reached and not exceeded in 9 of 10 cases. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  /** What those days would sell without the event; absent where it was confirmed before this was kept. */
  readonly base?: number;
}

export interface Quantities {
  readonly kind: "quantities";
  readonly lines: readonly PlannedQuantity[];
  /** Purchase and freight of what is to be bought; null where a cost is not known. */
  readonly cost: { readonly amount: number; readonly currency: string } | null;
}

/** Burnt of the emergency budget. */
export interface Spend {
  readonly kind: "spend";
  readonly what: string;
  readonly amount: number;
  readonly currency: string;
}

export interface Tick {
  readonly kind: "tick";
  readonly item: string;
  readonly done: boolean;
}

/** Takes an entry back: a commitment, an assumption, a spend. */
export interface Withdrawal {
  readonly kind: "withdrawal";
  readonly entry: number;
}

/** What a promo taught, kept for the next one of the same event. */
export interface Outcome {
  readonly kind: "outcome";
  readonly lines: readonly LearntLine[];
}
export interface LearntLine {
  readonly sku: string;
  readonly category: string | null;
  /** Sold on the days on which there was stock. */
  readonly units: number;
  /** What would have been sold on those days without the event. */
  readonly base: number;
}

export type PromoNote = Assumption | Commitment | Quantities | Spend | Tick | Withdrawal | Outcome;

/** Something that a person added. Entries are never changed: what is taken back is taken back by another one. */
export interface PromoEntry<N extends PromoNote = PromoNote> {
  readonly id: number;
  readonly promo: number;
  readonly note: N;
  /** Slug of the member. */
  readonly by: string;
  readonly at: Date;
}
