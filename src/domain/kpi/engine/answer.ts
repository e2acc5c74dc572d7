import { Decimal } from "decimal.js";
import { addDays, type Day, daysBetween, earlier, later } from "../../calendar/day.ts";
import { periodText } from "../../calendar/period-text.ts";
import type { Period } from "../../calendar/period.ts";
import { type Maybe, present, type Text } from "../../value.ts";
import type { KpiAnswer, KpiAsk, KpiComparison, ReadMeasures } from "./ask.ts";
import { ALIKE, type Alikeness, alikeness, comparableChange } from "./alike.ts";
import { change, mood } from "./change.ts";
import { compareWith } from "./compare-with.ts";
import { generalFees, measuresOf } from "./evaluate.ts";
import { load, type Loaded } from "./load.ts";
import { immatureFrom, judgement, thin } from "./marks.ts";
import { rankMembers } from "./rank.ts";
import { targetOf } from "./target.ts";

/** The part of a period that facts reach; the whole of it where they reach past it or are not there at all. */
export function toldPart(period: Period, newest: Day | null): Period {
  if (newest === null || newest >= period.to || newest < period.from) return period;
  return { from: period.from, to: newest };
}

/**
 * What is to be said of both periods, each remark once. One that holds for the period before alone names it: a count of its lines beside
 * another count of the same thing would be read as being of the figure.
 */
export function notesOfBoth(now: readonly Text[], before: Period | null, past: readonly Text[]): Text[] {
  const said = new Map(now.map((t) => [t.en, t]));
  for (const t of past) {
    if (before === null || said.has(t.en)) continue;
    const when = periodText(before);
    const named = { zh: `${when.zh}：${t.zh}`, en: `${when.en}: ${t.en}` };
    said.set(named.en, named);
  }
  return [...said.values()];
}

/**
 * The day up to which the facts speak, for how old a figure is. A report of a month that was read three weeks after it is final, though
 * its last day is the month's; returns that are still to come are another matter: only newer returns can tell that there are none.
 */
function knownUpTo({ kpi, today, readOn }: KpiAsk, { basis: { newest, sources } }: Loaded): Day | null {
  const read = readOn?.(sources) ?? null;
  if (newest === null || read === null || measuresOf(kpi).includes("cohort-units-returned")) return newest;
  return later(newest, addDays(earlier(read, today), -1));
}

/** Answers a question about one KPI: two questions to the store as a rule, up to six for a split of ratios. */
export async function answerKpi(ask: KpiAsk, read: ReadMeasures): Promise<KpiAnswer> {
  const { kpi, today } = ask;
  const how = judgement(kpi, ask.policy);
  const now = await load(ask, ask.period, today, read);
  const { newest } = now.basis;
  const told = toldPart(ask.period, newest);
  const young = immatureFrom(told, how.maturityDays, today, knownUpTo(ask, now));
  const before = compareWith(ask.period, told, ask.toDate, ask.comparison);

  // Returns of young orders are still to come: the period before is looked at as it stood as many days after its own end.
  const equalMaturity = young !== null && measuresOf(kpi).includes("cohort-units-returned");
  const asOf =
    before === null || !equalMaturity ? today : addDays(newest === null ? today : earlier(today, newest), -daysBetween(before.to, told.to));
  const past = before === null ? null : await load(ask, before, asOf, read, { settlement: false });

  const tooThin = thin(now.figure, how);
  const alike = past === null || before === null ? ALIKE : howAlike(ask, told, now, before, past);
  const comparison = past === null || before === null ? null : compare(ask, now, before, past, alike, equalMaturity);
  return {
    ask,
    told,
    figure: now.figure,
    thin: tooThin,
    judgement: how,
    immatureFrom: young,
    comparison,
    target:
      ask.aim === undefined
        ? null
        : targetOf({ ...ask.aim, kpi, scope: ask.scope, currency: ask.currency, policy: ask.policy }, told, now.figure.value),
    settlement: now.settlement,
    parts: kpi.numerator.flatMap(({ measure, sign }) => {
      const value = now.total?.[measure];
      return value === undefined ? [] : [{ measure, sign, value }];
    }),
    general: generalOf(ask, now),
    series:
      now.series === null ? null : { grain: now.grain, points: now.series, comparison: past?.series?.slice(0, now.series.length) ?? null },
    rows: now.members === null ? null : rankMembers(ask, now, past, how, alike),
    coverage: now.basis.coverage,
    newest,
    sources: [...new Set([...now.basis.sources, ...(now.members?.sources ?? [])])],
    notes: notesOfBoth([...now.basis.notes, ...(now.members?.notes ?? [])], before, past?.basis.notes ?? []),
  };
}

/** Fees that name no SKU are in figures of stores, and in no SKU's. */
function generalOf({ kpi, scope }: KpiAsk, now: Loaded): Maybe<Decimal> | null {
  const measures = generalFees(kpi);
  if (measures.length === 0 || scope.sku !== undefined || scope.category !== undefined || scope.role !== undefined) return null;
  let sum = new Decimal(0);
  for (const measure of measures) {
    const value = now.total?.[measure];
    if (value?.kind !== "value") return value ?? null;
    sum = sum.plus(value.value);
  }
  return present(sum);
}

function howAlike(ask: KpiAsk, told: Period, now: Loaded, before: Period, past: Loaded): Alikeness {
  // Ninety days are ninety days, and where one side has no value there is no change to qualify.
  if (ask.kpi.scale === "ninety-days" || now.figure.value.kind === "missing" || past.figure.value.kind === "missing") return ALIKE;
  const present = { asked: ask.period, told, coverage: now.basis.coverage };
  return alikeness(ask.kpi, present, { asked: before, told: before, coverage: past.basis.coverage }, ask.policy);
}

function compare(ask: KpiAsk, now: Loaded, before: Period, past: Loaded, alike: Alikeness, equalMaturity: boolean): KpiComparison | null {
  if (ask.comparison.kind === "none") return null;
  const how = judgement(ask.kpi, ask.policy);
  const moved = comparableChange(change(ask.kpi, now.figure.value, past.figure.value), alike);
  const judged = alike.verdict && thin(now.figure, how) === null && thin(past.figure, how) === null;
  return {
    kind: ask.comparison.kind,
    period: before,
    figure: past.figure,
    thin: thin(past.figure, how),
    change: moved,
    mood: mood(ask.kpi, moved, judged),
    coverage: past.basis.coverage,
    unlike: alike.notes,
    equalMaturity,
  };
}
