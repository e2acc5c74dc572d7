import type { Exception, Exceptions } from "../app/retro/exceptions.ts";
import type { Frame } from "../app/retro/frame.ts";
import type { Kpi } from "../domain/kpi/kpi.ts";
import { xmrMinPoints, xmrRun } from "../domain/policy/declared/schedule.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { type Block, type Language, type Message, message, type Value } from "../message/message.ts";
import { retroBasis } from "./retro-basis.ts";

const SHOWN = 10;
const PROMPT: Text = { zh: "哪个环节？为什么？下月怎么改？", en: "Which link? Why? What changes next month?" };

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

function sentence({ store, kpi, limits, signal }: Exception, currency: string): Text {
  const show = (n: number, lang: Language): string => formatValue(value(kpi, n, currency), lang);
  const band = (lang: Language): string => `${show(limits.lower, lang)}–${show(limits.upper, lang)}`;
  const name = kpi.name;
  if (signal.kind === "run") {
    const { from, to, days } = signal;
    const above = signal.side === "above";
    return t(
      `${store} ${name.zh}：${from} 至 ${to} 连续 ${days} 天${above ? "高于" : "低于"}中位数 ${show(limits.median, "zh")} → ${PROMPT.zh}`,
      `${store} ${name.en}: ${days} days in a row, ${from} to ${to}, ${above ? "above" : "below"} the median of ${show(limits.median, "en")} → ${PROMPT.en}`,
    );
  }
  const { day, value: is } = signal.point;
  const above = signal.kind === "above";
  return t(
    `${day} ${store} ${name.zh} ${show(is, "zh")}，${above ? "高于" : "低于"}正常范围 ${band("zh")} → ${PROMPT.zh}`,
    `${day} ${store} ${name.en} ${show(is, "en")}, ${above ? "above" : "below"} the normal range of ${band("en")} → ${PROMPT.en}`,
  );
}

function found(e: Exceptions, currency: string): Block[] {
  if (e.found.length === 0) return [];
  const rest = e.found.length - SHOWN;
  return [
    { kind: "list", items: e.found.slice(0, SHOWN).map((x) => sentence(x, currency)) },
    ...(rest > 0 ? [{ kind: "prose" as const, text: t(`另有 ${rest} 处。`, `And ${rest} more.`) }] : []),
  ];
}

/** Only what the usual ups and downs do not explain, each with the question that the meeting must answer. */
export function exceptionsMessage(e: Exceptions, f: Frame): Message {
  const none: Text =
    e.looked === 0
      ? t(
          `数据不足 ${e.minPoints} 天，判断不了什么算异常。`,
          `With fewer than ${e.minPoints} days of data nobody can tell what is exceptional.`,
        )
      : t("当月每天都在正常波动之内，没有异常。", "Every day of the month lies within the normal ups and downs.");
  const untold = [...new Set(e.untold.map((u) => u.store))];
  return message({
    title: t(`4 异常：${e.found.length} 处`, `4 Exceptions: ${e.found.length}`),
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
