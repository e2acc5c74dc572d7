import { z } from "zod";

// What a native chart reads of a chart's data (KpiTrendData, RankingData). A message may have waited in the outbox since an older
// Purser wrote it: what does not fit is no error, the chart is then a picture.

const Words = z.object({ zh: z.string(), en: z.string() });
const Unit = z.enum(["money", "count", "percent", "days", "times", "number"]);
const Period = z.object({ from: z.string(), to: z.string() });
const Series = z.array(z.object({ day: z.string(), value: z.number().nullable() }));

export const Trend = z.object({
  name: Words,
  unit: Unit,
  currency: z.string().nullable(),
  grain: z.enum(["day", "month"]),
  period: Period,
  series: Series,
  comparison: z.object({ label: Words, period: Period, series: Series }).nullable(),
  immatureFrom: z.string().nullable(),
  // Only our own picture draws a target and shades special days: with either the chart is one.
  target: z.undefined().optional(),
  periods: z.array(z.unknown()).max(0).optional(),
});
export type Trend = z.infer<typeof Trend>;

export const Ranking = z.object({
  name: Words,
  unit: Unit,
  currency: z.string().nullable(),
  rows: z.array(z.object({ label: z.string(), value: z.number().nullable() })),
  total: z.number().nullable(),
  comparisonLabel: Words.nullable(),
  more: z.number(),
});
export type Ranking = z.infer<typeof Ranking>;
