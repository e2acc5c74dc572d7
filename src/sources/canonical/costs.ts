import { blank } from "../tables/said.ts";
import { COST_KINDS } from "../../domain/facts/facts.ts";
import { tableSource } from "../tables/table-source.ts";
import { CANONICAL, keyOf, required, SKU } from "./column.ts";

export const costs = tableSource({
  ...CANONICAL,
  id: "costs",
  fact: "costs",
  title: { zh: "单件成本（标准 CSV）", en: "Unit costs (canonical CSV)" },
  origin: {
    zh: "采购价、头程、关税等单件成本，从某日起生效。",
    en: "Cost of one unit by kind, in force from a day until the next one of its kind.",
  },
  asks: {},
  columns: [
    SKU,
    required("kind", "成本类型"),
    required("from", "生效日期", "day", "date"),
    required("amount", "金额", "成本"),
    required("currency", "币种"),
  ],
  key: (f) => keyOf(f.sku, f.kind, f.from),
  start: () => (row) => ({
    fact: {
      sku: row.code("sku"),
      kind: row.oneOf("kind", COST_KINDS) ?? row.reject("missing", "kind", blank("kind")),
      // A price that was agreed for later is known today.
      from: row.optionalDay("from", { future: true }) ?? row.reject("missing", "from", blank("from")),
      amount: row.optionalPrice("amount") ?? row.reject("missing", "amount", blank("amount")),
      currency: row.currency("currency", null),
    },
  }),
});
