import { figure } from "../domain/restock/figures.ts";
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
}

const READING: Readonly<Record<"seed-literal" | "seed-90d", (days: number) => Text>> = {
  "seed-literal": (days) => ({ zh: `按字面 ×${days} 天`, en: `as written (× ${days} days)` }),
  "seed-90d": (days) => ({ zh: `按说明 ${days} 天`, en: `as claimed (${days} days)` }),
};

/** Both readings on one line; the one that the team has settled on alone. */
function firstFact(first: FirstStock): Fact {
  const shown = first.readings.filter((r) => first.chosen === null || r.mode === first.chosen);
  const each = shown.map((r) => ({ ...READING[r.mode](r.salesDays), units: figure(r.units), lasts: figure(r.coverDays) }));
  const open: Text =
    first.chosen === null
      ? { zh: "；文档自相矛盾，待选定", en: "; the document contradicts itself: to be settled" }
      : { zh: "；已选定", en: "; chosen" };
  return {
    label: { zh: "首次备货（仅新品）", en: "First stock (new SKUs only)" },
    value: {
      kind: "text",
      text: { zh: `${each.map((r) => r.units).join(" / ")} 件`, en: `${each.map((r) => r.units).join(" / ")} units` },
    },
    note: {
      zh: `${each.map((r) => `${r.zh}，够卖 ${r.lasts} 天`).join("；")}${open.zh}`,
      en: `${each.map((r) => `${r.en} lasts ${r.lasts} days`).join(", ")}${open.en}`,
    },
  };
}

function turnoverFact(t: TurnoverProposal, base: number): Fact {
  const percent = Math.round((t.factor - 1) * 100);
  const next = Math.round(base * t.factor);
  const proposal: Text =
    t.band === "normal"
      ? { zh: "在文档的正常区间，不调整", en: "within the document's normal band: no change" }
      : {
          zh: `文档建议：下次备货 ${percent > 0 ? "+" : ""}${percent}%${base > 0 ? `（${figure(base)} → ${figure(next)}）` : ""}${t.band === "fast" ? `，补货周期缩短到 ${t.cycleMonths} 个月` : "，并做捆绑销售"}`,
          en: `the document proposes ${percent > 0 ? "+" : ""}${percent}% on the next order${base > 0 ? ` (${figure(base)} → ${figure(next)})` : ""}${t.band === "fast" ? ` and a cycle of ${t.cycleMonths} months` : " and bundles"}`,
        };
  return {
    label: { zh: "周转", en: "Turnover" },
    value: { kind: "number", number: t.turnsPerMonth, digits: 2, unit: { zh: "次/月", en: "a month" } },
    note: proposal,
  };
}

function peakFact(p: PeakUplift): Fact {
  return {
    label: { zh: `大促备货（${p.peak} 黑五）`, en: `Peak order (Black Friday, ${p.peak})` },
    value: { kind: "text", text: { zh: `${figure(p.low)}–${figure(p.high)} 件`, en: `${figure(p.low)}–${figure(p.high)} units` } },
    note: {
      zh: `在 ${figure(p.base)} 件上浮 ${Math.round(p.lowShare * 100)}%–${Math.round(p.highShare * 100)}%`,
      en: `${figure(p.base)} raised by the document's ${Math.round(p.lowShare * 100)}% to ${Math.round(p.highShare * 100)}%`,
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

export function rulesBlocks(r: StockingRules): readonly Block[] {
  const facts = [
    ...(r.first ? [firstFact(r.first)] : []),
    ...(r.turnover ? [turnoverFact(r.turnover, r.base)] : []),
    ...(r.peak?.kind === "order" ? [peakFact(r.peak)] : []),
  ];
  if (facts.length === 0) return [];
  const says: Text[] = [
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
  return [
    { kind: "heading", text: { zh: "运营文档的规则（供对照）", en: "The operating documents' rules, for comparison" } },
    { kind: "facts", facts },
    ...(says.length > 0 ? [{ kind: "list", items: says } as const] : []),
  ];
}
