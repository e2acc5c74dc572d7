import type { KpiAnswer, KpiComparison, SplitRow } from "../domain/kpi/engine/ask.ts";
import { addsOverSkus } from "../domain/kpi/engine/measure-words.ts";
import { smallestFirst } from "../domain/kpi/engine/rank.ts";
import type { Terms } from "../domain/kpi/kpi.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { listed } from "../message/listed.ts";
import type { Block, Column, Language, Value } from "../message/message.ts";
import { LIMITS } from "../message/valid.ts";
import { SPLIT_WORDS } from "./kpi-chart.ts";
import { changeValue, kpiValue } from "./kpi-value.ts";
import { againstText, termsText } from "./kpi-words.ts";

type TableBlock = Extract<Block, { readonly kind: "table" }>;

const ROWS = 10;
const POINTS = 31;
/** Less than a cent is rounding. */
const SMALLEST_REST = 0.01;
const CHANGE: Text = { zh: "变化", en: "Change" };
const SHARE: Text = { zh: "占比", en: "Share" };

const right = (label: Text, answer: KpiAnswer): Column => ({ label, align: "right", sensitivity: answer.ask.kpi.sensitivity });

function partOf(share: SplitRow["figure"]["share"]): Value {
  return share === null
    ? { kind: "missing", because: { zh: "没有净销售额", en: "no net sales" } }
    : { kind: "percent", ratio: share.toNumber() };
}

function count(value: SplitRow["figure"]["denominator"] | SplitRow["figure"]["sample"]): Value {
  if (value !== null && !("kind" in value)) return { kind: "count", count: Math.round(value.toNumber()) };
  if (value === null) return { kind: "text", text: { zh: "", en: "" } };
  return value.kind === "missing" ? value : { kind: "count", count: Math.round(value.value.toNumber()) };
}

/** The comparison, where it has a figure: a column of dashes tells nothing. */
function compared({ comparison }: KpiAnswer): KpiComparison | null {
  return comparison === null || comparison.figure.value.kind === "missing" ? null : comparison;
}

function before(comparison: KpiComparison): Text {
  const text = againstText(comparison.kind, comparison.period);
  return { zh: text.zh, en: text.en.charAt(0).toUpperCase() + text.en.slice(1) };
}

/** How the rows of a ratio are ordered: unlike with amounts, that is not what everybody expects. */
function orderText(kpi: KpiAnswer["ask"]["kpi"]): Text | null {
  if (kpi.denominator === null || kpi.good === "neither") return null;
  return smallestFirst(kpi) ? { zh: "从低到高", en: "Lowest first" } : { zh: "从高到低", en: "Highest first" };
}

/** The first members of a split by store or SKU. */
function members(answer: KpiAnswer, rows: readonly SplitRow[], what: Text): TableBlock {
  const { kpi, currency } = answer.ask;
  const comparison = compared(answer);
  const shared = rows.some((r) => r.share !== null);
  // With a smallest sample in force the reader must see how large each one is.
  const sample: Terms | null =
    kpi.minimumSample === null ? null : kpi.sample === undefined ? kpi.denominator : [{ measure: kpi.sample, sign: 1 }];
  const rate = kpi.shareOf?.name;
  const title = rows.length > 1 ? orderText(kpi) : null;
  return {
    kind: "table",
    ...(title !== null && { title }),
    columns: [
      { label: { zh: what.zh, en: what.en === "store" ? "Store" : what.en } },
      right(kpi.name, answer),
      ...(rate === undefined ? [] : [right(rate, answer)]),
      ...(sample === null ? [] : [right(termsText(sample), answer)]),
      ...(shared ? [right(SHARE, answer)] : []),
      ...(comparison === null ? [] : [right(before(comparison), answer), right(CHANGE, answer)]),
    ],
    ...withRest(
      listed(rows, ROWS, (row): Value[] => [
        { kind: "code", code: row.key },
        kpiValue(kpi, row.figure.value, currency),
        ...(rate === undefined ? [] : [partOf(row.figure.share)]),
        ...(sample === null ? [] : [count(kpi.sample === undefined ? row.figure.denominator : row.figure.sample)]),
        ...(shared ? [share(row)] : []),
        ...(comparison === null || row.before === null || row.change === null
          ? []
          : [kpiValue(kpi, row.before, currency), changeValue(kpi, row.change, currency)]),
      ]),
      restRow(answer, { rate: rate !== undefined, sample: sample !== null, shared, compared: comparison !== null }),
    ),
  };
}

/** The rest stands last; where the last rows are only in the file, it is said below the table, which would not add up without. */
function withRest(table: ReturnType<typeof listed>, rest: readonly Value[][]): ReturnType<typeof listed> {
  const [[name, value] = []] = rest;
  if (name === undefined || value === undefined) return table;
  const rows = [...table.rows.slice(0, LIMITS.carriedRows - rest.length), ...rest];
  if (table.show === undefined) return { rows };
  const said = (lang: Language): string => `${formatValue(name, lang)}${lang === "zh" ? "：" : ": "}${formatValue(value, lang)}`;
  const { zh, en } = table.more ?? { zh: "", en: "" };
  return {
    rows,
    show: table.show,
    more: { zh: [said("zh"), zh].filter((x) => x !== "").join("；"), en: [said("en"), en].filter((x) => x !== "").join("; ") },
  };
}

const BLANK: Value = { kind: "text", text: { zh: "", en: "" } };

/** What the whole has beyond its SKUs (fees and advertising that name none): the rows then add up to the figure above them. */
function restRow(
  answer: KpiAnswer,
  columns: { readonly rate: boolean; readonly sample: boolean; readonly shared: boolean; readonly compared: boolean },
): Value[][] {
  const { kpi, currency, split } = answer.ask;
  const whole = answer.figure.value;
  if (
    split !== "sku" ||
    kpi.denominator !== null ||
    !kpi.numerator.every((t) => addsOverSkus(t.measure)) ||
    whole.kind === "missing" ||
    answer.rows === null
  )
    return [];
  let rest = whole.value;
  for (const { figure } of answer.rows) {
    if (figure.numerator.kind === "missing") return [];
    rest = rest.minus(figure.numerator.value);
  }
  if (rest.abs().lt(SMALLEST_REST)) return [];
  return [
    [
      { kind: "text", text: { zh: "未归属到 SKU", en: "Not attributed to a SKU" } },
      kpiValue(kpi, { kind: "value", value: rest }, currency),
      ...(columns.rate ? [BLANK] : []),
      ...(columns.sample ? [BLANK] : []),
      ...(columns.shared ? [BLANK] : []),
      ...(columns.compared ? [BLANK, BLANK] : []),
    ],
  ];
}

const share = (row: SplitRow): Value =>
  row.share === null
    ? { kind: "missing", because: { zh: "没有占比", en: "no share of the whole" } }
    : { kind: "percent", ratio: row.share.toNumber() };

/** A split by day or month, oldest first; a long one newest first, since its first rows are what is read. */
function points(answer: KpiAnswer, what: Text): TableBlock | null {
  const { kpi, currency } = answer.ask;
  const { series } = answer;
  const comparison = compared(answer);
  if (series === null) return null;
  const long = series.points.length > POINTS;
  const label = (d: string): Value => (series.grain === "month" ? { kind: "code", code: d.slice(0, 7) } : { kind: "day", day: d });
  const past = series.comparison;
  const paired = series.points.map((p, i) => ({ p, before: past?.[i] }));
  return {
    kind: "table",
    ...(long && { title: { zh: "从新到旧", en: "Newest first" } }),
    columns: [
      { label: { zh: what.zh, en: what.en === "day" ? "Day" : "Month" } },
      right(kpi.name, answer),
      ...(past === null || comparison === null ? [] : [right(before(comparison), answer)]),
    ],
    ...listed(long ? paired.toReversed() : paired, POINTS, ({ p, before: then }) => {
      const cells: Value[] =
        past === null || comparison === null
          ? []
          : [
              then === undefined
                ? { kind: "missing", because: { zh: "对比期没有对应的日期", en: "the comparison period is shorter" } }
                : kpiValue(kpi, then.value, currency),
            ];
      return [label(p.day), kpiValue(kpi, p.value, currency), ...cells];
    }),
  };
}

/** The table of a split; null when nothing is split. */
export function splitTable(answer: KpiAnswer): TableBlock | null {
  const { split } = answer.ask;
  if (split === null) return null;
  const what = SPLIT_WORDS[split];
  const table = answer.rows === null ? points(answer, what) : answer.rows.length === 0 ? null : members(answer, answer.rows, what);
  // Who stands first in a ranking of margins is a margin figure, even without the numbers.
  return table === null ? null : { ...table, sensitivity: answer.ask.kpi.sensitivity };
}
