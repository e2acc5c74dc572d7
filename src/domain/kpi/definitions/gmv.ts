import { salesMaturityDays } from "../../policy/declared/kpi.ts";
import { defineKpi } from "../kpi.ts";

export const kpi = defineKpi({
  id: "gmv",
  name: { zh: "GMV", en: "GMV" },
  aliases: ["gmv", "sales", "gross sales", "gross merchandise value", "revenue", "销售额", "成交额", "成交金额", "销售金额", "总销售额"],
  numerator: [{ measure: "sales-valid", sign: 1 }],
  denominator: null,
  unit: "money",
  good: "up",
  dateBasis: { zh: "下单日（店铺时区）", en: "order day (store's zone)" },
  maturityDays: salesMaturityDays.default,
  maturityPolicy: salesMaturityDays.id,
  minimumSample: null,
  sensitivity: "internal",
  source:
    "Shopify's gross sales: price × quantity before discounts, tax, shipping and returns; without cancelled, unpaid, test, sample, MCF and replacement lines.",
  note: {
    zh: "有效订单的商品金额，未减折扣与退款；不含取消、未付款、测试、样品、多渠道配送与换货订单。欧洲、日本、英国站的金额通常含税。",
    en: "Value of valid lines before discounts and refunds; without cancelled, unpaid, test, sample, MCF and replacement lines. In Europe, Japan and the UK it usually includes tax.",
  },
});
