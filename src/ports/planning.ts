import type { Day } from "../domain/calendar/day.ts";
import type { PlanLessons } from "../domain/restock/lessons.ts";
import type { PlanInput, PlanLine, PlanState } from "../domain/restock/types.ts";

export interface PlanFilter {
  readonly warehouse?: string;
  readonly store?: string;
  readonly sku?: string;
  readonly states?: readonly PlanState[];
  readonly limit?: number;
  /** Parts of a line that nobody asks for here: half of what it weighs. They are `null`, or absent where they may be. */
  readonly without?: readonly ("demand" | "value")[];
}

/**
 * `skus`: these; absent: all. `about`: every n-th SKU, so that there are roughly so many; always the same ones. `until`: the last day of which it is
 * known what people booked, sent and counted in; absent: the day after that of the plan.
 */
export type InputFilter = Pick<PlanFilter, "sku" | "warehouse"> & {
  readonly skus?: readonly string[];
  readonly about?: number;
  readonly until?: Day;
};

export interface StockRow {
  readonly sku: string;
  readonly title: string | null;
  readonly warehouse: string;
  readonly day: Day;
  readonly states: Readonly<Record<string, number>>;
}

/** What the planner needs to know, and where its lines are kept. */
export interface Plans {
  /**
   * Inputs in batches, so that 10,000 SKUs never lie in memory at once; all places of a SKU (that fit the filter) are in one batch.
   * Stock is as the newest snapshot up to the day after `asOf` says.
   */
  inputs(asOf: Day, filter?: InputFilter): AsyncIterable<readonly PlanInput[]>;
  /** Writes the plan of a day in batches and makes it the current one in one short step. */
  replace(asOf: Day, lines: AsyncIterable<readonly PlanLine[]>, lessons?: PlanLessons): Promise<number>;
  /** What the current plan was made with; null where there is none, or it was made without. */
  lessons(): Promise<PlanLessons | null>;
  /** Lines of one SKU in the newest plan of an earlier day that is still kept. */
  before(asOf: Day, sku: string): Promise<readonly PlanLine[]>;
  /**
   * Puts these lines, of whole SKUs, into the current plan in place of theirs, if that is of this day; answers how many. What another planner makes
   * current meanwhile is not touched.
   */
  renew(asOf: Day, lines: readonly PlanLine[]): Promise<number>;
  /** Lines of the current plan, by money at risk, then by stock-out date; `total` counts all that fit the filter. */
  lines(filter: PlanFilter): Promise<{
    readonly asOf: Day | null;
    readonly computedAt: Date | null;
    readonly lines: readonly PlanLine[];
    readonly total: number;
    readonly byState: Readonly<Partial<Record<PlanState, number>>>;
  }>;
  /** What one of `from` is worth in `to` by the rates that are known on a day; null where none leads there. */
  rate(on: Day, from: string, to: string): Promise<number | null>;
  /** Newest snapshot of each warehouse, on or before `asOf`. */
  stock(
    asOf: Day,
    filter: { readonly sku?: string; readonly store?: string; readonly warehouse?: string; readonly limit?: number },
  ): Promise<{ readonly rows: readonly StockRow[]; readonly total: number }>;
}
