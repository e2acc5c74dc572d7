import { expected } from "../tables/said.ts";
import { tableSource } from "../tables/table-source.ts";
import { CANONICAL, DAY, keyOf, optional, required } from "./column.ts";

export const fx = tableSource({
  ...CANONICAL,
  id: "fx",
  fact: "fx",
  title: { zh: "汇率（标准 CSV）", en: "Exchange rates (canonical CSV)" },
  origin: {
    zh: "财务使用的汇率：1 单位 base = rate 单位 quote。",
    en: "The rates your accounts use: one unit of base costs rate units of quote.",
  },
  asks: {},
  columns: [DAY, required("base", "源币种"), required("quote", "目标币种"), required("rate", "汇率"), optional("source", "来源")],
  key: (f) => keyOf(f.day, f.base, f.quote),
  start: () => (row) => {
    const base = row.currency("base", null);
    const quote = row.currency("quote", null);
    if (base === quote)
      row.reject("unknown-value", "quote", expected("quote", { zh: "与 base 不同的币种", en: "another currency than base" }));
    return { fact: { day: row.day("day"), base, quote, rate: row.rate("rate"), source: row.text("source") ?? "file" } };
  },
});
