import type { SourceColumn } from "../../app/types.ts";

const col = (name: string, required: boolean, ...aliases: string[]): SourceColumn => ({ name, aliases, required });

/** The console until 2026. Sponsored Products ascribe sales for 7 days, Brands and Display for 14. */
export const OLD_COLUMNS: readonly SourceColumn[] = [
  col("Start Date", true, "Date", "日期", "开始日期"),
  col("End Date", false, "结束日期"),
  col("Currency", false, "货币", "币种"),
  col("Campaign Name", true, "广告活动名称"),
  col("Advertised SKU", false, "广告SKU"),
  col("Customer Search Term", false, "客户搜索词"),
  col("Impressions", true, "展示量"),
  col("Clicks", true, "点击量"),
  col("Spend", true, "花费", "Cost"),
  col("7 Day Total Sales", false, "7天总销售额"),
  col("7 Day Total Orders (#)", false, "7天总订单数(#)"),
  col("7 Day Total Units (#)", false, "7天总销售量(#)"),
  col("14 Day Total Sales", false, "14天总销售额"),
  col("14 Day Total Orders (#)", false, "14天总订单数(#)"),
  col("14 Day Total Units (#)", false, "14天总销售量(#)"),
];

/** Ratios (we compute our own from the counts), names of groups and targets, and the split into advertised and other SKUs. */
export const OLD_IGNORED: readonly (string | RegExp)[] = [
  /^portfolio/i,
  "Ad Group Name",
  "Advertised ASIN",
  "Targeting",
  /^match type/i,
  /^click-?thr/i,
  /^cost per click/i,
  /acos|roas/i,
  /conversion rate/i,
  /^\d+ day (?:advertised|other) sku/i,
  "Retailer",
  "Country",
  "Campaign ID",
  "Ad Group ID",
  /^(?:budget|bidding|campaign status|campaign start|campaign end|status|program type|placement)/i,
];

/** The console since 2026: one report for all kinds of ads, with ids in Excel's guard (`="5546"`) and the days as text. */
export const NEW_COLUMNS: readonly SourceColumn[] = [
  col("Budget currency", true, "预算货币"),
  col("Date range", true, "Date", "日期范围"),
  col("Campaign ID", false, "广告活动编号"),
  col("Campaign name", true, "广告活动名称"),
  col("Advertised product SKU", false, "推广商品 SKU"),
  col("Search term", false, "Customer search term", "搜索词"),
  col("Impressions", true, "展示量"),
  col("Clicks", true, "点击量"),
  col("Total cost", true, "总成本", "总花费"),
  col("Purchases", false, "购买量"),
  col("Sales", false, "销售额"),
  col("Units sold", false, "售出件数"),
];

export const NEW_IGNORED: readonly (string | RegExp)[] = [
  /^advertiser account/i,
  /^portfolio/i,
  /^ad (?:group|product|id|name|type|format)/i,
  /^advertised product (?:id|name|parent|marketplace|category|brand)/i,
  /^(?:target|keyword|match type|placement|country|marketplace|creative|site)/i,
  /^(?:CTR|CPC|CPM|VCPM|ACOS|ROAS)\b/i,
  /^(?:cost per|purchase rate|viewable)/i,
  /\((?:promoted|halo|new to brand|views?|clicks?|brand halo)\)/i,
  /^(?:detail page views|add to cart|branded searches|video|new-to-brand|long-term)/i,
  /rate$/i,
];
