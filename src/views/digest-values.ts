import type { FactKind } from "../domain/facts/facts.ts";
import type { Change } from "../domain/kpi/engine/change.ts";
import type { KpiFigure } from "../domain/kpi/engine/evaluate.ts";
import type { Kpi } from "../domain/kpi/kpi.ts";
import type { Text } from "../domain/value.ts";
import type { Value } from "../message/message.ts";

type Amount = Extract<KpiFigure["value"], { kind: "value" }>["value"];

function amountValue(kpi: Kpi, amount: Amount, currency: string): Value {
  switch (kpi.unit) {
    case "money":
      return { kind: "money", amount: amount.toDecimalPlaces(6).toFixed(), currency };
    case "count":
      return { kind: "count", count: amount.toNumber() };
    case "percent":
      return { kind: "percent", ratio: amount.toNumber() };
    case "days":
      return { kind: "days", days: amount.toDecimalPlaces(1).toNumber() };
    case "times":
      return { kind: "number", number: amount.toNumber(), digits: 2, unit: { zh: "次", en: "×" } };
    case "number":
      return { kind: "number", number: amount.toNumber(), digits: 2 };
  }
}

/** A figure of a KPI with its unit and sensitivity; why not, where it is missing. */
export function figureValue(kpi: Kpi, figure: KpiFigure["value"], currency: string): Value {
  const { sensitivity } = kpi;
  if (figure.kind === "missing") return { kind: "missing", because: figure.because, sensitivity };
  return { ...amountValue(kpi, figure.value, currency), sensitivity };
}

/** How a figure moved, with its sign: percent for amounts, points for rates. */
export function changeValue(kpi: Kpi, change: Change | null, currency: string): Value {
  const { sensitivity } = kpi;
  const nothing: Text = { zh: "没有可比数据", en: "nothing to compare with" };
  if (change === null) return { kind: "missing", because: nothing, sensitivity };
  switch (change.kind) {
    case "none":
      return { kind: "missing", because: change.because, sensitivity };
    case "relative":
      return { kind: "percent", ratio: change.ratio.toNumber(), sensitivity, signed: true };
    case "points":
      return {
        kind: "number",
        number: change.ratio.times(100).toNumber(),
        digits: 1,
        unit: { zh: "个百分点", en: "pp" },
        sensitivity,
        signed: true,
      };
    case "absolute":
      return { ...amountValue(kpi, change.amount, currency), sensitivity, signed: true };
  }
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

const isFact = (code: string): code is FactKind => code in FACT_NAME;

/** A source as people call it; what has no name here is shown by its code. */
export function sourceName(code: string): Text {
  return isFact(code) ? FACT_NAME[code] : { zh: code, en: code };
}

export function uniqueTexts(texts: readonly Text[]): Text[] {
  return [...new Map(texts.map((t) => [t.en, t])).values()];
}
