import type { Ruling } from "../app/purchase/limit.ts";
import { plannedArrival } from "../app/purchase/orders.ts";
import type { ApprovedLine } from "../app/restock-sku.ts";
import type { Day } from "../domain/calendar/day.ts";
import type { Zone } from "../domain/calendar/zone.ts";
import { figure } from "../domain/restock/figures.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { type Button, type Fact, type Message, message } from "../message/message.ts";
import type { Purchase } from "../ports/purchases.ts";
import { cashOf, travelText, unitsText } from "./purchase-words.ts";

/** The button that approves what the plan proposes, with what it means for the money. */
export function approveButton(line: PlanLine, quantity: number, before: readonly Purchase[]): Button {
  const n = unitsText(quantity);
  const decided = unitsText(before.reduce((sum, p) => sum + p.quantity, 0));
  const twice: Text =
    before.length === 0
      ? { zh: "", en: "" }
      : { zh: `这是在已订未发的 ${decided.zh}之外再买。`, en: ` It comes on top of the ${decided.en} that are on order.` };
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

/** What of an approval is no shipment yet, and when the plan counts on the last of it; null where it does not. */
export interface ToShip {
  readonly line: ApprovedLine;
  readonly units: number;
  readonly arrives: { readonly day: Day; readonly assumed: boolean } | null;
}

function arrivesText({ arrives, line }: ToShip): Text {
  if (arrives === null) return { zh: "", en: "" };
  // Of what goes two ways a part is there sooner.
  const last = line.legs.length > 1;
  const guess: Text = arrives.assumed ? { zh: "（已过应到日，估）", en: " (past its date: assumed)" } : { zh: "", en: "" };
  return {
    zh: `；预计 ${arrives.day} ${last ? "全部" : ""}到货${guess.zh}`,
    en: `; ${last ? "the last of it " : ""}expected about ${arrives.day}${guess.en}`,
  };
}

/** What was decided and is not on its way yet: approved, or ordered with the supplier, on which day and by whom. */
export function approvalFacts(toShip: readonly ToShip[], names: ReadonlyMap<string, string>): Fact[] {
  const name = (slug: string): string => names.get(slug) ?? slug;
  return toShip.map((s): Fact => {
    const { line: p, units } = s;
    const value = { kind: "count", count: units, unit: { zh: "件", en: units === 1 ? "unit" : "units" } } as const;
    const arrives = arrivesText(s);
    if (p.placed === null || p.placed.orderedOn === null)
      return {
        label:
          shippedOf(s) > 0 ? { zh: "已批准，未发", en: "Approved, not shipped" } : { zh: "已批准，待下单", en: "Approved, to be ordered" },
        value,
        note: {
          zh: `${decidedBy(p, names).zh}，${p.planAsOf} 的计划${arrives.zh}`,
          en: `${decidedBy(p, names).en}, on the plan of ${p.planAsOf}${arrives.en}`,
        },
      };
    const { reference, orderedOn, orderedBy } = p.placed;
    const who = name(orderedBy ?? p.by);
    return {
      label: { zh: "已下单，待发货", en: "Ordered, not shipped" },
      value,
      note: {
        zh: `${orderedOn} ${who} 登记下单${reference === null ? "" : `（${reference}）`}${arrives.zh}`,
        en: `on ${orderedOn} by ${who}${reference === null ? "" : ` (${reference})`}${arrives.en}`,
      },
    };
  });
}

const shippedOf = ({ line, units }: ToShip): number => line.quantity - units;
const sum = (of: readonly ToShip[], n: (s: ToShip) => number): number => of.reduce((all, s) => all + n(s), 0);

/** What comes next for what was approved: somebody places it with the supplier, or says that it was. */
function nextText(approved: readonly ToShip[]): Text {
  const of = (some: readonly ToShip[]): Text => {
    const orders = [...new Set(some.flatMap((s) => s.line.order ?? []))];
    if (orders.length === 0) return { zh: "", en: "" };
    return { zh: `（采购单 ${orders.join("、")}）`, en: ` (${orders.length === 1 ? "order" : "orders"} ${orders.join(" and ")})` };
  };
  const [begun, fresh] = [approved.filter((s) => shippedOf(s) > 0), approved.filter((s) => shippedOf(s) <= 0)];
  const said: Text[] = [
    ...(fresh.length > 0 ? [{ zh: `向供应商下单${of(fresh).zh}`, en: `place it with the supplier${of(fresh).en}` }] : []),
    // What is shipped was ordered, whatever was written down.
    ...(begun.length > 0 ? [{ zh: `补登记下单${of(begun).zh}`, en: `note that it was placed with the supplier${of(begun).en}` }] : []),
  ];
  return { zh: `接下来：${said.map((x) => x.zh).join("；")}。`, en: `Next: ${said.map((x) => x.en).join("; ")}. ` };
}

/** For the lead: what was decided already, so that nobody decides it again, and what is to be done about it. */
export function approvedText(toShip: readonly ToShip[], names: ReadonlyMap<string, string>): Text {
  const [placed, approved] = [toShip.filter((s) => s.line.placed !== null), toShip.filter((s) => s.line.placed === null)];
  const all = (of: readonly ToShip[]): Text => unitsText(sum(of, (s) => s.line.quantity));
  const said: Text[] = [];
  if (placed.length > 0) {
    const on = new Set(placed.map((s) => s.line.placed?.orderedOn));
    const [day] = on;
    const when: Text = on.size === 1 && day ? { zh: `${day} `, en: ` on ${day}` } : { zh: "", en: "" };
    const [shipped, left] = [sum(placed, shippedOf), figure(sum(placed, (s) => s.units))];
    const part: Text =
      shipped > 0
        ? { zh: `，其中 ${figure(shipped)} 件已发，${left} 件待发`, en: `; ${figure(shipped)} shipped, ${left} still to ship` }
        : { zh: "", en: "" };
    said.push({
      zh: `${when.zh}已向供应商下单 ${all(placed).zh}${part.zh}。`,
      en: `${all(placed).en} ${sum(placed, (s) => s.line.quantity) === 1 ? "was" : "were"} ordered${when.en}${part.en}. `,
    });
  }
  if (approved.length > 0) {
    const by = new Set(approved.flatMap(({ line: p }) => [...(p.first ? [p.first.by] : []), p.by]).map((slug) => names.get(slug) ?? slug));
    const who: Text = { zh: [...by].join("、"), en: [...by].join(" and ") };
    const [shipped, left] = [sum(approved, shippedOf), figure(sum(approved, (s) => s.units))];
    said.push(
      shipped > 0
        ? {
            zh: `${who.zh} 已批准采购 ${all(approved).zh}，其中 ${figure(shipped)} 件已发，${left} 件未发，按已订未发计入计划。`,
            en: `${who.en} approved ${all(approved).en}: ${figure(shipped)} shipped, and ${left} that the plan counts as on order. `,
          }
        : {
            zh: `${who.zh} 已批准采购 ${all(approved).zh}，按已订未发计入计划。`,
            en: `${who.en} approved ${all(approved).en}, which the plan counts as on order. `,
          },
      nextText(approved),
    );
  }
  return { zh: said.map((s) => s.zh).join(""), en: said.map((s) => s.en).join("") };
}

/** Takes an approval back, wherever it is shown. */
export function withdrawButton(p: Purchase): Button {
  return {
    label: { zh: `撤销批准的 ${unitsText(p.quantity).zh}`, en: `Take ${unitsText(p.quantity).en} back` },
    style: "danger",
    deed: { action: "withdraw-purchase", args: { id: p.id, sku: p.sku } },
    confirm: {
      zh: "撤销这次批准？若已向供应商下单，请先联系供应商。",
      en: "Take this approval back? If it was ordered already, speak to the supplier first.",
    },
  };
}

/** Who approved it, and who agreed as the second person. */
export function decidedBy(p: Pick<Purchase, "by" | "first">, names: ReadonlyMap<string, string>): Text {
  const name = (slug: string): string => names.get(slug) ?? slug;
  const [first, second] = p.first === null ? [name(p.by), null] : [name(p.first.by), name(p.by)];
  return second === null ? { zh: first, en: first } : { zh: `${first} 批准，${second} 复核`, en: `${first}, agreed to by ${second}` };
}

/** Which way, for how much, by when, and who decided when. */
export function purchaseFacts(p: Purchase, zone: Zone, names: ReadonlyMap<string, string>): Fact[] {
  const way = travelText(p);
  const arrives = plannedArrival(p);
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
    { label: { zh: "批准时间", en: "Approved at" }, value: { kind: "instant", at: p.at.toISOString(), zone }, note: decidedBy(p, names) },
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

export function purchaseApproved(p: Purchase, zone: Zone, names: ReadonlyMap<string, string>, ruling: Ruling | null): Message {
  const n = unitsText(p.quantity);
  const alone = aloneText(ruling);
  return message({
    title: { zh: `已批准：${p.sku} ${n.zh} → ${p.warehouse}`, en: `Approved: ${n.en} of ${p.sku} for ${p.warehouse}` },
    tone: "good",
    lead: {
      zh: `请按此向供应商下单；计划已按已订未发计入，发货后转为在途。${alone.zh}`,
      en: `Order it with the supplier; the plan counts it as on order, and as on its way once it is shipped.${alone.en}`,
    },
    blocks: [{ kind: "facts", facts: purchaseFacts(p, zone, names) }],
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
      zh: `${by} 已经批准过 ${unitsText(p.quantity).zh}（${formatValue(at, "zh")}）`,
      en: `${by} approved ${unitsText(p.quantity).en} already, ${formatValue(at, "en")}`,
    },
  });
}
