import type { Frame } from "../app/retro/frame.ts";
import type { RetroLook } from "../app/retro/look.ts";
import type { Scorecard, ScoreLine } from "../app/retro/scorecard.ts";
import { periodText } from "../domain/calendar/period-text.ts";
import { lastYear, previous } from "../domain/calendar/period.ts";
import type { SmallMultiplesData } from "../domain/kpi/chart-data.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { type Block, type Fact, type Message, message, type Value } from "../message/message.ts";

import { moved } from "./digest-values.ts";
import { sixTwelveChart } from "./kpi-six-twelve.ts";
import { kpiValue, plotted } from "./kpi-value.ts";
import { retroBasis } from "./retro-basis.ts";
import { t, words } from "./retro-values.ts";

const HEADLINE = ["gmv", "net-sales", "units", "return-rate", "turnover", "in-stock-rate"];

/** Whether the month is known to its end; if not, its days are held against as many of the month before. */
const toItsEnd = (card: Scorecard, f: Frame): boolean => card.told.to === f.period.to;

/** Said before the first figure: nobody may take three weeks for the month. Nothing where the month is known to its end. */
export function partOfMonth(card: Scorecard, f: Frame): Block[] {
  if (toItsEnd(card, f)) return [];
  const [told, before] = [periodText(card.told), periodText(card.before ?? previous(f.period))];
  return [
    {
      kind: "prose",
      text: t(
        `数据只到 ${card.told.to}：以下是 ${told.zh}，与 ${before.zh} 比，不是全月。`,
        `The data ends on ${card.told.to}: these are the figures of ${told.en} against ${before.en}, not of the whole month.`,
      ),
    },
  ];
}

/** A line as a fact: the figure, its change against the month before, and last year's in words. */
export function scoreFact(line: ScoreLine, card: Scorecard, f: Frame): Fact {
  const value = kpiValue(line.kpi, line.figure.value, f.currency);
  const against = toItsEnd(card, f) ? t("上月", "the month before") : t("上月同期", "these days of the month before");
  if (value.kind === "missing" || !line.previous || line.previous.change.kind === "none") return { label: line.kpi.name, value };
  return {
    label: line.kpi.name,
    value,
    delta: { against, change: moved(line.kpi, line.previous.change, f.currency), mood: line.previous.mood },
  };
}

export function headlineFacts(card: Scorecard, f: Frame): Fact[] {
  return HEADLINE.map((id) => card.lines.find((l) => l.kpi.id === id))
    .filter((l) => l !== undefined)
    .map((l) => scoreFact(l, card, f));
}

// More names than this say less than one word for all of them.
const NAMED = 3;

/** What keeps a line from a verdict: too small a sample, or figures that are still settling. */
export function caveats(lines: readonly ScoreLine[]): Text[] {
  const out: Text[] = [];
  for (const { kpi, thin, figure: told } of lines) {
    if (thin === null || told.value.kind === "missing") continue;
    const has = figure(thin.has.toNumber());
    out.push({
      zh: `${kpi.name.zh}：样本 ${has}，少于 ${figure(thin.needs)}，不下结论`,
      en: `${kpi.name.en}: a sample of ${has}, below ${figure(thin.needs)}, is too small for a verdict`,
    });
  }
  // Most KPIs settle on the same day; one sentence for each day, not for each KPI.
  const settling = new Map<string, ScoreLine[]>();
  for (const line of lines) {
    if (line.immatureFrom === null || line.figure.value.kind === "missing") continue;
    settling.set(line.immatureFrom, [...(settling.get(line.immatureFrom) ?? []), line]);
  }
  for (const [day, group] of settling) {
    const days = group[0]?.maturityDays ?? 0;
    const names: Text =
      group.length > NAMED
        ? { zh: "销售与库存类指标", en: "Sales and stock" }
        : { zh: group.map((l) => l.kpi.name.zh).join("、"), en: group.map((l) => l.kpi.name.en).join(", ") };
    out.push({
      zh: `${names.zh}：${day} 起的数字还会变（满 ${days} 天才定）`,
      en: `${names.en}: figures from ${day} on may still change (settled after ${days} days)`,
    });
  }
  return out;
}

/** Side by side the two averages look as if they contradict each other: they are of different sales. */
function perOrderAndUnit(lines: readonly ScoreLine[]): Text[] {
  const [order, unit] = ["aov", "asp"].map((id) => lines.find((l) => l.kpi.id === id)?.kpi.name);
  if (order === undefined || unit === undefined) return [];
  return [
    {
      zh: `${order.zh} = 净销售额 ÷ 订单数；${unit.zh} = GMV ÷ 销量（未减折扣与退款）`,
      en: `${order.en} is net sales ÷ orders; ${unit.en} is GMV ÷ units, before discounts and refunds`,
    },
  ];
}

const NO_TARGET: Value = { kind: "missing", because: t("没有设目标", "no target is set") };

/** Where a figure stands against what was aimed at; too small a sample neither reaches a target nor misses it. */
function status({ target, thin, kpi }: ScoreLine): Value {
  const { sensitivity } = kpi;
  if (target === null) return { ...NO_TARGET, sensitivity };
  if (target.met === null || thin !== null) return { kind: "missing", because: t("不作判断", "no verdict"), sensitivity };
  return { ...words(target.met ? t("达成", "reached") : t("未达成", "missed")), sensitivity };
}

function table(card: Scorecard, f: Frame): Block {
  const aimed = card.lines.some((l) => l.target !== null);
  const goal = (l: ScoreLine): Value =>
    l.target === null
      ? { ...NO_TARGET, sensitivity: l.kpi.sensitivity }
      : kpiValue(l.kpi, { kind: "value", value: l.target.value }, f.currency);
  return {
    kind: "table",
    columns: [
      { label: t("指标", "KPI") },
      ...(aimed ? ([{ label: t("目标", "Target"), align: "right" }] as const) : []),
      { label: periodText(card.told), align: "right" },
      ...(aimed ? [{ label: t("达成", "Status") }] : []),
      { label: periodText(card.before ?? previous(f.period)), align: "right" },
      { label: t("环比", "Change"), align: "right" },
      { label: periodText(card.yearBefore ?? lastYear(f.period)), align: "right" },
      { label: t("同比", "Change"), align: "right" },
    ],
    rows: card.lines.map((l) => [
      words(l.kpi.name),
      ...(aimed ? [goal(l)] : []),
      kpiValue(l.kpi, l.figure.value, f.currency),
      ...(aimed ? [status(l)] : []),
      ...[l.previous, l.lastYear].flatMap((a) => [
        a
          ? kpiValue(l.kpi, a.figure.value, f.currency)
          : ({ kind: "missing", because: t("没有可比数据", "nothing to compare with") } as const),
        moved(l.kpi, a?.change ?? null, f.currency),
      ]),
    ]),
  };
}

/** The outcome in pictures: six weeks and twelve months, and the month in each store. */
function pictures({ course, exceptions, frame: f }: RetroLook): Block[] {
  const charts: Block[] = [];
  if (course !== null) {
    const { name } = course.kpi;
    const chart = sixTwelveChart(course, f.currency, null, t(`${name.zh} · 近 6 周与 12 个月`, `${name.en} · 6 weeks and 12 months`));
    if (chart !== null) charts.push(chart);
  }
  const known = exceptions.courses.filter((c) => c.points.some((p) => p.value.kind === "value"));
  const kpi = course?.kpi;
  if (kpi === undefined || known.length < 2) return charts;
  const when = periodText(f.period);
  const data: SmallMultiplesData = {
    title: t(`各店铺 ${kpi.name.zh} · ${when.zh}`, `${kpi.name.en} by store · ${when.en}`),
    name: kpi.name,
    unit: kpi.unit,
    currency: kpi.unit === "money" ? f.currency : null,
    period: f.period,
    panels: known.map(({ store, points }) => ({ label: store, series: points.map((p) => ({ day: p.day, value: plotted(p.value) })) })),
    more: 0,
    sensitivity: kpi.sensitivity,
  };
  const stores = known.map((c) => c.store);
  charts.push({
    kind: "chart",
    chart: "small-multiples",
    data,
    alt: t(
      `${when.zh} 各店铺每天的${kpi.name.zh}，同一刻度：${stores.join("、")}`,
      `${kpi.name.en} of each day of ${when.en} by store, on one scale: ${stores.join(", ")}`,
    ),
    sensitivity: kpi.sensitivity,
  });
  return charts;
}

/** All KPIs of the pack against their targets, the month before and last year. */
export function scorecardMessage(look: RetroLook): Message {
  const { card, frame: f } = look;
  const notes = [...caveats(card.lines), ...perOrderAndUnit(card.lines)];
  const aimless = card.lines.every((l) => l.target === null);
  return message({
    title: t(`2 记分卡 ${periodText(f.period).zh}`, `2 Scorecard, ${periodText(f.period).en}`),
    blocks: [table(card, f), ...pictures(look), ...(notes.length > 0 ? [{ kind: "list" as const, items: notes }] : [])],
    basis: retroBasis(f, {
      newest: card.newest,
      coverage: card.coverage,
      sources: card.sources,
      notes: [
        ...(aimless
          ? [
              t(
                "没有设目标：npm run purser -- policy set kpi-target-gmv 数值",
                "no target is set: npm run purser -- policy set kpi-target-gmv VALUE",
              ),
            ]
          : []),
        ...card.notes,
      ],
    }),
  });
}
