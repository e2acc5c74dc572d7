import type { TopLevelSpec } from "vega-lite";

export type ChartLanguage = "zh" | "en";

/**
 * A chart: its file name is its id. `spec` is pure and returns a Vega-Lite spec whose rows all lie in `datasets`,
 * under names, and whose changing numbers are the values of top-level `params`.
 *
 * Whatever changes with the data (numbers, words, tick marks) belongs there, and only the drawing into the rest:
 * a renderer compiles the rest once and gives it new rows, which is ten times faster than to compile again.
 */
export interface ChartModule<Data = never> {
  spec(data: Data, lang: ChartLanguage): TopLevelSpec;
}

export const defineChart = <Data>(chart: ChartModule<Data>): ChartModule<Data> => chart;
