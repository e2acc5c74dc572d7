import type { RetroNow } from "../app/retro/now.ts";
import type { Day } from "../domain/calendar/day.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { type Block, type Button, type Message, message } from "../message/message.ts";
import type { Binding } from "../ports/company.ts";
import { actionTable, closeButtons, standingOf } from "./retro-actions.ts";
import { actionButton, answerButton, decisionButton, freezeButton, unanswered } from "./retro-dress.ts";
import { frozenText } from "./retro-frozen.ts";
import { t } from "./retro-values.ts";

const EVENTS = 10;
const BUTTONS = 10;

function stateText(now: RetroNow): Text {
  const by = frozenText(now);
  return by
    ? t(`数字已冻结（${by.zh}）`, `the figures are frozen (${by.en})`)
    : t(`数字每天更新，${now.retro.heldOn} 冻结`, `the figures are renewed each day and frozen on ${now.retro.heldOn}`);
}

/** Where the retro of a month stands: what is to be answered, what is to be done, and whether its figures are fixed. */
export function retroStatus(now: RetroNow, mine: string): Message {
  const { retro, actions, entries } = now;
  const open = actions.filter((a) => a.state === "open");
  const late = open.filter((a) => standingOf(a, now).overdueDays > 0);
  const left = unanswered(now);
  const total = retro.said.events.length;
  const state = stateText(now);
  // One's own first: those are the ones to press.
  const order = open.toSorted(
    (a, b) =>
      Number(b.owner === mine) - Number(a.owner === mine) || standingOf(b, now).overdueDays - standingOf(a, now).overdueDays || a.id - b.id,
  );
  const kept: Button[] = [
    ...(left.length > 0 ? [answerButton(retro.id)] : []),
    actionButton(retro.id),
    decisionButton(retro.id),
    ...(retro.frozenAt === null ? [freezeButton(retro.id)] : []),
  ];
  const closing = order.filter((a) => a.owner === mine).flatMap((a) => closeButtons(a, standingOf(a, now)));
  const blocks: Block[] = [
    {
      kind: "facts",
      facts: [
        {
          label: t("异常已回答", "Exceptions answered"),
          value: { kind: "count", count: total - left.length, unit: t(`/ ${total} 处`, `of ${total}`) },
        },
        {
          label: t("未完成的行动", "Actions open"),
          value: { kind: "count", count: open.length, unit: t("项", "") },
          ...(late.length > 0 && { note: t(`逾期 ${figure(late.length)} 项`, `${figure(late.length)} late`) }),
        },
        { label: t("决定", "Decisions"), value: { kind: "count", count: entries.decisions.length, unit: t("条", "") } },
      ],
    },
    ...(left.length > 0
      ? ([
          { kind: "heading", text: t("还没回答的异常", "Not answered yet") },
          { kind: "list", items: left.slice(0, EVENTS).map((e) => e.label) },
          ...(left.length > EVENTS
            ? [
                {
                  kind: "prose" as const,
                  text: t(`另有 ${figure(left.length - EVENTS)} 处。`, `And ${figure(left.length - EVENTS)} more.`),
                },
              ]
            : []),
        ] satisfies Block[])
      : []),
    ...actionTable(order, now, t("未完成的行动", "Actions that are open"), "new"),
  ];
  return message({
    title: t(`全链路复盘 ${retro.month}：进度`, `Full-chain retro of ${retro.month}: where it stands`),
    tone: late.length > 0 ? "warning" : "neutral",
    lead: t(`${state.zh}。`, `${state.en.charAt(0).toUpperCase()}${state.en.slice(1)}.`),
    blocks,
    actions: [...kept, ...closing].slice(0, BUTTONS),
    basis: { asOf: retro.said.asOf, stores: retro.said.stores, ...(retro.simulated && { simulated: true }) },
  });
}

interface Dates {
  readonly post: Day;
  readonly held: Day;
}

/** When something comes to a channel, as long as that lies ahead. */
function coming({ post, held }: Dates, next: Dates & { readonly month: string }, { platform, channel }: Binding, today: Day): Text {
  const now = t("现在就要：npm run purser -- job monthly-retro", "To have it now: npm run purser -- job monthly-retro");
  const said =
    held >= today
      ? t(
          `${post} 发到 ${platform} ${channel}，${held} 冻结。`,
          `It is posted to ${platform} ${channel} on ${post} and frozen on ${held}. `,
        )
      : t(
          `当时没有发。${next.month} 的复盘 ${next.post} 发到 ${platform} ${channel}，${next.held} 冻结。`,
          `None was posted then. That of ${next.month} is posted to ${platform} ${channel} on ${next.post} and frozen on ${next.held}. `,
        );
  return t(said.zh + now.zh, said.en + now.en);
}

/** There is none of that month yet, or not any more. `dates`: of that month's, if it is the newest that could be, and of the one after it. */
export function noRetroYet(
  month: string,
  dates: { readonly its: Dates; readonly next: Dates & { readonly month: string }; readonly today: Day } | null,
  binding: Binding | null,
): Message {
  if (binding === null) {
    return message({
      title: t("还没有频道接收月度复盘", "No channel receives the retro yet"),
      lead: t(
        "在要用的频道里输入 /setup，选“月度复盘”。",
        "Type /setup in the channel that you mean and choose the monthly retrospective.",
      ),
      sensitivity: "public",
    });
  }
  return message({
    title: t(`${month} 还没有复盘`, `There is no retro of ${month}`),
    lead:
      dates === null ? t("那个月没有发过复盘。", "None was posted for that month.") : coming(dates.its, dates.next, binding, dates.today),
    sensitivity: "public",
  });
}
