import type { Duties } from "../app/duties.ts";
import { figure } from "../domain/restock/figures.ts";
import { lackOfFigure } from "../domain/restock/lack-of-figure.ts";
import type { Text } from "../domain/value.ts";
import { type Block, type Button, type Message, message } from "../message/message.ts";
import { planCounts, wants } from "./plan-counts.ts";
import { code, days, decided, dueOf, movedTo, moneyOf, NO_ORDER, orderValue, stateOf } from "./plan-values.ts";
import { whyNot } from "./undelivered.ts";
import { staleBlocks } from "./stale.ts";

const TOP = 5;

const skusOf = (lines: readonly { readonly sku: string }[]): number => new Set(lines.map((l) => l.sku)).size;

function lead(d: Duties): Text {
  // Each line is a decision of its own; whoever does not decide reads how many SKUs are short.
  const urgent = d.approves ? d.plan.lines.filter(wants).length : skusOf(d.plan.lines.filter(wants));
  const zh: string[] = [];
  const en: string[] = [];
  if (urgent > 0) {
    zh.push(d.approves ? `${figure(urgent)} 个补货建议等你决定` : `${figure(urgent)} 个 SKU 该补货`);
    en.push(
      d.approves
        ? `${figure(urgent)} ${urgent === 1 ? "proposal waits" : "proposals wait"} for your decision`
        : `${figure(urgent)} ${urgent === 1 ? "SKU" : "SKUs"} to restock`,
    );
  }
  const { avoidable } = planCounts(d.plan.lines);
  if (avoidable > 0) {
    zh.push(`其中 ${figure(avoidable)} 个 SKU 调货就不会断货`);
    en.push(`${figure(avoidable)} ${avoidable === 1 ? "SKU" : "SKUs"} of these will run out unless moved`);
  }
  if (d.openAlerts > 0) {
    zh.push(`${figure(d.openAlerts)} 个库存预警未解除`);
    en.push(`${figure(d.openAlerts)} stock ${d.openAlerts === 1 ? "warning is" : "warnings are"} open`);
  }
  if (d.stale.length > 0) {
    zh.push(`${d.stale.length} 项数据过期`);
    en.push(`${d.stale.length} ${d.stale.length === 1 ? "report is" : "reports are"} behind`);
  }
  if (d.undelivered.length > 0) {
    zh.push(`${d.undelivered.length} 条消息未送达`);
    en.push(`${d.undelivered.length} ${d.undelivered.length === 1 ? "post" : "posts"} did not arrive`);
  }
  if (zh.length === 0) return { zh: "今天没有待办。", en: "Nothing waits for you today." };
  return { zh: `${zh.join("，")}。`, en: `${en.join("; ")}.` };
}

function restock(d: Duties): { readonly blocks: Block[]; readonly actions: Button[] } {
  const urgent = d.plan.lines.filter(wants);
  if (urgent.length === 0) return { blocks: [], actions: [] };
  const shown = urgent.slice(0, TOP);
  const more = urgent.length - shown.length;
  return {
    blocks: [
      {
        kind: "table",
        title: { zh: "该补货的", en: "To restock" },
        columns: [
          { label: { zh: "SKU", en: "SKU" } },
          { label: { zh: "仓库", en: "Warehouse" } },
          { label: { zh: "状态", en: "State" } },
          { label: { zh: "可售天数", en: "Cover" }, align: "right" },
          { label: { zh: "下单量", en: "Order" }, align: "right" },
          { label: { zh: "最晚下单", en: "Order by" } },
          { label: { zh: "断货损失", en: "At risk" }, align: "right" },
        ],
        rows: shown.map((l) => [
          code(l.sku),
          code(l.warehouse),
          stateOf(l),
          days(l.coverDays, lackOfFigure(l, "ahead")),
          orderValue({ orderQuantity: l.orderQuantity, moved: movedTo(l), onOrder: l.onOrder ?? 0 }, lackOfFigure(l, "ahead")),
          dueOf({ ...decided(l), orderBy: l.orderBy }, l.asOf, NO_ORDER),
          moneyOf(l.moneyAtRisk, l.currency, lackOfFigure(l, "risk")),
        ]),
        ...(more > 0 && { more: { zh: `还有 ${figure(more)} 个：/restock`, en: `${figure(more)} more: /restock` } }),
      },
    ],
    actions: shown.map((l) => ({
      label: { zh: `${l.sku} · ${l.warehouse}`, en: `${l.sku} · ${l.warehouse}` },
      deed: { action: "open-restock", args: { sku: l.sku, warehouse: l.warehouse } },
    })),
  };
}

function undelivered(d: Duties): Block[] {
  if (d.undelivered.length === 0) return [];
  return [
    { kind: "heading", text: { zh: "未送达的消息", en: "Posts that did not arrive" } },
    {
      kind: "list",
      items: d.undelivered.map((p) => ({
        zh: `${p.message.title.zh} → ${p.platform} ${p.channel}：${whyNot(p).zh}`,
        en: `${p.message.title.en} → ${p.platform} ${p.channel}: ${whyNot(p).en}`,
      })),
    },
  ];
}

/** A person's own page: what waits for them, what is behind, and what they can ask. */
export function home(d: Duties): Message {
  const stock = restock(d);
  const { out, unavoidable, avoidable, due } = planCounts(d.plan.lines);
  return message({
    title: { zh: "你的待办", en: "Your duties" },
    tone: out + unavoidable + avoidable + due > 0 || d.undelivered.length > 0 ? "warning" : "neutral",
    lead: lead(d),
    blocks: [
      ...stock.blocks,
      ...staleBlocks(d.stale),
      ...undelivered(d),
      { kind: "heading", text: { zh: "可以这样问我", en: "What to ask me" } },
      { kind: "list", items: d.commands.map(([name, c]) => ({ zh: `/${name}：${c.summary.zh}`, en: `/${name}: ${c.summary.en}` })) },
    ],
    actions: stock.actions,
    basis: { asOf: d.plan.asOf, notes: d.plan.notes, simulated: d.plan.lines.some((l) => l.simulated) },
  });
}
