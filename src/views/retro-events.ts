import type { Exception, Exceptions } from "../app/retro/exceptions.ts";
import type { SaidEvent } from "../domain/retro/said.ts";
import type { Text } from "../domain/value.ts";
import { joined, kpiNumber, spoken, t } from "./retro-values.ts";

/** What happened on one day, or over one run of days: one thing to explain, however many figures show it. */
export type ExceptionalEvent = readonly Exception[];

export function eventsOf(found: readonly Exception[]): readonly ExceptionalEvent[] {
  const runs = found.filter((x) => x.signal.kind === "run").map((x) => [x]);
  const days = Map.groupBy(
    found.filter((x) => x.signal.kind !== "run"),
    (x) => (x.signal.kind === "run" ? "" : x.signal.point.day),
  );
  return [...days.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, of]) => of)
    .concat(runs);
}

/** `amazon-us GMV $910.00, above the normal range of $50.00–$300.00` */
function figureText({ store, kpi, limits, signal }: Exception, currency: string): Text {
  const show = (n: number): Text => spoken(kpiNumber(kpi, n, currency));
  const name = kpi.name;
  if (signal.kind === "run") {
    const { from, to, days } = signal;
    const above = signal.side === "above";
    const median = show(limits.median);
    return t(
      `${store} ${name.zh}：${from} 至 ${to} 连续 ${days} 天${above ? "高于" : "低于"}中位数 ${median.zh}`,
      `${store} ${name.en}: ${days} days in a row, ${from} to ${to}, ${above ? "above" : "below"} the median of ${median.en}`,
    );
  }
  const above = signal.kind === "above";
  const [is, lower, upper] = [show(signal.point.value), show(limits.lower), show(limits.upper)];
  return t(
    `${store} ${name.zh} ${is.zh}，${above ? "高于" : "低于"}正常范围 ${lower.zh}–${upper.zh}`,
    `${store} ${name.en} ${is.en}, ${above ? "above" : "below"} the normal range of ${lower.en}–${upper.en}`,
  );
}

const dayOf = (event: ExceptionalEvent): string | null => {
  const signal = event[0]?.signal;
  return signal === undefined || signal.kind === "run" ? null : signal.point.day;
};

export function eventText(event: ExceptionalEvent, currency: string): Text {
  const parts = joined(event.map((x) => figureText(x, currency)));
  const day = dayOf(event);
  return day === null ? parts : t(`${day}：${parts.zh}`, `${day}: ${parts.en}`);
}

/** A day is one event whatever shows it, so that late data cannot make another one of it; a run is known by where it began. */
function eventKey(event: ExceptionalEvent): string {
  const [first] = event;
  if (!first) return "";
  const { signal, store, kpi } = first;
  return signal.kind === "run" ? `${store} ${kpi.id} ${signal.side} ${signal.from}` : signal.point.day;
}

/** `2026-10-14 amazon-us GMV ↑` */
function eventLabel(event: ExceptionalEvent): Text {
  const [first] = event;
  if (!first) return t("—", "—");
  const { signal, store, kpi } = first;
  const up = signal.kind === "above" || (signal.kind === "run" && signal.side === "above") ? "↑" : "↓";
  const others = event.length - 1;
  const [when, days] = signal.kind === "run" ? [signal.from, signal.days] : [signal.point.day, 0];
  return t(
    `${when}${days > 0 ? ` 起 ${days} 天` : ""} ${store} ${kpi.name.zh} ${up}${others > 0 ? ` 等 ${event.length} 项` : ""}`,
    `${when}${days > 0 ? ` ${days} days` : ""} ${store} ${kpi.name.en} ${up}${others > 0 ? ` and ${others} more` : ""}`,
  );
}

/** What a form lets one choose from; a month has a few exceptions, and a form cannot offer more than these. */
const MOST = 50;

export function saidEvents({ found }: Exceptions, currency: string): SaidEvent[] {
  const events = eventsOf(found).map((e) => ({ key: eventKey(e), text: eventText(e, currency), label: eventLabel(e) }));
  // Two runs of one figure that begin on one day are one.
  return [...new Map(events.map((e) => [e.key, e])).values()].slice(0, MOST);
}
