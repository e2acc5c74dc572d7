import type { Duties } from "../app/duties.ts";
import { figure } from "../domain/restock/figures.ts";
import { lackOfFigure } from "../domain/restock/lack-of-figure.ts";
import type { Text } from "../domain/value.ts";
import { type Block, type Button, type Column, type Message, message, type Value } from "../message/message.ts";
import { LIMITS } from "../message/valid.ts";
import { buys, planCounts, wants } from "./plan-counts.ts";
import { BEYOND, code, dayOf, days, decided, dueOf, moneyOf, NO_ORDER, orderValue, stateOf, stateText, text } from "./plan-values.ts";
import { openOrderButton } from "./purchase.ts";
import { cashOf } from "./purchase-words.ts";
import { worstFirst } from "./stock-warning.ts";
import { whyNot } from "./undelivered.ts";
import { staleBlocks } from "./stale.ts";

const TOP = 5;

const skusOf = (lines: readonly { readonly sku: string }[]): number => new Set(lines.map((l) => l.sku)).size;

function lead(d: Duties): Text {
  const { avoidable, toMove } = planCounts(d.plan.lines);
  // Each line to buy is a decision of its own; a move is made elsewhere and has no button. Whoever does not decide reads how many SKUs are short.
  const urgent = d.approves ? d.plan.lines.filter((l) => wants(l) && buys(l)).length : skusOf(d.plan.lines.filter(wants));
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
  if (avoidable > 0) {
    zh.push(d.approves ? `${figure(avoidable)} 个 SKU 不调货就断货` : `其中 ${figure(avoidable)} 个 SKU 调货就不会断货`);
    en.push(`${figure(avoidable)} ${avoidable === 1 ? "SKU" : "SKUs"}${d.approves ? "" : " of these"} will run out unless moved`);
  }
  if (d.approves && toMove > 0) {
    zh.push(`${figure(toMove)} 个 SKU 只需调货`);
    en.push(`${figure(toMove)} ${toMove === 1 ? "SKU needs" : "SKUs need"} only a move`);
  }
  const seconds = d.seconds.length;
  if (seconds > 0) {
    zh.push(`${figure(seconds)} 笔采购等你复核`);
    en.push(`${figure(seconds)} ${seconds === 1 ? "purchase waits" : "purchases wait"} for you as the second person`);
  }
  const open = d.openAlerts.length;
  if (open > 0) {
    zh.push(`${figure(open)} 个库存预警未解除`);
    en.push(`${figure(open)} stock ${open === 1 ? "warning is" : "warnings are"} open`);
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

interface Place {
  readonly sku: string;
  readonly warehouse: string;
}

interface Section {
  readonly blocks: readonly Block[];
  readonly actions: readonly Button[];
}

const opens = ({ sku, warehouse }: Place): Button => ({
  label: { zh: `${sku} · ${warehouse}`, en: `${sku} · ${warehouse}` },
  deed: { action: "open-restock", args: { sku, warehouse } },
});

/** The first few of what stands in a place, a button for each; `columns` follow those of the place. Nothing for an empty list. */
function section<T>(
  title: Text,
  all: readonly T[],
  columns: readonly Column[],
  row: (one: T) => { readonly place: Place; readonly cells: readonly Value[] },
): Section {
  if (all.length === 0) return { blocks: [], actions: [] };
  const shown = all.slice(0, TOP).map(row);
  const more = all.length - shown.length;
  return {
    blocks: [
      {
        kind: "table",
        title,
        columns: [{ label: { zh: "SKU", en: "SKU" } }, { label: { zh: "仓库", en: "Warehouse" } }, ...columns],
        rows: shown.map(({ place, cells }) => [code(place.sku), code(place.warehouse), ...cells]),
        ...(more > 0 && { more: { zh: `还有 ${figure(more)} 个：/restock`, en: `${figure(more)} more: /restock` } }),
      },
    ],
    actions: shown.map(({ place }) => opens(place)),
  };
}

/** What somebody approved above the limit and this person may agree to; its order is opened to decide. */
function seconds(d: Duties): Section {
  if (d.seconds.length === 0) return { blocks: [], actions: [] };
  const shown = d.seconds.slice(0, TOP);
  const more = d.seconds.length - shown.length;
  return {
    blocks: [
      {
        kind: "table",
        title: { zh: "等你复核的采购", en: "Purchases that wait for you" },
        columns: [
          { label: { zh: "采购单", en: "Order" } },
          { label: { zh: "SKU", en: "SKU" } },
          { label: { zh: "仓库", en: "Warehouse" } },
          { label: { zh: "件数", en: "Units" }, align: "right" },
          { label: { zh: "资金", en: "Cash" }, align: "right", sensitivity: "margin" },
        ],
        rows: shown.map((p) => [
          code(String(p.order ?? "")),
          code(p.sku),
          code(p.warehouse),
          { kind: "count", count: p.quantity },
          cashOf(p.cash),
        ]),
        ...(more > 0 && { more: { zh: `还有 ${figure(more)} 笔：/purchase`, en: `${figure(more)} more: /purchase` } }),
      },
    ],
    actions: shown.flatMap((p) => (p.order === null ? [] : [openOrderButton(p.order)])),
  };
}

const restock = (d: Duties): Section =>
  section(
    { zh: "该补货的", en: "To restock" },
    d.plan.lines.filter(wants),
    [
      { label: { zh: "状态", en: "State" } },
      { label: { zh: "可售天数", en: "Cover" }, align: "right" },
      { label: { zh: "下单量", en: "Order" }, align: "right" },
      { label: { zh: "最晚下单", en: "Order by" } },
      { label: { zh: "断货损失", en: "At risk" }, align: "right" },
    ],
    (l) => ({
      place: l,
      cells: [
        stateOf(l),
        days(l.coverDays, lackOfFigure(l, "ahead")),
        orderValue({ ...decided(l), onOrder: l.onOrder ?? 0 }, lackOfFigure(l, "ahead")),
        dueOf({ ...decided(l), orderBy: l.orderBy }, l.asOf, NO_ORDER),
        moneyOf(l.moneyAtRisk, l.currency, lackOfFigure(l, "risk")),
      ],
    }),
  );

/** The warnings that are open, worst first; the other table tells what is to be decided, this one what is not over yet. */
const alerts = (d: Duties): Section =>
  section(
    { zh: "未解除的库存预警", en: "Open stock warnings" },
    d.openAlerts.toSorted((a, b) => worstFirst(a.facts, b.facts)),
    [{ label: { zh: "状态", en: "State" } }, { label: { zh: "断货日", en: "Out on" } }, { label: { zh: "预警起始", en: "Since" } }],
    ({ since, facts: f }) => ({
      place: f,
      cells: [
        text(stateText(f)),
        f.state === "out" ? text({ zh: "已断货", en: "out" }) : dayOf(f.stockOutDate, BEYOND),
        { kind: "day", day: since },
      ],
    }),
  );

/** One button for each place, however many tables it stands in. */
const once = (buttons: readonly Button[]): Button[] => [...new Map(buttons.map((b) => [b.label.en, b])).values()];

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
  const open = alerts(d);
  const agree = seconds(d);
  const { out, unavoidable, avoidable, due } = planCounts(d.plan.lines);
  return message({
    title: { zh: "你的待办", en: "Your duties" },
    tone: out + unavoidable + avoidable + due + d.openAlerts.length + d.undelivered.length + d.seconds.length > 0 ? "warning" : "neutral",
    lead: lead(d),
    blocks: [
      ...agree.blocks,
      ...stock.blocks,
      ...open.blocks,
      ...staleBlocks(d.stale),
      ...undelivered(d),
      { kind: "heading", text: { zh: "可以这样问我", en: "What to ask me" } },
      { kind: "list", items: d.commands.map(([name, c]) => ({ zh: `/${name}：${c.summary.zh}`, en: `/${name}: ${c.summary.en}` })) },
    ],
    actions: once([...agree.actions, ...stock.actions, ...open.actions]).slice(0, LIMITS.buttons),
    basis: { asOf: d.plan.asOf, notes: d.plan.notes, simulated: d.plan.lines.some((l) => l.simulated) },
  });
}
