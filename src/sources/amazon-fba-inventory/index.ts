import type { Source, SourceContext } from "../../app/types.ts";
import type { StockSnapshot } from "../../domain/facts/facts.ts";
import type { Row } from "../tables/row.ts";
import { type Taken, tableSource } from "../tables/table-source.ts";
import { COLUMNS, IGNORED, STATES } from "./schema.ts";

function start(context: SourceContext): (row: Row) => Taken<"stock"> {
  const { warehouse, day } = context;
  if (warehouse === null || day === null) throw new TypeError("an inventory snapshot is read without a pool or a day");
  return (row) => {
    const sku = row.code("sku");
    if (row.flag("afn-listing-exists") === false)
      row.reject("not-in-pool", "afn-listing-exists", {
        zh: `${sku} 不由 FBA 保管（afn-listing-exists 为 No）`,
        en: `${sku} is not kept by FBA (afn-listing-exists is No)`,
      });
    const rest = { warehouse, sku, day, title: row.text("product-name"), asin: row.optionalCode("asin"), fnsku: row.optionalCode("fnsku") };
    const available = row.count("afn-fulfillable-quantity");
    const also: StockSnapshot[] = [];
    for (const [state, column] of STATES) {
      if (state === "available") continue;
      // Zeros are kept: a second file of the same day must be able to take back what the first one said.
      const quantity = row.optionalCount(column);
      if (quantity !== null) also.push({ ...rest, state, quantity });
    }
    return { fact: { ...rest, state: "available", quantity: available }, also };
  };
}

const source = tableSource({
  id: "amazon-fba-inventory",
  fact: "stock",
  title: { zh: "亚马逊 FBA 库存（管理亚马逊库存）", en: "Amazon FBA inventory (Manage FBA)" },
  origin: {
    zh: "卖家后台 → 报告 → 亚马逊配送 → 库存 → 管理亚马逊库存；文件里没有日期，上传时会询问。",
    en: "Seller Central → Reports → Fulfilment by Amazon → Inventory → Manage FBA Inventory; SP-API GET_FBA_MYI_UNSUPPRESSED_INVENTORY_DATA. It has no date, so the day is asked.",
  },
  asks: { day: true, warehouse: true },
  // Every SKU that FBA keeps is listed, those with nothing left too; a listing that was deleted or suppressed cannot be sold.
  whole: true,
  fits: { platform: "amazon" },
  columns: COLUMNS,
  ignored: IGNORED,
  unknown: "note",
  style: "point",
  key: (s) => s.sku,
  start,
});

export const sources: readonly Source[] = [source];
