import type { PromoPlan } from "../app/promo/plan.ts";
import { daysBetween } from "../domain/calendar/day.ts";
import type { PromoLine } from "../domain/promo/line.ts";
import { reachesStart } from "../domain/promo/deadlines.ts";
import { inboundConflict } from "../domain/promo/inbound.ts";
import { FROM_NAME, PROGRAMME_NAME, SOURCE_NAME } from "../domain/promo/words.ts";
import { nextOrder, type PlanSums, sumsOf, tooLate } from "../domain/promo/sums.ts";
import { figure } from "../domain/restock/figures.ts";
import type { Text } from "../domain/value.ts";
import { listed } from "../message/listed.ts";
import { type Block, type Button, type Fact, type Message, message, type Value } from "../message/message.ts";
import { promoTrackOfPlan } from "./promo-chart.ts";
import { waysTable } from "./promo-ways.ts";
import { promoBasis, promoHistoryBlocks } from "./promo-history.ts";
import { checklistBlocks, conflictNote, enteredBlocks } from "./promo-entered.ts";
import { allowsText, confirmedText, minimum, movedText, restBlock, startCell, withheldText } from "./promo-supply.ts";
import { away, count, daysText, dayValue, modeText, money, none, openButton, percent, skusEn, t, text } from "./promo-values.ts";

const SHOWN = 10;

/** A SKU may have a line at each of several warehouses. */
const countSkus = (lines: readonly { readonly sku: string }[]): number => new Set(lines.map((l) => l.sku)).size;

function lead(p: PromoPlan, s: PlanSums): Text {
  if (p.lines.length === 0) {
    return p.unplanned.length > 0
      ? t("所选 SKU 在这些店铺的仓库里没有库存计划。", "None of the chosen SKUs is in the stock plan of these stores' warehouses.")
      : t("还没有可计划的 SKU：没有销售数据，也没有指定 SKU。", "No SKU can be planned: nothing was sold yet and none was chosen.");
  }
  const times = s.base > 0 ? s.expected / s.base : 0;
  const skus = countSkus(p.lines);
  const zh = [`${skus} 个 SKU 预计卖 ${figure(s.expected)} 件（平日的 ${figure(times, 1)} 倍）`];
  const en = [`${skus} ${skus === 1 ? "SKU" : "SKUs"} should sell ${figure(s.expected)} units (${figure(times, 1)} times the usual)`];
  const order = nextOrder(p);
  const late = tooLate(p);
  const allows = allowsText(p, s);
  if (allows) {
    zh.push(allows.zh);
    en.push(allows.en);
  } else if (s.buy === 0) {
    zh.push("现有和在途够卖，不用再备");
    en.push("what is there and on its way is enough");
  }
  if (s.beyond > 0) {
    zh.push(`缺 ${figure(s.beyond)} 件来不及补`);
    en.push(`${figure(s.beyond)} are lacking that nothing brings in time`);
  }
  const over = p.promised.filter((x) => x.over > 0);
  if (over.length > 0) {
    const names = over.slice(0, 3).map((x) => x.sku);
    zh.push(`达人承诺超出库存：${names.join("、")}`);
    en.push(`creators were promised more than there is of ${names.join(", ")}`);
  }
  if (s.buy > 0) {
    zh.push(`还要备 ${figure(s.buy)} 件`);
    en.push(`${figure(s.buy)} more are to be bought`);
    if (order) {
      zh.push(`最早的一批 ${order.day} 前下单`);
      en.push(`the first by ${order.day}`);
    }
    if (late.length > 0) {
      zh.push(`${late.length} 个 SKU 哪种头程都赶不上入仓截止`);
      en.push(`for ${late.length} no way is in time for the inbound deadline any more`);
    }
  }
  return { zh: `${zh.join("；")}。`, en: `${en.join("; ")}.` };
}

/** Some of its days are over: what is wanted and earned is of the others. */
const running = ({ lines }: PromoPlan): boolean => lines.some((l) => l.ahead < 1);

function sumFacts(p: PromoPlan, s: PlanSums): Fact[] {
  const unknown = t("成本未知", "cost not known");
  const e = p.emergency;
  return [
    {
      label: t("预计销量", "Forecast"),
      value: { kind: "count", count: Math.round(s.expected) },
      note: t(`10 次里 8 次在 ${figure(s.low)} 到 ${figure(s.high)} 之间`, `8 times in 10 between ${figure(s.low)} and ${figure(s.high)}`),
    },
    {
      label: t("还要备", "To buy"),
      value: { kind: "count", count: s.buy },
      note: t(
        `${s.short} 个 SKU 届时不够${minimum(s)?.zh ?? ""}；按文档公式（预计 +10–20%）要备 ${figure(s.ruleLow)}–${figure(s.ruleHigh)} 件`,
        `${skusEn(s.short)} will be short${minimum(s)?.en ?? ""}; by the documents' formula (forecast +10–20%) ${figure(s.ruleLow)}–${figure(s.ruleHigh)} are to be bought`,
      ),
    },
    {
      label: t("备货资金", "Cash"),
      value: money(p.cost, p.currency, unknown),
      ...(p.uncosted > 0 && { note: t(`${p.uncosted} 个 SKU 缺成本，未计入`, `${skusEn(p.uncosted)} without a cost are left out`) }),
    },
    ...(e && e.high > 0
      ? [
          {
            label: t("应急预算", "Emergency budget"),
            value: money(e.high, p.currency, unknown),
            note: t(
              `总成本的 10–15%，下限 ${figure(e.low)}；已用 ${figure(e.spent)}`,
              `10–15% of the cost, at least ${figure(e.low)}; ${figure(e.spent)} spent`,
            ),
          } satisfies Fact,
        ]
      : []),
    ...(p.result && p.result.lines > 0
      ? [
          {
            label: t("预计毛利", "Expected contribution"),
            value: money(p.result.contribution, p.currency, unknown),
            note: t(
              `${running(p) ? "余下几天的，" : ""}未扣广告和退货；剩货约 ${figure(p.result.leftover)} 件${p.result.breakEven === null ? "；卖多少都不保本" : s.buy === 0 ? "" : `；新备的卖出 ${figure(p.result.breakEven)} 件保本`}`,
              `${running(p) ? "of the days left, " : ""}before ads and returns; about ${figure(p.result.leftover)} left over${p.result.breakEven === null ? "; no number of sales breaks even" : s.buy === 0 ? "" : `; what is bought breaks even at ${figure(p.result.breakEven)}`}`,
            ),
          } satisfies Fact,
        ]
      : []),
  ];
}

function facts(p: PromoPlan, s: PlanSums): Fact[] {
  const { promo, today } = p;
  const programme = PROGRAMME_NAME[promo.programme];
  const source = SOURCE_NAME[promo.inboundSource];
  return [
    { label: t("大促", "Days"), value: { kind: "text", text: daysText(promo) }, note: away(today, promo.from) },
    {
      label: t("报名截止", "Sign-up closes"),
      value: dayValue(promo.signUpBy, t("没有填", "not entered")),
      ...(promo.signUpBy !== null && { note: away(today, promo.signUpBy) }),
    },
    {
      label: t("入仓截止", "Inbound deadline"),
      value: { kind: "day", day: promo.inboundBy },
      note: t(
        `${away(today, promo.inboundBy).zh}；${programme.zh}，${source.zh}`,
        `${away(today, promo.inboundBy).en}; ${programme.en}, ${source.en}`,
      ),
    },
    ...(p.lines.length > 0 ? sumFacts(p, s) : []),
  ];
}

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
    l.need ? text(`${figure(l.need.ruleLow)}–${figure(l.need.ruleHigh)}`) : { kind: "missing", because: why },
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

function buttons(p: PromoPlan): Button[] {
  const { promo } = p;
  if (promo.state !== "open") return [openButton(promo, "review", "复盘", "Review")];
  const sure = p.lines.some((l) => (l.forecast?.expected ?? 0) > 0);
  const s = sumsOf(p.lines);
  return [
    ...(sure
      ? [
          {
            label: p.standing.quantities ? t("重新确认备货量", "Confirm anew") : t("确认备货量", "Confirm the quantities"),
            deed: { action: "promo-confirm", args: { promo: promo.id } },
            style: "primary",
            confirm: t(
              `确认 ${countSkus(p.lines)} 个 SKU、共备 ${figure(s.buy)} 件？确认后 /restock 按这个预测算；不会自动下单。`,
              `Confirm ${skusEn(countSkus(p.lines))}, ${figure(s.buy)} units to buy? /restock then counts this forecast; nothing is ordered by it.`,
            ),
          } satisfies Button,
        ]
      : []),
    openButton(promo, "assume", "调整假设", "Assumptions"),
    openButton(promo, "commit", "达人承诺", "Creator commitment"),
    openButton(promo, "spend", "记应急支出", "Emergency spend"),
    openButton(promo, "tick", "勾检查清单", "Checklist"),
    openButton(promo, "change", "修改日期和 SKU", "Dates and SKUs"),
  ];
}

const tone = (p: PromoPlan): Message["tone"] => {
  const order = nextOrder(p);
  if (p.promised.some((x) => x.over > 0)) return "critical";
  if (tooLate(p).length > 0 || (order !== null && daysBetween(p.asOf, order.day) <= 7)) return "warning";
  return "neutral";
};

/** What to stock for a promotion, why so much, by when and which way. */
export function promoPlan(p: PromoPlan): Message {
  const s = sumsOf(p.lines);
  return message({
    title: t(`${p.promo.name} 备货`, `${p.promo.name}: what to stock`),
    tone: tone(p),
    lead: lead(p, s),
    blocks: [
      { kind: "facts", facts: facts(p, s) },
      ...(p.lines.length > 0 ? [table(p)] : []),
      ...restBlock(p),
      ...promoTrackOfPlan(p),
      ...waysTable(p),
      ...promoHistoryBlocks(p),
      ...enteredBlocks(p),
      ...checklistBlocks(p),
      { kind: "prose", text: confirmedText(p) },
    ],
    actions: buttons(p),
    basis: promoBasis(p, [conflictNote(p), ...inboundConflict(p.promo, p.read)]),
  });
}
