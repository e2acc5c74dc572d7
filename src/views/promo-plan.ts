import type { PromoPlan } from "../app/promo/plan.ts";
import { daysBetween } from "../domain/calendar/day.ts";
import type { PromoLine } from "../domain/promo/line.ts";
import { reachesStart } from "../domain/promo/deadlines.ts";
import { inboundConflict } from "../domain/promo/inbound.ts";
import { FROM_NAME } from "../domain/promo/words.ts";
import { nextOrder, sumsOf, tooLate } from "../domain/promo/sums.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { listed } from "../message/listed.ts";
import { type Block, type Button, type Message, message, type Value } from "../message/message.ts";
import { promoTrackOfPlan } from "./promo-chart.ts";
import { waysTable } from "./promo-ways.ts";
import { promoBasis, promoHistoryBlocks } from "./promo-history.ts";
import { checklistBlocks, conflictNote, enteredBlocks } from "./promo-entered.ts";
import { confirmedText, movedText, restBlock, startCell, withheldText } from "./promo-supply.ts";
import { promoEndedPlan } from "./promo-ended.ts";
import { planFacts, planLead } from "./promo-plan-head.ts";
import { undoButtons } from "./promo-undo.ts";
import { count, countSkus, modeText, none, openButton, percent, range, skusEn, t, text } from "./promo-values.ts";

const SHOWN = 10;

function wayCell(p: PromoPlan, l: PromoLine): Value {
  if (l.buy === null) return none("库存未知", "stock not known");
  const moved = movedText(l);
  const withheld = withheldText(l);
  if (withheld) return { kind: "text", text: withheld };
  if (l.buy === 0 && moved) return { kind: "text", text: moved };
  if (l.buy === 0)
    return l.critical?.ratio === 0 ? none("卖一件亏一件，不备", "each unit would lose money") : none("不用备", "nothing to buy");
  const each = l.batches.map((b): Text => {
    const [mode, n] = [modeText(b.way.route), figure(b.units)];
    if (b.surplus)
      return b.way.arrivesOn > p.promo.to
        ? t(`${mode.zh} ${n}（起订量余量，大促后才到）`, `${mode.en} ${n} (minimum order's rest, after the end)`)
        : t(`${mode.zh} ${n}（起订量余量）`, `${mode.en} ${n} (minimum order's rest)`);
    if (l.rides)
      return t(
        `${mode.zh} ${n}（${b.way.orderBy.slice(5)} 前，随日常补货）`,
        `${mode.en} ${n} (by ${b.way.orderBy.slice(5)}, with a usual order)`,
      );
    if (b.way.late === 0) return t(`${mode.zh} ${n}（${b.way.orderBy.slice(5)} 前）`, `${mode.en} ${n} (by ${b.way.orderBy.slice(5)})`);
    return reachesStart(b.way, p.promo.from)
      ? t(`${mode.zh} ${n}（过截止，大促前能到）`, `${mode.en} ${n} (after the deadline, before the start)`)
      : t(`${mode.zh} ${n}（开始后才到）`, `${mode.en} ${n} (after the start)`);
  });
  const all = [...(moved ? [moved] : []), ...each];
  return text(all.map((e) => e.zh).join(" + "), all.map((e) => e.en).join(" + "));
}

function upliftCell(l: PromoLine): Value {
  const set = l.assumed.find((a) => a.topic === "uplift");
  const from = set ? t("人工", "entered") : FROM_NAME[l.uplift.from];
  return text(`${percent(l.multiplier - 1)}（${from.zh}）`, `${percent(l.multiplier - 1)} (${from.en})`);
}

function row(p: PromoPlan, l: PromoLine, several: boolean): Value[] {
  const past = p.history.sold.get(l.sku);
  const why = l.missing[0] ?? t("未知", "not known");
  return [
    { kind: "code", code: l.sku },
    ...(several ? [{ kind: "code", code: l.warehouse } as const] : []),
    count(l.buy, why),
    wayCell(p, l),
    l.forecast
      ? text(
          `${figure(l.forecast.expected)}（${figure(l.forecast.low)}–${figure(l.forecast.high)}）`,
          `${figure(l.forecast.expected)} (${figure(l.forecast.low)}–${figure(l.forecast.high)})`,
        )
      : { kind: "missing", because: why },
    startCell(l),
    count(l.need?.best ?? null, why),
    l.need ? text(range(l.need.ruleLow, l.need.ruleHigh)) : { kind: "missing", because: why },
    past && past.units > 0
      ? { kind: "count", count: past.units }
      : p.history.sold.size === 0
        ? none("没有上次的数据", "nothing is known of the event before")
        : none("没有卖过", "not sold then"),
    upliftCell(l),
  ];
}

const urgency = (l: PromoLine): number => ((l.buy ?? 0) > 0 ? 2 : l.beyond > 0 || l.lacking > 0 ? 1 : 0);

function table(p: PromoPlan): Block {
  const several = new Set(p.lines.map((l) => l.warehouse)).size > 1;
  return {
    kind: "table",
    // The decision comes first, where a telephone still shows it.
    columns: [
      { label: t("SKU", "SKU") },
      ...(several ? [{ label: t("仓库", "Warehouse") }] : []),
      { label: t("还要备", "To buy"), align: "right" },
      { label: t("分批头程", "Batches") },
      { label: t("预计（区间）", "Forecast (range)"), align: "right" },
      { label: t("开始时有", "At start"), align: "right" },
      { label: t("需备到", "Wanted"), align: "right" },
      { label: t("公式 +10–20%", "Formula +10–20%"), align: "right" },
      { label: t("上次销量", "Last time"), align: "right" },
      { label: t("增幅（来源）", "Uplift (from)") },
    ],
    // What is to be bought stands first.
    ...listed(
      p.lines.toSorted((a, b) => urgency(b) - urgency(a)),
      SHOWN,
      (l) => row(p, l, several),
    ),
  };
}

function buttons(p: PromoPlan, added: number | null): Button[] {
  const { promo } = p;
  const sure = p.lines.some((l) => (l.forecast?.expected ?? 0) > 0);
  const s = sumsOf(p.lines);
  return [
    ...(sure
      ? [
          {
            label: p.standing.quantities ? t("重新确认备货量", "Confirm anew") : t("确认备货量", "Confirm the quantities"),
            deed: { action: "promo-confirm", args: { promo: promo.id } },
            style: "primary",
            confirm:
              s.buy === 0
                ? t(
                    `确认 ${countSkus(p.lines)} 个 SKU 的预测（不用再备货）？确认后 /restock 按这个预测算。`,
                    `Confirm the forecast of ${skusEn(countSkus(p.lines))}, with nothing more to buy? /restock then counts it.`,
                  )
                : t(
                    `确认 ${countSkus(p.lines)} 个 SKU、共备 ${figure(s.buy)} 件？确认后 /restock 按这个预测算；不会自动下单。`,
                    `Confirm ${skusEn(countSkus(p.lines))}, ${figure(s.buy)} units to buy? /restock then counts this forecast; nothing is ordered by it.`,
                  ),
          } satisfies Button,
        ]
      : []),
    openButton(promo, "assume", "调整假设", "Assumptions"),
    openButton(promo, "commit", "达人承诺", "Creator commitment"),
    openButton(promo, "spend", "记应急支出", "Emergency spend"),
    ...undoButtons(p, added),
    openButton(promo, "tick", "勾检查清单", "Checklist"),
    openButton(promo, "change", "修改日期和 SKU", "Dates and SKUs"),
  ];
}

const tone = (p: PromoPlan): Message["tone"] => {
  const order = nextOrder(p);
  if (p.promised.some((x) => x.over > 0)) return "critical";
  // What nothing brings any more is no smaller a matter than what is late.
  if (sumsOf(p.lines).beyond >= 1) return "warning";
  if (tooLate(p).length > 0 || (order !== null && daysBetween(p.asOf, order.day) <= 7)) return "warning";
  return "neutral";
};

/** What to stock for a promotion, why so much, by when and which way. `added`: an entry that was just made, and may be taken back at once. */
export function promoPlan(p: PromoPlan, added: number | null = null): Message {
  if (p.promo.state !== "open" || p.today > p.promo.to) return promoEndedPlan(p);
  const s = sumsOf(p.lines);
  return message({
    title: t(`${p.promo.name} 备货`, `${p.promo.name}: what to stock`),
    tone: tone(p),
    lead: planLead(p, s),
    blocks: [
      { kind: "facts", facts: planFacts(p, s) },
      ...(p.lines.length > 0 ? [table(p)] : []),
      ...restBlock(p),
      ...promoTrackOfPlan(p),
      ...waysTable(p),
      ...promoHistoryBlocks(p),
      ...enteredBlocks(p),
      ...checklistBlocks(p),
      { kind: "prose", text: confirmedText(p) },
    ],
    actions: buttons(p, added),
    basis: promoBasis(p, [conflictNote(p), ...inboundConflict(p.promo, p.read)]),
  });
}
