import type { RetroNow } from "../app/retro/now.ts";
import { LINK_NAME } from "../domain/retro/words.ts";
import type { Text } from "../domain/value.ts";
import { counted } from "../domain/words/counted.ts";
import type { Block, Button, Message, Thread } from "../message/message.ts";
import { actionsMessage, actionTable } from "./retro-actions.ts";
import { frozenMessage, frozenText } from "./retro-frozen.ts";
import { said, t, words } from "./retro-values.ts";

const opens = (retro: number, form: "answer" | "action" | "decision", label: Text): Button => ({
  label,
  deed: { action: "retro-open", args: { retro, form } },
});
export const answerButton = (retro: number): Button => ({
  ...opens(retro, "answer", t("回答异常", "Answer an exception")),
  style: "primary",
});
export const actionButton = (retro: number): Button => opens(retro, "action", t("新增行动", "Add an action"));
export const decisionButton = (retro: number): Button => opens(retro, "decision", t("记录决定", "Note a decision"));
export const freezeButton = (retro: number): Button => ({
  label: t("冻结数字", "Freeze the figures"),
  deed: { action: "retro-freeze", args: { retro } },
  style: "danger",
  confirm: t("冻结后数字不能再更新，只能补充说明。", "After this the figures are not updated any more; only words can be added."),
});

/** Events that nobody has explained yet. */
export const unanswered = ({ retro, entries }: Pick<RetroNow, "retro" | "entries">): RetroNow["retro"]["said"]["events"] => {
  const done = new Set(entries.answers.map((a) => a.event));
  return retro.said.events.filter((e) => !done.has(e.key));
};

export function progressText(now: RetroNow): Text {
  const { retro, entries, actions } = now;
  const events = retro.said.events.length;
  const left = unanswered(now).length;
  const mine = actions.filter((a) => a.month === retro.month).length;
  const { decisions } = entries;
  return t(
    `异常已回答 ${events - left} / ${events}；决定 ${decisions.length} 条；新行动 ${mine} 项。`,
    `Exceptions answered: ${events - left} of ${events}. ${counted(decisions.length, "decision")}, ${counted(mine, "new action")}.`,
  );
}

function root(base: Message, now: RetroNow): Message {
  const { retro } = now;
  const by = frozenText(now);
  const lead = by
    ? t(
        `数字已冻结（${by.zh}）。之后的数据变化只写差异。`,
        `The figures are frozen (${by.en}). What changes later is told as a difference.`,
      )
    : t(
        `数字已填好，${retro.heldOn} 冻结，之前每天更新。会前请回答异常、认领行动；开会只谈例外和决定。`,
        `The figures are filled in, renewed each day and frozen on ${retro.heldOn}. Answer the exceptions and take on actions before; the meeting is for exceptions and decisions.`,
      );
  return {
    ...base,
    lead,
    blocks: [...base.blocks, { kind: "prose", text: progressText(now) }],
    actions: [
      ...(unanswered(now).length > 0 ? [answerButton(retro.id)] : []),
      actionButton(retro.id),
      decisionButton(retro.id),
      ...(by ? [] : [freezeButton(retro.id)]),
    ],
  };
}

/** Written after the freeze: said, since the meeting had not read it. */
const afterwards = (at: Date, { retro }: Pick<RetroNow, "retro">): Text =>
  retro.frozenAt !== null && at > retro.frozenAt ? t("（冻结后补）", " (after the freeze)") : t("", "");

function answers(now: RetroNow): Block[] {
  const { retro, entries, names } = now;
  if (entries.answers.length === 0) return [];
  const label = (key: string): Text =>
    retro.said.events.find((e) => e.key === key)?.label ??
    t(`${key}（数据更新后不再异常）`, `${key} (no exception any more on newer data)`);
  return [
    {
      kind: "table",
      title: t(`已回答 ${entries.answers.length} 处`, `Answered: ${entries.answers.length}`),
      columns: [
        { label: t("异常", "Exception") },
        { label: t("环节", "Link") },
        { label: t("为什么", "Why") },
        { label: t("下月怎么改", "What changes next month") },
        { label: t("负责人", "Owner") },
        { label: t("谁答的", "Answered by") },
      ],
      rows: entries.answers.map((a) => {
        const after = afterwards(a.at, now);
        const by = names.get(a.by) ?? a.by;
        return [
          words(label(a.event)),
          words(LINK_NAME[a.link]),
          said(a.why),
          said(a.change),
          said(a.owner === null ? "" : (names.get(a.owner) ?? a.owner)),
          words(t(`${by}${after.zh}`, `${by}${after.en}`)),
        ];
      }),
    },
  ];
}

function decisions(base: Message, now: RetroNow): Message {
  const { retro, entries, actions, names } = now;
  const mine = actions.filter((a) => a.month === retro.month);
  return {
    ...base,
    blocks: [
      ...base.blocks,
      ...(entries.decisions.length > 0
        ? [
            {
              kind: "table" as const,
              title: t("会上的决定", "Decided in the retro"),
              columns: [{ label: t("决定", "Decision") }, { label: t("为什么", "Why") }, { label: t("谁记的", "Noted by") }],
              rows: entries.decisions.map((d) => {
                const after = afterwards(d.at, now);
                const by = names.get(d.by) ?? d.by;
                return [said(d.what), said(d.why), words(t(`${by}${after.zh}`, `${by}${after.en}`))];
              }),
            },
          ]
        : []),
      ...(mine.length > 0
        ? actionTable(mine, now, t("新行动，下次复盘自动检查", "New actions, looked at in the next retro"), "new")
        : [{ kind: "prose" as const, text: t("还没有新行动。", "No action was taken on yet.") }]),
    ],
    actions: [actionButton(retro.id), decisionButton(retro.id)],
  };
}

function reply(key: string, base: Message, now: RetroNow): Message {
  switch (key) {
    case "exceptions":
      return now.retro.said.events.length === 0
        ? base
        : { ...base, blocks: [...base.blocks, ...answers(now)], actions: [answerButton(now.retro.id)] };
    case "actions":
      return actionsMessage(base, now);
    case "decisions":
      return decisions(base, now);
    default:
      return base;
  }
}

/** The thread as it reads now: what was said, and what people have added. Once it is frozen it says so below. */
export function dressed(now: RetroNow): Thread {
  const { thread } = now.retro.said;
  return {
    root: root(thread.root, now),
    replies: [
      ...thread.replies.map(({ key, message }) => ({ key, message: reply(key, message, now) })),
      ...(now.retro.frozenAt === null ? [] : [{ key: "frozen", message: frozenMessage(now) }]),
    ],
  };
}
