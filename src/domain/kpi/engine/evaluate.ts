import { Decimal } from "decimal.js";
import { periodText } from "../../calendar/period-text.ts";
import type { Period } from "../../calendar/period.ts";
import { type Maybe, missing, present, type Text } from "../../value.ts";
import type { Kpi, Terms } from "../kpi.ts";
import type { MeasureId, MeasureRow } from "../measure.ts";
import { MEASURE_WORDS } from "./measure-words.ts";

/** A KPI over one key: the figure, and the two sums it is made of. */
export interface KpiFigure {
  readonly value: Maybe<Decimal>;
  readonly numerator: Maybe<Decimal>;
  /** null for a plain sum. */
  readonly denominator: Maybe<Decimal> | null;
}

/** Days that a figure rests on; `covered` may be a fraction when stores differ. */
export interface Span {
  readonly period: Period;
  readonly days: Decimal.Value;
}

export type MeasureValues = MeasureRow["values"];

export function measuresOf(kpi: Kpi): readonly MeasureId[] {
  return [...new Set([...kpi.numerator, ...(kpi.denominator ?? [])].map((t) => t.measure))];
}

function unknown(measure: MeasureId, period: Period): Maybe<never> {
  const { noun, remedy } = MEASURE_WORDS[measure];
  const when = periodText(period);
  return missing({
    zh: `${when.zh} 没有${noun.zh}数据${remedy ? `：${remedy.zh}` : ""}`,
    en: `no data on ${noun.en} in ${when.en}${remedy ? `: ${remedy.en}` : ""}`,
  });
}

function total(terms: Terms, values: MeasureValues | undefined, period: Period): Maybe<Decimal> {
  let sum = new Decimal(0);
  for (const { measure, sign } of terms) {
    const value = values?.[measure] ?? unknown(measure, period);
    // A difference with an unknown part is unknown: net sales without the refunds would flatter.
    if (value.kind === "missing") return value;
    sum = sum.plus(value.value.times(sign));
  }
  return present(sum);
}

function zero(kpi: Kpi, terms: Terms, period: Period): Text {
  const when = periodText(period);
  const measure = terms[0]?.measure ?? "units";
  if (kpi.scale === "days-of-period")
    return { zh: `${when.zh} 没有销量，可售天数算不出（滞销）`, en: `nothing was sold in ${when.en}, so the stock has no end in sight` };
  const { noun, remedy } = MEASURE_WORDS[measure];
  // Nothing sold is a fact of the trade; no sessions or no stock at all is nearly always a report that was not imported.
  const hint = measure === "units" || measure === "orders" ? undefined : remedy;
  return { zh: `${when.zh} ${noun.zh}为 0${hint ? `：${hint.zh}` : ""}`, en: `no ${noun.en} in ${when.en}${hint ? `: ${hint.en}` : ""}` };
}

const FACTORS = {
  "days-of-period": (days: Decimal.Value) => new Decimal(days),
  "thirty-over-days-of-period": (days: Decimal.Value) => new Decimal(30).div(days),
  // The window is ninety days by the definition; its ratio is not scaled.
  "ninety-days": () => new Decimal(1),
} as const satisfies Record<NonNullable<Kpi["scale"]>, (days: Decimal.Value) => Decimal>;

/** The figure of a KPI from the sums of one key: a ratio of sums, never a mean of ratios. */
export function evaluate(kpi: Kpi, values: MeasureValues | undefined, span: Span): KpiFigure {
  const numerator = total(kpi.numerator, values, span.period);
  if (kpi.denominator === null) return { value: numerator, numerator, denominator: null };
  const denominator = total(kpi.denominator, values, span.period);
  const told = (value: Maybe<Decimal>): KpiFigure => ({ value, numerator, denominator });
  if (denominator.kind === "missing") return told(denominator);
  if (numerator.kind === "missing") return told(numerator);
  if (!denominator.value.gt(0) || !(Number(span.days) > 0)) return told(missing(zero(kpi, kpi.denominator, span.period)));
  const factor = kpi.scale === undefined ? 1 : FACTORS[kpi.scale](span.days);
  return told(present(numerator.value.div(denominator.value).times(factor)));
}
