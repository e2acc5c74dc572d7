import type { SourceColumn } from "../../app/types.ts";

/** Names that Amazon gave these columns over the years; the newest first. `- B2B` twins are included in the totals. */
const MEASURES: readonly SourceColumn[] = [
  {
    name: "Sessions - Total",
    aliases: [
      "Sessions",
      "Sessions Total",
      "会话次数 - 总计",
      "会话数 - 总计",
      "买家访问次数",
      "Sitzungen – Summe",
      "Sitzungen",
      "セッション - 合計",
      "セッション",
    ],
    required: true,
  },
  {
    name: "Page Views - Total",
    aliases: [
      "Page Views",
      "页面浏览量 - 总计",
      "页面浏览次数",
      "Seitenaufrufe – Summe",
      "Seitenaufrufe",
      "ページビュー - 合計",
      "ページビュー",
    ],
    required: false,
  },
  {
    name: "Featured Offer Percentage",
    aliases: ["Featured Offer (Buy Box) Percentage", "Buy Box Percentage", "推荐报价(推荐报价展示位)百分比", "购买按钮赢得率"],
    required: false,
  },
  { name: "Units Ordered", aliases: ["已订购商品数量", "Bestellte Einheiten", "注文された商品点数"], required: true },
  {
    name: "Ordered Product Sales",
    aliases: [
      "Gross Product Sales",
      "已订购商品的销售额",
      "已订购商品销售额",
      "Durch bestellte Produkte erzielter Umsatz",
      "注文商品の売上額",
      "注文商品売上",
    ],
    required: true,
  },
  { name: "Total Order Items", aliases: ["订单商品总数", "订单商品种类数", "Zahl der Bestellposten", "注文品目総数"], required: false },
  { name: "Units Refunded", aliases: ["已退款的商品数量"], required: false },
  { name: "Units Shipped", aliases: ["已发货商品数量"], required: false },
];

export const CHILD_COLUMNS: readonly SourceColumn[] = [
  { name: "(Child) ASIN", aliases: ["Child ASIN", "子 ASIN", "(子)ASIN", "(Untergeordnete) ASIN"], required: true },
  { name: "SKU", required: true },
  { name: "Title", aliases: ["商品名称", "标题", "Titel", "タイトル"], required: false },
  ...MEASURES,
];

export const DATE_COLUMNS: readonly SourceColumn[] = [{ name: "Date", aliases: ["日期", "Datum", "日付"], required: true }, ...MEASURES];

/** Ratios (we compute our own from the counts), splits by device, and the B2B part that the totals include. */
export const IGNORED: readonly (string | RegExp)[] = [
  /B2B/i,
  /^\(?parent\)? asin$/i,
  "(父)ASIN",
  "父 ASIN",
  "(Übergeordnete) ASIN",
  "(親)ASIN",
  /^prozentsatz/i,
  /割合|率$/,
  /percentage/i,
  /百分比|比率/,
  /^average/i,
  /^平均/,
  /mobile/i,
  /browser/i,
  /移动|浏览器/,
  /feedback/i,
  /^claims/i,
  /refund rate/i,
  /^orders shipped/i,
  /^shipped product sales/i,
  /^session/i,
  /^page views/i,
];
