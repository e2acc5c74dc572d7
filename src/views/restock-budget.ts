import type { BudgetPlan } from "../app/restock-budget.ts";
import type { Bought } from "../domain/restock/budget.ts";
import { figure } from "../domain/restock/figures.ts";
import { noRateShort, rateCommand } from "../domain/restock/no-rate.ts";
import type { NoRate } from "../domain/restock/exchange.ts";
import type { OrderLeg, PlanLine } from "../domain/restock/types.ts";
import type { Sensitivity, Text } from "../domain/value.ts";
import { maySee } from "../message/audience.ts";
import { counted } from "../domain/words/counted.ts";
import { named } from "../domain/words/named.ts";
import { formatValue } from "../message/format.ts";
import { listed } from "../message/listed.ts";
import { type Basis, type Block, type Column, type Message, message, type Value } from "../message/message.ts";
import { moneyJson } from "./plan-json.ts";
import { code, decided, dueOf, moneyOf, NO_ORDER, wayOf } from "./plan-values.ts";

const BUTTONS = 3;

const NOT_KNOWN: Text = { zh: "未知", en: "not known" };

/** `1,000` of a budget of 20,000: a round part of it that people think in. */
export const nextPart = (limit: number): number => 10 ** Math.max(0, Math.floor(Math.log10(limit)) - 1);

const said = (amount: number, currency: string, lang: "zh" | "en"): string => formatValue(moneyOf(amount, currency, NOT_KNOWN), lang);

const COLUMNS = {
  sku: { label: { zh: "SKU", en: "SKU" } },
  warehouse: { label: { zh: "仓库", en: "Warehouse" } },
  units: { label: { zh: "买", en: "Buy" }, align: "right" },
  missed: { label: { zh: "没买", en: "Not bought" }, align: "right" },
  cash: { label: { zh: "资金", en: "Cash" }, align: "right", sensitivity: "margin" },
  earns: { label: { zh: "预计多赚", en: "Earns" }, align: "right", sensitivity: "margin" },
  by: { label: { zh: "最晚下单", en: "Order by" } },
  way: { label: { zh: "头程", en: "Route" } },
} as const satisfies Record<string, Column>;

type Key = keyof typeof COLUMNS;

/** `60 of 204` where a part of what the plan wants is bought. */
function unitsOf(b: Bought<PlanLine>): Value {
  const all = b.line.orderQuantity ?? b.units;
  if (b.units === all) return { kind: "count", count: b.units };
  const [some, of] = [figure(b.units), figure(all)];
  return { kind: "text", text: { zh: `${some}（共需 ${of}）`, en: `${some} of ${of}` } };
}

/** How what is bought travels: the faster part first, as the plan splits it, or all by the usual way. */
function legsOf({ line, units, allUsual }: Bought<PlanLine>): readonly OrderLeg[] {
  const [first, second] = line.legs;
  if (first === undefined) return [];
  const last = second ?? first;
  const quick = allUsual ? 0 : Math.min(units, first.units);
  return [...(quick > 0 ? [{ ...first, units: quick }] : []), ...(units > quick ? [{ ...last, units: units - quick }] : [])];
}

function table(title: Text, of: readonly Bought<PlanLine>[], d: BudgetPlan, units: "units" | "missed"): Block[] {
  if (of.length === 0) return [];
  const several = new Set([...d.spent.bought, ...d.spent.leftOut].map((b) => b.line.warehouse)).size > 1;
  const places: readonly Key[] = several ? ["warehouse"] : [];
  const keys: readonly Key[] = ["sku", ...places, units, "cash", "earns", "by", ...(units === "units" ? (["way"] as const) : [])];
  const cells = (b: Bought<PlanLine>): Record<Key, Value> => ({
    sku: code(b.line.sku),
    warehouse: code(b.line.warehouse),
    units: unitsOf(b),
    missed: unitsOf(b),
    cash: moneyOf(b.cash, d.currency, NOT_KNOWN, "margin"),
    earns: moneyOf(b.saves, d.currency, NOT_KNOWN, "margin"),
    by: dueOf({ ...decided(b.line), orderBy: b.line.orderBy }, b.line.asOf, NO_ORDER),
    way: wayOf({ legs: legsOf(b) }),
  });
  return [
    {
      kind: "table",
      title,
      columns: keys.map((k) => COLUMNS[k]),
      ...listed(of, d.top, (b) => {
        const c = cells(b);
        return keys.map((k) => c[k]);
      }),
    },
  ];
}

const total = (of: readonly Bought<PlanLine>[], pick: "cash" | "saves"): number => of.reduce((sum, b) => sum + b[pick], 0);

/** What more money would do, in a sentence. It tells margins. */
function next(d: BudgetPlan): Block {
  const { spent, currency } = d;
  const step = nextPart(d.limit);
  const [zh, en] = [said(step, currency, "zh"), said(step, currency, "en")];
  const text: Text =
    spent.leftOut.length === 0
      ? { zh: "值得买的都买得下，再加预算也不多赚。", en: "All that pays is bought: more money would earn nothing." }
      : {
          zh: `再加 ${zh}，预计还能多赚约 ${said(spent.shadow * step, currency, "zh")}。`,
          en: `The next ${en} would earn about ${said(spent.shadow * step, currency, "en")}.`,
        };
  return { kind: "prose", text, sensitivity: "margin" };
}

/** SKUs that a remark names: what a budget leaves aside must be looked at by somebody. */
const NAMED = 8;

function notes(d: BudgetPlan): Text[] {
  const { lines, spent } = d;
  const who = (of: readonly PlanLine[]): Text => named([...new Set(of.map((l) => l.sku))], NAMED);
  const remark = (of: readonly PlanLine[], zh: string, one: string, many: string): Text[] => {
    if (of.length === 0) return [];
    const names = who(of);
    return [
      { zh: `${figure(of.length)} 行${zh}：${names.zh}`, en: `${counted(of.length, "line")} ${of.length === 1 ? one : many}: ${names.en}` },
    ];
  };
  // What is known in another currency is not unknown: a rate is wanted, and no file.
  const rateless = (l: PlanLine): Pick<NoRate, "from" | "to"> | undefined => l.noRates?.find((r) => r.of !== "worth");
  const unknown = lines.unweighed.filter((l) => rateless(l) === undefined);
  const unrated = [
    ...lines.unweighed.flatMap((line) => [rateless(line)].filter((r) => r !== undefined).map((pair) => ({ line, pair }))),
    ...lines.unrated.map((line) => ({ line, pair: { from: line.currency, to: d.currency } })),
  ];
  return [
    ...remark(
      unknown,
      "不知道售价、成本或运费，没有排进来",
      "is not weighed, since its price, cost or freight is not known",
      "are not weighed, since their price, cost or freight is not known",
    ),
    ...[...Map.groupBy(unrated, (u) => noRateShort(u.pair).en).values()].flatMap((of) => {
      const pair = of[0]?.pair;
      if (pair === undefined) return [];
      const [short, command] = [noRateShort(pair), rateCommand(pair)];
      return remark(
        of.map((u) => u.line),
        `${short.zh}，没有排进来（请用 ${command.zh} 录入）`,
        `is not weighed, since there is ${short.en} (${command.en})`,
        `are not weighed, since there is ${short.en} (${command.en})`,
      );
    }),
    ...remark(
      spent.idle.map((b) => b.line),
      "有预算也不建议买满（多买的预计赚不回来）",
      "is not to be bought in full, whatever the budget (the last units are not expected to pay)",
      "are not to be bought in full, whatever the budget (the last units are not expected to pay)",
    ),
  ];
}

/** Which orders to place with so much money, and what the rest of them would have brought. */
export function restockBudget(d: BudgetPlan): Message {
  const { spent, currency, limit } = d;
  const wanted = d.lines.wants.length;
  const place = d.scope === null ? "" : d.scope;
  const whole = spent.bought.filter((b) => b.units === b.line.orderQuantity).length;
  const partly = spent.bought.length - whole;
  const out = wanted - spent.bought.length;
  const basis: Basis = {
    asOf: d.asOf,
    stores: [...new Set(d.lines.wants.flatMap((w) => w.line.stores))].toSorted(),
    dateBasis: { zh: "每日销量与最近库存快照", en: "daily sales and the newest stock snapshot" },
    policies: d.policies,
    notes: d.notes,
    simulated: d.simulated,
  };
  // What cannot be weighed wants an order all the same.
  const none: Text =
    d.lines.unweighed.length + d.lines.unrated.length > 0
      ? { zh: "没有一行排得出来", en: "no order could be weighed" }
      : { zh: "没有要下单的", en: "nothing to order" };
  const title: Text = {
    zh: `补货预算 ${said(limit, currency, "zh")}${place === "" ? "" : `（${place}）`}：${wanted === 0 ? none.zh : `先买 ${figure(spent.bought.length)} 行`}`,
    en: `Restock for ${said(limit, currency, "en")}${place === "" ? "" : ` (${place})`}: ${wanted === 0 ? none.en : `${figure(spent.bought.length)} ${spent.bought.length === 1 ? "line" : "lines"} to buy`}`,
  };
  const remarks = notes(d);
  const list: Block[] = remarks.length > 0 ? [{ kind: "list", items: remarks }] : [];
  if (wanted === 0) return message({ title, blocks: list, basis });
  const parts = {
    zh: [
      `买满 ${figure(whole)} 行`,
      ...(partly > 0 ? [`买一部分 ${figure(partly)} 行`] : []),
      ...(out > 0 ? [`不买 ${figure(out)} 行`] : []),
    ],
    en: [
      `${figure(whole)} in full`,
      ...(partly > 0 ? [`${figure(partly)} in part`] : []),
      ...(out > 0 ? [`${figure(out)} not at all`] : []),
    ],
  };
  return message({
    title,
    tone: spent.leftOut.length > 0 ? "warning" : "good",
    lead: {
      zh: `计划要买 ${figure(wanted)} 行：${parts.zh.join("，")}。按每花一块钱多赚多少排序。`,
      en: `Of ${figure(wanted)} lines that the plan wants, ${parts.en.join(", ")}. First what earns most for its money.`,
    },
    blocks: [
      {
        kind: "facts",
        facts: [
          { label: { zh: "花掉", en: "Spent" }, value: moneyOf(spent.spent, currency, NOT_KNOWN, "margin") },
          {
            label: { zh: "预计多赚", en: "Expected to earn" },
            value: moneyOf(spent.saves, currency, NOT_KNOWN, "margin"),
            note: { zh: "与一件都不买相比", en: "against buying none of it" },
          },
          {
            label: { zh: "没买的少赚", en: "Missed by what is left out" },
            value: moneyOf(total(spent.leftOut, "saves"), currency, NOT_KNOWN, "margin"),
          },
        ],
      },
      next(d),
      ...table({ zh: "买这些", en: "Buy these" }, spent.bought, d, "units"),
      ...table({ zh: "钱不够，先不买", en: "No money left for these" }, spent.leftOut, d, "missed"),
      ...list,
    ],
    actions: spent.bought.slice(0, BUTTONS).map(({ line }) => ({
      label: { zh: `${line.sku} · ${line.warehouse}`, en: `${line.sku} · ${line.warehouse}` },
      deed: { action: "open-restock", args: { sku: line.sku, warehouse: line.warehouse } },
    })),
    basis,
  });
}

/** As `exec --json` prints it; what the asker may not see is null. */
export function budgetJson(d: BudgetPlan, clearance: Sensitivity): Readonly<Record<string, unknown>> {
  const shown = maySee(clearance, "margin");
  const amount = (n: number) => (shown ? moneyJson(n, d.currency) : null);
  const bought = (b: Bought<PlanLine>) => ({
    sku: b.line.sku,
    warehouse: b.line.warehouse,
    units: b.units,
    ofUnits: b.line.orderQuantity,
    cash: amount(b.cash),
    earns: amount(b.saves),
  });
  const name = (l: PlanLine) => ({ sku: l.sku, warehouse: l.warehouse });
  const step = nextPart(d.limit);
  return {
    budget: moneyJson(d.limit, d.currency),
    spent: amount(d.spent.spent),
    earns: amount(d.spent.saves),
    next: { money: moneyJson(step, d.currency), earns: amount(d.spent.shadow * step) },
    buy: d.spent.bought.map(bought),
    leftOut: d.spent.leftOut.map(bought),
    notInFull: d.spent.idle.map((b) => ({ ...name(b.line), units: b.units })),
    notWeighed: [...d.lines.unweighed, ...d.lines.unrated].map(name),
    asOf: d.asOf,
  };
}
