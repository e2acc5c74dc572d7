import type { Row } from "../tables/row.ts";
import { tableSource } from "../tables/table-source.ts";
import { CANONICAL, CURRENCY, optional, SKU, TITLE } from "./column.ts";

/** What suppliers and forwarders ask of a SKU. */
const PACKED = ["supplier_sku", "material", "unit_kg", "length_cm", "width_cm", "height_cm"] as const;

/** What the company knows about a SKU. Of the other columns at least one must be there: a list of bare codes says nothing. */
const OWN = ["title", "category", "role", "supplier", "moq", "carton", "price", "launched_on", "active", ...PACKED];

export const products = tableSource({
  ...CANONICAL,
  id: "products",
  fact: "products",
  title: { zh: "商品资料（标准 CSV）", en: "Products (canonical CSV)" },
  origin: { zh: "自己的商品表或 ERP 导出。", en: "Your own product list, or an export of your ERP." },
  asks: {},
  columns: [
    SKU,
    TITLE,
    optional("category", "类目", "品类"),
    optional("role", "定位", "商品定位"),
    optional("supplier", "供应商"),
    optional("moq", "起订量", "最小起订量"),
    optional("carton", "装箱数", "箱规"),
    optional("price", "售价"),
    CURRENCY,
    optional("launched_on", "上架日期"),
    optional("active", "在售"),
    optional("supplier_sku", "供应商货号"),
    optional("material", "材质"),
    optional("unit_kg", "单件重量kg", "重量kg"),
    optional("length_cm", "长cm"),
    optional("width_cm", "宽cm"),
    optional("height_cm", "高cm"),
  ],
  recognise: (_, bound) => OWN.some((name) => bound.at.has(name)) && bound.unknown.length === 0,
  key: (p) => p.sku,
  start: ({ note }) => {
    let told = false;
    /** A carton of nothing is how an ERP writes that nobody filled it in. */
    const cartonOf = (row: Row): number | null => {
      const carton = row.optionalCount("carton");
      if (carton !== 0) return carton;
      if (!told)
        note?.({
          zh: `有的 SKU 箱规为 0（如 ${row.raw("sku")}）：按未知处理，数量不按箱取整。`,
          en: `Some SKUs have a carton of 0 (${row.raw("sku")} is one): taken as not known, and their quantities are not rounded to cartons.`,
        });
      told = true;
      return null;
    };
    return (row) => {
      const price = row.optionalPrice("price");
      return {
        fact: {
          sku: row.code("sku"),
          title: row.text("title"),
          category: row.optionalCode("category"),
          role: row.optionalCode("role"),
          supplier: row.optionalCode("supplier"),
          moq: row.optionalCount("moq"),
          carton: cartonOf(row),
          price,
          currency: price === null ? null : row.currency("currency", null),
          launchedOn: row.optionalDay("launched_on", { future: true }),
          active: row.flag("active") ?? true,
          supplierSku: row.optionalCode("supplier_sku"),
          material: row.text("material"),
          unitKg: row.optionalPrice("unit_kg"),
          lengthCm: row.optionalPrice("length_cm"),
          widthCm: row.optionalPrice("width_cm"),
          heightCm: row.optionalPrice("height_cm"),
        },
      };
    };
  },
});
