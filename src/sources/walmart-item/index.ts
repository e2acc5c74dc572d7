import { expected, oneOfThese, storesOwn } from "../tables/said.ts";
import type { Source, SourceContext } from "../../app/types.ts";
import type { Row } from "../tables/row.ts";
import { type Taken, tableSource } from "../tables/table-source.ts";
import { COLUMNS, IGNORED, LIFECYCLES, PUBLISHED } from "./schema.ts";

const words = (text: string): string => text.toLowerCase().replace(/[_\s-]+/g, " ");

const upper = (words: Iterable<string>): readonly string[] => [...words].map((w) => w.toUpperCase());

function onSale(row: Row): boolean {
  const lifecycle = row.text("Lifecycle Status");
  if (lifecycle !== null && !LIFECYCLES.has(words(lifecycle)))
    row.reject("unknown-value", "Lifecycle Status", expected("Lifecycle Status", oneOfThese(upper(LIFECYCLES))));
  const status = row.code("Publish Status");
  const published = PUBLISHED.get(words(status));
  if (published === undefined)
    row.reject("unknown-value", "Publish Status", expected("Publish Status", oneOfThese(upper(PUBLISHED.keys()))));
  return published && (lifecycle === null || words(lifecycle) === "active");
}

function start({ store }: SourceContext): (row: Row) => Taken<"products"> {
  const storeCurrency = store?.currency ?? null;
  return (row) => {
    // An id that a spreadsheet shortened says that the SKU beside it may be as well.
    row.code("Item ID");
    const currency = row.currency("Currency", storeCurrency);
    if (storeCurrency !== null && currency !== storeCurrency)
      row.reject("other-currency", "Currency", storesOwn("Currency", storeCurrency));
    const price = row.optionalPrice("Price", currency);
    return {
      fact: {
        sku: row.code("SKU"),
        title: row.text("Product Name"),
        category: row.optionalCode("Product Category"),
        role: null,
        supplier: null,
        moq: null,
        carton: null,
        // Unpublished items carry 0.
        price: price === "0" ? null : price,
        currency: price === null || price === "0" ? null : currency,
        launchedOn: null,
        active: onSale(row),
      },
    };
  };
}

const source = tableSource({
  id: "walmart-item",
  fact: "products",
  title: { zh: "沃尔玛 商品报告（Item Report）", en: "Walmart item report" },
  origin: {
    zh: "Walmart Seller Center → Items → Download → Item Report；下载到 ZIP 时请先解压。",
    en: "Walmart Seller Center → Items → Download → Item report; API report type ITEM. Unpack it where it comes as a ZIP.",
  },
  asks: { store: true },
  fits: { platform: "walmart" },
  columns: COLUMNS,
  ignored: IGNORED,
  unknown: "note",
  style: "point",
  key: (p) => p.sku,
  start,
});

export const sources: readonly Source[] = [source];
