import { returnOfNothing } from "../tables/said.ts";
import { RETURN_BUCKETS } from "../../domain/facts/facts.ts";
import { nthOf } from "../tables/nth.ts";
import { tableSource } from "../tables/table-source.ts";
import { CANONICAL, CURRENCY, DAY, optional, QUANTITY, required, SKU } from "./column.ts";

export const returns = tableSource({
  ...CANONICAL,
  id: "returns",
  fact: "returns",
  title: { zh: "退货（标准 CSV）", en: "Returns (canonical CSV)" },
  origin: { zh: "平台或客服登记的退货，日期为处理日。", en: "Returns of a platform or your service desk, by the day they were processed." },
  asks: { store: true },
  columns: [
    required("order_id", "订单号"),
    SKU,
    { ...DAY, aliases: [...(DAY.aliases ?? []), "退货日期"] },
    QUANTITY,
    optional("reason", "退货原因"),
    optional("bucket", "原因归类"),
    optional("disposition"),
    optional("status", "状态"),
    optional("comment", "买家留言"),
    optional("refund", "退款金额"),
    CURRENCY,
  ],
  // An order line has an order, a SKU, a day and a quantity too: only a column of its own makes a file one of returns.
  recognise: (_, bound) => ["reason", "bucket", "disposition", "comment", "refund"].some((name) => bound.at.has(name)),
  start: (context) => {
    const number = nthOf();
    return (row) => {
      const orderId = row.code("order_id");
      const sku = row.code("sku");
      const day = row.day("day");
      const quantity = row.count("quantity");
      if (quantity === 0) row.reject("out-of-range", "quantity", returnOfNothing("quantity"));
      const refund = row.optionalPrice("refund");
      return {
        fact: {
          orderId,
          sku,
          nth: number(orderId, `${sku}\u0001${day}`),
          day,
          quantity,
          reason: row.optionalCode("reason"),
          bucket: row.oneOf("bucket", RETURN_BUCKETS) ?? "unknown",
          disposition: row.optionalCode("disposition"),
          status: row.text("status"),
          comment: row.text("comment"),
          refund,
          currency: refund === null ? null : row.currency("currency", context.currency ?? context.store?.currency ?? null),
        },
      };
    };
  },
});
