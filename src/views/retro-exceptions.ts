import type { Exception, Exceptions } from "../app/retro/exceptions.ts";
import type { Frame } from "../app/retro/frame.ts";
import type { Kpi } from "../domain/kpi/kpi.ts";
import { xmrMinPoints, xmrRun } from "../domain/policy/declared/schedule.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { type Block, type Language, type Message, message, type Value } from "../message/message.ts";
import { retroBasis } from "./retro-basis.ts";

const SHOWN = 10;
const PROMPT: Text = { zh: "哪个环节？为什么？下月怎么改？", en: "Which link? Why? What changes next month?" };

const lower = (s: string): string => `${s.charAt(0).toLowerCase()}${s.slice(1)}`;
const t = (zh: string, en: string): Text => ({ zh, en });

function value(kpi: Kpi, number: number, currency: string): Value {
  switch (kpi.unit) {
    case "money":
      return { kind: "money", amount: number.toFixed(2), currency };
    case "percent":
      return { kind: "percent", ratio: number };
    case "days":
      return { kind: "days", days: number };
    case "count":
      return { kind: "number", number, digits: 0 };
    case "times":
    case "number":
      return { kind: "number", number, digits: 2 };
  }
}

/** What happened on one day, or over one run of days: one thing to explain, however many figures show it. */
export function eventsOf(found: readonly Exception[]): readonly (readonly Exception[])[] {
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
  const show = (n: number, lang: Language): string => formatValue(value(kpi, n, currency), lang);
  const band = (lang: Language): string => `${show(limits.lower, lang)}–${show(limits.upper, lang)}`;
  const name = kpi.name;
  if (signal.kind === "run") {
    const { from, to, days } = signal;
    const above = signal.side === "above";
    return t(
      `${store} ${name.zh}：${from} 至 ${to} 连续 ${days} 天${above ? "高于" : "低于"}中位数 ${show(limits.median, "zh")}`,
      `${store} ${name.en}: ${days} days in a row, ${from} to ${to}, ${above ? "above" : "below"} the median of ${show(limits.median, "en")}`,
    );
  }
  const above = signal.kind === "above";
  const is = signal.point.value;
  return t(
    `${store} ${name.zh} ${show(is, "zh")}，${above ? "高于" : "低于"}正常范围 ${band("zh")}`,
    `${store} ${name.en} ${show(is, "en")}, ${above ? "above" : "below"} the normal range of ${band("en")}`,
  );
}

function sentence(event: readonly Exception[], currency: string): Text {
  const parts = event.map((x) => figureText(x, currency));
  const signal = event[0]?.signal;
  const day = signal === undefined || signal.kind === "run" ? null : signal.point.day;
  return t(
    `${day === null ? "" : `${day}：`}${parts.map((p) => p.zh).join("；")}`,
    `${day === null ? "" : `${day}: `}${parts.map((p) => p.en).join("; ")}`,
  );
}

function found(e: Exceptions, currency: string): Block[] {
  const events = eventsOf(e.found);
  if (events.length === 0) return [];
  const rest = events.length - SHOWN;
  const asked = events.length > 1 ? t(`每条都要答：${PROMPT.zh}`, `For each: ${lower(PROMPT.en)}`) : PROMPT;
  return [
    { kind: "list", items: events.slice(0, SHOWN).map((x) => sentence(x, currency)) },
    { kind: "prose", text: rest > 0 ? t(`另有 ${figure(rest)} 处。${asked.zh}`, `And ${figure(rest)} more. ${asked.en}`) : asked },
  ];
}

/** Only what the usual ups and downs do not explain, and once the questions that the meeting must answer. */
export function exceptionsMessage(e: Exceptions, f: Frame): Message {
  const none: Text =
    e.looked === 0
      ? t(
          `数据不足 ${e.minPoints} 天，判断不了什么算异常。`,
          `With fewer than ${e.minPoints} days of data nobody can tell what is exceptional.`,
        )
      : t("当月每天都在正常波动之内，没有异常。", "Every day of the month lies within the normal ups and downs.");
  const events = eventsOf(e.found).length;
  const untold = [...new Set(e.untold.map((u) => u.store))];
  return message({
    title: t(`4 异常：${figure(events)} 处`, `4 Exceptions: ${figure(events)}`),
    tone: e.found.length > 0 ? "warning" : "neutral",
    blocks: e.found.length > 0 ? found(e, f.currency) : [{ kind: "prose", text: none }],
    basis: retroBasis(f, {
      policies: [f.policy(xmrMinPoints), f.policy(xmrRun)],
      notes: [
        t("正常范围 = 均值 ± 2.66 × 平均移动极差，按店按日", "normal range = mean ± 2.66 × mean moving range, by store and day"),
        t("促销日未剔除", "promotion days are not taken out"),
        ...(e.settlingFrom === null
          ? []
          : [t(`${e.settlingFrom} 起数字未定，未计入`, `days from ${e.settlingFrom} on are still settling and were left out`)]),
        ...(untold.length > 0 ? [t(`天数不够：${untold.join("、")}`, `too few days: ${untold.join(", ")}`)] : []),
        ...e.notes,
      ],
    }),
  });
}
