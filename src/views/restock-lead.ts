import { daysBetween } from "../domain/calendar/day.ts";
import type { DatedArrival } from "../domain/restock/arrivals.ts";
import type { PlanDetail } from "../domain/restock/detail.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Leg } from "../domain/restock/way.ts";
import type { Text } from "../domain/value.ts";
import { counted } from "../domain/words/counted.ts";

/** Where the days of a leg come from, where the team did not write them down. */
function sourceOf(leg: Leg): Text {
  if (leg.source === "learned") return { zh: `（${leg.n} 票实际）`, en: ` (of ${counted(leg.n, "shipment")})` };
  if (leg.assumed) return { zh: "（默认）", en: " (default)" };
  return leg.n > 0 ? { zh: `（含 ${leg.n} 票实际）`, en: ` (and ${counted(leg.n, "shipment")})` } : { zh: "", en: "" };
}

/** `production 18 + freight 33 (of 12 shipments) + shelving 3 (of 12 shipments)` */
export function legsText(d: Pick<PlanDetail, "ahead" | "times">): Text {
  const time = d.ahead?.choice.usual ?? d.times[0];
  const legs = time?.legs ?? [];
  const of = (lang: "zh" | "en"): string => legs.map((l) => `${l.name[lang]} ${figure(l.p50)}${sourceOf(l)[lang]}`).join(" + ");
  // Whoever adds them up must not take the difference for a mistake.
  const sum = legs.reduce((all, l) => all + Math.round(l.p50), 0);
  const adds: Text =
    time === undefined || legs.length < 2 || sum === time.p50
      ? { zh: "", en: "" }
      : { zh: "（各段是中位数，不能直接相加）", en: " (medians do not add up)" };
  return { zh: `${of("zh")}${adds.zh}`, en: `${of("en")}${adds.en}` };
}

const GUESSED = {
  undated: { zh: "无日期，估", en: "no date: assumed" },
  overdue: { zh: "已过预计到仓日，估", en: "past its date: assumed" },
} as const satisfies Record<string, Text>;

/** Shipments of which there is room to say how late each may be. */
const TOLD_IN_FULL = 2;
/** Days by which the slow tenth must be later to be told. */
const WORTH_TELLING = 3;

/** A guess must not look like a booking, and a lane that is always late is told as late. */
function markOf(a: DatedArrival, inFull: boolean): Text {
  const marks: Text[] = [
    ...(a.assumed === null ? [] : [GUESSED[a.assumed]]),
    ...(a.said !== undefined && a.said < a.day ? [{ zh: `ETA ${a.said}，这条线常晚`, en: `ETA ${a.said}, but this lane is late` }] : []),
    ...(a.said !== undefined && a.said > a.day ? [{ zh: `ETA ${a.said}，这条线常早`, en: `ETA ${a.said}, but this lane is early` }] : []),
    ...(inFull && a.p90 !== undefined && daysBetween(a.day, a.p90) >= WORTH_TELLING
      ? [{ zh: `慢的话 ${a.p90}`, en: `${a.p90} when slow` }]
      : []),
  ];
  if (marks.length === 0) return { zh: "", en: "" };
  return { zh: `（${marks.map((m) => m.zh).join("；")}）`, en: ` (${marks.map((m) => m.en).join("; ")})` };
}

/** `2026-11-28 +248 (past its date: assumed; 2026-12-06 when slow)` */
export function comingText({ arrivals }: Pick<PlanDetail, "arrivals">): Text {
  const inFull = arrivals.length <= TOLD_IN_FULL;
  const of = (lang: "zh" | "en"): string =>
    arrivals.map((a) => `${a.day} +${figure(a.units)}${markOf(a, inFull)[lang]}`).join(lang === "zh" ? "，" : ", ");
  return { zh: of("zh"), en: of("en") };
}
