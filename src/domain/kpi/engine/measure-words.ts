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

const ADS: Text = { zh: "请导入广告报告", en: "import the advertising report" };
const COSTS: Text = { zh: "请导入单件成本（costs）", en: "import unit costs (format costs)" };
const EVENTS: Text = { zh: "请导入费用与结算（financial-events）", en: "import financial events" };
const REVIEWS: Text = { zh: "请导入评价（reviews）", en: "import reviews" };
const DISPATCH: Text = {
  zh: "请导入带发货时间的订单（Shopify、TikTok Shop 订单导出，或 order-lines 的 shipped_at、ship_by 列）",
  en: "import orders that say when they left (the order exports of Shopify and TikTok Shop, or order-lines with shipped_at and ship_by)",
};

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
  "ad-impressions": { noun: { zh: "广告曝光", en: "ad impressions" }, remedy: ADS },
  "ad-clicks": { noun: { zh: "广告点击", en: "ad clicks" }, remedy: ADS },
  "ad-spend": { noun: { zh: "广告花费", en: "ad spend" }, remedy: ADS },
  "ad-sales": { noun: { zh: "广告销售额", en: "sales from ads" }, remedy: ADS },
  "costable-sales": { noun: { zh: "折后销售额", en: "sales after discounts" }, remedy: ORDERS },
  "costed-sales": { noun: { zh: "已知成本商品的折后销售额", en: "sales with a known cost" }, remedy: COSTS },
  "costed-refunds": { noun: { zh: "已知成本商品的退款", en: "their refunds" }, remedy: RETURNS },
  "landed-cost": { noun: { zh: "到岸成本", en: "landed cost" }, remedy: COSTS },
  "platform-fees": { noun: { zh: "平台费用", en: "platform fees" }, remedy: EVENTS },
  "return-fees": { noun: { zh: "退货费用（减赔偿）", en: "return fees less reimbursements" }, remedy: EVENTS },
  "promotion-fees": { noun: { zh: "推广佣金与活动费", en: "promotion fees" }, remedy: EVENTS },
  "platform-fees-general": { noun: { zh: "未归属 SKU 的平台费用", en: "platform fees of no SKU" }, remedy: EVENTS },
  "return-fees-general": { noun: { zh: "未归属 SKU 的退货费用", en: "return fees of no SKU" }, remedy: EVENTS },
  "promotion-fees-general": { noun: { zh: "未归属 SKU 的推广费用", en: "promotion fees of no SKU" }, remedy: EVENTS },
  "goods-back": { noun: { zh: "退回可再售货值", en: "goods back in stock" }, remedy: COSTS },
  "unsettled-days": { noun: { zh: "未结算店·天", en: "unsettled store-days" }, remedy: EVENTS },
  reviews: { noun: { zh: "新增评价", en: "new reviews" }, remedy: REVIEWS },
  "bad-reviews": { noun: { zh: "差评", en: "bad reviews" }, remedy: REVIEWS },
  "orders-due": { noun: { zh: "应发货订单", en: "orders due" }, remedy: DISPATCH },
  "orders-late": { noun: { zh: "迟发订单", en: "orders shipped late" }, remedy: DISPATCH },
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
  "ad-impressions",
  "ad-clicks",
  "ad-spend",
  "ad-sales",
  "costable-sales",
  "costed-sales",
  "costed-refunds",
  "landed-cost",
  "platform-fees",
  "return-fees",
  "promotion-fees",
  "platform-fees-general",
  "return-fees-general",
  "promotion-fees-general",
  "goods-back",
  "reviews",
  "bad-reviews",
]);
export const noneWithoutRow = (measure: MeasureId): boolean => NONE_WITHOUT_A_ROW.has(measure);

/** Measures of which a SKU's part is no share of the whole: one order holds several SKUs, one visit looks at several. */
const NOT_OVER_SKUS: ReadonlySet<MeasureId> = new Set([
  "orders",
  "sessions",
  "snapshot-days",
  "unsettled-days",
  "orders-due",
  "orders-late",
]);
/** Measures of which all stores have as much as each of them together: a SKU that two stores sell is one SKU, and stock may be one pool. */
const NOT_OVER_STORES: ReadonlySet<MeasureId> = new Set([
  "stock-average",
  "stock-last",
  "skus-sold",
  "skus-sellable",
  "sku-days",
  "sku-days-in-stock",
  "snapshot-days",
]);
export const addsOverStores = (measure: MeasureId): boolean => !NOT_OVER_STORES.has(measure);

export const addsOverSkus = (measure: MeasureId): boolean => !NOT_OVER_SKUS.has(measure);
