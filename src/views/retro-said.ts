import type { RetroNow } from "../app/retro/now.ts";
import type { Zone } from "../domain/calendar/zone.ts";
import type { SaidEvent } from "../domain/retro/said.ts";
import { LINK_NAME } from "../domain/retro/words.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { type Message, message } from "../message/message.ts";
import type { Retro, RetroAction, RetroAnswer, RetroDecision } from "../ports/retros.ts";
import { aimText } from "./retro-actions.ts";
import { said, t } from "./retro-values.ts";

type Names = ReadonlyMap<string, string>;

const when = (at: Date, zone: Zone): Text => {
  const value = { kind: "instant", at: at.toISOString(), zone } as const;
  return t(formatValue(value, "zh"), formatValue(value, "en"));
};

/** What was written, for whoever wrote it and whoever reads along. */
export function answered(event: SaidEvent, a: RetroAnswer, names: Names): Message {
  return message({
    title: t(`已回答：${event.label.zh}`, `Answered: ${event.label.en}`),
    tone: "good",
    blocks: [
      {
        kind: "list",
        items: [
          t(`环节：${LINK_NAME[a.link].zh}`, `Link: ${LINK_NAME[a.link].en}`),
          t(`为什么：${a.why}`, `Why: ${a.why}`),
          t(`下月怎么改：${a.change}`, `What changes next month: ${a.change}`),
          ...(a.owner === null ? [] : [t(`负责人：${names.get(a.owner) ?? a.owner}`, `Owner: ${names.get(a.owner) ?? a.owner}`)]),
        ],
      },
    ],
  });
}

export function answeredBefore(event: SaidEvent, a: RetroAnswer, names: Names, zone: Zone): Message {
  const [who, at] = [names.get(a.by) ?? a.by, when(a.at, zone)];
  return message({
    title: t("没有保存：刚刚有人先答了", "Not saved: somebody answered first"),
    tone: "warning",
    lead: t(
      `${event.label.zh}：${who} 在 ${at.zh} 回答为“${a.why}”。要替换，请重新打开表单。`,
      `${event.label.en}: ${who} answered "${a.why}", ${at.en}. To replace it, open the form again.`,
    ),
  });
}

export function actionTaken(a: RetroAction, now: RetroNow): Message {
  return message({
    title: t("已新增行动", "Action added"),
    tone: "good",
    lead: t("下次复盘自动检查；没做完会顺延。", "The next retro looks at it; what is open is carried over."),
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: t("做什么", "What"), value: said(a.what) },
          { label: t("负责人", "Owner"), value: said(now.names.get(a.owner) ?? a.owner) },
          { label: t("到期日", "Due"), value: { kind: "day", day: a.due } },
          ...(a.expected === null ? [] : [{ label: t("预期", "Expected"), value: aimText(a, now) }]),
          ...(a.checkOn === null ? [] : [{ label: t("复查日", "Checked on"), value: { kind: "day", day: a.checkOn } as const }]),
        ],
      },
    ],
    actions: [],
  });
}

export function decided(d: RetroDecision): Message {
  return message({
    title: t("已记录决定", "Decision noted"),
    tone: "good",
    blocks: [{ kind: "list", items: [t(`决定：${d.what}`, `Decision: ${d.what}`), t(`为什么：${d.why}`, `Why: ${d.why}`)] }],
  });
}

const ENDED = { done: t("已完成", "Done"), dropped: t("已放弃", "Dropped"), open: t("未完成", "Open") } as const;

export const closed = (a: RetroAction): Message =>
  message({
    title: t(`行动${ENDED[a.state].zh}`, `Action: ${ENDED[a.state].en.toLowerCase()}`),
    tone: "good",
    lead: t(
      `${a.what}${a.checkOn === null ? "" : `。效果 ${a.checkOn} 复查`}`,
      `${a.what}${a.checkOn === null ? "" : `. Its effect is checked on ${a.checkOn}`}`,
    ),
  });

export function closedBefore(a: RetroAction, names: Names, zone: Zone): Message {
  const by = a.closedBy ?? "";
  const at = a.closedAt === null ? t("", "") : when(a.closedAt, zone);
  return message({
    title: t(
      `${names.get(by) ?? by} 在 ${at.zh} 已标为“${ENDED[a.state].zh}”`,
      `${names.get(by) ?? by} marked it "${ENDED[a.state].en.toLowerCase()}" already, ${at.en}`,
    ),
    lead: t(a.what, a.what),
  });
}

/** For whoever pressed; the thread says it to everybody. */
export const frozenNow = (retro: Retro): Message =>
  message({
    title: t(`${retro.month} 的数字已冻结，话题里已写明`, `The figures of ${retro.month} are frozen; the thread says so`),
    tone: "good",
  });

export const frozenBefore = (retro: Retro, by: Text | null): Message =>
  message({
    title: t(`${retro.month} 之前已冻结`, `${retro.month} was frozen before`),
    lead: t(`${by?.zh ?? ""}。数字没有变。`, `It was frozen ${by?.en ?? ""}. Nothing has changed.`),
  });
