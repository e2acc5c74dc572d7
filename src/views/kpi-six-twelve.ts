import type { SixTwelveData } from "../domain/kpi/chart-data.ts";
import { change } from "../domain/kpi/engine/change.ts";
import type { Pair, SixTwelve } from "../domain/kpi/engine/six-twelve.ts";
import type { Sensitivity, Text } from "../domain/value.ts";
import { maySee, NOT_SHOWN } from "../message/audience.ts";
import { formatValue } from "../message/format.ts";
import { type Block, type Message, message, type Value } from "../message/message.ts";
import { changeValue, kpiJson, kpiValue, plotted } from "./kpi-value.ts";
import { scopeText, type ScopeWords, sourceText } from "./kpi-words.ts";

/** A target that is set per month, and what falls on a week of it; a rate is the same for both. */
export interface SixTwelveAim {
  readonly week: number;
  readonly month: number;
}

const point = ({ day, value, before }: Pair) => ({ day, value: plotted(value), before: plotted(before) });

function chartData(found: SixTwelve, currency: string, aim: SixTwelveAim | null, title: Text): SixTwelveData {
  const { kpi } = found;
  return {
    title,
    name: kpi.name,
    unit: kpi.unit,
    currency: kpi.unit === "money" ? currency : null,
    weeks: found.weeks.map(point),
    months: found.months.map((m, i) => {
      const whole = found.whole || i < found.months.length - 1;
      // Beside three weeks the whole month of the year before would look like a fall.
      return { ...point(m), ...(!whole && { before: null }), whole };
    }),
    target: aim,
    sensitivity: kpi.sensitivity,
  };
}

/** The picture of it; null where no week and no month is known. */
export function sixTwelveChart(
  found: SixTwelve,
  currency: string,
  aim: SixTwelveAim | null,
  title: Text,
): Extract<Block, { readonly kind: "chart" }> | null {
  const { kpi } = found;
  if (![...found.weeks, ...found.months].some((p) => p.value.kind === "value")) return null;
  const [week, month] = [found.weeks.at(-1), lastWhole(found)];
  const say = (p: Pair | undefined, lang: "zh" | "en"): string =>
    p === undefined ? "" : formatValue(kpiValue(kpi, p.value, currency), lang);
  return {
    kind: "chart",
    chart: "six-twelve",
    data: chartData(found, currency, aim, title),
    alt: {
      zh: `${kpi.name.zh}近 6 周与近 12 个月：最近一整周 ${say(week, "zh")}，最近一整月 ${say(month, "zh")}`,
      en: `${kpi.name.en} over 6 weeks and 12 months: last whole week ${say(week, "en")}, last whole month ${say(month, "en")}`,
    },
    sensitivity: kpi.sensitivity,
  };
}

const lastWholeAt = ({ whole, months }: SixTwelve): number => months.length - (whole ? 1 : 2);
const lastWhole = (found: SixTwelve): Pair | undefined => found.months[lastWholeAt(found)];

/** The answer to `/kpi … 6-12`: the picture, and below it the weeks and months that reviews ask for first. */
export function sixTwelveMessage(found: SixTwelve, currency: string, aim: SixTwelveAim | null, words: ScopeWords, today: string): Message {
  const { kpi } = found;
  const scope = scopeText(words);
  const title: Text = {
    zh: `${kpi.name.zh} · ${scope.zh} · 近 6 周与 12 个月`,
    en: `${kpi.name.en} · ${scope.en} · 6 weeks and 12 months`,
  };
  const row = (label: Text, now: Pair | undefined, then: Pair["value"] | undefined): Value[][] => {
    if (now === undefined) return [];
    const moved = (to: Pair["value"] | undefined): Value =>
      to === undefined ? { kind: "text", text: { zh: "", en: "" } } : changeValue(kpi, change(kpi, now.value, to), currency);
    return [[{ kind: "text", text: label }, kpiValue(kpi, now.value, currency), moved(then), moved(now.before)]];
  };
  const last = lastWholeAt(found);
  const [week, month, running] = [found.weeks.at(-1), found.months[last], found.whole ? undefined : found.months.at(-1)];
  const chart = sixTwelveChart(found, currency, aim, title);
  const right = (zh: string, en: string) => ({ label: { zh, en }, align: "right" as const, sensitivity: kpi.sensitivity });
  const table: Block = {
    kind: "table",
    columns: [
      { label: { zh: "期间", en: "Period" } },
      right(kpi.name.zh, kpi.name.en),
      right("比上一期", "Against the one before"),
      right("同比", "Against the year before"),
    ],
    rows: [
      ...row({ zh: `${week?.day ?? ""} 起的一周`, en: `Week of ${week?.day ?? ""}` }, week, found.weeks.at(-2)?.value),
      ...row({ zh: month?.day.slice(0, 7) ?? "", en: month?.day.slice(0, 7) ?? "" }, month, found.beforeLast),
      // A month that runs is held against nothing: its days are fewer.
      ...(running === undefined
        ? []
        : row(
            { zh: `${running.day.slice(0, 7)} 至今`, en: `${running.day.slice(0, 7)} to date` },
            { ...running, before: NOT_WHOLE },
            undefined,
          )),
    ],
    sensitivity: kpi.sensitivity,
  };
  return message({
    title,
    tone: chart === null ? "warning" : "neutral",
    blocks: chart === null ? [table] : [chart, table],
    basis: {
      asOf: found.basis.newest ?? today,
      dateBasis: kpi.dateBasis,
      stores: words.scope.stores,
      sources: found.basis.sources.map(sourceText),
      notes: [...words.notes, ...(kpi.note === undefined ? [] : [kpi.note]), ...found.basis.notes],
      ...(words.simulated && { simulated: true }),
    },
  });
}

const NOT_WHOLE: Pair["value"] = { kind: "missing", because: { zh: "本月未满", en: "the month is not over" } };

/** As `--json` prints it. */
export function sixTwelveData(found: SixTwelve, currency: string, lang: "zh" | "en", clearance: Sensitivity): object {
  const { kpi } = found;
  if (!maySee(clearance, kpi.sensitivity)) return { kpi: kpi.id, unit: kpi.unit, value: null, because: NOT_SHOWN[lang] };
  const json = ({ day, value, before }: Pair): object => ({
    day,
    value: kpiJson(kpi, value, currency),
    ...(value.kind === "missing" && { because: value.because[lang] }),
    before: kpiJson(kpi, before, currency),
  });
  return { kpi: kpi.id, unit: kpi.unit, weeks: found.weeks.map(json), months: found.months.map(json), currency };
}
