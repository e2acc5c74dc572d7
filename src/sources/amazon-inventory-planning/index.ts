import type { Source, SourceContext } from "../../app/types.ts";
import type { StockSnapshot } from "../../domain/facts/facts.ts";
import { headerKey } from "../tables/header.ts";
import type { Row } from "../tables/row.ts";
import { type Taken, tableSource } from "../tables/table-source.ts";
import { COLUMNS, IGNORED, STATES } from "./schema.ts";

const AGE_KEY = headerKey("inv-age");

function start({ warehouse, note }: SourceContext): (row: Row) => Taken<"stock"> {
  if (warehouse === null) throw new TypeError("an inventory snapshot is read without a pool");
  note?.({
    zh: "只保存库存数量；库龄、仓储费和亚马逊的补货建议不保存。",
    en: "Only quantities are kept; ages, storage fees and Amazon's own recommendations are not.",
  });
  return (row) => {
    const sku = row.code("sku");
    const day = row.day("snapshot-date");
    const rest = { warehouse, sku, day, title: row.text("product-name"), asin: row.optionalCode("asin"), fnsku: row.optionalCode("fnsku") };
    const quantity = row.count("available");
    const also: StockSnapshot[] = [];
    for (const [state, column] of STATES) {
      // Zeros are kept: a second file of the same day must be able to take back what the first one said.
      const units = row.optionalCount(column);
      if (units !== null) also.push({ ...rest, state, quantity: units });
    }
    return { fact: { ...rest, state: "available", quantity }, also };
  };
}

const source = tableSource({
  id: "amazon-inventory-planning",
  fact: "stock",
  title: { zh: "亚马逊 库存规划（库存健康）", en: "Amazon FBA Inventory Planning" },
  origin: {
    zh: "卖家后台 → 库存 → 库存规划 → 下载（亚马逊物流库存报告）；或 SP-API GET_FBA_INVENTORY_PLANNING_DATA。日期取自 snapshot-date。",
    en: "Seller Central → Inventory → FBA Inventory → download; SP-API GET_FBA_INVENTORY_PLANNING_DATA. Dated by snapshot-date.",
  },
  asks: { warehouse: true },
  fits: { platform: "amazon" },
  columns: COLUMNS,
  ignored: IGNORED,
  unknown: "note",
  style: "point",
  recognise: (keys) => [...keys].some((k) => k.startsWith(AGE_KEY)),
  key: (s) => `${s.sku}\u0001${s.day}`,
  start,
});

export const sources: readonly Source[] = [source];
