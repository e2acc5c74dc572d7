import { daysBetween } from "../domain/calendar/day.ts";
import type { HistoryKpi } from "../app/promo/history.ts";
import type { PromoReview } from "../app/promo/review.ts";
import type { Aftermath } from "../domain/promo/aftermath.ts";
import { overstockDays } from "../domain/policy/declared/order.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Maybe, Text } from "../domain/value.ts";
import { listed } from "../message/listed.ts";
import { type Block, type Button, type Fact, type Message, message, type Value } from "../message/message.ts";
import { lastTimeByDay, trackBlock, trackData } from "./promo-chart.ts";
import { codesBlock } from "./promo-codes.ts";
import { ALL_SKUS, kpiName, kpiValue, promoBasis } from "./promo-history.ts";
import { away, count, moneySaid, none, openButton, percent, skusEn, t, text, timesUsual } from "./promo-values.ts";

const SHOWN = 12;
/** A forecast that is off by less is called right. */
const NEAR = 0.1;
/** What lies there so many days after the end is no longer what the promotion left. */
const LONG_OVER = 90;
const longOver = ({ plan }: PromoReview): boolean => daysBetween(plan.promo.to, plan.asOf) > LONG_OVER;

const biasText = (bias: number): Text =>
  Math.abs(bias) < NEAR
    ? t("总量预测准确", "the total was right")
    : bias > 0
      ? t(`总量高估 ${figure(bias * 100)}%`, `${figure(bias * 100)}% too much was forecast`)
      : t(`总量低估 ${figure(-bias * 100)}%`, `${figure(-bias * 100)}% too little was forecast`);

function lead(r: PromoReview): Text {
  const sold = r.status.total.sold;
  const uplift = r.uplift === null ? null : timesUsual(1 + r.uplift);
  const skus = new Set(r.lines.map((l) => l.sku)).size;
  const zh = [`参加的 ${skus} 个 SKU 卖了 ${figure(sold)} 件${uplift === null ? "" : `，${uplift.zh}`}`];
  const en = [`${figure(sold)} sold of its ${skusEn(skus)}${uplift === null ? "" : `, ${uplift.en}`}`];
  if (r.accuracy) {
    const b = biasText(r.accuracy.bias);
    zh.push(b.zh);
    en.push(b.en);
  } else {
    zh.push("备货量没有确认过，没有预测可对账");
    en.push("nothing was confirmed, so there is no forecast to hold it against");
  }
  return t(`${zh.join("；")}。`, `${en.join("; ")}.`);
}

function compared(id: HistoryKpi, now: Maybe<number>, before: Maybe<number>): Fact {
  const all = { label: kpiName(id), value: kpiValue(id, now), ...(id === "units" && now.kind === "value" && { note: ALL_SKUS }) };
  if (now.kind === "missing" || before.kind === "missing") return all;
  const worse = id === "acos" || id === "return-rate" ? now.value > before.value : now.value < before.value;
  const change: Value =
    id === "units"
      ? { kind: "percent", ratio: before.value > 0 ? now.value / before.value - 1 : 0, digits: 0, signed: true }
      : { kind: "number", number: (now.value - before.value) * 100, digits: 1, unit: t("个百分点", "points"), signed: true };
  return {
    ...all,
    delta: {
      against: t("上次同一活动", "the event before"),
      change,
      mood: now.value === before.value ? "neutral" : worse ? "bad" : "good",
    },
  };
}

function facts(r: PromoReview): Fact[] {
  const { accuracy: a, plan } = r;
  return [
    ...(a
      ? [
          {
            label: t("预测 / 实际", "Forecast / actual"),
            value: text(`${figure(a.expected)} / ${figure(a.sold)}`),
            note: biasText(a.bias),
          },
          {
            label: t("单品误差", "Error by SKU"),
            value: { kind: "percent", ratio: a.error, digits: 0 } satisfies Value,
            note: t(
              `${figure(a.inRange * 100)}% 的 SKU 落在区间里（应为 80%）`,
              `${figure(a.inRange * 100)}% of SKUs within the range (80% is right)`,
            ),
          },
        ]
      : []),
    ...(["units", "conversion", "acos", "return-rate"] as const).map((id) => compared(id, r.kpis[id], plan.history.kpis[id])),
  ];
}

function ageCell(l: Aftermath): Value {
  if (l.aged === null) return none("库存未知，或离大促太久", "stock not known, or too long ago");
  if (l.aged < 1) return none("不会满龄", "none will be old");
  return { kind: "count", count: Math.round(l.aged) };
}

function table(r: PromoReview): Block {
  const several = new Set(r.lines.map((l) => l.warehouse)).size > 1;
  const unknown = t("库存未知", "stock not known");
  const now = !longOver(r);
  const day = r.plan.asOf;
  const row = (l: Aftermath): Value[] => [
    { kind: "code", code: l.sku },
    ...(several ? [{ kind: "code", code: l.warehouse } as const] : []),
    count(l.expected, t("没有确认", "not confirmed")),
    { kind: "count", count: Math.round(l.sold) },
    l.expected === null || l.expected < 1 ? none("无法对比", "cannot be compared") : text(percent(l.sold / l.expected - 1)),
    l.inStock === null ? none("没有快照", "no snapshot") : { kind: "percent", ratio: l.inStock, digits: 0 },
    ...(now
      ? [
          count(l.left, unknown),
          l.coverDays === null ? none("没有动销", "not selling") : ({ kind: "days", days: Math.round(l.coverDays) } as const),
          ageCell(l),
        ]
      : []),
  ];
  return {
    kind: "table",
    columns: [
      { label: t("SKU", "SKU") },
      ...(several ? [{ label: t("仓库", "Warehouse") }] : []),
      { label: t("预测", "Forecast"), align: "right" },
      { label: t("实际", "Actual"), align: "right" },
      { label: t("差", "Off"), align: "right" },
      { label: t("有货天数", "In stock"), align: "right" },
      ...(now
        ? ([
            { label: t(`剩货（${day}）`, `Left (${day})`), align: "right" },
            { label: t("还能卖", "Lasts"), align: "right" },
            { label: t("满 181 天", "Older than 180 days"), align: "right" },
          ] as const)
        : []),
    ],
    ...listed(r.lines, SHOWN, row),
  };
}

/** Where the uplift came as it was forecast, the miss is that of the usual days, and no other uplift mends it. */
function upliftWasRight({ uplift, forecastUplift }: PromoReview): Text | null {
  if (uplift === null || forecastUplift === null || Math.abs((1 + uplift) / (1 + forecastUplift) - 1) >= NEAR) return null;
  const [planned, came] = [timesUsual(1 + forecastUplift), timesUsual(1 + uplift)];
  return t(
    `增幅预测对了（预计${planned.zh}，实际${came.zh}），差在平日销量：下次临近大促再确认一次备货量`,
    `the uplift was right (${planned.en} forecast, ${came.en} sold): it is the usual days that were missed. Confirm the quantities once more nearer to the next one`,
  );
}

const SOME = 4;
const named = (lines: readonly Aftermath[]): Text => {
  const all = lines.map((l) => l.sku);
  const some = all.slice(0, SOME);
  return t(
    `${some.join("、")}${all.length > SOME ? ` 等 ${all.length} 个` : ""}`,
    `${some.join(", ")}${all.length > SOME ? ` and ${all.length - SOME} more` : ""}`,
  );
};

/** What follows from it, each with the SKUs that it concerns. */
function todo(r: PromoReview): Text[] {
  const long = r.plan.read(overstockDays);
  const out = r.lines.filter((l) => (l.inStock ?? 1) < 0.95 && (l.daily ?? 0) > 0);
  const now = longOver(r) ? [] : r.lines;
  const slow = now.filter((l) => (l.coverDays ?? 0) > long && (l.left ?? 0) >= 1);
  const empty = now.filter((l) => l.left !== null && l.left < 1 && (l.daily ?? 0) > 0);
  const old = now.filter((l) => (l.aged ?? 0) >= 1);
  const items: Text[] = [];
  const say = (lines: readonly Aftermath[], zh: (n: Text) => string, en: (n: Text) => string): void => {
    if (lines.length === 0) return;
    const n = named(lines);
    items.push(t(zh(n), en(n)));
  };
  say(
    empty,
    (n) => `${r.plan.asOf} 已经没货，先补：${n.zh}（/restock）`,
    (n) => `empty on ${r.plan.asOf}, restock first: ${n.en} (/restock)`,
  );
  say(
    out,
    (n) => `大促里断过货，下次备足：${n.zh}`,
    (n) => `sold out during it, stock more next time: ${n.en}`,
  );
  say(
    slow,
    (n) => `剩货够卖超过 ${figure(long)} 天，做捆绑或清仓：${n.zh}`,
    (n) => `more than ${figure(long)} days are left, bundle or clear: ${n.en}`,
  );
  say(
    old,
    (n) => `会满 181 天，赶在收费快照（每月 15 日）前清：${n.zh}`,
    (n) => `will be charged as old, clear before the snapshot on the 15th: ${n.en}`,
  );
  const right = upliftWasRight(r);
  if (r.accuracy && Math.abs(r.accuracy.bias) >= NEAR) {
    items.push(
      right !== null
        ? right
        : r.accuracy.bias > 0
          ? t("总量高估：保存学到的增幅，下次自动用低的", "too much was forecast: keep what was learnt, and the next one begins lower")
          : t("总量低估：保存学到的增幅，下次自动用高的", "too little was forecast: keep what was learnt, and the next one begins higher"),
    );
  }
  if (items.length === 0) items.push(t("没有要补救的：保存学到的增幅即可", "nothing to mend: keep what was learnt"));
  return items;
}

/** What old stock costs: by volume, which is not known of a unit, so that the rate is told and no sum. */
function feeText({ agedRate }: PromoReview): Text {
  if (agedRate.kind === "missing") return t(`超龄费没有算：${agedRate.because.zh}`, `aged-stock fees are not told: ${agedRate.because.en}`);
  const { perCubicFoot, currency } = agedRate.value;
  return t(
    `满 181 天每立方英尺每月收 ${moneySaid(perCubicFoot, currency).zh} 起`,
    `from 181 days on each cubic foot costs ${moneySaid(perCubicFoot, currency).en} a month`,
  );
}

function buttons(r: PromoReview): Button[] {
  const { promo } = r.plan;
  if (promo.state !== "open") return [];
  return [
    {
      label: t("保存增幅并归档", "Keep what was learnt and close"),
      deed: { action: "promo-close", args: { promo: promo.id } },
      style: "primary",
      confirm: t(
        `保存 ${r.learnt.length} 个 SKU 的增幅并归档“${promo.name}”？归档后不能再改。`,
        `Keep the uplift of ${skusEn(r.learnt.length)} and close "${promo.name}"? It is not changed any more then.`,
      ),
    },
    openButton(promo, "plan", "备货方案", "What was planned"),
  ];
}

/** The aftermath of a promotion. */
export function promoReview(r: PromoReview): Message {
  const { plan, status } = r;
  if (!r.over) {
    const ended = plan.today > plan.promo.to;
    return message({
      title: t(`${plan.promo.name}：还不能复盘`, `${plan.promo.name}: not to be reviewed yet`),
      lead: ended
        ? t(
            `已在 ${plan.promo.to} 结束，销售数据只到 ${status.until.day}。导入后再看。`,
            `It ended on ${plan.promo.to}, and sales are known up to ${status.until.day} only. Import the rest, then look again.`,
          )
        : t(
            `${plan.promo.to} 结束，${away(plan.today, plan.promo.to).zh}。`,
            `It ends on ${plan.promo.to}: ${away(plan.today, plan.promo.to).en}.`,
          ),
      actions: [openButton(plan.promo, "status", "看进度", "How it goes", "primary")],
      basis: promoBasis(plan, [], false),
    });
  }
  const notes: Text[] = [
    t("退货还在陆续发生，退货率会再升", "returns are still to come: the rate will rise"),
    ...(longOver(r)
      ? [
          t(
            `大促已过 ${LONG_OVER} 天以上，现在的库存不再算它的剩货`,
            `over for more than ${LONG_OVER} days: what is there now is not what it left`,
          ),
        ]
      : [
          t(
            "满 181 天：假设剩货在入仓截止日前后到仓",
            "older than 180 days: what is left is taken to have arrived by the inbound deadline",
          ),
          ...(r.lines.some((l) => (l.aged ?? 0) >= 1) ? [feeText(r)] : []),
        ]),
  ];
  return message({
    title: t(`${plan.promo.name} 复盘`, `${plan.promo.name}: the aftermath`),
    tone: r.accuracy && Math.abs(r.accuracy.bias) >= 2 * NEAR ? "warning" : "good",
    lead: lead(r),
    blocks: [
      { kind: "facts", facts: facts(r) },
      trackBlock(
        trackData(plan, plan.standing.quantities ? status.band : null, status.rhythm, lastTimeByDay(plan), status.actual),
        plan.promo.name,
      ),
      ...(r.lines.length > 0 ? [table(r)] : []),
      ...codesBlock(status),
      { kind: "heading", text: t("接下来", "What follows") },
      { kind: "list", items: todo(r) },
    ],
    actions: buttons(r),
    basis: promoBasis(plan, notes, false),
  });
}
