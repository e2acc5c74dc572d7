import { lookedAt } from "../app/retro/effects.ts";
import type { RetroLook } from "../app/retro/look.ts";
import type { RetroNow } from "../app/retro/now.ts";
import { retroEffectDays } from "../domain/policy/declared/retro.ts";
import { effectVerdict, type Standing, standing } from "../domain/retro/carried.ts";
import type { Text } from "../domain/value.ts";
import { counted } from "../domain/words/counted.ts";
import { type Block, type Button, type Message, message, type Value } from "../message/message.ts";
import type { RetroAction } from "../ports/retros.ts";
import { retroBasis } from "./retro-basis.ts";
import { joined, kpiNumber, said, spoken, t, words } from "./retro-values.ts";

/** The reply about what was taken on before, without the table that changes with each press. */
export function actionsBase({ frame: f, effects }: RetroLook): Message {
  return message({
    title: t("6 上月行动：做了没有，有没有用", "6 Last month's actions: done, and did it help"),
    basis: retroBasis(f, {
      policies: effects.length > 0 ? [f.policy(retroEffectDays)] : [],
      notes: [
        t(
          "逾期按填数当天计；未完成的自动带到下次复盘",
          "late by the day on which the figures were read; what is open is carried to the next retro",
        ),
      ],
    }),
  });
}

export const standingOf = (a: RetroAction, now: Pick<RetroNow, "months" | "retro" | "escalateAfter">): Standing =>
  standing(a, now.months, { month: now.retro.month, asOf: now.retro.said.asOf, escalateAfter: now.escalateAfter });

const nameOf = (slug: string, { names }: Pick<RetroNow, "names">): string => names.get(slug) ?? slug;

export function stateText(a: RetroAction, s: Standing): Text {
  switch (a.state) {
    case "done":
      return t("已完成", "done");
    case "dropped":
      return t("已放弃", "dropped");
    case "open":
      return joined(
        [
          s.overdueDays > 0 ? t(`逾期 ${s.overdueDays} 天`, `${counted(s.overdueDays, "day")} late`) : t("未完成", "open"),
          ...(s.carries > 1 ? [t(`顺延 ${s.carries} 次`, `carried over ${s.carries} times`)] : []),
        ],
        "，",
        ", ",
      );
  }
}

/** `退货率（MUG-01） 4.1% → 3.0%` */
export function aimText(a: RetroAction, { kpis, retro }: Pick<RetroNow, "kpis" | "retro">): Value {
  const kpi = a.metric === null ? undefined : kpis.get(a.metric);
  if (!kpi || a.expected === null) return { kind: "missing", because: t("没有写预期效果", "no effect was expected in figures") };
  const show = (n: number): Text => spoken(kpiNumber(kpi, n, retro.said.currency));
  const of = a.sku === null ? t("", "") : t(`（${a.sku}）`, ` (${a.sku})`);
  const from = a.before === null ? t("", "") : t(`${show(a.before).zh} → `, `${show(a.before).en} → `);
  const to = show(a.expected);
  return {
    ...words(t(`${kpi.name.zh}${of.zh} ${from.zh}${to.zh}`, `${kpi.name.en}${of.en} ${from.en}${to.en}`)),
    sensitivity: kpi.sensitivity,
  };
}

/** What was measured, and whether that is what was expected. */
function effectText(a: RetroAction, { kpis, retro }: RetroNow): Value {
  const kpi = a.metric === null ? undefined : kpis.get(a.metric);
  if (!kpi || a.expected === null || a.checkOn === null)
    return { kind: "missing", because: t("没有写预期效果", "no effect was expected in figures") };
  const { sensitivity } = kpi;
  const effect = retro.said.effects.find((e) => e.action === a.id);
  if (!effect) return { ...words(t(`${a.checkOn} 复查`, `checked on ${a.checkOn}`)), sensitivity };
  if (effect.measured === null) return { kind: "missing", because: effect.because ?? t("没有数据", "nothing is known"), sensitivity };
  const is = spoken(kpiNumber(kpi, effect.measured, retro.said.currency));
  const reached = effectVerdict(kpi.good, a.expected, effect.measured) === "reached";
  return {
    ...words(
      t(
        `${is.zh}，${reached ? "达到预期" : "未达预期"}（${effect.from} 至 ${effect.to}）`,
        `${is.en}, ${reached ? "as expected" : "short of it"} (${effect.from} to ${effect.to})`,
      ),
    ),
    sensitivity,
  };
}

const LABEL = 50;
const cut = (text: string, most: number): string =>
  Array.from(text).length <= most
    ? text
    : `${Array.from(text)
        .slice(0, most - 1)
        .join("")}…`;

export function closeButtons(a: RetroAction, s: Standing): Button[] {
  const decision = `action-${a.id}`;
  const done: Button = {
    label: t(`完成：${cut(a.what, LABEL)}`, `Done: ${cut(a.what, LABEL)}`),
    deed: { action: "retro-close", args: { action: a.id, state: "done" } },
    decision,
  };
  if (!s.escalated) return [done];
  return [
    done,
    {
      label: t(`放弃：${cut(a.what, LABEL)}`, `Drop: ${cut(a.what, LABEL)}`),
      deed: { action: "retro-close", args: { action: a.id, state: "dropped" } },
      style: "danger",
      confirm: t("放弃后不再顺延，记录保留。", "It will not be carried over any more; the record stays."),
      decision,
    },
  ];
}

/** As many as a message has room for; the others can be closed with /retro. */
const BUTTONS = 8;
const ROWS = 20;

export function actionTable(actions: readonly RetroAction[], now: RetroNow, title: Text, how: "looked-at" | "new"): Block[] {
  if (actions.length === 0) return [];
  return [
    {
      kind: "table",
      title,
      columns: [
        { label: t("行动", "Action") },
        { label: t("负责人", "Owner") },
        { label: t("到期", "Due") },
        { label: t("状态", "State") },
        { label: t("预期", "Expected") },
        { label: how === "new" ? t("复查日", "Check") : t("实测", "Measured") },
      ],
      rows: actions.map((a) => [
        said(a.what),
        said(nameOf(a.owner, now)),
        { kind: "day", day: a.due },
        words(stateText(a, standingOf(a, now))),
        aimText(a, now),
        how === "looked-at"
          ? effectText(a, now)
          : a.checkOn === null
            ? { kind: "missing", because: t("没有写复查日", "no check day was set") }
            : { kind: "day", day: a.checkOn },
      ]),
      ...(actions.length > ROWS && { show: ROWS }),
    },
  ];
}

/** With what became of each action until now: those that are late and carried over stand first. */
export function actionsMessage(base: Message, now: RetroNow): Message {
  const { retro, actions, before } = now;
  const late = (a: RetroAction): number => standingOf(a, now).carries * 10_000 + standingOf(a, now).overdueDays;
  const mine = lookedAt(actions, retro.month, before).toSorted((a, b) => late(b) - late(a) || a.id - b.id);
  const open = mine.filter((a) => a.state === "open");
  const escalated = open.filter((a) => standingOf(a, now).escalated);
  if (mine.length === 0) {
    const none = before
      ? t("没有要回顾的行动。", "There is nothing to look back on.")
      : t("这是这里的第一次复盘，还没有行动可回顾。", "This is the first retro here: there are no actions yet.");
    return { ...base, blocks: [{ kind: "prose", text: none }] };
  }
  return {
    ...base,
    tone: escalated.length > 0 ? "critical" : open.some((a) => standingOf(a, now).overdueDays > 0) ? "warning" : "neutral",
    blocks: [
      ...escalated.map((a): Block => {
        const { carries } = standingOf(a, now);
        const who = nameOf(a.owner, now);
        return {
          kind: "prose",
          text: t(
            `▲ 升级：“${a.what}”（${who}）已顺延 ${carries} 次。会上请决定：换人、拆小，还是放弃。`,
            `▲ Escalated: "${a.what}" (${who}) was carried over ${carries} times. Decide in the meeting: another owner, a smaller step, or drop it.`,
          ),
        };
      }),
      ...actionTable(
        mine,
        now,
        t(`${mine.length} 项，未完成 ${open.length} 项`, `${counted(mine.length, "action")}, ${open.length} open`),
        "looked-at",
      ),
    ],
    actions: open.flatMap((a) => closeButtons(a, standingOf(a, now))).slice(0, BUTTONS),
  };
}
