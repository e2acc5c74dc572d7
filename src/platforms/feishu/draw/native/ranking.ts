import type { RankingData } from "../../../../domain/kpi/chart-data.ts";
import type { Language } from "../../../../message/message.ts";
import { cut } from "../../../../message/width.ts";
import type { Native } from "../native.ts";
import { COLOUR, scaleOf } from "./scale.ts";

const MOST_ROWS = 12;
/** Columns of text: a third of a phone's width. */
const NAME = 18;
const ROW = 30;
const FRAME = 70;

/** Names that fit beside the bars and still differ: two that are cut to the same would share a bar. */
function names(labels: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const short = cut(label.replaceAll(/\s+/g, " ").trim() || "—", NAME);
    const n = (seen.get(short) ?? 0) + 1;
    seen.set(short, n);
    return n === 1 ? short : `${short} (${n})`;
  });
}

/** Bars, the largest first; those of the comparison beside them. Undefined where a bar is missing: "no data" wants words. */
export function ranking(data: RankingData, lang: Language): Native | undefined {
  const { rows } = data;
  if (rows.length === 0 || rows.length > MOST_ROWS || data.more > 0 || rows.some((r) => r.value === null)) return undefined;
  const compared = data.comparisonLabel !== null && rows.some((r) => r.comparison !== undefined && r.comparison !== null);
  if (compared && rows.length > MOST_ROWS / 2) return undefined;
  const scale = scaleOf(
    rows.flatMap((r) => [r.value, r.comparison ?? null]),
    { name: data.name[lang], unit: data.unit, currency: data.currency },
    lang,
  );
  const labels = names(rows.map((r) => r.label));
  const now = lang === "zh" ? "本期" : "This period";
  const then = data.comparisonLabel?.[lang] ?? "";
  return {
    height: rows.length * (compared ? ROW * 1.5 : ROW) + FRAME,
    spec: {
      type: "bar",
      direction: "horizontal",
      color: [COLOUR.main, COLOUR.quiet],
      data: [
        {
          id: "rows",
          values: rows.flatMap((r, i) => [
            { n: labels[i], v: scale.of(r.value), s: now },
            ...(compared && r.comparison != null ? [{ n: labels[i], v: scale.of(r.comparison), s: then }] : []),
          ]),
        },
      ],
      xField: "v",
      yField: compared ? ["n", "s"] : "n",
      seriesField: "s",
      label: { visible: true, position: "outside" },
      axes: [
        { orient: "left", type: "band", label: { visible: true } },
        { orient: "bottom", type: "linear", zero: true, nice: true, title: { visible: true, text: scale.title } },
      ],
      legends: { visible: compared, orient: "top", position: "start" },
    },
  };
}
