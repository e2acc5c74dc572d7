import { figure } from "../domain/restock/figures.ts";
import { MONTH, rateText, seldom } from "../domain/restock/sales-rate.ts";
import type { FirstStock } from "../domain/restock/first-stock.ts";
import type { NoPeak, PeakUplift } from "../domain/restock/peak-uplift.ts";
import type { TurnoverProposal } from "../domain/restock/turnover-proposal.ts";
import type { Text } from "../domain/value.ts";
import type { Block, Fact } from "../message/message.ts";

/** What the operating documents' own rules say of a SKU, beside the plan. */
export interface StockingRules {
  readonly first: FirstStock | null;
  /** Sold for so short a time that the rule for a first stock is of use: only then its contradiction is told in full. */
  readonly isNew: boolean;
  readonly turnover: TurnoverProposal | null;
  readonly peak: PeakUplift | NoPeak | null;
  /** The order that turnover and peak change. */
  readonly base: number;
  /** Days of sales that `base` is, where nothing is ordered now. */
  readonly baseDays?: number;
}

const FIRST: Text = { zh: "首次备货", en: "First stock" };

/** The formula in its readings, on one line; the one that the team has settled on alone. Of what sells for long, that it does not apply. */
function firstFact(first: FirstStock, isNew: boolean): Fact {
  if (!isNew)
    return { label: FIRST, value: { kind: "text", text: { zh: "不适用：只用于新品", en: "does not apply: it is for new SKUs" } } };
  const shown = first.readings.filter((r) => first.chosen === null || r.mode === first.chosen);
  const units = shown.map((r) => figure(r.units)).join(" / ");
  const times = shown.map((r) => `× (${r.salesDays} + ${first.leadDays})`);
  const daily: Text = seldom(first.dailySales)
    ? { zh: `${rateText(first.dailySales).zh} ÷ ${MONTH}`, en: `${rateText(first.dailySales).en} ÷ ${MONTH}` }
    : { zh: `日均 ${figure(first.dailySales, 1)}`, en: `${figure(first.dailySales, 1)} a day` };
  const open: Text =
    first.chosen === null ? { zh: "；文档自相矛盾，待选定", en: "; the document contradicts itself" } : { zh: "；已选定", en: "; chosen" };
  return {
    label: FIRST,
    value: { kind: "text", text: { zh: `${units} 件`, en: `${units} units` } },
    note: {
      zh: `${daily.zh} ${times.join(" 或 ")} 天${open.zh}`,
      en: `${daily.en} ${times.join(" or ")} days${open.en}`,
    },
  };
}

/** Where a quantity comes from that is in no order. */
const ofSales = ({ baseDays }: Pick<StockingRules, "baseDays">): Text[] =>
  baseDays === undefined ? [] : [{ zh: `按 ${figure(baseDays)} 天销量`, en: `from ${figure(baseDays)} days of sales` }];

function turnoverFact(t: TurnoverProposal, rules: StockingRules): Fact {
  const { base } = rules;
  const from = ofSales(rules);
  const percent = Math.round((t.factor - 1) * 100);
  const next = Math.round(base * t.factor);
  const change = `${percent > 0 ? "+" : "−"}${Math.abs(percent)}%`;
  const order: Text =
    base > 0
      ? {
          zh: `（${[`${figure(base)} → ${figure(next)}`, ...from.map((f) => f.zh)].join("，")}）`,
          en: ` (${[`${figure(base)} → ${figure(next)}`, ...from.map((f) => f.en)].join(", ")})`,
        }
      : { zh: "", en: "" };
  const also: Text =
    t.band === "fast"
      ? { zh: `每 ${t.cycleMonths} 个月补一次`, en: `every ${t.cycleMonths} months` }
      : { zh: "捆绑销售", en: "sell in bundles" };
  return {
    label: { zh: "周转", en: "Turnover" },
    value: { kind: "number", number: t.turnsPerMonth, digits: 2, unit: { zh: "次/月", en: "a month" } },
    note:
      t.band === "normal"
        ? { zh: "在文档的正常区间，不调整", en: "within the document's normal band: no change" }
        : {
            zh: `文档：下单 ${change}${order.zh}，${also.zh}；先看口径里的冲突`,
            en: `the document: order ${change}${order.en}, ${also.en}; its conflicts are in the basis`,
          },
  };
}

function peakFact(p: PeakUplift, rules: StockingRules): Fact {
  const [from] = ofSales(rules);
  const shares = `${Math.round(p.lowShare * 100)}%–${Math.round(p.highShare * 100)}%`;
  return {
    label: { zh: `大促备货（${p.peak} 黑五）`, en: `Peak order (Black Friday, ${p.peak})` },
    value: { kind: "text", text: { zh: `${figure(p.low)}–${figure(p.high)} 件`, en: `${figure(p.low)}–${figure(p.high)} units` } },
    note: {
      zh: `${figure(p.base)} 件${from === undefined ? " " : `（${from.zh}）`}+${shares}；最晚 ${p.orderBy} 下单`,
      en: `${figure(p.base)}${from === undefined ? "" : ` (${from.en})`} + ${shares}; order by ${p.orderBy}`,
    },
  };
}

function peakDates(p: PeakUplift): Text {
  return {
    zh: `大促发货时间，文档说法不一：提前 ${p.monthsLate}–${p.monthsEarly} 个月 = ${p.shipFrom} 至 ${p.shipUntil} 发头程；入仓截止（约 ${p.cutOff}）前 ${p.daysBefore} 天 = ${p.shipByCutOff}。按本 SKU 的时效（P90）倒推，最晚 ${p.orderBy} 下单。`,
    en: `When to ship for it, the documents disagree: ${p.monthsLate} to ${p.monthsEarly} months ahead is ${p.shipFrom} to ${p.shipUntil}; ${p.daysBefore} days before the inbound cut-off (about ${p.cutOff}) is ${p.shipByCutOff}. Counted back by this SKU's own slow lead time, order by ${p.orderBy}.`,
  };
}

function noPeak({ over, next, planFrom }: NoPeak): Text[] {
  if (over === null) return [];
  return [
    {
      zh: `${over.peak} 黑五的入仓截止日（约 ${over.cutOff}）已过，现在下单赶不上；下一次黑五是 ${next}，${planFrom} 起再看大促备货。`,
      en: `For Black Friday on ${over.peak} it is too late: its inbound cut-off was about ${over.cutOff}. The next is on ${next}; an order for it is thought of from ${planFrom} on.`,
    },
  ];
}

/** One short line for each rule; what speaks against it is folded, in `rulesNotes`. */
export function rulesBlocks(r: StockingRules): readonly Block[] {
  const facts = [
    ...(r.first ? [firstFact(r.first, r.isNew)] : []),
    ...(r.turnover ? [turnoverFact(r.turnover, r)] : []),
    ...(r.peak?.kind === "order" ? [peakFact(r.peak, r)] : []),
  ];
  if (facts.length === 0) return [];
  return [
    { kind: "heading", text: { zh: "运营文档的规则（供对照）", en: "The operating documents' rules, for comparison" } },
    { kind: "facts", facts },
  ];
}

/** Where the documents contradict themselves, each other, or what this SKU's goods take: for the basis of its card. */
export function rulesNotes(r: StockingRules): readonly Text[] {
  return [
    ...(r.first && r.isNew ? [r.first.contradiction] : []),
    ...(r.turnover && r.turnover.band !== "normal"
      ? [
          {
            zh: `周转建议先别照做：${r.turnover.conflicts.map((c) => c.zh).join("；")}。`,
            en: `Before following the turnover rule: ${r.turnover.conflicts.map((c) => c.en).join("; ")}.`,
          },
        ]
      : []),
    ...(r.peak?.kind === "order" ? [peakDates(r.peak)] : r.peak ? noPeak(r.peak) : []),
  ];
}
