import type { Day } from "../domain/calendar/day.ts";
import { type StockOutFacts, subjectOf } from "../domain/alerts/stock-out.ts";
import { figure } from "../domain/restock/figures.ts";
import { PLAN_STATES } from "../domain/restock/types.ts";
import { riskWorth } from "../domain/restock/worth.ts";
import type { Text } from "../domain/value.ts";
import { listed } from "../message/listed.ts";
import { type Block, type Button, type Message, message, type Value } from "../message/message.ts";
import { attentionButtons } from "./attention.ts";
import { BEYOND, code, dayOf, days, dueOf, moneyOf, NO_ORDER, onlyMoves, orderValue, stateText, text, units } from "./plan-values.ts";

export interface StockWarningData {
  readonly opened: readonly StockOutFacts[];
  readonly recovered: readonly StockOutFacts[];
  /** Warnings told before and still open. */
  readonly still: number;
  /** Open ones that somebody snoozed: they are told of no more than that. Absent: none. */
  readonly snoozed?: number;
  /** Who is on a line, by its subject. */
  readonly on?: ReadonlyMap<string, string>;
  readonly asOf: Day;
  readonly policies: readonly Text[];
  readonly notes: readonly Text[];
}

const SHOWN = 15;
const BUTTONS = 5;

/** Worst first: what is out, then what cannot be saved, what a move saves, what must be ordered; in each the most money. */
export function worstFirst(a: StockOutFacts, b: StockOutFacts): number {
  return (
    PLAN_STATES.indexOf(a.state) - PLAN_STATES.indexOf(b.state) ||
    riskWorth(b) - riskWorth(a) ||
    (a.stockOutDate ?? "9999").localeCompare(b.stockOutDate ?? "9999") ||
    (a.sku < b.sku ? -1 : a.sku > b.sku ? 1 : 0)
  );
}

const UNKNOWN: Text = { zh: "未知", en: "not known" };
const NO_PRICE: Text = { zh: "售价未知", en: "price not known" };

const NOBODY: Text = { zh: "未指派", en: "nobody yet" };
type OnIt = ReadonlyMap<string, string>;

const someoneOn = (facts: readonly StockOutFacts[], on: OnIt): boolean => facts.some((f) => on.has(subjectOf(f)));

function member(f: StockOutFacts, on: OnIt): Value {
  const name = on.get(subjectOf(f));
  return name === undefined ? { kind: "missing", because: NOBODY } : text({ zh: name, en: name });
}

function row(f: StockOutFacts, several: boolean, asOf: Day, on: OnIt | null): Value[] {
  return [
    code(f.sku),
    ...(several ? [code(f.warehouse)] : []),
    text(stateText(f)),
    units(f.onHand, UNKNOWN),
    days(f.coverDays, UNKNOWN),
    f.state === "out" ? text({ zh: "已断货", en: "out" }) : dayOf(f.stockOutDate, BEYOND),
    orderValue(f, UNKNOWN),
    dueOf(f, asOf, NO_ORDER),
    moneyOf(f.moneyAtRisk, f.currency, NO_PRICE),
    ...(on === null ? [] : [member(f, on)]),
  ];
}

function openedTable(opened: readonly StockOutFacts[], several: boolean, asOf: Day, on: OnIt = new Map()): Block {
  const who = someoneOn(opened, on) ? on : null;
  return {
    kind: "table",
    columns: [
      { label: { zh: "SKU", en: "SKU" } },
      ...(several ? [{ label: { zh: "仓库", en: "Warehouse" } }] : []),
      { label: { zh: "状态", en: "State" } },
      { label: { zh: "可售", en: "Stock" }, align: "right" },
      { label: { zh: "可售天数", en: "Cover" }, align: "right" },
      { label: { zh: "断货日", en: "Out on" } },
      { label: { zh: "下单量", en: "Order" }, align: "right" },
      { label: { zh: "最晚下单", en: "Order by" } },
      { label: { zh: "断货损失", en: "At risk" }, align: "right" },
      ...(who === null ? [] : [{ label: { zh: "负责人", en: "On it" } }]),
    ],
    ...listed(opened, SHOWN, (f) => row(f, several, asOf, who)),
  };
}

/** A SKU that is short in two warehouses is told twice; /restock and the digest count it once, so both numbers are said. */
function inSkus(facts: readonly StockOutFacts[]): Text {
  const skus = new Set(facts.map((f) => f.sku)).size;
  if (skus === facts.length) return { zh: "", en: "" };
  return { zh: `（${figure(skus)} 个 SKU）`, en: ` (${figure(skus)} ${skus === 1 ? "SKU" : "SKUs"})` };
}

function lead(d: StockWarningData): Text {
  const n = (state: StockOutFacts["state"]): number => d.opened.filter((f) => f.state === state).length;
  const zh: string[] = [];
  const en: string[] = [];
  const say = (count: number, cn: string, words: string): void => {
    if (count === 0) return;
    zh.push(`${figure(count)} 条${cn}`);
    en.push(`${figure(count)} ${words}`);
  };
  const out = d.opened.filter((f) => f.state === "out");
  say(out.length, `已断货${inSkus(out).zh}`, `out of stock${inSkus(out).en}`);
  say(n("unavoidable"), "今天下单也来不及", "will be out before anything can arrive");
  say(n("move-now"), "不调货就断货", "will run out unless moved");
  const toMove = d.opened.filter(onlyMoves).length;
  say(n("order-now") - toMove, "该下单", "to order");
  say(toMove, "先调货", "to move, nothing to order");
  say(n("fine"), "即将断货", "close to a stock-out");
  say(d.recovered.length, "已恢复", "recovered");
  if (d.still > 0) {
    zh.push(`另有 ${figure(d.still)} 条之前报过，尚未解决`);
    en.push(`${figure(d.still)} told before and still open`);
  }
  if ((d.snoozed ?? 0) > 0) {
    zh.push(`${figure(d.snoozed ?? 0)} 条已暂缓（/restock 暂缓）`);
    en.push(`${figure(d.snoozed ?? 0)} snoozed (/restock snoozed)`);
  }
  return { zh: `${zh.join("，")}。`, en: `${en.join("; ")}.` };
}

function recoveredBlocks(recovered: readonly StockOutFacts[]): Block[] {
  if (recovered.length === 0) return [];
  return [
    { kind: "heading", text: { zh: "已恢复", en: "Recovered" } },
    {
      kind: "list",
      items: [
        ...recovered.slice(0, SHOWN).map((f) => ({ zh: `${f.sku} · ${f.warehouse}`, en: `${f.sku} · ${f.warehouse}` })),
        ...(recovered.length > SHOWN ? [{ zh: `还有 ${recovered.length - SHOWN} 个`, en: `and ${recovered.length - SHOWN} more` }] : []),
      ],
    },
  ];
}

const severalIn = (facts: readonly StockOutFacts[]): boolean => new Set(facts.map((f) => f.warehouse)).size > 1;
const pressing = (facts: readonly StockOutFacts[]): boolean => facts.some((f) => f.state === "out" || f.state === "unavoidable");

const buttons = (opened: readonly StockOutFacts[], several: boolean): Button[] =>
  opened.slice(0, BUTTONS).map((f) => ({
    label: several ? { zh: `${f.sku} · ${f.warehouse}`, en: `${f.sku} · ${f.warehouse}` } : { zh: f.sku, en: f.sku },
    deed: { action: "open-restock", args: { sku: f.sku, warehouse: f.warehouse } },
  }));

const storesOf = (facts: readonly StockOutFacts[]): string[] => [...new Set(facts.flatMap((f) => f.stores))].toSorted();

/** What changed since the last warning, in one message: new ones worst first, then what has recovered. */
export function stockWarning(d: StockWarningData): Message {
  const opened = d.opened.toSorted(worstFirst);
  const several = severalIn(opened);
  const all = [...d.opened, ...d.recovered];
  return message({
    title:
      opened.length > 0
        ? {
            zh: `库存预警：新增 ${figure(opened.length)} 条${inSkus(opened).zh}`,
            en: `Stock warning: ${figure(opened.length)} new${inSkus(opened).en}`,
          }
        : { zh: `库存恢复：${figure(d.recovered.length)} 条`, en: `Stock recovered: ${d.recovered.length}` },
    tone: pressing(opened) ? "critical" : opened.length > 0 ? "warning" : "good",
    lead: lead(d),
    blocks: [...(opened.length > 0 ? [openedTable(opened, several, d.asOf, d.on)] : []), ...recoveredBlocks(d.recovered)],
    actions: [...buttons(opened, several), ...attentionButtons(opened.slice(0, SHOWN))],
    basis: {
      asOf: d.asOf,
      stores: storesOf(all),
      policies: d.policies,
      notes: d.notes,
      simulated: all.some((f) => f.simulated),
    },
  });
}

/** An earlier warning as it stands now: what is still open with its figures of today, and what is over. */
export function stockWarningNow(d: {
  readonly open: readonly StockOutFacts[];
  readonly gone: readonly StockOutFacts[];
  readonly asOf: Day;
  readonly policies: readonly Text[];
}): Message {
  const open = d.open.toSorted(worstFirst);
  const several = severalIn(open);
  const of = open.length + d.gone.length;
  return message({
    title:
      open.length === 0
        ? { zh: `库存预警已解除：${figure(of)} 条都已恢复`, en: `Stock warning over: ${of === 1 ? "it has" : `all ${of} have`} recovered` }
        : { zh: `库存预警：${figure(of)} 条中 ${figure(open.length)} 条未解决`, en: `Stock warning: ${open.length} of ${of} still open` },
    tone: open.length === 0 ? "good" : pressing(open) ? "critical" : "warning",
    blocks: [...(open.length > 0 ? [openedTable(open, several, d.asOf)] : []), ...recoveredBlocks(d.gone)],
    actions: buttons(open, several),
    basis: {
      asOf: d.asOf,
      stores: storesOf([...open, ...d.gone]),
      policies: d.policies,
      notes: [{ zh: "本消息随情况更新", en: "this message is kept up to date" }],
      simulated: [...open, ...d.gone].some((f) => f.simulated),
    },
  });
}
