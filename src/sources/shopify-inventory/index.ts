import type { Source, SourceContext } from "../../app/types.ts";
import type { StockSnapshot } from "../../domain/facts/facts.ts";
import { oversold } from "../tables/oversold.ts";
import type { Row } from "../tables/row.ts";
import { type Taken, tableSource } from "../tables/table-source.ts";
import { COLUMNS, IGNORED, STATES } from "./schema.ts";

const NOT_STOCKED = /^not[ _-]stocked$|^未(?:存放|备货)$/i;
/** What a shop writes where a variant has no SKU. */
const NO_SKU = new Set(["", "-", "–", "—", "n/a"]);

const folded = (name: string): string => name.normalize("NFKC").trim().toLowerCase();

/** The warehouse that a location of Shopify is: by its code or its name, whatever the case. */
function locate(context: SourceContext): (row: Row) => string {
  if (context.warehouse !== null) {
    const { warehouse } = context;
    let one: string | undefined;
    return (row) => {
      const location = row.code("Location");
      one ??= location;
      if (location !== one)
        row.reject("unknown-warehouse", "Location", {
          zh: `Location：--warehouse ${warehouse} 指的是 ${one}，这一行是另一个`,
          en: `Location: --warehouse ${warehouse} was said for ${one}; this is another`,
        });
      return warehouse;
    };
  }
  const codes = new Map<string, string>();
  for (const { code, name } of context.warehouses ?? []) codes.set(folded(name), code);
  for (const { code } of context.warehouses ?? []) codes.set(folded(code), code);
  const known = (context.warehouses ?? []).map((w) => w.code).join(", ");
  return (row) => {
    const location = row.code("Location");
    return (
      codes.get(folded(location)) ??
      row.reject("unknown-warehouse", "Location", {
        zh: `Location：没有仓库是这个编码或名称；已有：${known || "无"}。请把其中一个改成这个名称`,
        en: `Location: no warehouse has this code or name; known: ${known || "none yet"}. Give one this name`,
      })
    );
  };
}

function start(context: SourceContext): (row: Row) => Taken<"stock"> {
  const { day } = context;
  if (day === null) throw new TypeError("an inventory snapshot is read without a day");
  const warehouseOf = locate(context);
  const kept = oversold(context);
  return (row) => {
    if (NOT_STOCKED.test(row.raw("Available")))
      row.reject("not-in-pool", "Available", { zh: "该变体不在这个地点备货", en: "the variant is not stocked at this location" });
    const written = row.raw("SKU");
    if (NO_SKU.has(written.toLowerCase()))
      row.reject("no-sku", "SKU", {
        zh: "SKU 为空，无法判断是哪个商品；请在 Shopify 里给该变体填 SKU",
        en: "SKU is blank; which product it is cannot be told. Give the variant a SKU in Shopify",
      });
    const rest = { warehouse: warehouseOf(row), sku: row.code("SKU"), day, title: row.text("Title"), asin: null, fnsku: null };
    const available = kept(row.count("Available", { negative: true }));
    const also: StockSnapshot[] = [];
    for (const [state, column] of STATES) {
      const quantity = row.optionalCount(column);
      if (quantity !== null) also.push({ ...rest, state, quantity });
    }
    return { fact: { ...rest, state: "available", quantity: available }, also };
  };
}

const source = tableSource({
  id: "shopify-inventory",
  fact: "stock",
  title: { zh: "Shopify 库存导出", en: "Shopify inventory export" },
  origin: {
    zh: "Shopify 后台 → 产品 → 库存 → 导出；文件里没有日期，上传时会询问。Location 须与仓库的编码或名称一致。",
    en: "Shopify admin → Products → Inventory → Export. It has no date, so the day is asked; Location is a warehouse by its code or name.",
  },
  asks: { day: true },
  columns: COLUMNS,
  ignored: IGNORED,
  unknown: "note",
  style: "point",
  key: (s) => `${s.warehouse}\u0001${s.sku}`,
  start,
});

export const sources: readonly Source[] = [source];
