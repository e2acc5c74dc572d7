import type { PlanDetail } from "../domain/restock/detail.ts";
import { countedText } from "../domain/restock/explain.ts";
import { figure } from "../domain/restock/figures.ts";
import { lackOfFigure } from "../domain/restock/lack-of-figure.ts";
import type { DemandBasis, PlanLine } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import type { Fact } from "../message/message.ts";
import { BEYOND, dayOf, days, dueOf, movedTo, moneyOf, NO_ORDER, text, units, wayOf } from "./plan-values.ts";

const both = (t: string): Text => ({ zh: t, en: t });

function windows(basis: DemandBasis): Text {
  const used = basis.windows.filter((w) => w.rate !== null && w.weight > 0);
  const zh = used.map(
    (w) =>
      `近 ${w.days} 天 ${figure(w.rate ?? 0, 1)}（权重 ${Math.round(w.weight * 100)}%${w.daysOut > 0 ? `，剔除断货 ${w.daysOut} 天` : ""}）`,
  );
  const en = used.map(
    (w) =>
      `${w.days} d: ${figure(w.rate ?? 0, 1)} (weight ${Math.round(w.weight * 100)}%${w.daysOut > 0 ? `, ${w.daysOut} days out removed` : ""})`,
  );
  const history: Text = { zh: `历史 ${basis.historyDays} 天`, en: `${basis.historyDays} days of history` };
  return { zh: [...zh, history.zh].join("；"), en: [...en, history.en].join("; ") };
}

function legs(d: PlanDetail): Text {
  const usual = d.ahead?.choice.usual ?? d.times[0];
  const parts = usual?.legs ?? [];
  const of = (lang: "zh" | "en"): string =>
    parts.map((l) => `${l.name[lang]} ${figure(l.p50)}${l.assumed ? (lang === "zh" ? "（默认）" : " (default)") : ""}`).join(" + ");
  return { zh: of("zh"), en: of("en") };
}

const roughly = (n: number): string => figure(n, n < 10 ? 1 : 0);

/** What is not done on the day that the stock-out is told of. */
function outLabel(line: PlanLine): Text {
  const more: Text = (line.onOrder ?? 0) > 0 ? { zh: "再", en: "more " } : { zh: "", en: "" };
  if (movedTo(line) > 0) return { zh: `断货日（不调拨也不${more.zh}下单）`, en: `Out on, if nothing is moved nor ${more.en}ordered` };
  return { zh: `断货日（不${more.zh}下单）`, en: `Out on, if nothing ${more.en}is ordered` };
}

const GUESSED = {
  undated: { zh: "（无日期，估）", en: " (no date: assumed)" },
  overdue: { zh: "（已过预计到仓日，估）", en: " (past its date: assumed)" },
} as const satisfies Record<string, Text>;

/** `2026-11-28 +248 (past its date: assumed)`: a guess must not look like a booking. */
function comingText({ arrivals }: PlanDetail): Text {
  const of = (lang: "zh" | "en"): string =>
    arrivals
      .map((a) => `${a.day} +${figure(a.units)}${a.assumed === null ? "" : GUESSED[a.assumed][lang]}`)
      .join(lang === "zh" ? "，" : ", ");
  return { zh: of("zh"), en: of("en") };
}

/** What is there, what comes, how fast it sells, and when it is out. */
export function stockFacts(d: PlanDetail): Fact[] {
  const { line } = d;
  const lack = lackOfFigure(line, "ahead");
  const since = countedText(d);
  const coming = comingText(d);
  return [
    {
      label: { zh: "可售库存", en: "Stock" },
      value: units(line.onHand, lackOfFigure(line, "stock")),
      ...(line.onHandDay && { note: since ?? { zh: `${line.onHandDay} 快照`, en: `snapshot of ${line.onHandDay}` } }),
    },
    {
      label: { zh: "在途", en: "On its way" },
      value: units(line.inbound, lack),
      ...(coming.en !== "" && { note: coming }),
    },
    {
      label: { zh: "日均销量", en: "Daily sales" },
      value:
        line.dailyDemand === null
          ? { kind: "missing", because: lackOfFigure(line, "demand") }
          : { kind: "number", number: line.dailyDemand, digits: 1 },
      ...(line.demand && { note: windows(line.demand) }),
    },
    {
      label: { zh: "可售天数", en: "Cover" },
      value: days(line.coverDays, lack),
      ...(line.coverDaysWithInbound !== null &&
        line.inbound > 0 && {
          note: {
            zh: `含全部在途 ${roughly(line.coverDaysWithInbound)} 天（不看到货时间）`,
            en: `${roughly(line.coverDaysWithInbound)} days with all that is on its way, whenever it comes`,
          },
        }),
    },
    {
      label: outLabel(line),
      value:
        line.state === "out" ? text({ zh: "已断货", en: "out now" }) : dayOf(line.stockOutDate, line.coverDays === null ? lack : BEYOND),
      ...(line.unitsLost >= 1 && {
        note: {
          zh: `断 ${line.daysOut} 天，损失 ${figure(line.unitsLost)} 件（截至 ${d.ahead?.lossThrough ?? ""} 当天）`,
          en: `${line.daysOut} days, ${figure(line.unitsLost)} units lost through ${d.ahead?.lossThrough ?? ""}`,
        },
      }),
    },
    ...(line.unitsLost >= 1
      ? [
          {
            label: { zh: "断货损失（售价）", en: "Sales at risk" },
            value: moneyOf(line.moneyAtRisk, line.currency, lackOfFigure(line, "risk")),
          },
        ]
      : []),
  ];
}

/** What is bought, how it was reckoned, how it travels and what it costs. */
export function orderFacts(d: PlanDetail): Fact[] {
  const { line } = d;
  const lack = lackOfFigure(line, "ahead");
  const steps =
    d.ahead && d.ahead.order.quantity > 0
      ? [d.ahead.order.units, d.ahead.order.afterMoq, d.ahead.order.quantity].filter((n, i, all) => n !== all[i - 1])
      : [];
  const pack: Text = {
    zh: `起订量 ${d.input.moq === null ? "未知" : figure(d.input.moq)}，箱规 ${d.input.carton === null ? "未知" : figure(d.input.carton)}`,
    en: `minimum order ${d.input.moq === null ? "not known" : figure(d.input.moq)}, carton ${d.input.carton === null ? "not known" : figure(d.input.carton)}`,
  };
  const chain = steps.length > 1 ? `${steps.map((n) => figure(n)).join(" → ")}；` : "";
  return [
    {
      label: { zh: "到货时效 P50 / P90", en: "Lead time p50 / p90" },
      value:
        line.leadDaysP50 === null
          ? { kind: "missing", because: lackOfFigure(line, "demand") }
          : text({
              zh: `${line.leadDaysP50} / ${line.leadDaysP90 ?? line.leadDaysP50} 天`,
              en: `${line.leadDaysP50} / ${line.leadDaysP90 ?? line.leadDaysP50} days`,
            }),
      ...(line.leadDaysP50 !== null && { note: legs(d) }),
    },
    { label: { zh: "补货点", en: "Reorder point" }, value: units(line.reorderPoint, lackOfFigure(line, "demand")) },
    {
      label: { zh: "目标库存", en: "Target" },
      value: units(line.targetLevel === null ? null : Math.ceil(line.targetLevel), lackOfFigure(line, "demand")),
      ...(line.targetLevel !== null && {
        note: { zh: `时效 + ${d.review} 天补货周期，含安全库存`, en: `lead time + ${d.review} days of review, with buffer` },
      }),
    },
    {
      label: { zh: "下单量", en: "Order" },
      value: line.orderQuantity === 0 ? { kind: "missing", because: NO_ORDER } : units(line.orderQuantity, lack),
      ...(steps.length > 0 && { note: { zh: `${chain}${pack.zh}`, en: `${chain.replace("；", "; ")}${pack.en}` } }),
    },
    ...(line.legs.length > 0
      ? [
          {
            label: { zh: "头程", en: "Route" },
            value: wayOf(line),
            note: both(line.legs.map((l) => `${l.route ?? "—"} → ${l.arrivesOn}`).join(", ")),
          },
          { label: { zh: "最晚下单", en: "Order by" }, value: dueOf(line, line.asOf, NO_ORDER) },
          { label: { zh: "资金", en: "Cash" }, value: moneyOf(line.cash, line.currency, lackOfFigure(line, "cash"), "margin") },
        ]
      : []),
  ];
}
