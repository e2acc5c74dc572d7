import { periodCode, periodText } from "../domain/calendar/period-text.ts";
import type { KpiAnswer } from "../domain/kpi/engine/ask.ts";
import type { KpiFigure } from "../domain/kpi/engine/evaluate.ts";
import { type Interval, wilson } from "../domain/kpi/engine/interval.ts";
import { MEASURE_WORDS } from "../domain/kpi/engine/measure-words.ts";
import type { Thin } from "../domain/kpi/engine/marks.ts";
import type { KpiTrendData } from "../domain/kpi/chart-data.ts";
import type { Kpi, Terms } from "../domain/kpi/kpi.ts";
import type { MeasureId, Scope } from "../domain/kpi/measure.ts";
import type { Period } from "../domain/calendar/period.ts";
import type { ResolvedPolicy } from "../domain/policy/policy.ts";
import { countryName } from "../domain/words/countries.ts";
import { roleWord } from "../domain/words/roles.ts";
import type { Text } from "../domain/value.ts";

/** What a view must know of the asked scope beyond the codes. */
export interface ScopeWords {
  readonly scope: Scope;
  /** All stores there are: "all 3 stores" is shorter than their names. */
  readonly storeCount: number;
  readonly simulated: boolean;
  /** Days that are not like others, for pictures: peaks of sales, stock-outs of the asked SKU. */
  readonly special?: KpiTrendData["periods"];
  /** What the reader must know of the question itself: a cut period, stores whose today differs. */
  readonly notes: readonly Text[];
}

function storesText(stores: readonly string[], storeCount: number): Text {
  if (stores.length > 1 && stores.length === storeCount) return { zh: `全部 ${storeCount} 个店铺`, en: `all ${storeCount} stores` };
  if (stores.length > 3) return { zh: `${stores.length} 个店铺`, en: `${stores.length} stores` };
  return { zh: stores.join("、"), en: stores.join(", ") };
}

/** `SKU-1, amazon-us` — what the figure is of, the narrowest first. */
export function scopeText({ scope, storeCount }: Pick<ScopeWords, "scope" | "storeCount">): Text {
  const parts: Text[] = [];
  if (scope.sku !== undefined) parts.push({ zh: scope.sku, en: scope.sku });
  if (scope.role !== undefined) {
    const { zh, en } = roleWord(scope.role);
    parts.push({ zh, en: `role ${en}` });
  }
  if (scope.category !== undefined) parts.push({ zh: scope.category, en: scope.category });
  // Beside one store's own name its country tells nothing.
  if (scope.country !== undefined && scope.stores.length > 1) parts.push(countryName(scope.country));
  parts.push(storesText(scope.stores, storeCount));
  return { zh: parts.map((p) => p.zh).join("，"), en: parts.map((p) => p.en).join(", ") };
}

/** What a change is measured against, in a word where the exact days are said elsewhere. */
export function againstText(kind: "previous" | "last-year" | "period", period: Period): Text {
  const code = periodText(period);
  if (!periodCode(period).includes("..") || kind === "period") return code;
  return kind === "previous" ? { zh: "上期", en: "period before" } : { zh: "去年同期", en: "year before" };
}

export function titleText(name: Text, scope: Text, period: Period): Text {
  const when = periodText(period);
  const cut = (s: string): string => (s.length <= 80 ? s : `${Array.from(s).slice(0, 70).join("")}…`);
  return { zh: `${name.zh} · ${cut(scope.zh)} · ${when.zh}`, en: `${name.en} · ${cut(scope.en)} · ${when.en}` };
}

/** The name of a numerator or denominator: `sales − seller discounts − refunds`. */
export function termsText(terms: Terms): Text {
  const join = (lang: "zh" | "en"): string =>
    terms.map((t, i) => `${i === 0 ? "" : t.sign === 1 ? " + " : " − "}${MEASURE_WORDS[t.measure].noun[lang]}`).join("");
  const capital = join("en");
  return { zh: join("zh"), en: capital.charAt(0).toUpperCase() + capital.slice(1) };
}

const whole = (ratio: number): string => `${Math.round(ratio * 1000) / 10}%`;

/** Why a figure gets no verdict. */
export function thinText(kpi: Kpi, thin: Thin, figure?: Pick<KpiFigure, "numerator" | "denominator">): Text {
  if (thin.kind === "known") {
    const [has, needs] = [whole(thin.has.toNumber()), whole(thin.needs)];
    return {
      zh: `成本只覆盖 ${has} 的销售额，满 ${needs} 才作判断`,
      en: `costs are known for ${has} of the sales, a verdict takes ${needs}`,
    };
  }
  const noun = MEASURE_WORDS[sampleOf(kpi)].noun;
  const has = thin.has.toString();
  const between = figure === undefined ? null : intervalText(kpi, figure);
  return {
    zh: `样本少：${noun.zh} ${has}，满 ${thin.needs} 才作判断${between === null ? "" : `；${between.zh}`}`,
    en: `small sample: ${noun.en}: ${has}, a verdict takes ${thin.needs}${between === null ? "" : `; ${between.en}`}`,
  };
}

/** What a smallest sample counts. */
export const sampleOf = (kpi: Kpi): MeasureId => kpi.sample ?? kpi.denominator?.[0]?.measure ?? "units";

/** Where the true rate of a small sample probably lies; null for figures that are no share of cases. */
export function intervalOf(kpi: Kpi, { numerator, denominator }: Pick<KpiFigure, "numerator" | "denominator">): Interval | null {
  if (kpi.proportion !== true || numerator.kind === "missing" || denominator === null || denominator.kind === "missing") return null;
  return denominator.value.gt(0) ? wilson(numerator.value.toNumber(), denominator.value.toNumber()) : null;
}

function intervalText(kpi: Kpi, figure: Pick<KpiFigure, "numerator" | "denominator">): Text | null {
  const between = intervalOf(kpi, figure);
  if (between === null) return null;
  const [low, high] = [Math.round(between.low * 100), Math.round(between.high * 100)];
  return { zh: `真实值可能在 ${low}%–${high}% 之间`, en: `the true rate may lie anywhere from ${low} % to ${high} %` };
}

/** From which day on figures are not final; null when all are. Said beside the figure for returns, in the basis for the rest. */
export function immatureText({ immatureFrom, kpiDays, told }: { immatureFrom: string | null; kpiDays: number; told: Period }): Text | null {
  if (immatureFrom === null) return null;
  if (told.from === told.to)
    return {
      zh: `${told.to} 未满 ${kpiDays} 天，数字还会变`,
      en: `${told.to} is less than ${kpiDays} days ago: the figure may still change`,
    };
  if (immatureFrom <= told.from)
    return {
      zh: `各日均未满 ${kpiDays} 天，数字还会变`,
      en: `none of these days is ${kpiDays} days old yet: the figures may still change`,
    };
  return {
    zh: `${immatureFrom} 起未满 ${kpiDays} 天，数字还会变`,
    en: `days from ${immatureFrom} on are younger than ${kpiDays} days and may still change`,
  };
}

export const isCohort = (answer: Pick<KpiAnswer, "ask">): boolean =>
  answer.ask.kpi.numerator.some((t) => t.measure === "cohort-units-returned");

/** Where the facts end before the period does. */
export function partialText(asked: Period, told: Period): Text | null {
  if (asked.to === told.to) return null;
  const reach = periodText(told);
  return {
    zh: `数据只到 ${told.to}，以下为 ${reach.zh} 的数`,
    en: `The data ends on ${told.to}: the figure covers ${reach.en}`,
  };
}

/** Remarks in one line; undefined when there is none. `as: "sentences"` ends each with a full stop. */
export function joined(texts: readonly (Text | null)[], as: "remarks" | "sentences" = "remarks"): Text | undefined {
  const said = texts.filter((t) => t !== null);
  if (said.length === 0) return undefined;
  if (as === "sentences") return { zh: said.map((t) => `${t.zh}。`).join(""), en: said.map((t) => `${t.en}.`).join(" ") };
  return { zh: said.map((t) => t.zh).join("；"), en: said.map((t) => t.en).join("; ") };
}

/** A threshold that was used, its value, and whether somebody set it. */
export function policyText({ policy, value, override }: ResolvedPolicy<number>): Text {
  const shown =
    policy.unit === "percent"
      ? { zh: whole(value), en: whole(value) }
      : policy.unit === "days"
        ? { zh: `${value} 天`, en: `${value} days` }
        : { zh: String(value), en: String(value) };
  return {
    zh: `${policy.name.zh} ${shown.zh}（${override === null ? "默认" : `${override.by} 设置`}）`,
    en: `${policy.name.en}: ${shown.en} (${override === null ? "default" : `set by ${override.by}`})`,
  };
}

const SOURCES: Readonly<Record<string, Text>> = {
  "order-lines": { zh: "订单明细", en: "order lines" },
  "daily-sales": { zh: "销售日报", en: "daily sales" },
  traffic: { zh: "流量报告", en: "the traffic report" },
  stock: { zh: "库存快照", en: "stock snapshots" },
  returns: { zh: "退货明细", en: "returns" },
  "financial-events": { zh: "结算与退款记录", en: "financial events" },
  ads: { zh: "广告报告", en: "the advertising report" },
  costs: { zh: "单件成本", en: "unit costs" },
  reviews: { zh: "评价", en: "reviews" },
  fx: { zh: "汇率", en: "exchange rates" },
};

export const sourceText = (source: string): Text => SOURCES[source] ?? { zh: source, en: source };
