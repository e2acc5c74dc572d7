import type { PlanDetail } from "../domain/restock/detail.ts";
import { counted } from "../domain/words/counted.ts";
import { countedText } from "../domain/restock/explain.ts";
import { figure } from "../domain/restock/figures.ts";
import { rateText, seldom } from "../domain/restock/sales-rate.ts";
import { closedText } from "../domain/demand/closed-weekdays.ts";
import { lackOfFigure } from "../domain/restock/lack-of-figure.ts";
import { serviceText } from "../domain/restock/service.ts";
import type { DemandBasis, PlanLine } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import type { Fact } from "../message/message.ts";
import { arrivalsText, factorText } from "./restock-event.ts";
import { comingText, legsText } from "./restock-lead.ts";
import { BEYOND, dailyOf, dayOf, days, dueOf, movedTo, moneyOf, noOrder, takenOf, text, units, wayOf } from "./plan-values.ts";

/** Rates that were weighted; or, where the forecast is made otherwise, plain ones to compare it with. */
function windows(basis: DemandBasis, shape: readonly Text[]): Text {
  const known = basis.windows.filter((w) => w.rate !== null);
  const weighted = known.some((w) => w.weight > 0);
  const used = weighted ? known.filter((w) => w.weight > 0) : known;
  const rateOf = (rate: number, lang: "zh" | "en"): string => (seldom(rate) ? rateText(rate)[lang] : figure(rate, 1));
  const part = (w: DemandBasis["windows"][number], lang: "zh" | "en"): string => {
    const more = [
      ...(weighted ? [lang === "zh" ? `权重 ${Math.round(w.weight * 100)}%` : `weight ${Math.round(w.weight * 100)}%`] : []),
      ...(w.daysOut > 0 ? [lang === "zh" ? `剔除断货 ${w.daysOut} 天` : `${counted(w.daysOut, "day")} out removed`] : []),
    ];
    const rate = lang === "zh" ? `近 ${w.days} 天 ${rateOf(w.rate ?? 0, lang)}` : `${w.days} d: ${rateOf(w.rate ?? 0, lang)}`;
    return more.length === 0 ? rate : lang === "zh" ? `${rate}（${more.join("，")}）` : `${rate} (${more.join(", ")})`;
  };
  const history: Text = { zh: `历史 ${basis.historyDays} 天`, en: `${counted(basis.historyDays, "day")} of history` };
  return {
    zh: [...(weighted ? [] : ["未来 30 天平均"]), ...used.map((w) => part(w, "zh")), ...shape.map((c) => c.zh), history.zh].join("；"),
    en: [
      ...(weighted ? [] : ["mean of the coming 30 days"]),
      ...used.map((w) => part(w, "en")),
      ...shape.map((c) => c.en),
      history.en,
    ].join("; "),
  };
}

/** Events further off do not explain the days that are planned now. */
const EVENTS_TOLD = 2;

/** Days that an order of today is to last: until one of the next review is there. */
const plannedDays = ({ line, review }: Pick<PlanDetail, "line" | "review">): number => (line.leadDaysP50 ?? 0) + review;

/** `the season (the next 63 days 1.4 times the year's average)` */
function seasonText({ season }: DemandBasis, d: PlanDetail): Text[] {
  if (season !== true && season !== "half") return [];
  const name: Text = season === "half" ? { zh: "去年季节波动的一半", en: "half of last year's season" } : { zh: "季节", en: "the season" };
  const days = plannedDays(d);
  const factor = d.demand?.season?.(days);
  if (factor === undefined) return [name];
  const [n, times] = [figure(days), figure(factor, 1)];
  return times === "1"
    ? [{ zh: `${name.zh}（未来 ${n} 天与全年平均相当）`, en: `${name.en} (the next ${n} days as the year's average)` }]
    : [
        {
          zh: `${name.zh}（未来 ${n} 天为全年平均的 ${times} 倍）`,
          en: `${name.en} (the next ${n} days ${times} times the year's average)`,
        },
      ];
}

/** Season, events and weekdays that the forecast counts; an event that makes nothing of its days is none. */
function shapeText(basis: DemandBasis, d: PlanDetail): Text[] {
  const told = (basis.events ?? [])
    .map((e) => ({ ...e, factor: figure(1 + e.uplift, 1) }))
    .filter((e) => e.factor !== "1")
    .slice(0, EVENTS_TOLD)
    .map((e): Text => ({
      zh: `“${e.name.zh}”（${e.from}～${e.to.slice(5)}）${factorText(e).zh}`,
      en: `${e.name.en} (${e.from} to ${e.to.slice(5)}) ${factorText(e).en}`,
    }));
  const all = [...seasonText(basis, d), ...told];
  const closed = closedText(basis.closed ?? []);
  return [
    ...(all.length > 0 ? [{ zh: `已计入${all.map((t) => t.zh).join("、")}`, en: `counts ${all.map((t) => t.en).join(", ")}` }] : []),
    ...(closed === null ? [] : [closed]),
  ];
}

/** How good the forecasts of this SKU were, where its history tells. */
function accuracyFacts({ demand }: PlanLine): Fact[] {
  const past = demand?.accuracy;
  if (past === undefined || past === null) return [];
  const percent = (x: number): string => figure(Math.abs(x) * 100);
  const lean: Text =
    Math.abs(past.bias) < 0.005
      ? { zh: "不偏", en: "without a lean" }
      : past.bias > 0
        ? { zh: `偏高 ${percent(past.bias)}%`, en: `${percent(past.bias)}% too high` }
        : { zh: `偏低 ${percent(past.bias)}%`, en: `${percent(past.bias)}% too low` };
  return [
    {
      label: { zh: "预测准确度", en: "Forecasts so far" },
      value: text({ zh: `平均误差 ${percent(past.error)}%，${lean.zh}`, en: `off by ${percent(past.error)}%, ${lean.en}` }),
      note: {
        zh: `用同样方法回看 ${past.windows} 次，每次预测 ${past.days} 天销量`,
        en: `${past.windows} looks back, each a forecast of ${past.days} days made the same way`,
      },
    },
  ];
}

/** How sure a stock-out is: its chance, and its day when more is sold than expected. */
function riskText(line: PlanLine): Text | null {
  const { stockOutChance: chance, stockOutDateP90: early } = line;
  if (chance === null || chance === undefined || line.state === "out") return null;
  const parts: Text[] = [];
  if (chance >= 0.005) {
    const percent = figure(Math.min(99, Math.round(chance * 100)));
    parts.push({ zh: `下一单到货前断货概率 ${percent}%`, en: `${percent}% chance to run out before the next order could come` });
  }
  if (early !== null && early !== undefined && early !== line.stockOutDate)
    parts.push({ zh: `卖得快时（P90）${early} 断货`, en: `on ${early} if it sells fast (p90)` });
  return parts.length === 0 ? null : { zh: parts.map((p) => p.zh).join("；"), en: parts.map((p) => p.en).join("; ") };
}

const joined = (parts: readonly (Text | null)[]): { note: Text } | Record<never, never> => {
  const said = parts.filter((p) => p !== null);
  return said.length === 0 ? {} : { note: { zh: said.map((p) => p.zh).join("；"), en: said.map((p) => p.en).join("; ") } };
};

const unitsText = (n: number): string => `${figure(n)} ${figure(n) === "1" ? "unit" : "units"}`;
const roughly = (n: number): string => figure(n, n < 10 ? 1 : 0);

/** What is not done on the day that the stock-out is told of. */
function outLabel(line: PlanLine): Text {
  const more: Text = (line.onOrder ?? 0) > 0 ? { zh: "再", en: "more " } : { zh: "", en: "" };
  if (movedTo(line) > 0) return { zh: `断货日（不调拨也不${more.zh}下单）`, en: `Out on, if nothing is moved nor ${more.en}ordered` };
  return { zh: `断货日（不${more.zh}下单）`, en: `Out on, if nothing ${more.en}is ordered` };
}

/** What is sold a day; a month where a day's is next to nothing. */
function salesFact(d: PlanDetail): Fact {
  const { dailyDemand: daily, demand } = d.line;
  const note = demand && { note: windows(demand, shapeText(demand, d)) };
  if (daily !== null && seldom(daily)) return { label: { zh: "销量", en: "Sales" }, value: text(rateText(daily)), ...note };
  return {
    label: { zh: "日均销量", en: "Daily sales" },
    value: dailyOf(daily, lackOfFigure(d.line, "demand")),
    ...note,
  };
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
      // What the plan takes: the note says how it came from what was counted.
      value: units(takenOf(line), lackOfFigure(line, "stock")),
      ...(line.onHandDay && { note: since ?? { zh: `${line.onHandDay} 快照`, en: `snapshot of ${line.onHandDay}` } }),
    },
    {
      label: { zh: "在途", en: "On its way" },
      value: units(line.inbound, lack),
      ...(coming.en !== "" && { note: coming }),
    },
    salesFact(d),
    ...accuracyFacts(line),
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
      ...joined([
        line.unitsLost >= 1
          ? {
              zh: `断 ${line.daysOut} 天，损失 ${figure(line.unitsLost)} 件（截至 ${d.ahead?.lossThrough ?? ""} 当天）`,
              en: `${counted(line.daysOut, "day")}, ${unitsText(line.unitsLost)} lost through ${d.ahead?.lossThrough ?? ""}`,
            }
          : null,
        riskText(line),
      ]),
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

function targetNote(d: PlanDetail): Text {
  const lasts = d.levels === null ? null : figure(Math.min(99, Math.round(d.levels.cycleService * 100)));
  const service = serviceText(d.service);
  return {
    zh: `时效 + ${d.review} 天补货周期，含安全库存；${service.zh}${lasts === null ? "" : `，本 SKU 够卖的概率 ${lasts}%`}`,
    en: `lead time + ${d.review} days of review, with buffer; ${service.en}${lasts === null ? "" : `, ${lasts}% chance to last here`}`,
  };
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
      ...(line.leadDaysP50 !== null && { note: legsText(d) }),
    },
    { label: { zh: "补货点", en: "Reorder point" }, value: units(line.reorderPoint, lackOfFigure(line, "demand")) },
    {
      label: { zh: "目标库存", en: "Target" },
      value: units(line.targetLevel === null ? null : Math.ceil(line.targetLevel), lackOfFigure(line, "demand")),
      ...(line.targetLevel !== null && {
        note: targetNote(d),
      }),
    },
    {
      label: { zh: "下单量", en: "Order" },
      value: line.orderQuantity === 0 ? { kind: "missing", because: noOrder(line) } : units(line.orderQuantity, lack),
      ...(steps.length > 0 && { note: { zh: `${chain}${pack.zh}`, en: `${chain.replace("；", "; ")}${pack.en}` } }),
    },
    ...(line.legs.length > 0
      ? [
          {
            label: { zh: "头程", en: "Route" },
            value: wayOf(line),
            note: arrivalsText(line),
          },
          { label: { zh: "最晚下单", en: "Order by" }, value: dueOf(line, line.asOf, noOrder(line)) },
          { label: { zh: "资金", en: "Cash" }, value: moneyOf(line.cash, line.currency, lackOfFigure(line, "cash"), "margin") },
        ]
      : []),
  ];
}
