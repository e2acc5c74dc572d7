import { subjectOf } from "../domain/alerts/stock-out.ts";
import { figure } from "../domain/restock/figures.ts";
import { lackOfFigure } from "../domain/restock/lack-of-figure.ts";
import type { PlanLine, PlanState } from "../domain/restock/types.ts";
import { STATE_NAMES } from "../domain/restock/words.ts";
import { type Total, totals } from "../domain/restock/worth.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import { listed } from "../message/listed.ts";
import {
  type Basis,
  type Block,
  type Button,
  type Column,
  type Fact,
  type Message,
  message,
  type Tone,
  type Value,
} from "../message/message.ts";
import { type PlanCounts, planCounts, URGENT } from "./plan-counts.ts";
import { code, dailyOf, days, decided, dueOf, moneyOf, movedTo, noOrder, orderValue, stateOf, units, modesOf } from "./plan-values.ts";
import { remarks } from "./restock-remarks.ts";

export interface RestockListData {
  readonly asOf: string;
  /** All lines of the scope, most urgent first. */
  readonly lines: readonly PlanLine[];
  /** What was asked for; null: what wants a decision. */
  readonly states: readonly PlanState[] | null;
  readonly top: number;
  readonly scope: { readonly warehouse: string | null; readonly store: string | null };
  readonly policies: readonly Text[];
  readonly notes: readonly Text[];
  /** Orders of one supplier that may be placed together, in words. */
  readonly together?: readonly Text[];
  /** What the lines are called where they are not all of the scope: `mine`. */
  readonly called?: Text;
  /** Who is on a line, by its subject. */
  readonly on?: ReadonlyMap<string, string>;
  /** What stands below: the lines that somebody snoozed. */
  readonly foot?: readonly Block[];
}

const BUTTONS = 3;

const skus = (n: number): string => (n === 1 ? "1 SKU" : `${figure(n)} SKUs`);

/** Who is out, who will be, and what is to be bought, with how much of it today. */
function lead(c: PlanCounts, upcoming: PlanLine | undefined): Text {
  const zh: string[] = [];
  const en: string[] = [];
  const say = (n: number, cn: string, one: string, many = one): void => {
    if (n === 0) return;
    zh.push(`${figure(n)} 个${cn}`);
    en.push(`${skus(n)} ${n === 1 ? one : many}`);
  };
  say(c.out, "已断货", "is out of stock", "are out of stock");
  say(c.unavoidable, "今天下单也来不及", "will be out before anything can arrive");
  say(c.avoidable, "不调货就断货", "will run out unless moved");
  if (c.toOrder > 0) {
    const all = c.today === c.toOrder;
    zh.push(
      all
        ? `${figure(c.toOrder)} 个今天要下单`
        : `${figure(c.toOrder)} 个要下单${c.today > 0 ? `，其中 ${figure(c.today)} 个就在今天` : ""}`,
    );
    en.push(`${skus(c.toOrder)} to order${all ? " today" : c.today > 0 ? `, ${figure(c.today)} of them today` : ""}`);
  }
  say(c.toMove, "只需调货", "needs only a move", "need only a move");
  if (zh.length > 0) return { zh: `${zh.join("；")}。`, en: `${en.join("; ")}.` };
  if (upcoming?.orderBy)
    return {
      zh: `今天没有要下单的。最近的是 ${upcoming.sku}：最晚 ${upcoming.orderBy} 下单。`,
      en: `Nothing to order today. Next is ${upcoming.sku}, by ${upcoming.orderBy}.`,
    };
  return { zh: "今天没有要下单的。", en: "Nothing to order today." };
}

function moneyFacts(lines: readonly PlanLine[]): Fact[] {
  const because: Text = { zh: "未知", en: "not known" };
  const risk = totals(lines, (l) => l.moneyAtRisk).map((t): Fact => ({
    label: { zh: "断货损失（售价）", en: "Sales at risk" },
    value: moneyOf(t.amount, t.currency, because),
    note: joined([partsOf(t), { zh: "算到下一次下单能到货的前一天", en: "up to the day before an order at the next review could arrive" }]),
  }));
  const movedIn = (currency: string): number =>
    lines.filter((l) => (l.worth?.currency ?? l.currency) === currency).reduce((sum, l) => sum + movedTo(l), 0);
  const cash = totals(lines, (l) => l.cash).map((t): Fact => ({
    label: { zh: "下单所需资金", en: "Cash to order" },
    value: moneyOf(t.amount, t.currency, because, "margin"),
    note: joined([
      // Parts of a confidential sum are as confidential, and a note is cut for nobody.
      t.parts.length > 0 ? IN_ONE : null,
      movedIn(t.currency) > 0
        ? {
            zh: `已扣除先调拨的 ${figure(movedIn(t.currency))} 件`,
            en: `after ${figure(movedIn(t.currency))} units are moved from other warehouses`,
          }
        : null,
    ]),
  }));
  return [...risk, ...cash].map(({ note, ...f }): Fact => (note === undefined || note.en === "" ? f : { ...f, note }));
}

const IN_ONE: Text = { zh: "各币种按最近汇率折算", en: "all currencies at their latest rates" };

function partsOf({ parts }: Total): Text | null {
  if (parts.length === 0) return null;
  const said = (lang: "zh" | "en"): string =>
    parts.map((p) => formatValue(moneyOf(p.amount, p.currency, IN_ONE), lang)).join(lang === "zh" ? "、" : " + ");
  return { zh: `即 ${said("zh")}，按最近汇率折算`, en: `${said("en")}, at their latest rates` };
}

const joined = (texts: readonly (Text | null)[]): Text => {
  const told = texts.filter((t) => t !== null);
  return { zh: told.map((t) => t.zh).join("；"), en: told.map((t) => t.en).join("; ") };
};

const COLUMNS = {
  sku: { label: { zh: "SKU", en: "SKU" } },
  warehouse: { label: { zh: "仓库", en: "Warehouse" } },
  state: { label: { zh: "状态", en: "State" } },
  // What is to be done stands where a telephone still shows it.
  order: { label: { zh: "下单量", en: "Order" }, align: "right" },
  by: { label: { zh: "最晚下单", en: "Order by" } },
  risk: { label: { zh: "断货损失", en: "At risk" }, align: "right" },
  cover: { label: { zh: "可售天数", en: "Cover" }, align: "right" },
  way: { label: { zh: "头程", en: "Route" } },
  cash: { label: { zh: "资金", en: "Cash" }, align: "right", sensitivity: "margin" },
  on: { label: { zh: "负责人", en: "On it" } },
} as const satisfies Record<string, Column>;

const memberOf = (name: string | undefined): Value =>
  name === undefined ? { kind: "missing", because: { zh: "未指派", en: "nobody yet" } } : { kind: "text", text: { zh: name, en: name } };

function cellsOf(line: PlanLine): Record<Exclude<keyof typeof COLUMNS, "on">, Value> {
  const lack = lackOfFigure(line, "ahead");
  const unordered = line.orderQuantity === null ? lack : noOrder(line);
  return {
    sku: code(line.sku),
    warehouse: code(line.warehouse),
    state: stateOf(line),
    cover: days(line.coverDays, lack),
    order: orderValue({ ...decided(line), onOrder: line.onOrder ?? 0 }, lack),
    way: modesOf(line, lack),
    by: dueOf({ ...decided(line), orderBy: line.orderBy }, line.asOf, unordered),
    risk: moneyOf(line.moneyAtRisk, line.currency, lackOfFigure(line, "risk")),
    cash: moneyOf(
      line.legs.length === 0 ? null : line.cash,
      line.currency,
      line.legs.length === 0 ? unordered : lackOfFigure(line, "cash"),
      "margin",
    ),
  };
}

function table(lines: readonly PlanLine[], top: number, several: boolean, on: ReadonlyMap<string, string> = new Map()): Block {
  const someone = lines.some((l) => on.has(subjectOf(l)));
  const keys = (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).filter((k) => (several || k !== "warehouse") && (someone || k !== "on"));
  return {
    kind: "table",
    columns: keys.map((k) => COLUMNS[k]),
    ...listed(lines, top, (line) => {
      const cells = { ...cellsOf(line), on: memberOf(on.get(subjectOf(line))) };
      return keys.map((k) => cells[k]);
    }),
  };
}

/** Lines that sell and have no stock: what they would need, so that the answer is of use before the first stock file. */
function withoutStock(lines: readonly PlanLine[], top: number): Block {
  const selling = lines
    .filter((l) => l.dailyDemand !== null && l.dailyDemand > 0)
    .toSorted((a, b) => (b.dailyDemand ?? 0) - (a.dailyDemand ?? 0));
  return {
    kind: "table",
    title: { zh: "先补这些 SKU 的库存（按日均销量）", en: "Stock is wanted for these first (by daily sales)" },
    columns: [
      COLUMNS.sku,
      { label: { zh: "日均销量", en: "A day" }, align: "right" },
      { label: { zh: "补货点", en: "Reorder point" }, align: "right" },
      { label: { zh: "目标库存", en: "Target" }, align: "right" },
    ],
    ...listed(selling, top, (l) => [
      code(l.sku),
      dailyOf(l.dailyDemand, lackOfFigure(l, "demand")),
      units(l.reorderPoint, lackOfFigure(l, "demand")),
      units(l.targetLevel === null ? null : Math.ceil(l.targetLevel), lackOfFigure(l, "demand")),
    ]),
  };
}

const tone = (c: PlanCounts): Tone => (c.out + c.unavoidable > 0 ? "critical" : c.avoidable + c.due > 0 ? "warning" : "good");

/** What to order, the most money first. */
export function restockList(d: RestockListData): Message {
  const counts = planCounts(d.lines);
  const urgent = d.lines.filter((l) => URGENT.includes(l.state));
  const upcoming = d.lines
    .filter((l) => l.orderBy !== null && l.state === "fine")
    .toSorted((a, b) => (a.orderBy ?? "").localeCompare(b.orderBy ?? ""));
  const asked = d.states === null ? (urgent.length > 0 ? urgent : upcoming) : d.lines.filter((l) => d.states?.includes(l.state));
  const several = new Set(d.lines.map((l) => l.warehouse)).size > 1;
  // A SKU that does not sell is dormant whatever lies there; only a known stock makes a plan.
  const planned = d.lines.filter((l) => l.onHand !== null).length;
  const at = d.scope.warehouse ?? d.scope.store;
  const place = d.called ?? (at === null ? null : { zh: at, en: at });
  const nothingKnown = planned === 0 && d.lines.length > 0;
  const selling = d.lines.filter((l) => l.state === "unknown" && (l.dailyDemand ?? 0) > 0);
  const what: Text =
    d.states === null
      ? { zh: `${figure(counts.toOrder)} 个 SKU 要下单`, en: `${skus(counts.toOrder)} to order` }
      : {
          zh: `${figure(asked.length)} 个${asked.length === 0 ? "" : `（${[...new Set(asked.map((l) => STATE_NAMES[l.state].zh))].join("、")}）`}`,
          en: `${figure(asked.length)} found`,
        };
  const facts = moneyFacts(d.states === null ? urgent : asked);
  const joint = d.states === null ? (d.together ?? []) : [];
  const told = d.states === null ? urgent : asked;
  const below = [
    ...joint,
    ...remarks(told, d.states === null ? d.lines.filter((l) => URGENT.includes(l.state) || l.state === "unknown") : asked),
  ];
  const basis: Basis = {
    asOf: d.asOf,
    stores: [...new Set(d.lines.flatMap((l) => l.stores))].toSorted(),
    dateBasis: { zh: "每日销量与最近库存快照", en: "daily sales and the newest stock snapshot" },
    coverage: { covered: planned, of: d.lines.length, unit: { zh: "行 SKU×仓库", en: "SKUs by warehouse" } },
    policies: d.policies,
    notes: d.notes,
    simulated: d.lines.some((l) => l.simulated),
  };
  if (d.lines.length === 0 && (d.foot ?? []).length === 0)
    return message({
      title: { zh: "补货：没有可计划的 SKU", en: "Restock: nothing to plan" },
      lead: {
        zh: "还没有销售和库存数据。把订单报表和库存报表拖进来。",
        en: "There are no sales and no stock yet. Drop in an orders report and an inventory report.",
      },
      basis,
    });
  const blocks: Block[] = [
    ...(facts.length > 0 ? [{ kind: "facts", facts } as const] : []),
    ...(asked.length > 0 ? [table(asked, d.top, several, d.on)] : []),
    ...(nothingKnown && selling.length > 0 && d.states === null ? [withoutStock(selling, d.top)] : []),
    ...(below.length > 0 ? [{ kind: "list", items: below } as const] : []),
    ...(d.foot ?? []),
  ];
  const buttons: Button[] = asked.slice(0, Math.min(BUTTONS, d.top)).map((l) => ({
    label: several ? { zh: `${l.sku} · ${l.warehouse}`, en: `${l.sku} · ${l.warehouse}` } : { zh: l.sku, en: l.sku },
    deed: { action: "open-restock", args: { sku: l.sku, warehouse: l.warehouse } },
  }));
  return message({
    title: {
      zh: `补货${place === null ? "" : `（${place.zh}）`}：${nothingKnown ? "缺库存数据" : what.zh}`,
      en: `Restock${place === null ? "" : ` (${place.en})`}: ${nothingKnown ? "stock is not known" : what.en}`,
    },
    tone: nothingKnown ? "warning" : d.states === null ? tone(counts) : "neutral",
    ...(nothingKnown
      ? {
          lead: {
            zh: "没有库存快照就算不出断货日和下单量；日均销量和补货点已经算好。",
            en: "Without a stock snapshot there is no stock-out date and no quantity; daily sales and reorder points are ready.",
          },
        }
      : d.states === null || asked.length === 0
        ? {
            lead:
              asked.length === 0 && d.states !== null
                ? { zh: "没有这种状态的 SKU。", en: "No SKU is in that state." }
                : lead(counts, upcoming[0]),
          }
        : {}),
    blocks,
    actions: buttons,
    basis,
  });
}
