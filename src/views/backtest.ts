import { type BacktestResult, COMPARED_FILLS, type Frontier, onHandAt, PROMISING } from "../domain/backtest/backtest.ts";
import type { FrontierData } from "../domain/backtest/chart-data.ts";
import type { Pinball } from "../domain/backtest/pinball.ts";
import type { Text } from "../domain/value.ts";
import { type Block, type Message, message, type Value } from "../message/message.ts";

const NAMES: Readonly<Record<string, Text>> = {
  "seed-literal": { zh: "运营文档公式（按字面，3 天）", en: "operating document, as written (3 days)" },
  "seed-90d": { zh: "运营文档公式（按 3 个月）", en: "operating document, as meant (3 months)" },
  spreadsheet: { zh: "表格：30 天均量 × 天数", en: "spreadsheet: 30-day mean × days" },
  "spreadsheet-in-stock": { zh: "表格，剔除断货日", en: "spreadsheet without stock-out days" },
  textbook: { zh: "教科书公式（z·σ）", en: "textbook (z·σ)" },
  purser: { zh: "事务长（合并分位）", en: "Purser (pooled quantiles)" },
  clairvoyant: { zh: "先知（下限）", en: "clairvoyant (the bound)" },
};
const nameOf = (id: string): Text => NAMES[id] ?? { zh: id, en: id };

/** The way that the sentence compares with, and the fill rates at which, the first that both reach. */
const AGAINST = "spreadsheet";
const HEADLINES = [0.95, 0.9] as const;

const round = (n: number): string => Math.round(n).toLocaleString("en-US");

export type Pinballs = Readonly<Record<"purser" | "textbook", readonly Pinball[]>>;

interface Headline {
  readonly fill: number;
  readonly ours: number;
  readonly theirs: number;
  /** How much less ours is, in whole percent; negative: more. */
  readonly less: number;
}

function headline(result: BacktestResult): Headline | null {
  const at = (id: string, fill: number): number | null => onHandAt(result.frontiers.find((f) => f.id === id)?.points ?? [], fill);
  for (const fill of HEADLINES) {
    const [ours, theirs] = [at(PROMISING, fill), at(AGAINST, fill)];
    if (ours !== null && theirs !== null) return { fill, ours, theirs, less: Math.round((1 - ours / theirs) * 100) };
  }
  return null;
}

function sentence(found: Headline | null): Text {
  if (found === null) {
    return {
      zh: "在这份数据上，表格法或事务长连 90% 的满足率都没有达到，无法按同一满足率比较；请看下表。",
      en: "On these data the spreadsheet or Purser did not even serve 90 % of the units wanted, so that they cannot be compared; see the table.",
    };
  }
  const { less } = found;
  const share = Math.round(found.fill * 100);
  const beyond =
    found.fill === HEADLINES[0] ? { zh: "", en: "" } : { zh: "（95% 两者没有都达到。）", en: " (Not both of them reached 95 %.)" };
  const [ours, theirs] = [round(found.ours), round(found.theirs)];
  return less >= 0
    ? {
        zh: `同样满足 ${share}% 的需求，按事务长备货，平均在库可少 ${less}%（${ours} 件，表格法要 ${theirs} 件）。${beyond.zh}`,
        en: `For the same ${share} % of units served you would have held ${less} % less: ${ours} units instead of the spreadsheet's ${theirs}.${beyond.en}`,
      }
    : {
        zh: `同样满足 ${share}% 的需求，事务长要多备 ${-less}%（${ours} 件，表格法只要 ${theirs} 件）：这份历史上表格法更省。${beyond.zh}`,
        en: `For the same ${share} % of units served Purser would have held ${-less} % more: ${ours} units against the spreadsheet's ${theirs}. On this history the spreadsheet is the better one.${beyond.en}`,
      };
}

function chartOf(result: BacktestResult, found: Headline | null): Block {
  const kind = (id: string): FrontierData["lines"][number]["kind"] =>
    id === PROMISING ? "ours" : id === "clairvoyant" ? "bound" : "other";
  const less = found?.less ?? 0;
  const saving = { zh: `${less >= 0 ? "少" : "多"} ${Math.abs(less)}%`, en: `${Math.abs(less)} % ${less >= 0 ? "less" : "more"}` };
  const data: FrontierData = {
    title: { zh: "回测：满足率与在库", en: "Backtest: service and stock" },
    lines: result.frontiers
      .filter((f) => f.points.length > 1)
      .map((f) => ({
        id: f.id,
        label: nameOf(f.id),
        kind: kind(f.id),
        points: f.points.map(({ fill, onHand }) => ({ fill, onHand })).toSorted((a, b) => a.fill - b.fill),
      })),
    compared: found === null ? null : { fill: found.fill, from: found.ours, to: found.theirs, label: saving },
  };
  return {
    kind: "chart",
    chart: "frontier",
    data,
    alt: {
      zh: "每种方法一条线：横轴平均在库，纵轴满足率；越靠左越省。",
      en: "A line for each way to plan: units on hand across, units served upward; further left is less stock.",
    },
  };
}

const units = (n: number | null): Value =>
  n === null ? { kind: "missing", because: { zh: "没有达到", en: "not reached" } } : { kind: "number", number: n, digits: 0 };

function table(frontiers: readonly Frontier[]): Block {
  return {
    kind: "table",
    title: { zh: "达到同一满足率所需的平均在库（件）", en: "Units on hand that each fill rate takes" },
    columns: [
      { label: { zh: "方法", en: "way to plan" } },
      ...COMPARED_FILLS.map((f) => ({ label: { zh: `${f * 100}%`, en: `${f * 100} %` }, align: "right" as const })),
    ],
    rows: frontiers.filter((f) => f.points.length > 1).map((f) => [{ kind: "text", text: nameOf(f.id) }, ...f.onHandAtFill.map(units)]),
  };
}

function fixed(frontiers: readonly Frontier[]): Block[] {
  const items = frontiers.flatMap((f): Text[] => {
    const [only, another] = f.points;
    if (only === undefined || another !== undefined) return [];
    const share = (only.fill * 100).toFixed(1);
    return [
      {
        zh: `${nameOf(f.id).zh}：满足率 ${share}%，平均在库 ${round(only.onHand)} 件（够卖 ${only.daysOfStock.toFixed(0)} 天）`,
        en: `${nameOf(f.id).en}: ${share} % of units served with ${round(only.onHand)} on hand (${only.daysOfStock.toFixed(0)} days)`,
      },
    ];
  });
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

const percent = (ratio: number): Value => ({ kind: "percent", ratio, digits: 1 });

function kept({ calibration }: BacktestResult): Block {
  return {
    kind: "table",
    title: { zh: "承诺与兑现", en: "Promised and delivered" },
    columns: [
      { label: { zh: "承诺的满足率", en: "promised fill rate" } },
      { label: { zh: "实际满足率", en: "delivered" }, align: "right" },
    ],
    rows: calibration
      .filter((c) => (COMPARED_FILLS as readonly number[]).includes(c.promised))
      .map((c) => [percent(c.promised), percent(c.delivered)]),
  };
}

function forecasts(pinballs: Pinballs): Block[] {
  if (pinballs.purser.length === 0) return [];
  return [
    {
      kind: "table",
      title: { zh: "预测误差（分位损失 ÷ 需求，越小越好）", en: "Forecast error (pinball loss by demand, less is better)" },
      columns: [
        { label: { zh: "分位", en: "quantile" } },
        { label: nameOf("purser"), align: "right" },
        { label: { zh: "落在其内", en: "within" }, align: "right" },
        { label: nameOf("textbook"), align: "right" },
        { label: { zh: "落在其内", en: "within" }, align: "right" },
      ],
      rows: pinballs.purser.map((p, k) => {
        const other = pinballs.textbook[k];
        return [
          { kind: "percent", ratio: p.tau },
          { kind: "number", number: p.loss, digits: 3 },
          percent(p.coverage),
          { kind: "number", number: other?.loss ?? 0, digits: 3 },
          percent(other?.coverage ?? 0),
        ];
      }),
    },
  ];
}

/** The answer of a backtest: a sentence, a picture and the figures behind them. */
export function backtestMessage(result: BacktestResult, pinballs: Pinballs, source: Text): Message {
  const found = headline(result);
  const { leadMean, leadSigma, review } = result.settings;
  const counted = result.span.days - result.span.measured;
  return message({
    title: { zh: "回测：同样的服务，要备多少货", en: "Backtest: how much stock the same service takes" },
    lead: sentence(found),
    blocks: [chartOf(result, found), table(result.frontiers), ...fixed(result.frontiers), kept(result), ...forecasts(pinballs)],
    basis: {
      sources: [source],
      notes: [
        {
          zh: `${result.products} 个商品，计算最后 ${counted} 天；交期 ${leadMean}±${leadSigma} 天，每 ${review} 天下单；卖不到的需求算流失，没有起订量和装箱数。`,
          en: `${result.products} products, the last ${counted} days; lead time ${leadMean}±${leadSigma} days, an order every ${review} days; demand that finds no stock is lost; no minimum orders, no cartons.`,
        },
        {
          zh: "这里的“事务长”是合并分位法；/restock 目前仍按加权日均加正态缓冲计算，尚未换用。",
          en: "Purser's line is the pooled-quantile method; /restock still plans with weighted daily sales and a normal buffer.",
        },
        {
          zh: "这里把历史销量当作真实需求：过去断货时没卖出的部分不在其中。",
          en: "What was sold is taken for what was wanted: sales that past stock-outs cost are not in it.",
        },
      ],
    },
  });
}
