import type { Frame } from "../app/retro/frame.ts";
import type { Scorecard, ScoreLine } from "../app/retro/scorecard.ts";
import { periodText } from "../domain/calendar/period-text.ts";
import { lastYear, previous } from "../domain/calendar/period.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { type Fact, type Message, message } from "../message/message.ts";

import { moved } from "./digest-values.ts";
import { kpiValue } from "./kpi-value.ts";
import { retroBasis } from "./retro-basis.ts";

const HEADLINE = ["gmv", "net-sales", "units", "return-rate", "turnover", "in-stock-rate"];

/** A line as a fact: the figure, its change against the month before, and last year's in words. */
export function scoreFact(line: ScoreLine, currency: string): Fact {
  const value = kpiValue(line.kpi, line.figure.value, currency);
  const against: Text = { zh: "上月", en: "the month before" };
  if (value.kind === "missing" || !line.previous || line.previous.change.kind === "none") return { label: line.kpi.name, value };
  return {
    label: line.kpi.name,
    value,
    delta: { against, change: moved(line.kpi, line.previous.change, currency), mood: line.previous.mood },
  };
}

export function headlineFacts(card: Scorecard, currency: string): Fact[] {
  return HEADLINE.map((id) => card.lines.find((l) => l.kpi.id === id))
    .filter((l) => l !== undefined)
    .map((l) => scoreFact(l, currency));
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

/** All KPIs of the pack against the month before and last year. */
export function scorecardMessage(card: Scorecard, f: Frame): Message {
  const notes = [...caveats(card.lines), ...perOrderAndUnit(card.lines)];
  return message({
    title: { zh: `1 记分卡 ${periodText(f.period).zh}`, en: `1 Scorecard, ${periodText(f.period).en}` },
    blocks: [
      {
        kind: "table",
        columns: [
          { label: { zh: "指标", en: "KPI" } },
          { label: periodText(f.period), align: "right" },
          { label: periodText(previous(f.period)), align: "right" },
          { label: { zh: "环比", en: "Change" }, align: "right" },
          { label: periodText(lastYear(f.period)), align: "right" },
          { label: { zh: "同比", en: "Change" }, align: "right" },
        ],
        rows: card.lines.map((l) => [
          { kind: "text", text: l.kpi.name },
          kpiValue(l.kpi, l.figure.value, f.currency),
          ...[l.previous, l.lastYear].flatMap((a) => [
            a
              ? kpiValue(l.kpi, a.figure.value, f.currency)
              : ({ kind: "missing", because: { zh: "没有可比数据", en: "nothing to compare with" } } as const),
            moved(l.kpi, a?.change ?? null, f.currency),
          ]),
        ]),
      },
      ...(notes.length > 0 ? [{ kind: "list" as const, items: notes }] : []),
    ],
    basis: retroBasis(f, { newest: card.newest, coverage: card.coverage, sources: card.sources, notes: card.notes }),
  });
}
