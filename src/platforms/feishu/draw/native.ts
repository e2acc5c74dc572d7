import type { Chart, Language } from "../../../message/message.ts";
import { type Element, requestBytes } from "./elements.ts";
import { ranking } from "./native/ranking.ts";
import type { Native } from "./native/scale.ts";
import { Ranking, Trend } from "./native/schema.ts";
import { trend } from "./native/trend.ts";

/** More than this would take the room of a table with the same figures; such a chart goes out as a picture. */
const CHART_BYTES = 7_000;

/**
 * A stock projection is not here: it lives from what stands beside its line (out on …, units lost, what arrives), which only our own
 * picture keeps from overlapping.
 */
function specOf({ chart, data }: Chart, lang: Language): Native | undefined {
  if (chart === "kpi-trend") {
    const known = Trend.safeParse(data);
    return known.success ? trend(known.data, lang) : undefined;
  }
  if (chart === "ranking") {
    const known = Ranking.safeParse(data);
    return known.success ? ranking(known.data, lang) : undefined;
  }
  return undefined;
}

/** The chart as one that Feishu draws itself (VChart); undefined where our own picture is more legible, or smaller. */
export function nativeChart(chart: Chart, lang: Language): { readonly element: Element; readonly bytes: number } | undefined {
  const native = specOf(chart, lang);
  if (!native) return undefined;
  const element: Element = { tag: "chart", height: `${native.height}px`, preview: true, chart_spec: native.spec };
  const bytes = requestBytes(element);
  return bytes > CHART_BYTES ? undefined : { element, bytes };
}
