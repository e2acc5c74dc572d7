import { returnOfNothing } from "../tables/said.ts";
import type { Source, SourceContext } from "../../app/types.ts";
import type { Row } from "../tables/row.ts";
import { nthOf } from "../tables/nth.ts";
import { type Taken, tableSource } from "../tables/table-source.ts";
import { bareReason, COLUMNS, DISPOSITIONS, IGNORED, REASON_BUCKETS } from "./schema.ts";

/** Says once for each code what is not known about it. */
function once(context: SourceContext, kind: { readonly zh: string; readonly en: string }): (code: string) => void {
  const said = new Set<string>();
  return (code) => {
    if (said.has(code) || said.size >= 20) return;
    said.add(code);
    context.note?.({ zh: `${kind.zh}“${code}”；退货已计入。`, en: `${kind.en} "${code}"; the return is counted all the same.` });
  };
}

function start(context: SourceContext): (row: Row) => Taken<"returns"> {
  const number = nthOf();
  const unknownReason = once(context, { zh: "不认识的退货原因，归入“未知”：", en: "Unknown return reason, put down as unknown:" });
  const unknownDisposition = once(context, { zh: "不认识的退货处置，按原文保留：", en: "Unknown disposition, kept as written:" });
  return (row) => {
    const { day } = row.moment("return-date");
    const orderId = row.code("order-id");
    const sku = row.code("sku");
    const quantity = row.count("quantity");
    if (quantity === 0) row.reject("out-of-range", "quantity", returnOfNothing("quantity"));
    const reason = row.optionalCode("reason");
    const bare = reason === null ? null : bareReason(reason);
    const bucket = bare === null ? "unknown" : REASON_BUCKETS.get(bare);
    if (bare !== null && bucket === undefined) unknownReason(bare);
    const disposition = row.optionalCode("detailed-disposition")?.toUpperCase() ?? null;
    // A return is money: it is never lost for a word about its box. The code stays as written, and somebody is told.
    if (disposition !== null && !DISPOSITIONS.has(disposition)) unknownDisposition(disposition);
    return {
      fact: {
        orderId,
        sku,
        nth: number(orderId, `${sku}\u0001${day}`),
        day,
        quantity,
        reason: bare,
        bucket: bucket ?? "unknown",
        disposition,
        status: row.text("status"),
        comment: row.text("customer-comments"),
        refund: null,
        currency: null,
      },
    };
  };
}

const source = tableSource({
  id: "amazon-fba-returns",
  fact: "returns",
  title: { zh: "亚马逊 FBA 退货", en: "Amazon FBA customer returns" },
  origin: {
    zh: "卖家后台 → 报告 → 亚马逊配送 → 买家优惠 → 亚马逊配送买家退货；日期是退货入库处理日。",
    en: "Seller Central → Reports → Fulfilment by Amazon → Customer concessions → FBA customer returns; SP-API GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA. Dated by the day the return was processed.",
  },
  asks: { store: true },
  fits: { platform: "amazon" },
  columns: COLUMNS,
  ignored: IGNORED,
  unknown: "note",
  style: "point",
  naive: "utc",
  recognise: (keys) => !keys.has("bucket"),
  start,
});

export const sources: readonly Source[] = [source];
