import type { Zone } from "../domain/calendar/zone.ts";
import { figure, MODE_NAMES } from "../domain/restock/figures.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { type Button, type Fact, type Message, message } from "../message/message.ts";
import type { Purchase } from "../ports/purchases.ts";

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

/** `快递 144 + 海运 252`; null where nobody said. */
function travel({ mode, legs = [], quantity }: Purchase): Text | null {
  const parts = legs.length > 0 ? legs : [{ mode, units: quantity }];
  const name = (m: Purchase["mode"]): Text => (m === null ? { zh: "默认时效", en: "default time" } : MODE_NAMES[m]);
  if (parts.every((l) => l.mode === null)) return null;
  const one = parts.length === 1;
  return {
    zh: parts.map((l) => `${name(l.mode).zh}${one ? "" : ` ${figure(l.units)}`}`).join(" + "),
    en: parts.map((l) => `${name(l.mode).en}${one ? "" : ` ${figure(l.units)}`}`).join(" + "),
  };
}

export function purchaseApproved(p: Purchase, zone: Zone): Message {
  const n = unitsOf(p.quantity);
  const way = travel(p);
  return message({
    title: { zh: `已批准：${p.sku} ${n.zh} → ${p.warehouse}`, en: `Approved: ${n.en} of ${p.sku} for ${p.warehouse}` },
    tone: "good",
    lead: {
      zh: "请按此向供应商下单；计划已按已订未发计入；发货后导入在途表，转为在途。",
      en: "Order it with the supplier; the plan counts it as on order, and as on its way once its shipment is imported.",
    },
    blocks: [
      {
        kind: "facts",
        facts: [
          ...(way === null ? [] : [{ label: { zh: "头程", en: "Route" }, value: { kind: "text", text: way } } as const]),
          {
            label: { zh: "资金", en: "Cash" },
            value: p.cash
              ? { kind: "money", ...p.cash, sensitivity: "margin" }
              : { kind: "missing", because: { zh: "成本未知", en: "a cost is not known" }, sensitivity: "margin" },
          },
          { label: { zh: "批准时间", en: "Approved at" }, value: { kind: "instant", at: p.at.toISOString(), zone } },
        ],
      },
    ],
    actions: [{ ...withdrawButton(p), label: { zh: "撤销批准", en: "Take it back" } }],
  });
}

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
