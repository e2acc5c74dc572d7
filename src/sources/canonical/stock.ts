import { STOCK_STATES } from "../../domain/facts/facts.ts";
import { oversold } from "../tables/oversold.ts";
import { tableSource } from "../tables/table-source.ts";
import { CANONICAL, DAY, keyOf, optional, QUANTITY, required, SKU, TITLE } from "./column.ts";

export const stock = tableSource({
  ...CANONICAL,
  id: "stock",
  fact: "stock",
  title: { zh: "库存快照（标准 CSV）", en: "Stock snapshot (canonical CSV)" },
  origin: { zh: "海外仓、国内仓或 ERP 的某日库存。", en: "Stock of a day, from a warehouse or your ERP." },
  asks: {},
  columns: [required("warehouse", "仓库"), SKU, optional("state", "库存状态"), DAY, QUANTITY, TITLE, optional("asin"), optional("fnsku")],
  // An inbound shipment has a warehouse and a quantity too.
  recognise: (keys) => !keys.has("shipment"),
  key: (f) => keyOf(f.warehouse, f.sku, f.state, f.day),
  start: (context) => {
    const kept = oversold(context);
    return (row) => {
      const state = row.oneOf("state", STOCK_STATES) ?? "available";
      return {
        fact: {
          warehouse: row.code("warehouse"),
          sku: row.code("sku"),
          state,
          day: row.day("day"),
          quantity: state === "available" ? kept(row.count("quantity", { negative: true })) : row.count("quantity"),
          title: row.text("title"),
          asin: row.optionalCode("asin"),
          fnsku: row.optionalCode("fnsku"),
        },
      };
    };
  },
});
