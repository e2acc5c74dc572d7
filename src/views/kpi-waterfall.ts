import type { WaterfallData } from "../domain/kpi/chart-data.ts";
import type { KpiAnswer } from "../domain/kpi/engine/ask.ts";
import { MEASURE_WORDS } from "../domain/kpi/engine/measure-words.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import type { Block } from "../message/message.ts";
import { kpiValue, plotted } from "./kpi-value.ts";

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How a contribution margin comes about, from sales to what is left; null where there is no figure to come to. */
export function waterfallChart(answer: KpiAnswer): Extract<Block, { readonly kind: "chart" }> | null {
  const { kpi, currency, split } = answer.ask;
  if (kpi.settles !== true || split !== null || answer.figure.value.kind === "missing") return null;
  const steps: WaterfallData["steps"] = [
    ...answer.parts.map(({ measure, sign, value }, i) => {
      const { zh, en } = MEASURE_WORDS[measure].noun;
      const signed = plotted(value);
      return {
        label: { zh, en: capital(en) },
        kind: i === 0 ? ("from" as const) : ("step" as const),
        value: signed === null ? null : signed * sign,
      };
    }),
    { label: kpi.name, kind: "sum", value: plotted(answer.figure.value) },
  ];
  const first = MEASURE_WORDS[answer.parts[0]?.measure ?? "sales-valid"].noun;
  const title: Text = { zh: `${first.zh}到${kpi.name.zh}`, en: `From ${first.en} to ${kpi.name.en}` };
  const data: WaterfallData = {
    title,
    currency: kpi.unit === "money" ? currency : null,
    unit: kpi.unit,
    steps,
    sensitivity: kpi.sensitivity,
  };
  const begin = answer.parts[0]?.value ?? answer.figure.value;
  const say = (lang: "zh" | "en"): string =>
    [formatValue(kpiValue(kpi, begin, currency), lang), formatValue(kpiValue(kpi, answer.figure.value, currency), lang)].join(" → ");
  return {
    kind: "chart",
    chart: "waterfall",
    data,
    alt: { zh: `${title.zh}：${say("zh")}，逐项加减见上方列表`, en: `${title.en}: ${say("en")}, step by step as listed above` },
    sensitivity: kpi.sensitivity,
  };
}
