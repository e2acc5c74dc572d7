import { expected } from "../tables/said.ts";
import { tableSource } from "../tables/table-source.ts";
import { CANONICAL, CURRENCY, keyOf, optional, required, TITLE } from "./column.ts";
import { INTERVAL, interval } from "./interval.ts";

export const traffic = tableSource({
  ...CANONICAL,
  id: "traffic",
  fact: "traffic",
  title: { zh: "流量（标准 CSV）", en: "Traffic (canonical CSV)" },
  origin: {
    zh: "按天或区间的访客与转化；sku 留空表示全店合计。",
    en: "Visits by day or interval; a blank sku is the whole store, which is not the sum over its SKUs.",
  },
  asks: { store: true },
  columns: [
    optional("sku", "SKU编码"),
    optional("asin"),
    ...INTERVAL,
    required("sessions", "访客数", "会话数"),
    optional("page_views", "浏览量"),
    optional("units", "销量"),
    optional("order_items"),
    optional("sales", "销售额"),
    optional("units_refunded"),
    optional("units_shipped"),
    optional("buy_box"),
    CURRENCY,
    TITLE,
  ],
  key: (f) => keyOf(f.sku, f.from, f.to),
  start: (context) => (row) => {
    const buyBox = row.optionalPercent("buy_box");
    if (buyBox !== null && (buyBox < 0 || buyBox > 1))
      row.reject("out-of-range", "buy_box", expected("buy_box", { zh: " 0 到 100 的百分比", en: "percent from 0 to 100" }));
    return {
      fact: {
        sku: row.optionalCode("sku"),
        asin: row.optionalCode("asin"),
        ...interval(row),
        sessions: row.optionalCount("sessions"),
        pageViews: row.optionalCount("page_views"),
        units: row.optionalCount("units"),
        orderItems: row.optionalCount("order_items"),
        sales: row.optionalPrice("sales"),
        unitsRefunded: row.optionalCount("units_refunded"),
        unitsShipped: row.optionalCount("units_shipped"),
        buyBox,
        currency: row.currency("currency", context.currency ?? context.store?.currency ?? null),
        title: row.text("title"),
      },
    };
  },
});
