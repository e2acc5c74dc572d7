import { nthOf } from "../tables/nth.ts";
import { tableSource } from "../tables/table-source.ts";
import { CANONICAL, CURRENCY, DAY, optional, required } from "./column.ts";

/** Refunds are summed by their type, so that `Refund` and 退款 must be the `refund` that is summed; every other word is kept in one spelling. */
function eventType(written: string): string {
  const type = written.toLowerCase().replaceAll(/[\s_]+/g, "-");
  return type === "退款" || type === "refunds" ? "refund" : type;
}

export const financialEvents = tableSource({
  ...CANONICAL,
  id: "financial-events",
  fact: "financial-events",
  title: { zh: "费用与结算（标准 CSV）", en: "Financial events (canonical CSV)" },
  origin: {
    zh: "平台费用、退款、赔偿；费用为负数。",
    en: "Fees, refunds and reimbursements, signed as your account sees them: a fee is negative.",
  },
  asks: { store: true },
  columns: [
    required("reference", "流水号"),
    required("type", "费用类型"),
    optional("sku", "SKU编码"),
    optional("order_id", "订单号"),
    DAY,
    required("amount", "金额"),
    CURRENCY,
    optional("settled", "已结算"),
  ],
  start: (context) => {
    const number = nthOf();
    return (row) => {
      const reference = row.code("reference");
      return {
        fact: {
          reference,
          nth: number(reference, ""),
          type: eventType(row.code("type")),
          sku: row.optionalCode("sku"),
          orderId: row.optionalCode("order_id"),
          day: row.day("day"),
          amount: row.amount("amount"),
          currency: row.currency("currency", context.currency ?? context.store?.currency ?? null),
          settled: row.flag("settled") ?? true,
        },
      };
    };
  },
});
