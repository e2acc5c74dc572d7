import { expected } from "../tables/said.ts";
import { tableSource } from "../tables/table-source.ts";
import { CANONICAL, DAY, optional, required, SKU } from "./column.ts";

const MOST_STARS = 5;

export const reviews = tableSource({
  ...CANONICAL,
  id: "reviews",
  fact: "reviews",
  title: { zh: "评价（标准 CSV）", en: "Reviews (canonical CSV)" },
  origin: {
    zh: "ERP 或第三方工具导出的商品评价；平台没有官方接口。",
    en: "Product reviews from an ERP or another tool; platforms have no feed of them.",
  },
  asks: { store: true },
  columns: [
    required("review_id", "external_id", "评价ID"),
    SKU,
    DAY,
    required("stars", "rating", "星级", "评分"),
    optional("title", "标题"),
    optional("body", "内容"),
  ],
  key: (f) => f.externalId,
  start: () => (row) => {
    const stars = row.count("stars");
    if (stars < 1 || stars > MOST_STARS)
      row.reject("out-of-range", "stars", expected("stars", { zh: ` 1 到 ${MOST_STARS}`, en: `1 to ${MOST_STARS}` }));
    return {
      fact: {
        externalId: row.code("review_id"),
        sku: row.code("sku"),
        day: row.day("day"),
        stars,
        title: row.text("title"),
        body: row.text("body"),
      },
    };
  },
});
