import type { Language } from "../../../../message/message.ts";
import { cut } from "../../../../message/width.ts";
import type { Ranking } from "./schema.ts";
import { COLOUR, type Native, PADDING, scaleOf, titled } from "./scale.ts";

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

/**
 * Bars, the largest first, each with its value. Undefined where that does not say everything: a bar is missing, some are not shown, or
 * there is a comparison, whose bars and numbers overlap on a phone (our own picture has a tick on the bar instead).
 */
export function ranking(data: Ranking, lang: Language): Native | undefined {
  const { rows } = data;
  if (rows.length < 2 || rows.length > MOST_ROWS || data.more > 0 || rows.some((r) => r.value === null)) return undefined;
  if (data.comparisonLabel !== null || (data.total !== null && data.unit !== "money" && data.unit !== "count")) return undefined;
  const scale = scaleOf(
    rows.map((r) => r.value),
    { name: data.name[lang], unit: data.unit, currency: data.currency },
    lang,
  );
  const labels = names(rows.map((r) => r.label));
  return {
    height: rows.length * ROW + FRAME,
    spec: {
      type: "bar",
      direction: "horizontal",
      padding: PADDING,
      color: [COLOUR.main],
      data: [{ id: "rows", values: rows.map((r, i) => ({ n: labels[i], v: scale.of(r.value) })) }],
      xField: "v",
      yField: "n",
      label: { visible: true, position: "outside" },
      axes: [
        { orient: "left", type: "band", label: { autoHide: false } },
        { orient: "bottom", type: "linear", zero: true, nice: true },
      ],
      title: titled(scale.title),
      legends: { visible: false },
    },
  };
}
