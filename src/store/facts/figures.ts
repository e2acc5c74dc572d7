import { Decimal } from "decimal.js";
import type { MeasureId, StoreDays } from "../../domain/kpi/measure.ts";
import type { Day } from "../../domain/calendar/day.ts";
import { type Maybe, missing, present, type Text } from "../../domain/value.ts";

/** What one family of measures answers. */
export interface Reading {
  readonly measures: Partial<Record<MeasureId, Column>>;
  readonly coverage: StoreDays | null;
  /** The same by key, where the question is split by store or month. */
  readonly coverageOf?: ReadonlyMap<string, StoreDays>;
  readonly sources: readonly string[];
  readonly newest: Day | null;
  /** Of measures that end on another day than the rest. */
  readonly newestOf?: ReadonlyMap<MeasureId, Day | null>;
  readonly notes: readonly Text[];
  /** Codes of stores of which a part of a ratio cannot be known: whoever divides must leave them out on both sides. */
  readonly unknowable?: readonly string[];
}

/** A measure by key, and what it is where the facts have no row for a key. */
export interface Column {
  readonly values: ReadonlyMap<string, Maybe<Decimal>>;
  readonly absent: (key: string) => Maybe<Decimal>;
}

export const ZERO: Maybe<Decimal> = present(new Decimal(0));

/** The same reason everywhere. */
export const nowhere = (because: Text): Column => ({ values: new Map(), absent: () => missing(because) });

/** A sum of which some parts may be unknown: unknown parts are counted, never taken for 0. */
export class Sum {
  #value = new Decimal(0);
  known = 0;
  unknown = 0;
  /** Why a part could not be told at all, so that the whole cannot either. */
  broken: Text | null = null;

  add(value: Decimal.Value, known: number, unknown: number): void {
    this.#value = this.#value.plus(value);
    this.known += known;
    this.unknown += unknown;
  }

  get isZero(): boolean {
    return this.#value.isZero();
  }

  /** Missing when nothing is known though something is there. */
  told(because: Text): Maybe<Decimal> {
    if (this.broken !== null) return missing(this.broken);
    return this.known === 0 && this.unknown > 0 ? missing(because) : present(this.#value);
  }
}

/** Sums by key. */
export class Sums {
  readonly #sums = new Map<string, Sum>();

  at(key: string): Sum {
    let sum = this.#sums.get(key);
    if (sum === undefined) this.#sums.set(key, (sum = new Sum()));
    return sum;
  }

  /** Whether any of it is not 0. */
  get some(): boolean {
    return [...this.#sums.values()].some((sum) => !sum.isZero);
  }

  get unknown(): number {
    let all = 0;
    for (const sum of this.#sums.values()) all += sum.known > 0 ? sum.unknown : 0;
    return all;
  }

  column(because: Text, absent: Column["absent"]): Column {
    return { values: new Map([...this.#sums].map(([key, sum]) => [key, sum.told(because)])), absent };
  }
}

/** Sums of the sales measures by key, whatever they were read from. */
export type SalesSums = { readonly [M in "sales-placed" | "sales-valid" | "discounts" | "units" | "orders"]: Sums };
