import type { Exceptions } from "../app/retro/exceptions.ts";
import type { Frame } from "../app/retro/frame.ts";
import { xmrMinPoints, xmrRun } from "../domain/policy/declared/schedule.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { type Block, type Message, message } from "../message/message.ts";
import { retroBasis } from "./retro-basis.ts";
import { eventsOf, eventText } from "./retro-events.ts";
import { t } from "./retro-values.ts";

const SHOWN = 10;
const PROMPT: Text = { zh: "哪个环节？为什么？下月怎么改？", en: "Which link? Why? What changes next month?" };

const lower = (s: string): string => `${s.charAt(0).toLowerCase()}${s.slice(1)}`;

function found(e: Exceptions, currency: string): Block[] {
  const events = eventsOf(e.found);
  if (events.length === 0) return [];
  const rest = events.length - SHOWN;
  const asked = events.length > 1 ? t(`每条都要答：${PROMPT.zh}`, `For each: ${lower(PROMPT.en)}`) : PROMPT;
  return [
    { kind: "list", items: events.slice(0, SHOWN).map((x) => eventText(x, currency)) },
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
    title: t(`5 异常：${figure(events)} 处`, `5 Exceptions: ${figure(events)}`),
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
