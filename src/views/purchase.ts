import type { Ruling } from "../app/purchase/limit.ts";
import type { Zone } from "../domain/calendar/zone.ts";
import { figure } from "../domain/restock/figures.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { type Button, type Fact, type Message, message } from "../message/message.ts";
import type { Purchase } from "../ports/purchases.ts";
import { cashOf, lastArrival, travelText } from "./purchase-words.ts";

const unitsOf = (n: number): Text => ({ zh: `${figure(n)} 件`, en: n === 1 ? "1 unit" : `${figure(n)} units` });

/** The button that approves what the plan proposes, with what it means for the money. */
export function approveButton(line: PlanLine, quantity: number, before: readonly Purchase[]): Button {
  const n = unitsOf(quantity);
  const [last] = before;
  const twice: Text = last
    ? {
        zh: `这是在已批准的 ${unitsOf(last.quantity).zh}（${last.planAsOf} 的计划）之外再买。`,
        en: ` It comes on top of the ${unitsOf(last.quantity).en} approved on the plan of ${last.planAsOf}.`,
      }
    : { zh: "", en: "" };
  return {
    label: { zh: `批准采购 ${n.zh}`, en: `Approve ${n.en}` },
    style: "primary",
    deed: { action: "approve-purchase", args: { sku: line.sku, warehouse: line.warehouse } },
    confirm: {
      zh: `批准为 ${line.warehouse} 采购 ${line.sku} ${n.zh}？只记录批准，不会自动向供应商下单。${twice.zh}`,
      en: `Approve ${n.en} of ${line.sku} for ${line.warehouse}? This records the approval; nothing is ordered by itself.${twice.en}`,
    },
  };
}

/** Approvals that the figures do not know of yet. */
export function approvalFacts(before: readonly Purchase[], names: ReadonlyMap<string, string>): Fact[] {
  return before.map((p) => ({
    label: { zh: "已批准，待发货", en: "Approved, not shipped" },
    value: { kind: "count", count: p.quantity, unit: { zh: "件", en: "units" } },
    note: {
      zh: `${names.get(p.by) ?? p.by}，${p.planAsOf} 的计划；发货建单后转为在途`,
      en: `${names.get(p.by) ?? p.by}, on the plan of ${p.planAsOf}; on its way once it is a shipment`,
    },
  }));
}

/** For the lead: what was decided already, so that nobody decides it again. */
export function approvedText(before: readonly Purchase[], names: ReadonlyMap<string, string>): Text {
  const [last] = before;
  if (!last) return { zh: "", en: "" };
  const who = names.get(last.by) ?? last.by;
  const n = unitsOf(last.quantity);
  return { zh: `${who} 已批准采购 ${n.zh}，按已订未发计入计划。`, en: `${who} approved ${n.en}, which the plan counts as on order. ` };
}

/** Takes an approval back, wherever it is shown. */
export function withdrawButton(p: Purchase): Button {
  return {
    label: { zh: `撤销批准的 ${unitsOf(p.quantity).zh}`, en: `Take ${unitsOf(p.quantity).en} back` },
    style: "danger",
    deed: { action: "withdraw-purchase", args: { id: p.id, sku: p.sku } },
    confirm: {
      zh: "撤销这次批准？若已向供应商下单，请先联系供应商。",
      en: "Take this approval back? If it was ordered already, speak to the supplier first.",
    },
  };
}

/** Which way, for how much, by when, and who decided when. */
export function purchaseFacts(p: Purchase, zone: Zone): Fact[] {
  const way = travelText(p);
  const arrives = lastArrival(p);
  return [
    ...(p.proposed === null
      ? []
      : [
          {
            label: { zh: "计划建议", en: "The plan proposed" },
            value: { kind: "count", count: p.proposed, unit: { zh: "件", en: "units" } },
          } as const,
        ]),
    ...(way === null
      ? []
      : [
          {
            label: { zh: "头程", en: "Route" },
            value: { kind: "text", text: way },
            ...(arrives !== null && { note: { zh: `约 ${arrives} 全部可售`, en: `all of it sellable about ${arrives}` } }),
          } as const,
        ]),
    ...(p.neededBy === null ? [] : [{ label: { zh: "最晚到仓日", en: "Needed by" }, value: { kind: "day", day: p.neededBy } } as const]),
    { label: { zh: "资金", en: "Cash" }, value: cashOf(p.cash) },
    { label: { zh: "批准时间", en: "Approved at" }, value: { kind: "instant", at: p.at.toISOString(), zone } },
    ...(p.note === null ? [] : [{ label: { zh: "备注", en: "Note" }, value: { kind: "text", text: { zh: p.note, en: p.note } } } as const]),
  ];
}

/** Above the limit, and nobody else there who could agree. */
function aloneText(ruling: Ruling | null): Text {
  if (ruling === null || ruling.why === null || ruling.others.length > 0) return { zh: "", en: "" };
  return {
    zh: "金额超过单人审批上限，但没有其他有审批权的成员，按一人批准生效。",
    en: " It is above what one person decides alone; nobody else may approve, so your word stands.",
  };
}

export function purchaseApproved(p: Purchase, zone: Zone, ruling: Ruling | null): Message {
  const n = unitsOf(p.quantity);
  const alone = aloneText(ruling);
  return message({
    title: { zh: `已批准：${p.sku} ${n.zh} → ${p.warehouse}`, en: `Approved: ${n.en} of ${p.sku} for ${p.warehouse}` },
    tone: "good",
    lead: {
      zh: `请按此向供应商下单；计划已按已订未发计入，发货后转为在途。${alone.zh}`,
      en: `Order it with the supplier; the plan counts it as on order, and as on its way once it is shipped.${alone.en}`,
    },
    blocks: [{ kind: "facts", facts: purchaseFacts(p, zone) }],
    actions: [
      ...(p.order === null ? [] : [openOrderButton(p.order)]),
      { ...withdrawButton(p), label: { zh: "撤销批准", en: "Take it back" } },
    ],
  });
}

export const openOrderButton = (order: number): Button => ({
  label: { zh: `采购单 ${order}`, en: `Order ${order}` },
  deed: { action: "open-purchase", args: { order } },
});

/** For whoever comes second, on another card of the same plan. */
export function alreadyApproved(p: Purchase, by: string, zone: Zone): Message {
  const at = { kind: "instant", at: p.at.toISOString(), zone } as const;
  return message({
    title: {
      zh: `${by} 已经批准过 ${unitsOf(p.quantity).zh}（${formatValue(at, "zh")}）`,
      en: `${by} approved ${unitsOf(p.quantity).en} already, ${formatValue(at, "en")}`,
    },
  });
}
