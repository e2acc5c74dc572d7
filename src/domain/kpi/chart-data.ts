import type { Sensitivity, Text } from "../value.ts";
import type { Kpi } from "./kpi.ts";

/** A point of a trend. `day` is the first day of its month where the grain is a month. `null` = no value: a gap in the line, never 0. */
export interface KpiTrendPoint {
  readonly day: string;
  readonly value: number | null;
}

/** Data of charts/kpi-trend: one KPI over time, with the comparison period laid under it. Plain JSON; percent values are shares of one. */
export interface KpiTrendData {
  /** What the picture shows, e.g. "Net sales, amazon-us". */
  readonly title: Text;
  /** Name of the KPI: the label of the axis. */
  readonly name: Text;
  readonly unit: Kpi["unit"];
  /** ISO code for money, else null. */
  readonly currency: string | null;
  readonly grain: "day" | "month";
  readonly period: { readonly from: string; readonly to: string };
  /** One point for each day (or month) of the period, in order, without holes. */
  readonly series: readonly KpiTrendPoint[];
  /** Aligned with `series` by index, and never longer than it; `day` is the day of the comparison period. */
  readonly comparison: {
    readonly label: Text;
    readonly period: { readonly from: string; readonly to: string };
    readonly series: readonly KpiTrendPoint[];
  } | null;
  /** What is aimed at, on the scale of the points: a rate, or a month's sum where the grain is a month; absent where nothing is. */
  readonly target?: { readonly label: Text; readonly value: number };
  /** Days that are not like others (a peak of sales, a stock-out), by their first and last one. */
  readonly periods?: readonly { readonly label: Text; readonly from: string; readonly to: string }[];
  /** From this day on the figures may still change (returns that are still to come); null = all are settled. */
  readonly immatureFrom: string | null;
  readonly sensitivity: Sensitivity;
}

/** Data of charts/ranking: the first members of a split in the order of its table (of some ratios the lowest first). Plain JSON. */
export interface RankingData {
  readonly title: Text;
  readonly name: Text;
  readonly unit: Kpi["unit"];
  readonly currency: string | null;
  /** What one row is: a store or a SKU. */
  readonly by: Text;
  readonly rows: readonly {
    readonly key: string;
    readonly label: string;
    readonly value: number | null;
    /** The same row in the comparison period; null = no value there, absent = nothing was compared. */
    readonly comparison?: number | null;
  }[];
  /** Figure of the whole scope (a sum for money and counts, the overall ratio for ratios): drawn as a reference for ratios. */
  readonly total: number | null;
  readonly comparisonLabel: Text | null;
  /** How many further rows are not shown. */
  readonly more: number;
  readonly sensitivity: Sensitivity;
}

/** Data of charts/waterfall: from one sum to another, step by step. Plain JSON. */
export interface WaterfallData {
  readonly title: Text;
  /** ISO code for money, else null. */
  readonly currency: string | null;
  readonly unit: Kpi["unit"];
  /** `from`: where it begins; `step`: what is added or taken off; `sum`: what it comes to up to there, which is checked and not added. */
  readonly steps: readonly { readonly label: Text; readonly kind: "from" | "step" | "sum"; readonly value: number | null }[];
  readonly sensitivity: Sensitivity;
}

/** Data of charts/return-reasons: why goods came back, the most frequent reason first. Plain JSON. */
export interface ReturnReasonsData {
  readonly title: Text;
  readonly rows: readonly { readonly label: Text; readonly units: number }[];
  /** All returned units, those of reasons that are not among the rows included. */
  readonly total: number;
  readonly sensitivity: Sensitivity;
}

/** Data of charts/six-twelve: the last six weeks and the last twelve months of one KPI side by side, each with the year before. Plain JSON. */
export interface SixTwelveData {
  readonly title: Text;
  readonly name: Text;
  readonly unit: Kpi["unit"];
  readonly currency: string | null;
  /** `day` is the Monday of the week; `before` is the week 52 weeks earlier. */
  readonly weeks: readonly { readonly day: string; readonly value: number | null; readonly before: number | null }[];
  /** `day` is the first of the month; `before` is the same month of the year before. A month that runs is not whole. */
  readonly months: readonly {
    readonly day: string;
    readonly value: number | null;
    readonly before: number | null;
    readonly whole: boolean;
  }[];
  /** By the month; what falls on a week of a sum is worked out by the view. */
  readonly target: { readonly week: number | null; readonly month: number | null } | null;
  readonly sensitivity: Sensitivity;
}

/** Data of charts/small-multiples: one KPI over the same days in several places, all on one scale. Plain JSON. */
export interface SmallMultiplesData {
  readonly title: Text;
  readonly name: Text;
  readonly unit: Kpi["unit"];
  readonly currency: string | null;
  readonly period: { readonly from: string; readonly to: string };
  readonly panels: readonly { readonly label: string; readonly series: readonly KpiTrendPoint[] }[];
  /** How many places are not shown. */
  readonly more: number;
  readonly sensitivity: Sensitivity;
}
