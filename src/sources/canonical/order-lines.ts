import { LINE_FLAGS } from "../../domain/facts/facts.ts";
import { codesIn } from "../tables/codes.ts";
import { nthOf } from "../tables/nth.ts";
import { tableSource } from "../tables/table-source.ts";
import { CANONICAL, CURRENCY, optional, QUANTITY, required, SKU, TITLE } from "./column.ts";

const FULFILMENT = ["platform", "seller"] as const;

export const orderLines = tableSource({
  ...CANONICAL,
  id: "order-lines",
  fact: "order-lines",
  title: { zh: "订单明细（标准 CSV）", en: "Order lines (canonical CSV)" },
  origin: { zh: "任何平台或 ERP 的订单明细，整理成这些列。", en: "Order lines of any platform or ERP, brought into these columns." },
  asks: { store: true },
  columns: [
    required("order_id", "订单号"),
    SKU,
    required("at", "ordered_at", "day", "date", "下单时间", "下单日期"),
    QUANTITY,
    required("amount", "金额"),
    optional("discount", "折扣"),
    CURRENCY,
    optional("flag"),
    optional("status", "订单状态"),
    optional("fulfilment", "fulfillment"),
    optional("shipped_at", "发货时间"),
    optional("ship_by", "应发货时间", "最晚发货时间"),
    optional("codes", "优惠码", "coupon", "discount_code"),
    optional("country", "国家"),
    TITLE,
    optional("asin"),
  ],
  // `2026-10-31` is a day of the store; a clock time needs its offset.
  start: (context) => {
    const number = nthOf();
    return (row) => {
      const orderId = row.code("order_id");
      const sku = row.code("sku");
      const { at, day } = row.moment("at");
      const flag = row.oneOf("flag", LINE_FLAGS);
      const signed = flag === "return" || flag === "adjustment" || flag === "non-product";
      const amount = signed ? row.optionalAmount("amount") : row.optionalPrice("amount");
      if (amount === null && flag !== "pending" && flag !== "cancelled")
        row.reject("missing-price", "amount", {
          zh: "amount 为空，但这一行既非待处理也没有取消",
          en: "amount is blank on a line that is neither pending nor cancelled",
        });
      const quantity = row.count("quantity", { negative: signed });
      const currency = row.currency("currency", context.currency ?? context.store?.currency ?? null);
      return {
        fact: {
          orderId,
          sku,
          nth: number(orderId, sku),
          at,
          day,
          quantity,
          amount,
          discount: row.optionalPrice("discount"),
          currency,
          flag,
          status: row.text("status"),
          fulfilment: row.oneOf("fulfilment", FULFILMENT),
          shippedAt: row.optionalMoment("shipped_at")?.at ?? null,
          shipBy: row.deadline("ship_by"),
          codes: codesIn(row.raw("codes")),
          country: row.optionalCode("country"),
          title: row.text("title"),
          asin: row.optionalCode("asin"),
        },
      };
    };
  },
});
