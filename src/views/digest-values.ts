import type { FactKind } from "../domain/facts/facts.ts";
import type { Change } from "../domain/kpi/engine/change.ts";
import type { Kpi } from "../domain/kpi/kpi.ts";
import type { Text } from "../domain/value.ts";
import type { Value } from "../message/message.ts";
import { changeValue } from "./kpi-value.ts";

/** How a figure moved; nothing to compare with is a case too. */
export function moved(kpi: Kpi, change: Change | null, currency: string): Value {
  if (change !== null) return changeValue(kpi, change, currency);
  return { kind: "missing", because: { zh: "没有可比数据", en: "nothing to compare with" }, sensitivity: kpi.sensitivity };
}

export const FACT_NAME: Readonly<Record<FactKind, Text>> = {
  products: { zh: "商品资料", en: "products" },
  "order-lines": { zh: "订单", en: "orders" },
  "daily-sales": { zh: "日销售", en: "daily sales" },
  traffic: { zh: "流量报告", en: "traffic report" },
  ads: { zh: "广告", en: "advertising" },
  stock: { zh: "库存快照", en: "stock snapshots" },
  inbound: { zh: "在途", en: "inbound shipments" },
  returns: { zh: "退货", en: "returns" },
  reviews: { zh: "评价", en: "reviews" },
  costs: { zh: "成本", en: "costs" },
  "financial-events": { zh: "结算", en: "settlements" },
  fx: { zh: "汇率", en: "exchange rates" },
};

export function uniqueTexts(texts: readonly Text[]): Text[] {
  return [...new Map(texts.map((t) => [t.en, t])).values()];
}
