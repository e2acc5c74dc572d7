import type { KpiTrendData, RankingData } from "../../../domain/kpi/chart-data.ts";
import type { Chart, Language } from "../../../message/message.ts";
import { utf8Bytes } from "../../shared/shorten.ts";
import type { Element } from "./elements.ts";
import { ranking } from "./native/ranking.ts";
import { trend } from "./native/trend.ts";

/** More than this would take the room of a table with the same figures; such a chart goes out as a picture. */
const CHART_BYTES = 7_000;

export interface Native {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly height: number;
}

const holds = (data: unknown, list: string): boolean =>
  data !== null && typeof data === "object" && Array.isArray((data as Readonly<Record<string, unknown>>)[list]);

/**
 * Data of a chart are typed by its name (charts/<name>.ts) and were made by our own views, so that the name is trusted. A stock
 * projection is not here: it lives from what stands beside its line (out on …, units lost, what arrives), which only our own picture
 * keeps from overlapping.
 */
function specOf({ chart, data }: Chart, lang: Language): Native | undefined {
  switch (chart) {
    case "kpi-trend":
      return holds(data, "series") ? trend(data as KpiTrendData, lang) : undefined;
    case "ranking":
      return holds(data, "rows") ? ranking(data as RankingData, lang) : undefined;
    default:
      return undefined;
  }
}

/** The chart as one that Feishu draws itself (VChart); undefined where our own picture is more legible, or smaller. */
export function nativeChart(chart: Chart, lang: Language): Element | undefined {
  const native = specOf(chart, lang);
  if (!native || utf8Bytes(JSON.stringify(JSON.stringify(native.spec))) > CHART_BYTES) return undefined;
  return { tag: "chart", height: `${native.height}px`, preview: true, chart_spec: native.spec };
}
