import { tableSource } from "../tables/table-source.ts";
import { CANONICAL, CURRENCY, keyOf, optional, required } from "./column.ts";
import { INTERVAL, interval } from "./interval.ts";

export const dailySales = tableSource({
  ...CANONICAL,
  id: "daily-sales",
  fact: "daily-sales",
  title: { zh: "销量汇总（标准 CSV）", en: "Daily sales (canonical CSV)" },
  origin: { zh: "没有订单明细的系统，按天或区间导出的销量。", en: "Sales by day or interval, from a system without order lines." },
  asks: { store: true },
  columns: [
    optional("sku", "SKU编码"),
    ...INTERVAL,
    required("units", "销量"),
    optional("orders", "订单数"),
    optional("sales", "销售额"),
    CURRENCY,
  ],
  recognise: (keys) => !keys.has("sessions"),
  key: (f) => keyOf(f.sku, f.from, f.to),
  start: (context) => (row) => ({
    fact: {
      sku: row.optionalCode("sku"),
      ...interval(row),
      units: row.count("units"),
      orders: row.optionalCount("orders"),
      sales: row.optionalPrice("sales"),
      currency: row.currency("currency", context.currency ?? context.store?.currency ?? null),
    },
  }),
});
