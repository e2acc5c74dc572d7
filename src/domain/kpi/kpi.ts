import type { Sensitivity, Text } from "../value.ts";
import type { MeasureId } from "./measure.ts";

/** A sum of measures with signs: `+sales-valid -discounts`. */
export type Terms = readonly { readonly measure: MeasureId; readonly sign: 1 | -1 }[];

/** A KPI is data: a numerator over a denominator (none: a plain sum), and everything a reader must know of it. */
export interface Kpi {
  readonly id: string;
  readonly name: Text;
  /** Other words people use for it, both languages, lower case. */
  readonly aliases: readonly string[];
  readonly numerator: Terms;
  readonly denominator: Terms | null;
  /** Factor on the ratio that is no measure: e.g. days of the period for days of cover. */
  readonly scale?: "days-of-period" | "thirty-over-days-of-period" | "ninety-days";
  readonly unit: "money" | "count" | "percent" | "days" | "times" | "number";
  readonly good: "up" | "down" | "neither";
  readonly dateBasis: Text;
  /** Days until the figure of a day is complete; younger days are marked. */
  readonly maturityDays: number;
  /** Policy id that may change `maturityDays`. */
  readonly maturityPolicy?: string;
  /** A trend by day takes this many days up to each day: for ratios that one day alone cannot tell (stock over sales). */
  readonly trailingDays?: number;
  /** Smallest denominator with which the ratio is worth a verdict. Policy id in domain/policy. */
  readonly minimumSample: string | null;
  /** What the smallest sample counts, where it is not the denominator: clicks behind an ACoS, not euros. */
  readonly sample?: MeasureId;
  /** A money figure that is also told as a part of this: a margin of sales. */
  readonly shareOf?: { readonly terms: Terms; readonly name: Text };
  /** The part of the whole that the figure can speak of at all (sales whose cost is known), and from which share on it is judged. */
  readonly knownPart?: { readonly part: MeasureId; readonly whole: MeasureId; readonly policy: string };
  /** Measures that come from reports which may end on different days: beyond the earliest of these ends no figure is told. */
  readonly aligned?: readonly MeasureId[];
  /** Fees come late: what is settled and what is estimated are told apart. */
  readonly settles?: true;
  /** The numerator is a part of the denominator, one by one: a small sample has an interval. */
  readonly proportion?: true;
  readonly sensitivity: Sensitivity;
  /** Where the definition comes from. */
  readonly source: string;
  /** What the reader should know when comparing it with another system. */
  readonly note?: Text;
}

export const defineKpi = (kpi: Kpi): Kpi => kpi;
