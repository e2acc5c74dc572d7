import type { Text } from "../../value.ts";
import type { MeasureId } from "../measure.ts";

/** What people call a measure, and what brings it where it is not known. */
interface Words {
  readonly noun: Text;
  readonly remedy?: Text;
}

const TRAFFIC: Text = { zh: "请导入流量报告（Sales and Traffic / 业务报告）", en: "import the Sales and Traffic report" };
const STOCK: Text = { zh: "请导入库存报告", en: "import an inventory report" };
const ORDERS: Text = { zh: "请导入订单报告", en: "import the orders report" };
const RETURNS: Text = { zh: "请导入退货或结算报告", en: "import the returns or settlement report" };

export const MEASURE_WORDS: Readonly<Record<MeasureId, Words>> = {
  "sales-placed": { noun: { zh: "下单额", en: "placed sales" }, remedy: ORDERS },
  "sales-valid": { noun: { zh: "有效销售额", en: "sales" }, remedy: ORDERS },
  discounts: { noun: { zh: "卖家折扣", en: "seller discounts" }, remedy: ORDERS },
  refunds: { noun: { zh: "退款金额", en: "refunds" }, remedy: RETURNS },
  units: { noun: { zh: "销量", en: "units sold" }, remedy: ORDERS },
  orders: { noun: { zh: "订单", en: "orders" }, remedy: ORDERS },
  sessions: { noun: { zh: "会话", en: "sessions" }, remedy: TRAFFIC },
  "traffic-units": { noun: { zh: "流量报告件数", en: "units in the traffic report" }, remedy: TRAFFIC },
  "units-returned": { noun: { zh: "退货件数", en: "units returned" }, remedy: RETURNS },
  "cohort-units-returned": { noun: { zh: "本批订单的退货件数", en: "units of these orders that came back" }, remedy: RETURNS },
  "stock-average": { noun: { zh: "平均可售库存", en: "mean sellable stock" }, remedy: STOCK },
  "stock-last": { noun: { zh: "期末可售库存", en: "sellable stock at the end" }, remedy: STOCK },
  "skus-sold": { noun: { zh: "动销 SKU", en: "SKUs sold" }, remedy: ORDERS },
  "skus-sellable": { noun: { zh: "有货在售 SKU", en: "active SKUs in stock" }, remedy: STOCK },
  "sku-days-in-stock": { noun: { zh: "有货 SKU·天", en: "SKU-days in stock" }, remedy: STOCK },
  "sku-days": { noun: { zh: "有库存快照的 SKU·天", en: "SKU-days with a stock snapshot" }, remedy: STOCK },
  "snapshot-days": { noun: { zh: "库存快照", en: "stock snapshots" }, remedy: STOCK },
};

/** Measures that add up over the days of a period. Stock is a level, and a SKU that sells on two days is one SKU. */
const NOT_OVER_DAYS: ReadonlySet<MeasureId> = new Set(["stock-average", "stock-last", "skus-sold", "skus-sellable", "snapshot-days"]);
export const addsOverDays = (measure: MeasureId): boolean => !NOT_OVER_DAYS.has(measure);

/** Measures of which a SKU without a row has none, where the whole is known: what is in no order was not sold. Stock is not among them. */
const NONE_WITHOUT_A_ROW: ReadonlySet<MeasureId> = new Set([
  "sales-placed",
  "sales-valid",
  "discounts",
  "refunds",
  "units",
  "orders",
  "units-returned",
  "cohort-units-returned",
]);
export const noneWithoutRow = (measure: MeasureId): boolean => NONE_WITHOUT_A_ROW.has(measure);

/** Measures of which a SKU's part is no share of the whole: one order holds several SKUs, one visit looks at several. */
const NOT_OVER_SKUS: ReadonlySet<MeasureId> = new Set(["orders", "sessions", "snapshot-days"]);
export const addsOverSkus = (measure: MeasureId): boolean => !NOT_OVER_SKUS.has(measure);
