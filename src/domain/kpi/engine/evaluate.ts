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
  /** How many cases it rests on; null where nobody counts them. */
  readonly sample: Decimal | null;
  /** The figure as a part of another sum (a margin of sales); null where it is none, or that sum is not above 0. */
  readonly share: Decimal | null;
  /** The part of the whole that it speaks of, 0–1; null where it speaks of all. */
  readonly known: Decimal | null;
}

/** Days that a figure rests on; `covered` may be a fraction when stores differ. */
export interface Span {
  readonly period: Period;
  readonly days: Decimal.Value;
}

export type MeasureValues = MeasureRow["values"];

/** Fees that are settled and estimated are told apart by the days on which some are not settled. */
export const UNSETTLED: MeasureId = "unsettled-days";

const GENERAL: Readonly<Partial<Record<MeasureId, MeasureId>>> = {
  "platform-fees": "platform-fees-general",
  "return-fees": "return-fees-general",
  "promotion-fees": "promotion-fees-general",
};

/** The parts of a margin's fees that name no SKU. */
export const generalFees = (kpi: Kpi): readonly MeasureId[] =>
  kpi.settles === true ? kpi.numerator.flatMap((t) => GENERAL[t.measure] ?? []) : [];

/** Everything that must be asked for a KPI: its sums, and what tells how far they can be trusted. */
export function measuresOf(kpi: Kpi): readonly MeasureId[] {
  const terms = [...kpi.numerator, ...(kpi.denominator ?? []), ...(kpi.shareOf?.terms ?? [])].map((t) => t.measure);
  const known = kpi.knownPart === undefined ? [] : [kpi.knownPart.part, kpi.knownPart.whole];
  return [
    ...new Set([
      ...terms,
      ...known,
      ...(kpi.sample === undefined ? [] : [kpi.sample]),
      ...(kpi.settles ? [UNSETTLED] : []),
      ...generalFees(kpi),
    ]),
  ];
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

/** Measures of which 0 is a fact of the trade; no sessions or no stock at all is nearly always a report that was not imported. */
const MAY_BE_NONE: ReadonlySet<MeasureId> = new Set([
  "units",
  "orders",
  "sales-valid",
  "ad-impressions",
  "ad-clicks",
  "ad-spend",
  "reviews",
  "orders-due",
]);

function zero(kpi: Kpi, terms: Terms, numerator: Decimal, period: Period): Text {
  const when = periodText(period);
  const measure = terms[0]?.measure ?? "units";
  if (measure === "ad-sales" && numerator.gt(0))
    return {
      zh: `${when.zh} 有广告花费但没有广告成交，${kpi.name.zh}无穷大`,
      en: `ads were paid for in ${when.en} and no sale is ascribed to them: ${kpi.name.en} is infinite`,
    };
  if (kpi.scale === "days-of-period")
    return { zh: `${when.zh} 没有销量，可售天数算不出（滞销）`, en: `nothing was sold in ${when.en}, so the stock has no end in sight` };
  const { noun, remedy } = MEASURE_WORDS[measure];
  const hint = MAY_BE_NONE.has(measure) ? undefined : remedy;
  return { zh: `${when.zh} ${noun.zh}为 0${hint ? `：${hint.zh}` : ""}`, en: `no ${noun.en} in ${when.en}${hint ? `: ${hint.en}` : ""}` };
}

const FACTORS = {
  "days-of-period": (days: Decimal.Value) => new Decimal(days),
  "thirty-over-days-of-period": (days: Decimal.Value) => new Decimal(30).div(days),
  // The window is ninety days by the definition; its ratio is not scaled.
  "ninety-days": () => new Decimal(1),
} as const satisfies Record<NonNullable<Kpi["scale"]>, (days: Decimal.Value) => Decimal>;

const told = (value: Maybe<Decimal> | undefined): Decimal | null => (value?.kind === "value" ? value.value : null);

/** A part of a whole; null where one of them is unknown or the whole is not above 0. */
function part(of: Decimal | null, whole: Decimal | null): Decimal | null {
  return of === null || whole === null || !whole.gt(0) ? null : of.div(whole);
}

/** The figure of a KPI from the sums of one key: a ratio of sums, never a mean of ratios. */
export function evaluate(kpi: Kpi, values: MeasureValues | undefined, span: Span): KpiFigure {
  const numerator = total(kpi.numerator, values, span.period);
  const denominator = kpi.denominator === null ? null : total(kpi.denominator, values, span.period);
  const { knownPart, shareOf } = kpi;
  const known = knownPart === undefined ? null : part(told(values?.[knownPart.part]), told(values?.[knownPart.whole]));
  const value = known?.isZero() === true ? nothingCosted(span.period) : quotient(kpi, numerator, denominator, span);
  return {
    value,
    numerator,
    denominator,
    sample: kpi.sample === undefined ? told(denominator ?? undefined) : told(values?.[kpi.sample]),
    share: shareOf === undefined ? null : part(told(value), told(total(shareOf.terms, values, span.period))),
    known,
  };
}

function nothingCosted(period: Period): Maybe<never> {
  const when = periodText(period);
  return missing({
    zh: `${when.zh} 售出的商品都没有成本：请导入单件成本（costs）`,
    en: `no cost is known of anything sold in ${when.en}: import unit costs (format costs)`,
  });
}

function quotient(kpi: Kpi, numerator: Maybe<Decimal>, denominator: Maybe<Decimal> | null, span: Span): Maybe<Decimal> {
  if (denominator === null || kpi.denominator === null) return numerator;
  if (denominator.kind === "missing") return denominator;
  if (numerator.kind === "missing") return numerator;
  if (!denominator.value.gt(0) || !(Number(span.days) > 0)) return missing(zero(kpi, kpi.denominator, numerator.value, span.period));
  const factor = kpi.scale === undefined ? 1 : FACTORS[kpi.scale](span.days);
  return present(numerator.value.div(denominator.value).times(factor));
}
