import type { Period } from "../domain/calendar/period.ts";
import type { KpiAnswer } from "../domain/kpi/engine/ask.ts";
import { type Change, changeNumber } from "../domain/kpi/engine/change.ts";
import type { Overview } from "../domain/kpi/engine/overview.ts";
import type { KpiFigure } from "../domain/kpi/engine/evaluate.ts";
import type { Settlement } from "../domain/kpi/engine/settlement.ts";
import type { Target } from "../domain/kpi/engine/target.ts";
import type { Kpi } from "../domain/kpi/kpi.ts";
import { money, toJson } from "../domain/money/money.ts";
import { present, type Sensitivity, type Text } from "../domain/value.ts";
import { maySee, NOT_SHOWN } from "../message/audience.ts";
import type { Language } from "../message/message.ts";
import { kpiJson } from "./kpi-value.ts";
import { intervalOf } from "./kpi-words.ts";

type Json = number | { amount: string; currency: string } | null;
type Figure = KpiAnswer["figure"]["value"];

const because = (value: { kind: "value" } | { kind: "missing"; because: Text }, lang: Language): { because?: string } =>
  value.kind === "missing" ? { because: value.because[lang] } : {};

/** A change for scripts: a share of one; for rates the difference of the shares; from nothing the amount (`deltaKind` says which). */
function delta(kpi: Kpi, change: Change, currency: string, lang: Language): { delta: Json; deltaKind: Change["kind"]; because?: string } {
  const size = changeNumber(change);
  if (size.kind === "missing") return { delta: null, deltaKind: change.kind, because: size.because[lang] };
  const asMoney = change.kind === "absolute" && kpi.unit === "money";
  return { delta: asMoney ? toJson(money(size.value, currency)) : size.value.toNumber(), deltaKind: change.kind };
}

const range = (p: Period): { from: string; to: string } => ({ from: p.from, to: p.to });

function basis(
  answer: Pick<KpiAnswer, "coverage" | "newest" | "sources"> & { ask: KpiAnswer["ask"] | Overview["ask"] },
  dateBasis: Text | null,
  lang: Language,
): object {
  return {
    asOf: answer.newest ?? answer.ask.today,
    dateBasis: dateBasis?.[lang] ?? null,
    stores: answer.ask.scope.stores,
    coverage: answer.coverage,
    sources: answer.sources,
    currency: answer.ask.currency,
  };
}

/** The typed answer as `purser exec --json` prints it; fields may be added, never renamed. What the asker may not see is null. */
export function kpiData(answer: KpiAnswer, lang: Language, clearance: Sensitivity): object {
  const { kpi, currency, scope, split } = answer.ask;
  if (!maySee(clearance, kpi.sensitivity)) {
    const asked = { kpi: kpi.id, unit: kpi.unit, period: range(answer.ask.period), scope };
    return { ...asked, value: null, because: NOT_SHOWN[lang], basis: basis(answer, kpi.dateBasis, lang) };
  }
  const json = (value: Figure): { value: Json; because?: string } => ({ value: kpiJson(kpi, value, currency), ...because(value, lang) });
  const { comparison, series } = answer;
  return {
    kpi: kpi.id,
    unit: kpi.unit,
    period: range(answer.ask.period),
    scope,
    ...json(answer.figure.value),
    ...(answer.told.to !== answer.ask.period.to && { told: range(answer.told) }),
    ...sample(answer.thin),
    ...proof(kpi, answer.figure, answer.judgement.known?.value),
    ...(answer.target !== null && { target: targetData(kpi, answer.target, currency) }),
    ...(answer.settlement !== null && { settlement: settlementData(answer.settlement, currency) }),
    ...(kpi.settles === true && {
      parts: answer.parts.map((p) => ({ measure: p.measure, sign: p.sign, value: kpiJson(kpi, p.value, currency) })),
    }),
    ...(answer.immatureFrom !== null && { immatureFrom: answer.immatureFrom }),
    ...(comparison !== null && {
      comparison: {
        kind: comparison.kind,
        period: range(comparison.period),
        ...json(comparison.figure.value),
        ...delta(kpi, comparison.change, currency, lang),
        mood: comparison.mood,
      },
    }),
    ...(series !== null && { series: series.points.map((p) => ({ day: p.day, ...json(p.value) })) }),
    ...(split !== null && { split: { by: split, rows: splitRows(answer, lang) } }),
    basis: basis(answer, kpi.dateBasis, lang),
  };
}

function sample(thin: KpiAnswer["thin"]): { sample?: { has: number; needs: number } } {
  return thin?.kind === "sample" ? { sample: { has: thin.has.toNumber(), needs: thin.needs } } : {};
}

/** `rate`: money as a part of net sales; `known`: the part of the sales that the figure speaks of; `interval`: where a rate of few cases may lie. */
function proof(kpi: Kpi, figure: KpiFigure, needs: number | undefined): object {
  const interval = intervalOf(kpi, figure);
  return {
    ...(figure.share !== null && { rate: figure.share.toNumber() }),
    ...(figure.known !== null && { known: { share: figure.known.toNumber(), ...(needs !== undefined && { needs }) } }),
    ...(interval !== null && { interval }),
  };
}

/** `distance` is the figure less the target: a difference of shares for rates. */
function targetData(kpi: Kpi, target: Target, currency: string): object {
  const { override } = target;
  return {
    value: kpiJson(kpi, present(target.value), currency),
    distance: target.distance === null ? null : kpiJson(kpi, present(target.distance), currency),
    met: target.met,
    ...(target.perMonth !== null && { perMonth: kpiJson(kpi, present(target.perMonth), currency) }),
    scope: override.scope,
    setBy: override.by,
  };
}

function settlementData(s: Settlement, currency: string): object {
  return {
    settled: toJson(money(s.settled, currency)),
    estimated: toJson(money(s.estimated, currency)),
    settledDays: s.settledDays,
    estimatedDays: s.estimatedDays,
    through: s.through,
  };
}

function splitRows(answer: KpiAnswer, lang: Language): object[] {
  const { kpi, currency, split } = answer.ask;
  if (answer.rows === null)
    return (answer.series?.points ?? []).map((p) => ({
      key: split === "month" ? p.day.slice(0, 7) : p.day,
      value: kpiJson(kpi, p.value, currency),
      ...because(p.value, lang),
    }));
  return answer.rows.map((row) => ({
    key: row.key,
    value: kpiJson(kpi, row.figure.value, currency),
    ...because(row.figure.value, lang),
    ...(row.share !== null && { share: row.share.toNumber() }),
    ...sample(row.thin),
    ...proof(kpi, row.figure, answer.judgement.known?.value),
    ...(row.before !== null && { comparison: kpiJson(kpi, row.before, currency) }),
    ...(row.change !== null && { delta: delta(kpi, row.change, currency, lang).delta }),
  }));
}

/** The overview as `--json` prints it: `kpi` is null, and each line is one of `kpis`. */
export function overviewData(overview: Overview, lang: Language, clearance: Sensitivity): object {
  const { currency, comparison } = overview.ask;
  return {
    kpi: null,
    period: range(overview.ask.period),
    scope: overview.ask.scope,
    ...(overview.before !== null && { comparison: { kind: comparison.kind, period: range(overview.before) } }),
    kpis: overview.lines.map((line) => {
      const { id, unit, sensitivity } = line.kpi;
      if (!maySee(clearance, sensitivity)) return { kpi: id, unit, value: null, because: NOT_SHOWN[lang] };
      return {
        kpi: id,
        unit,
        value: kpiJson(line.kpi, line.figure.value, currency),
        ...because(line.figure.value, lang),
        ...(line.before !== null && { before: kpiJson(line.kpi, line.before.value, currency) }),
        ...(line.change !== null && delta(line.kpi, line.change, currency, lang)),
      };
    }),
    basis: basis(overview, null, lang),
  };
}
