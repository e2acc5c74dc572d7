import type { RetroNow } from "../app/retro/now.ts";
import { addDays, type Day, later } from "../domain/calendar/day.ts";
import { CHAIN_LINKS, LINK_NAME } from "../domain/retro/words.ts";
import type { Text } from "../domain/value.ts";
import { type Field, type Message, message } from "../message/message.ts";
import type { Member } from "../ports/company.ts";
import { unanswered } from "./retro-dress.ts";
import { t } from "./retro-values.ts";

/** The words of the fields: the form shows them and a mistake names them. */
export const LABEL = {
  event: t("哪个异常", "Which exception"),
  link: t("哪个环节", "Which link"),
  why: t("为什么", "Why"),
  change: t("下月怎么改", "What changes next month"),
  owner: t("负责人", "Owner"),
  what: t("做什么", "What to do"),
  due: t("到期日", "Due"),
  metric: t("看哪个指标", "Which KPI it should move"),
  sku: t("只看某个 SKU", "Of one SKU only"),
  expected: t("预期到多少", "To what"),
  checkOn: t("复查日", "Checked on"),
  decision: t("决定了什么", "What was decided"),
} as const satisfies Record<string, Text>;

const select = (
  name: keyof typeof LABEL,
  options: readonly { readonly value: string; readonly label: Text }[],
  more: Partial<Field> = {},
): Field => ({
  name,
  label: LABEL[name],
  type: "select",
  options,
  ...more,
});
const input = (name: keyof typeof LABEL, type: "text" | "day", more: Partial<Field> = {}): Field => ({
  name,
  label: LABEL[name],
  type,
  ...more,
});
const owners = (members: readonly Member[]) => members.map((m) => ({ value: m.slug, label: t(m.name, m.name) }));

/** Slack cuts an option at 75 characters. */
const OPTION = 70;
const short = (text: string): string =>
  Array.from(text).length <= OPTION
    ? text
    : `${Array.from(text)
        .slice(0, OPTION - 1)
        .join("")}…`;

/** Why something happened. What stands already is told, so that whoever replaces it does so knowingly. */
export function answerForm(now: RetroNow, members: readonly Member[]): Message {
  const { retro, entries } = now;
  const open = new Set(unanswered(now).map((e) => e.key));
  const events = retro.said.events.toSorted((a, b) => Number(open.has(b.key)) - Number(open.has(a.key)));
  const [first] = events;
  const seen = Object.fromEntries(entries.answers.map((a) => [a.event, a.revision]));
  return message({
    title: t(`回答异常：${retro.month}`, `Answer an exception of ${retro.month}`),
    lead: t("选一处异常，写清哪个环节、为什么、下月怎么改。", "Choose an exception; say which link, why, and what changes next month."),
    blocks: [
      {
        kind: "form",
        deed: { action: "retro-answer", args: { retro: retro.id, seen } },
        submit: t("提交回答", "Send the answer"),
        fields: [
          select(
            "event",
            events.map(({ key, label }) => ({
              value: key,
              label: t(
                short(`${open.has(key) ? "" : "（已答，会替换）"}${label.zh}`),
                short(`${open.has(key) ? "" : "(answered, replaces) "}${label.en}`),
              ),
            })),
            { required: true, ...(first && open.has(first.key) && { value: first.key }) },
          ),
          select(
            "link",
            CHAIN_LINKS.map((l) => ({ value: l, label: LINK_NAME[l] })),
            { required: true },
          ),
          input("why", "text", {
            required: true,
            hint: t("连问几个为什么，写到能改的那一层", "Ask why until it is something that can be changed"),
          }),
          input("change", "text", { required: true }),
          select("owner", owners(members)),
        ],
      },
    ],
  });
}

/** Something to do: who, until when, and what it is meant to bring. */
export function actionForm(now: RetroNow, members: readonly Member[], form: string, today: Day): Message {
  const { retro, kpis } = now;
  return message({
    title: t(`新增行动：${retro.month} 复盘`, `Add an action, retro of ${retro.month}`),
    lead: t(
      "写动词开头的一件事、一个负责人、一个日期；有预期效果的到复查日自动对账。",
      "One thing that begins with a verb, one owner, one date. What is expected is checked against the figures on its day.",
    ),
    blocks: [
      {
        kind: "form",
        deed: { action: "retro-add-action", args: { retro: retro.id, form } },
        submit: t("新增行动", "Add the action"),
        fields: [
          input("what", "text", { required: true, hint: t("例如：重做 LAMP-01 的尺寸表", "E.g. redo the size chart of LAMP-01") }),
          select("owner", owners(members), { required: true }),
          input("due", "day", { required: true, value: addDays(later(retro.heldOn, today), 14) }),
          select(
            "metric",
            [...kpis.values()].map((k) => ({ value: k.id, label: k.name })),
            { hint: t("没有可量的效果就不选", "None where the effect cannot be measured") },
          ),
          input("sku", "text", { hint: t("留空表示全部", "Empty means all") }),
          input("expected", "text", { hint: t("比率写 3%，金额和件数写数字", "3% for a rate, a number for money and units") }),
          input("checkOn", "day", { hint: t("留空 = 到期后 30 天", "Empty: 30 days after it is due") }),
        ],
      },
    ],
  });
}

export function decisionForm(now: RetroNow, form: string): Message {
  const { retro } = now;
  return message({
    title: t(`记录决定：${retro.month} 复盘`, `Note a decision, retro of ${retro.month}`),
    blocks: [
      {
        kind: "form",
        deed: { action: "retro-decide", args: { retro: retro.id, form } },
        submit: t("记录决定", "Note the decision"),
        fields: [input("decision", "text", { required: true }), input("why", "text", { required: true })],
      },
    ],
  });
}
