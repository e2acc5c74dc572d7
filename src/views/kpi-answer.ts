import { periodText } from "../domain/calendar/period-text.ts";
import type { KpiAnswer } from "../domain/kpi/engine/ask.ts";
import type { Terms } from "../domain/kpi/kpi.ts";
import { MEASURES } from "../domain/kpi/measure.ts";
import type { Maybe } from "../domain/value.ts";
import { type Block, type Fact, type Message, message } from "../message/message.ts";
import { kpiBasis } from "./kpi-basis.ts";
import { rankingChart, trendChart } from "./kpi-chart.ts";
import { splitTable } from "./kpi-table.ts";
import { marginFacts } from "./kpi-settlement.ts";
import { targetFacts } from "./kpi-target.ts";
import { waterfallChart } from "./kpi-waterfall.ts";
import { changeValue, kpiValue } from "./kpi-value.ts";
import {
  againstText,
  joined,
  immatureText,
  isCohort,
  partialText,
  scopeText,
  type ScopeWords,
  termsText,
  thinText,
  titleText,
} from "./kpi-words.ts";

type Exact = Extract<KpiAnswer["figure"]["value"], { kind: "value" }>["value"];

/** The KPI itself, with its change and whatever weakens it. */
function headline(answer: KpiAnswer): Fact {
  const { kpi, currency } = answer.ask;
  const { comparison } = answer;
  const note = joined([
    answer.thin === null ? null : thinText(kpi, answer.thin, answer.figure),
    isCohort(answer)
      ? immatureText({ immatureFrom: answer.immatureFrom, kpiDays: answer.judgement.maturityDays, told: answer.told })
      : null,
  ]);
  return {
    label: kpi.name,
    value: kpiValue(kpi, answer.figure.value, currency),
    ...(comparison !== null &&
      comparison.change.kind !== "none" && {
        delta: {
          against: againstText(comparison.kind, comparison.period),
          change: changeValue(kpi, comparison.change, currency),
          mood: comparison.mood,
        },
      }),
    ...(note !== undefined && { note }),
  };
}

/** The sums that a ratio is made of: whoever doubts the rate can check it against a report. */
function parts(answer: KpiAnswer): Fact[] {
  const { kpi, currency } = answer.ask;
  const part = (terms: Terms, value: Maybe<Exact>): Fact[] => {
    if (value.kind === "missing") return [];
    const unit = terms.some((t) => MEASURES[t.measure] === "money") ? "money" : "number";
    const whole = unit === "number" && value.value.isInteger();
    return [{ label: termsText(terms), value: kpiValue({ unit: whole ? "count" : unit, sensitivity: kpi.sensitivity }, value, currency) }];
  };
  const { numerator, denominator } = answer.figure;
  if (kpi.denominator === null || denominator === null) return [];
  return [...part(kpi.numerator, numerator), ...part(kpi.denominator, denominator)];
}

function before(answer: KpiAnswer): Fact[] {
  const { comparison } = answer;
  // Two missing figures are one piece of news, and the first one has told it.
  if (comparison === null || (answer.figure.value.kind === "missing" && comparison.figure.value.kind === "missing")) return [];
  const { kpi, currency } = answer.ask;
  const { covered, of } = comparison.coverage;
  // Where no change is told, the reader must see beside the figure why it is no match.
  const partly = comparison.change.kind === "none" && comparison.unlike.length > 0 && covered < of;
  const note = joined([
    comparison.thin === null ? null : thinText(kpi, comparison.thin, comparison.figure),
    partly ? { zh: `只有 ${covered}/${of} 店·天的数据`, en: `only ${covered} of ${of} store-days are known` } : null,
  ]);
  return [
    {
      label: periodText(comparison.period),
      value: kpiValue(kpi, comparison.figure.value, currency),
      ...(note !== undefined && { note }),
    },
  ];
}

/** The answer to `/kpi` about one KPI. */
export function kpiMessage(answer: KpiAnswer, words: ScopeWords): Message {
  const { ask } = answer;
  const lead = joined([partialText(ask.period, answer.told)], "sentences");
  const chart = ask.split === "store" || ask.split === "sku" ? rankingChart(answer, words) : trendChart(answer, words);
  const table = splitTable(answer);
  const blocks: (Block | null)[] = [
    { kind: "facts", facts: [headline(answer), ...targetFacts(answer), ...marginFacts(answer), ...parts(answer), ...before(answer)] },
    waterfallChart(answer),
    chart,
    table,
  ];
  return message({
    title: titleText(ask.kpi.name, scopeText(words), ask.period),
    tone: answer.figure.value.kind === "missing" ? "warning" : "neutral",
    ...(lead !== undefined && answer.figure.value.kind === "value" && { lead }),
    blocks: blocks.filter((b) => b !== null),
    basis: kpiBasis(answer, words),
  });
}
