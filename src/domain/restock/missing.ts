import type { Text } from "../value.ts";
import { noRateOfMany, noRateText } from "./no-rate.ts";
import type { NoRate } from "./exchange.ts";

/** Something that is not known of a SKU: what a line says, and what a list says of all that lack it. Texts carry no numbers, so that they group. */
export interface Lack {
  readonly text: Text;
  /** With what was done instead, or what would help. */
  readonly ofMany: (skus: number) => Text;
}

const skus = (n: number): string => (n === 1 ? "1 SKU" : `${n} SKUs`);
const has = (n: number): string => (n === 1 ? "has" : "have");

export const LACKS = {
  stock: {
    text: { zh: "没有库存快照", en: "no stock snapshot" },
    ofMany: (n) => ({
      zh: `${n} 个 SKU 有销量但没有库存快照：请拖入库存报表或库存 CSV`,
      en: `${skus(n)} that sold ${has(n)} no stock snapshot: drop in an inventory report or a stock CSV`,
    }),
  },
  negativeStock: {
    text: { zh: "库存为负（超卖），按 0 计算", en: "stock is negative (oversold) and taken as 0" },
    ofMany: (n) => ({
      zh: `${n} 个 SKU 库存为负（超卖），按 0 计算，欠客户的件数没有算进下单量：请核对`,
      en: `${skus(n)} ${has(n)} negative stock (oversold), taken as 0; what customers are owed is not in the orders: check`,
    }),
  },
  staleStock: {
    text: { zh: "库存快照已过期", en: "the stock snapshot is stale" },
    ofMany: (n) => ({
      zh: `${n} 个 SKU 的库存快照已过期，已扣除之后的销量：请导入最新库存`,
      en: `${skus(n)} ${has(n)} a stale stock snapshot; what was sold since is taken off: import a new one`,
    }),
  },
  lane: {
    text: { zh: "没有头程线路，按默认时效计算，未计运费", en: "no lane is known: the default time is assumed and freight is left out" },
    ofMany: (n) => ({
      zh: `${n} 个 SKU 没有头程线路，按默认时效计算，未计运费：用 npm run purser -- lane add 补上`,
      en: `${skus(n)} ${has(n)} no lane: the default time is assumed and freight is left out (add one with npm run purser -- lane add)`,
    }),
  },
  production: {
    text: { zh: "供应商交期未知，按默认天数计算", en: "production time is not known: the default is assumed" },
    ofMany: (n) => ({
      zh: `${n} 个 SKU 的供应商交期未知，按默认天数计算`,
      en: `${skus(n)} ${has(n)} no production time of the supplier: the default is assumed`,
    }),
  },
  cost: {
    text: { zh: "成本未知，无法计算占用资金", en: "unit cost is not known: no cash figure" },
    ofMany: (n) => ({
      zh: `${n} 个 SKU 没有成本，未计入资金合计：请导入 costs.csv`,
      en: `${skus(n)} ${has(n)} no unit cost and ${n === 1 ? "is" : "are"} not in the cash total: import a costs CSV`,
    }),
  },
  freight: {
    text: { zh: "运费未知，资金只含货款", en: "freight is not known: cash is goods only" },
    ofMany: (n) => ({
      zh: `${n} 个 SKU 的运费未知，资金只含货款`,
      en: `${skus(n)} ${has(n)} no freight cost: ${n === 1 ? "its" : "their"} cash is goods only`,
    }),
  },
  price: {
    text: { zh: "售价未知，无法计算损失金额", en: "selling price is not known: no money at risk" },
    ofMany: (n) => ({
      zh: `${n} 个 SKU 没有售价，断货损失未计入合计`,
      en: `${skus(n)} ${has(n)} no selling price; their losses are not in the total`,
    }),
  },
  pack: {
    text: { zh: "起订量和箱规未知，数量未取整", en: "minimum order and carton are not known: the quantity is not rounded" },
    ofMany: (n) => ({
      zh: `${n} 个 SKU 没有起订量和箱规，数量未取整：请导入 products.csv`,
      en: `${skus(n)} ${has(n)} no minimum order or carton: quantities are not rounded (import a products CSV)`,
    }),
  },
  demand: {
    text: { zh: "无法估算销量", en: "no estimate of demand" },
    ofMany: (n) => ({
      zh: `${n} 个 SKU 无法估算销量：没有可用的销售数据`,
      en: `${skus(n)} ${has(n)} no estimate of demand: no usable sales`,
    }),
  },
  shortHistory: {
    text: { zh: "销售历史短，估算很粗", en: "a short sales history: the estimate is rough" },
    ofMany: (n) => ({
      zh: `${n} 个 SKU 销售历史短，数量仅供参考`,
      en: `${skus(n)} ${has(n)} a short sales history: take their quantities as rough`,
    }),
  },
  arrivalDay: {
    text: { zh: "有在途没有预计到仓日，按线路时效估算", en: "a shipment has no date: its lane's time is assumed" },
    ofMany: (n) => ({
      zh: `${n} 个 SKU 的在途没有预计到仓日，按线路时效估算：请补 ETA`,
      en: `${skus(n)} ${has(n)} a shipment without a date: the lane's time is assumed (fill in the ETA)`,
    }),
  },
  overdue: {
    text: { zh: "有在途已过预计到仓日仍未收货", en: "a shipment is past its date and not received" },
    ofMany: (n) => ({
      zh: `${n} 个 SKU 有在途已过预计到仓日仍未收货：请向货代核实`,
      en: `${skus(n)} ${has(n)} a shipment past its date: ask the forwarder`,
    }),
  },
} as const satisfies Record<string, Lack>;

const byText = new Map<string, Lack>(Object.values(LACKS).map((l) => [l.text.en, l]));

interface Lacking {
  readonly sku: string;
  readonly missing: readonly Text[];
  readonly noRates?: readonly NoRate[];
}

/** The same lack of several SKUs. */
export interface SharedLack {
  readonly text: Text;
  readonly skus: readonly string[];
}

/** What many lines lack, one sentence each, most common first. Texts that are no Lack are left to the line. */
export function groupLacks(lines: readonly Lacking[]): readonly SharedLack[] {
  const of = new Map<string, { readonly skus: Set<string>; readonly ofMany: Lack["ofMany"] }>();
  const add = (key: string, sku: string, ofMany: Lack["ofMany"]): void => {
    const group = of.get(key) ?? { skus: new Set(), ofMany };
    of.set(key, group);
    group.skus.add(sku);
  };
  for (const { sku, missing, noRates = [] } of lines) {
    for (const text of missing) {
      const lack = byText.get(text.en);
      if (lack) add(text.en, sku, lack.ofMany);
    }
    for (const rate of noRates) add(noRateText(rate).en, sku, (n) => noRateOfMany(rate, n));
  }
  return [...of.values()]
    .toSorted((a, b) => b.skus.size - a.skus.size)
    .map(({ skus, ofMany }) => ({ text: ofMany(skus.size), skus: [...skus] }));
}
