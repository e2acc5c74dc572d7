import { definePolicy } from "../policy.ts";

export const serviceKind = definePolicy<string>({
  id: "restock-service-kind",
  name: { zh: "目标库存按哪种口径", en: "by what a target is set" },
  unit: "choice",
  default: "fill",
  choices: [
    {
      value: "fill",
      label: { zh: "按件满足率：需求中能现货满足的比例", en: "fill rate: the share of units demanded that is served from stock" },
    },
    {
      value: "cycle",
      label: {
        zh: "周期服务水平：一个补货周期内不断货的概率",
        en: "cycle service: the chance that a replenishment cycle passes without a stock-out",
      },
    },
    {
      value: "seed-literal",
      label: { zh: "文档公式按字面：时效 + 3 天销量", en: "the document's formula as written: lead time + 3 days of sales" },
    },
    {
      value: "seed-90d",
      label: { zh: "文档公式按说明：时效 + 90 天销量", en: "the document's formula as claimed: lead time + 90 days of sales" },
    },
  ],
  source:
    "Silver, Pyke & Thomas: fill rate and cycle service are not the same number, and a plan must say which it means; 「首次备货量=…」 (full-chain document) for the formulas",
});

export const fillRate = definePolicy<number>({
  id: "restock-fill-rate",
  name: { zh: "按件满足率目标（可按商品角色设定）", en: "fill rate that is promised, by role of the SKU where it is set" },
  unit: "percent",
  default: 0.97,
  min: 0.5,
  max: 0.999,
  source:
    "Purser's judgement: a lost unit costs its margin (some 30 % of the price), a unit that waits two months for a sale some 2 to 3 % in capital and storage",
  note: {
    zh: "所有同角色商品合计达到该比例：库存先给最能减少断货的商品。",
    en: "Kept by all SKUs of a role together: stock goes where it saves most.",
  },
});

export const leastCycleService = definePolicy<number>({
  id: "restock-least-cycle-service",
  name: { zh: "任何 SKU 的周期服务水平不低于", en: "no SKU is planned below this cycle service" },
  unit: "percent",
  default: 0.7,
  min: 0.5,
  max: 0.99,
  source:
    "The backtest, on products and months that its figures are not measured on: less would starve erratic products to serve steady ones",
});

export const serviceLevel = definePolicy<number>({
  id: "restock-service-level",
  name: {
    zh: "周期服务水平（一个补货周期内不断货的概率）",
    en: "cycle service: the chance that a replenishment cycle passes without a stock-out",
  },
  unit: "percent",
  default: 0.95,
  min: 0.5,
  max: 0.999,
  source: "Textbook default (Chopra & Meindl; Snyder & Shen): z = 1.645",
  note: {
    zh: "这是周期服务水平，不是满足率：同样 95 %，按件数的满足率通常更高。",
    en: "Cycle service is not the fill rate: at the same 95 % the share of units served is usually higher.",
  },
});

export const reviewDays = definePolicy<number>({
  id: "restock-review-days",
  name: { zh: "补货周期（多久下一次单）", en: "review period: how often an order is placed" },
  unit: "days",
  default: 30,
  min: 1,
  max: 180,
  source: "Chinese ERPs' 智能备货 settings: 非空运备货周期 30 天; Inventory Planner: 30 days of stock",
  note: {
    zh: "运营文档写的是“3 个月补货一次”；按 30 天起算，占用资金更少，可按公司改。",
    en: "The operating documents speak of a three-month cycle; 30 days ties up less cash and may be changed.",
  },
});

export const projectionDays = definePolicy<number>({
  id: "restock-projection-days",
  name: { zh: "库存推演天数", en: "how far ahead stock is projected" },
  unit: "days",
  default: 180,
  min: 30,
  max: 365,
  source: "FBA's aged-inventory surcharge begins on day 181",
});

export const overstockDays = definePolicy<number>({
  id: "restock-overstock-days",
  name: { zh: "可售天数超过多少天算积压", en: "cover above this is called too much" },
  unit: "days",
  default: 181,
  min: 30,
  max: 730,
  source: "FBA's aged-inventory surcharge begins on day 181",
});

export const moqDays = definePolicy<number>({
  id: "restock-moq-days",
  name: { zh: "起订量够卖超过多少天时提醒", en: "flag a minimum order that lasts longer than this" },
  unit: "days",
  default: 181,
  min: 30,
  max: 730,
  source: "FBA's aged-inventory surcharge begins on day 181",
});

export const moqMostTimes = definePolicy<number>({
  id: "restock-moq-most-times",
  name: {
    zh: "起订量够卖超过提醒天数的几倍就不建议下单",
    en: "a minimum order that lasts more than so many times the days of the flag is not proposed",
  },
  unit: "times",
  default: 3,
  min: 1,
  max: 20,
  source: "Purser's judgement: a year and a half of stock outlives most listings, and costs more in capital and storage than it earns",
});

export const dormantDays = definePolicy<number>({
  id: "restock-dormant-days",
  name: { zh: "多少天内预计卖不到 1 件算不动销", en: "what is expected to sell less than one unit in so many days is not selling" },
  unit: "days",
  default: 90,
  min: 7,
  max: 365,
  source: "Purser's judgement: less than a unit a quarter is no demand to plan for",
});

export const orderPolicies = [
  serviceKind,
  fillRate,
  leastCycleService,
  serviceLevel,
  reviewDays,
  projectionDays,
  overstockDays,
  moqDays,
  moqMostTimes,
  dormantDays,
] as const;
