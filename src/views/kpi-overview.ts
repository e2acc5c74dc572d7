import { periodText } from "../domain/calendar/period-text.ts";
import type { Overview, OverviewLine } from "../domain/kpi/engine/overview.ts";
import type { Text } from "../domain/value.ts";
import { type Fact, type Message, message } from "../message/message.ts";
import { overviewBasis } from "./kpi-basis.ts";
import { changeValue, kpiValue } from "./kpi-value.ts";
import { againstText, joined, partialText, scopeText, type ScopeWords, thinText, titleText } from "./kpi-words.ts";

const NAME: Text = { zh: "经营概览", en: "Overview" };

function fact(line: OverviewLine, overview: Overview): Fact {
  const { currency } = overview.ask;
  const { before } = overview;
  const { comparison } = overview.ask;
  const kind = comparison.kind === "none" ? "period" : comparison.kind;
  return {
    label: line.kpi.name,
    value: kpiValue(line.kpi, line.figure.value, currency),
    ...(before !== null &&
      line.change !== null &&
      line.change.kind !== "none" && {
        delta: { against: againstText(kind, before), change: changeValue(line.kpi, line.change, currency), mood: line.mood },
      }),
    ...(line.thin !== null && { note: thinText(line.kpi, line.thin, line.figure) }),
  };
}

/** The main KPIs as facts: also for digests and the scorecard of the retro. */
export function overviewFacts(overview: Overview): Fact[] {
  return overview.lines.map((line) => fact(line, overview));
}

/** The answer to `/kpi` without a KPI. */
export function overviewMessage(overview: Overview, words: ScopeWords): Message {
  const partial = partialText(overview.ask.period, overview.told);
  const against: Text | null =
    overview.before === null
      ? null
      : { zh: `对比 ${periodText(overview.before).zh}`, en: `Compared with ${periodText(overview.before).en}` };
  const lead = joined([partial, against], "sentences");
  const known = overview.lines.some((l) => l.figure.value.kind === "value");
  return message({
    title: titleText(NAME, scopeText(words), overview.ask.period),
    tone: known ? "neutral" : "warning",
    ...(lead !== undefined && { lead }),
    blocks: [{ kind: "facts", facts: overviewFacts(overview) }],
    basis: overviewBasis(overview, words),
  });
}
