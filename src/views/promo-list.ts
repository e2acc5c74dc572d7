import type { TodayOf } from "../app/promo/found.ts";
import type { PromoPlan } from "../app/promo/plan.ts";
import type { Day } from "../domain/calendar/day.ts";
import { eventKind } from "../domain/promo/calendar.ts";
import { inboundConflict } from "../domain/promo/inbound.ts";
import { PROGRAMME_NAME, SOURCE_NAME, STATE_NAME } from "../domain/promo/words.ts";
import type { Promo } from "../domain/promo/types.ts";
import { figure } from "../domain/restock/figures.ts";
import { roleWord } from "../domain/words/roles.ts";
import type { Text } from "../domain/value.ts";
import { listed } from "../message/listed.ts";
import { type Block, type Button, type Message, message, type Value } from "../message/message.ts";
import { promoBasis, promoHistoryBlocks } from "./promo-history.ts";
import { away, daysText, dayValue, money, none, openButton, phaseText, t, text } from "./promo-values.ts";

const SHOWN = 12;

export const newButton = (style?: Button["style"]): Button => ({
  label: t("登记大促", "Declare a promotion"),
  deed: { action: "promo-form", args: {} },
  ...(style && { style }),
});

function phase(p: Promo, today: Day): Value {
  if (p.state !== "open") return { kind: "text", text: STATE_NAME[p.state] };
  if (today < p.from) return { kind: "text", text: away(today, p.from) };
  return today <= p.to ? text("进行中", "running") : text("已结束，待复盘", "over, to be reviewed");
}

/** Running, then what comes next, then what is over; last what is closed or called off. */
const rank = (p: Promo, today: Day): number => (p.state !== "open" ? 3 : p.to < today ? 2 : p.from <= today ? 0 : 1);

/** The next one first; of what is over, the newest. */
function byNearness(todayOf: TodayOf): (a: Promo, b: Promo) => number {
  return (a, b) => {
    const [ra, rb] = [rank(a, todayOf(a)), rank(b, todayOf(b))];
    if (ra !== rb) return ra - rb;
    const [x, y] = ra === 0 ? [a.to, b.to] : ra === 1 ? [a.from, b.from] : [b.to, a.to];
    return x < y ? -1 : x > y ? 1 : a.id - b.id;
  };
}

function nearestText(p: Promo, today: Day): Text {
  if (today < p.from) return t(`最近的：${p.name}，${away(today, p.from).zh}开始。`, `Next: ${p.name}, ${away(today, p.from).en}.`);
  if (today <= p.to) return t(`进行中：${p.name}，到 ${p.to} 结束。`, `Running: ${p.name}, until ${p.to}.`);
  return t(`最近一次：${p.name}，${p.to} 结束。`, `The last one: ${p.name}, over since ${p.to}.`);
}

/** All promotions, the next one first. */
export function promoList(all: readonly Promo[], next: Promo | undefined, todayOf: TodayOf): Message {
  if (all.length === 0) {
    return message({
      title: t("还没有大促", "No promotion yet"),
      sensitivity: "public",
      lead: t(
        "登记一次大促，Purser 会按去年同一活动算备货、倒推下单日、到点提醒。",
        "Declare one: Purser forecasts it from the same event of last year, counts the order dates back and reminds of them.",
      ),
      actions: [newButton("primary")],
    });
  }
  const row = (p: Promo): Value[] => [
    { kind: "code", code: `#${p.id}` },
    text(p.name),
    text(p.stores.join("、"), p.stores.join(", ")),
    { kind: "text", text: daysText(p) },
    dayValue(p.inboundBy, t("没有填", "not entered")),
    phase(p, todayOf(p)),
  ];
  const today = next && todayOf(next);
  const view = next && today && (next.to < today ? "review" : next.from <= today ? "status" : "plan");
  return message({
    title: t(`大促：${all.length} 个`, all.length === 1 ? "1 promotion" : `${all.length} promotions`),
    ...(next && today && { lead: nearestText(next, today) }),
    blocks: [
      {
        kind: "table",
        columns: [
          { label: t("编号", "No.") },
          { label: t("名称", "Name") },
          { label: t("店铺", "Stores") },
          { label: t("日期", "Days") },
          { label: t("入仓截止", "Inbound by") },
          { label: t("状态", "State") },
        ],
        ...listed(all.toSorted(byNearness(todayOf)), SHOWN, row),
      },
    ],
    actions: [
      ...(next && view
        ? [
            openButton(
              next,
              view,
              `${next.name}：${{ plan: "备货", status: "进度", review: "复盘" }[view]}`,
              `${next.name}: ${view}`,
              "primary",
            ),
          ]
        : []),
      newButton(),
    ],
  });
}

function skuTable(p: PromoPlan): Block[] {
  const { history } = p;
  if (history.chosen.length === 0) return [];
  const of = daysText(history.contributionOf);
  return [
    {
      kind: "table",
      title: t(`参加的 SKU：${history.chosen.length} 个`, `SKUs: ${history.chosen.length}`),
      columns: [
        { label: t("SKU", "SKU") },
        { label: t("品名", "Title") },
        { label: t("角色", "Role") },
        { label: t(`销量（${of.zh}）`, `Units (${of.en})`), align: "right" },
        { label: t("贡献", "Contribution"), align: "right", sensitivity: "margin" },
      ],
      ...listed(history.chosen, SHOWN, (sku): Value[] => {
        const info = history.skus.get(sku);
        const sold = history.units.get(sku) ?? 0;
        const gain = history.contribution.get(sku);
        const role = info?.role == null ? null : roleWord(info.role);
        return [
          { kind: "code", code: sku },
          info?.title == null ? none("没有品名", "no title") : text(info.title),
          role ? text(role.zh, role.en) : none("没有角色", "no role"),
          sold > 0 ? { kind: "count", count: Math.round(sold) } : none("没有卖过", "not sold then"),
          money(gain ?? null, p.currency, t("未知", "not known")),
        ];
      }),
    },
  ];
}

/** What was declared, with the dates that were found and where each comes from. */
export function promoDeclared(p: PromoPlan, isNew: boolean): Message {
  const { promo, today } = p;
  const known = eventKind(promo.event)?.name;
  const by = SOURCE_NAME[promo.inboundSource];
  const { chosenShare: share, contributionOf, past } = p.history;
  const of = daysText(contributionOf);
  return message({
    title: isNew ? t(`已登记：${promo.name}`, `Declared: ${promo.name}`) : t(`已修改：${promo.name}`, `Changed: ${promo.name}`),
    tone: "good",
    lead:
      promo.inboundBy < today
        ? t(
            `${daysText(promo).zh}，${phaseText(today, promo).zh}；入仓截止 ${promo.inboundBy} 已过（${by.zh}）。`,
            `${daysText(promo).en}, ${phaseText(today, promo).en}; the inbound deadline, ${promo.inboundBy}, has passed (${by.en}).`,
          )
        : t(
            `${daysText(promo).zh}，${phaseText(today, promo).zh}；${promo.inboundBy} 前入仓（${by.zh}）。`,
            `${daysText(promo).en}, ${phaseText(today, promo).en}; goods must be in by ${promo.inboundBy} (${by.en}).`,
          ),
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: t("店铺", "Stores"), value: text(promo.stores.join("、"), promo.stores.join(", ")) },
          { label: t("活动", "Event"), value: known ? { kind: "text", text: known } : text(promo.event) },
          { label: t("入仓方式", "Programme"), value: { kind: "text", text: PROGRAMME_NAME[promo.programme] } },
          {
            label: t("报名截止", "Sign-up closes"),
            value: dayValue(promo.signUpBy, t("没有填：点“修改日期和 SKU”补上", 'not entered: add it under "Dates and SKUs"')),
          },
          { label: t("入仓截止", "Inbound deadline"), value: { kind: "day", day: promo.inboundBy }, note: by },
          ...(share === null
            ? []
            : [
                {
                  label: t("这些 SKU 占", "They bring"),
                  value: text(`${figure(share * 100)}%`),
                  note:
                    past === null
                      ? t(`${of.zh} 全店贡献毛利`, `of all contribution from ${of.en}`)
                      : t("上次全店贡献毛利", "of all contribution last time"),
                },
              ]),
        ],
      },
      ...promoHistoryBlocks(p),
      ...skuTable(p),
    ],
    actions:
      promo.state === "open"
        ? [
            today > promo.to
              ? openButton(promo, "review", "去复盘", "Review it", "primary")
              : openButton(promo, "plan", "看备货方案", "What to stock", "primary"),
            openButton(promo, "change", "修改日期和 SKU", "Dates and SKUs"),
          ]
        : [],
    basis: promoBasis(p, inboundConflict(promo, p.read)),
  });
}
