import type { Decimal } from "decimal.js";
import type { Day } from "../../calendar/day.ts";
import type { Period } from "../../calendar/period.ts";
import type { Maybe, Text } from "../../value.ts";
import type { Kpi } from "../kpi.ts";
import type { MeasureAnswer, MeasureId, MeasureQuery, Scope, Split } from "../measure.ts";
import type { Change, Mood } from "./change.ts";
import type { Comparison, ToDate } from "./compare-with.ts";
import type { KpiFigure } from "./evaluate.ts";
import type { Judgement, PolicyLookup, Thin } from "./marks.ts";
import type { Point } from "./series.ts";
import type { Settlement } from "./settlement.ts";
import type { Aim, Target } from "./target.ts";

/** The one thing the engine needs from outside: `facts.read`. */
export type ReadMeasures = (query: MeasureQuery) => Promise<MeasureAnswer>;

/** A question about one KPI, with every word already understood. */
export interface KpiAsk {
  readonly kpi: Kpi;
  readonly scope: Scope;
  readonly period: Period;
  /** Set where the period is still running: it is compared with the same days of the one before. */
  readonly toDate: ToDate | null;
  readonly comparison: Comparison;
  readonly split: Split | null;
  /** Currency that money is told in. */
  readonly currency: string;
  /** Today of the scope: facts after it are not looked at. */
  readonly today: Day;
  readonly policy: PolicyLookup;
  /** Day on which the newest file of such facts was read: what it says of days long before is not young. */
  readonly readOn?: (facts: readonly string[]) => Day | null;
  /** What targets hold for; without it none is told. */
  readonly aim?: Pick<Aim, "everyStore" | "companyCurrency" | "storeCurrency">;
}

export interface Coverage {
  readonly covered: number;
  readonly of: number;
}

/** One member of a split. */
export interface SplitRow {
  readonly key: string;
  readonly figure: KpiFigure;
  readonly thin: Thin | null;
  /** Part of the whole, for figures that add up over the split; else null. */
  readonly share: Decimal | null;
  /** The same member in the comparison period; null when nothing is compared. */
  readonly before: Maybe<Decimal> | null;
  readonly change: Change | null;
  readonly mood: Mood;
}

export interface KpiComparison {
  readonly kind: Exclude<Comparison["kind"], "none">;
  readonly period: Period;
  readonly figure: KpiFigure;
  readonly thin: Thin | null;
  readonly change: Change;
  readonly mood: Mood;
  readonly coverage: Coverage;
  /** Where the two sides are not quite alike; beyond a policy the change gets no verdict, or none is told. */
  readonly unlike: readonly Text[];
  /** Both sides were read as many days after their end, so that returns still to come are missing from both. */
  readonly equalMaturity: boolean;
}

export interface Part {
  readonly measure: MeasureId;
  readonly sign: 1 | -1;
  readonly value: Maybe<Decimal>;
}

/** The answer, still typed: a view makes words of it, the command makes JSON of it. */
export interface KpiAnswer {
  readonly ask: KpiAsk;
  /** The part of the period that the facts reach. */
  readonly told: Period;
  readonly figure: KpiFigure;
  readonly thin: Thin | null;
  readonly judgement: Judgement;
  /** From this day on figures may still change; null = settled. */
  readonly immatureFrom: Day | null;
  readonly comparison: KpiComparison | null;
  /** null where nobody has set one for this. */
  readonly target: Target | null;
  readonly settlement: Settlement | null;
  /** The sums that the figure is made of, in order, with the sign that each has in it. */
  readonly parts: readonly Part[];
  /** What of its fees names no SKU; null for figures without fees, and for SKUs. */
  readonly general: Maybe<Decimal> | null;
  readonly series: {
    readonly grain: "day" | "month";
    readonly points: readonly Point[];
    readonly comparison: readonly Point[] | null;
  } | null;
  /** Largest first; members with too small a sample after the others, members without a value last. */
  readonly rows: readonly SplitRow[] | null;
  readonly coverage: Coverage;
  readonly newest: Day | null;
  readonly sources: readonly string[];
  readonly notes: readonly Text[];
}
