import type { Issue, WeeklyReturns } from "../app/weekly-returns.ts";
import { length, type Period } from "../domain/calendar/period.ts";
import type { ReturnBucket } from "../domain/facts/facts.ts";
import type { KpiAnswer } from "../domain/kpi/engine/ask.ts";
import type { ReturnReasonsData } from "../domain/kpi/chart-data.ts";
import { figure } from "../domain/restock/figures.ts";
import { RETURN_LINKS } from "../domain/retro/return-links.ts";
import { reasonText } from "../domain/returns/reason-words.ts";
import type { ReturnSpan } from "../domain/returns/span.ts";
import type { Text } from "../domain/value.ts";
import { type Basis, type Block, type Button, type Fact, type Message, message, type Value } from "../message/message.ts";
import { uniqueTexts } from "./digest-values.ts";
import { changeValue, kpiValue } from "./kpi-value.ts";
import { immatureText, policyText, sourceText, thinText } from "./kpi-words.ts";
import { riseBlocks, skuBlocks } from "./weekly-returns-skus.ts";

const TOP = 3;

const t = (zh: string, en: string): Text => ({ zh, en });
const text = (x: Text): Value => ({ kind: "text", text: x });
const count = (n: number): Value => ({ kind: "count", count: n });

/** `11-09 至 11-15`: the year stands in the title already. */
const shortly = ({ from, to }: Period): Text => t(`${from.slice(5)} 至 ${to.slice(5)}`, `${from.slice(5)} to ${to.slice(5)}`);
const title = (w: WeeklyReturns): Text =>
  t(`退货周报 TOP 3：${w.week.from} 至 ${w.week.to}`, `Returns of the week, top 3: ${w.week.from} to ${w.week.to}`);
const sum = (spans: readonly ReturnSpan[], pick: (s: ReturnSpan) => number): number => spans.reduce((all, s) => all + pick(s), 0);

/** Nobody knows what came back: not the same as nothing. */
export const noReturnsKnown = (w: WeeklyReturns): boolean =>
  w.rate?.figure.numerator.kind !== "value" && w.spans.every((s) => s.week === 0);

/** One short message in place of figures that would be wrong. */
export function noWeeklyReturns(w: WeeklyReturns): Message {
  const missing = w.rate?.figure.numerator;
  const because = missing?.kind === "missing" ? missing.because : t("没有退货数据", "there are no returns data");
  return message({
    title: t(
      `本周没有退货周报：缺 ${w.week.from} 至 ${w.week.to} 的数据`,
      `No returns of the week: ${w.week.from} to ${w.week.to} is not known`,
    ),
    tone: "warning",
    lead: t(`${because.zh}。导入后下周一照常发。`, `${sentence(because.en)}. Once they are imported, next Monday's comes as usual.`),
  });
}

const sentence = (s: string): string => s.charAt(0).toUpperCase() + s.slice(1);

/** Units a week in the weeks before, where all of them are known. */
function usualWeek(rate: KpiAnswer | null): { readonly units: number; readonly weeks: number } | null {
  const c = rate?.comparison;
  if (c?.figure.numerator.kind !== "value" || c.coverage.covered < c.coverage.of) return null;
  const weeks = length(c.period) / 7;
  return { units: c.figure.numerator.value.toNumber() / weeks, weeks };
}

function lead(w: WeeklyReturns): Text {
  const units = sum(w.spans, (s) => s.week);
  const usual = usualWeek(w.rate);
  const risen = w.issues.filter((i) => i.verdict === "risen");
  const names = (lang: "zh" | "en", and: string): string =>
    risen
      .map((i) => (lang === "zh" ? `${i.sku}（${RETURN_LINKS[i.bucket].name.zh}）` : `${i.sku} (${RETURN_LINKS[i.bucket].name.en})`))
      .join(and);
  const stores = [...new Set(w.rises.map((r) => r.store))];
  const wide =
    stores.length === 0
      ? t("", "")
      : t(`${stores.join("、")} 有原因全店升高，见下。`, ` In ${stores.join(", ")} a reason has risen over all SKUs, see below.`);
  const than =
    usual === null
      ? t("", "")
      : t(
          `，此前 ${usual.weeks} 周平均每周 ${figure(Math.round(usual.units))} 件`,
          `; ${figure(Math.round(usual.units))} a week in the ${usual.weeks} weeks before`,
        );
  return t(
    `退回 ${figure(units)} 件${than.zh}。${risen.length > 0 ? `明显高于自身以往：${names("zh", "、")}。` : "没有 SKU 明显高于自身以往。"}${wide.zh}`,
    `${figure(units)} ${units === 1 ? "unit" : "units"} came back${than.en}. ${risen.length > 0 ? `Well above its own past: ${names("en", ", ")}.` : "No SKU is well above its own past."}${wide.en}`,
  );
}

function rateFact(answer: KpiAnswer, label: Text, currency: string): Fact {
  const { kpi } = answer.ask;
  const value = kpiValue(kpi, answer.figure.value, currency);
  const c = answer.comparison;
  const note =
    answer.thin === null
      ? immatureText({ immatureFrom: answer.immatureFrom, kpiDays: answer.judgement.maturityDays, told: answer.told })
      : thinText(kpi, answer.thin, answer.figure);
  if (value.kind === "missing" || c === null || c.change.kind === "none") return { label, value, ...(note && { note }) };
  return {
    label,
    value,
    delta: {
      against: t(`此前 ${length(c.period) / 7} 周`, `the ${length(c.period) / 7} weeks before`),
      change: changeValue(kpi, c.change, currency),
      mood: c.mood,
    },
    ...(note && { note }),
  };
}

function rates(w: WeeklyReturns): Block[] {
  const facts: Fact[] = [];
  if (w.rate) facts.push(rateFact(w.rate, t("退货率（按退回日）", "Return rate, by the day of the return"), w.currency));
  if (w.cohort) {
    const { period } = w.cohort.ask;
    const days = shortly(period);
    facts.push(
      rateFact(
        w.cohort,
        t(`批次退货率（${days.zh} 下单，已过观察期）`, `Return rate of orders of ${days.en}, old enough to be final`),
        w.currency,
      ),
    );
  }
  return facts.length > 0 ? [{ kind: "facts", facts }] : [];
}

interface ByBucket {
  readonly bucket: ReturnBucket;
  readonly week: number;
  /** Part of all returns before the week; null where there were none. */
  readonly before: number | null;
}

function byBucket(spans: readonly ReturnSpan[]): ByBucket[] {
  const earlier = (s: ReturnSpan): number => s.recent + s.past - s.week;
  const all = sum(spans, earlier);
  return [...Map.groupBy(spans, (s) => s.bucket)]
    .map(([bucket, mine]) => ({ bucket, week: sum(mine, (s) => s.week), before: all > 0 ? sum(mine, earlier) / all : null }))
    .filter((b) => b.week > 0)
    .toSorted((a, b) => b.week - a.week || (a.bucket < b.bucket ? -1 : 1));
}

function reasons(w: WeeklyReturns): Block[] {
  const total = sum(w.spans, (s) => s.week);
  const nothing: Value = { kind: "missing", because: t("此前没有退货", "nothing came back before") };
  return [
    {
      kind: "table",
      title: t("退货原因 TOP 3", "Top 3 reasons"),
      columns: [
        { label: t("原因", "Reason") },
        { label: t("本周", "Units"), align: "right" },
        { label: t("占比", "Share"), align: "right" },
        { label: t(`此前 ${weeksBefore(w)} 周`, `${weeksBefore(w)} weeks before`), align: "right" },
        { label: t("该谁改", "Who must act") },
      ],
      rows: byBucket(w.spans)
        .slice(0, TOP)
        .map((b) => [
          text(RETURN_LINKS[b.bucket].name),
          count(b.week),
          { kind: "percent", ratio: b.week / total, digits: 0 },
          b.before === null ? nothing : { kind: "percent", ratio: b.before, digits: 0 },
          text(RETURN_LINKS[b.bucket].link),
        ]),
    },
  ];
}

const weeksBefore = (w: WeeklyReturns): number => Math.round((length(w.recent) + length(w.past)) / 7) - 1;

function chart(w: WeeklyReturns): Block[] {
  const total = sum(w.spans, (s) => s.week);
  const rows = [...Map.groupBy(w.spans, (s) => reasonText(s.reason).en)]
    .map(([, mine]) => ({ label: reasonText(mine[0]?.reason ?? null), units: sum(mine, (s) => s.week) }))
    .filter((r) => r.units > 0)
    .toSorted((a, b) => b.units - a.units || (a.label.en < b.label.en ? -1 : 1));
  const when = shortly(w.week);
  const data: ReturnReasonsData = {
    // Not the six of the table above it: some of both have one name, and other numbers.
    title: t(`平台写的原因 ${when.zh}`, `Reasons in the platforms' words, ${when.en}`),
    rows,
    total,
    sensitivity: "internal",
  };
  const told = (lang: "zh" | "en"): string =>
    rows
      .slice(0, TOP)
      .map((r) => `${r.label[lang]} ${figure(r.units)}`)
      .join(lang === "zh" ? "、" : ", ");
  return [
    {
      kind: "chart",
      chart: "return-reasons",
      data,
      alt: t(`${figure(total)} 件退货按平台原因：${told("zh")}`, `${figure(total)} returned units by the platform's reason: ${told("en")}`),
      sensitivity: "internal",
    },
  ];
}

function basis(w: WeeklyReturns): Basis {
  const { rate, cohort } = w;
  const answers = [rate, cohort].filter((a) => a !== null);
  return {
    ...(rate?.newest && { asOf: rate.newest }),
    stores: w.stores.map((s) => s.code),
    dateBasis: t("退货处理日", "day on which the return was processed"),
    ...(rate && rate.coverage.of > 0 && { coverage: { ...rate.coverage, unit: t("店·天", "store-days") } }),
    sources: [...new Set(answers.flatMap((a) => a.sources))].map(sourceText),
    policies: w.policies.map(policyText),
    notes: uniqueTexts([
      t(
        "单品退货率 = 退回件数 ÷ 同期销量；退回的多是更早的订单",
        "a SKU's rate is units that came back ÷ units sold in the same days; most are of earlier orders",
      ),
      t("最近的订单还会有退货", "recent orders may still come back"),
      ...answers.flatMap((a) => [...a.notes, ...(a.comparison?.unlike ?? [])]),
    ]),
    ...(w.stores.some((s) => s.simulated) && { simulated: true }),
  };
}

const opens = ({ sku }: Issue): Button => ({
  label: t(`${sku} 退货走势`, `${sku}: its returns`),
  deed: { action: "open-returns", args: { sku } },
});

/** What came back last week, why, and who must do what. */
export function weeklyReturnsMessage(w: WeeklyReturns): Message {
  return message({
    title: title(w),
    tone: w.rises.length > 0 || w.issues.some((i) => i.verdict === "risen") ? "warning" : "neutral",
    lead: lead(w),
    blocks: [...rates(w), ...skuBlocks(w), ...riseBlocks(w), ...reasons(w), ...chart(w)],
    actions: w.issues.map(opens),
    basis: basis(w),
  });
}
