import { addDays, type Day, daysBetween, earlier, endOfMonth, startOfMonth } from "../../calendar/day.ts";
import { periodText } from "../../calendar/period-text.ts";
import { length, type Period } from "../../calendar/period.ts";
import type { Text } from "../../value.ts";
import type { Kpi } from "../kpi.ts";
import type { Coverage, KpiAnswer, KpiAsk, KpiComparison, ReadMeasures } from "./ask.ts";
import { change, mood } from "./change.ts";
import { compareWith } from "./compare-with.ts";
import { measuresOf } from "./evaluate.ts";
import { load, type Loaded } from "./load.ts";
import { immatureFrom, judgement, thin } from "./marks.ts";
import { rankMembers } from "./rank.ts";

/** The part of a period that facts reach; the whole of it where they reach past it or are not there at all. */
export function toldPart(period: Period, newest: Day | null): Period {
  if (newest === null || newest >= period.to || newest < period.from) return period;
  return { from: period.from, to: newest };
}

const wholeMonths = (p: Period): boolean => p.from === startOfMonth(p.from) && p.to === endOfMonth(p.to);

const share = (c: Coverage, part: number): number => (c.of === 0 ? 0 : Math.min(1, c.covered / (c.of * part)));

/** Why two periods are not quite alike: other lengths (months and years apart), or other parts of them known. */
export function unlikeness(kpi: Kpi, now: Period, nowCoverage: Coverage, asked: Period, before: Period, beforeCoverage: Coverage): Text[] {
  const out: Text[] = [];
  const a = length(now);
  const b = length(before);
  // A rate of 30 days and one of 31 compare; a sum of 20 days and one of 30 do not.
  if (a !== b && kpi.denominator === null && !(wholeMonths(now) && wholeMonths(before)))
    out.push({
      zh: `两期天数不同：${periodText(now).zh} 共 ${a} 天，${periodText(before).zh} 共 ${b} 天`,
      en: `the two periods differ in length: ${periodText(now).en} has ${a} days, ${periodText(before).en} has ${b}`,
    });
  if (Math.abs(share(nowCoverage, a / length(asked)) - share(beforeCoverage, 1)) > 1e-9)
    out.push({
      zh: `两期数据覆盖不同：本期 ${nowCoverage.covered}/${nowCoverage.of} 店·天，对比期 ${beforeCoverage.covered}/${beforeCoverage.of} 店·天`,
      en: `the two periods are not covered alike: ${nowCoverage.covered} of ${nowCoverage.of} store-days now, ${beforeCoverage.covered} of ${beforeCoverage.of} before`,
    });
  return out;
}

function unique(texts: readonly Text[]): Text[] {
  return [...new Map(texts.map((t) => [t.en, t])).values()];
}

/** Answers a question about one KPI: two questions to the store as a rule, up to six for a split of ratios. */
export async function answerKpi(ask: KpiAsk, read: ReadMeasures): Promise<KpiAnswer> {
  const { kpi, today } = ask;
  const how = judgement(kpi, ask.policy);
  const now = await load(ask, ask.period, today, read);
  const { newest } = now.basis;
  const told = toldPart(ask.period, newest);
  const young = immatureFrom(told, how.maturityDays, today, newest);
  const before = compareWith(ask.period, told, ask.toDate, ask.comparison);

  // Returns of young orders are still to come: the period before is looked at as it stood as many days after its own end.
  const equalMaturity = young !== null && measuresOf(kpi).includes("cohort-units-returned");
  const asOf =
    before === null || !equalMaturity ? today : addDays(newest === null ? today : earlier(today, newest), -daysBetween(before.to, told.to));
  const past = before === null ? null : await load(ask, before, asOf, read);

  const tooThin = thin(now.figure, how);
  const comparison = past === null || before === null ? null : compare(ask, told, now, before, past, equalMaturity);
  const judged = comparison !== null && comparison.unlike.length === 0;
  return {
    ask,
    told,
    figure: now.figure,
    thin: tooThin,
    judgement: how,
    immatureFrom: young,
    comparison,
    series:
      now.series === null ? null : { grain: now.grain, points: now.series, comparison: past?.series?.slice(0, now.series.length) ?? null },
    rows: now.members === null ? null : rankMembers(ask, now, past, how, judged),
    coverage: now.basis.coverage,
    newest,
    sources: [...new Set([...now.basis.sources, ...(now.members?.sources ?? [])])],
    notes: unique([...now.basis.notes, ...(now.members?.notes ?? []), ...(past?.basis.notes ?? [])]),
  };
}

function compare(ask: KpiAsk, told: Period, now: Loaded, before: Period, past: Loaded, equalMaturity: boolean): KpiComparison | null {
  if (ask.comparison.kind === "none") return null;
  const how = judgement(ask.kpi, ask.policy);
  const moved = change(ask.kpi, now.figure.value, past.figure.value);
  // Where one side has no value there is no change to qualify.
  const alike = ask.kpi.scale === "ninety-days" || moved.kind === "none";
  const unlike = alike ? [] : unlikeness(ask.kpi, told, now.basis.coverage, ask.period, before, past.basis.coverage);
  const judged = unlike.length === 0 && thin(now.figure, how) === null && thin(past.figure, how) === null;
  return {
    kind: ask.comparison.kind,
    period: before,
    figure: past.figure,
    thin: thin(past.figure, how),
    change: moved,
    mood: mood(ask.kpi, moved, judged),
    coverage: past.basis.coverage,
    unlike,
    equalMaturity,
  };
}
