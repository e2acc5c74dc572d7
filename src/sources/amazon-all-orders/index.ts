import { unknownStatus } from "../tables/said.ts";
import type { Source, SourceContext } from "../../app/types.ts";
import type { DecimalText, LineFlag, OrderLine } from "../../domain/facts/facts.ts";
import { magnitude } from "../tables/decimal.ts";
import { nthOf } from "../tables/nth.ts";
import { codesIn } from "../tables/codes.ts";
import type { Row } from "../tables/row.ts";
import { type Taken, tableSource } from "../tables/table-source.ts";
import { CHANNEL_COUNTRIES, COLUMNS, IGNORED, STATUS_FLAGS } from "./schema.ts";

const VINE = /vine/i;

/** The item's own status is newer than the order's: an order can be Shipped while one of its items is Cancelled. */
function statusOf(row: Row): { readonly status: string; readonly flag: LineFlag | null } {
  const column = row.raw("item-status") === "" ? "order-status" : "item-status";
  const status = row.code(column);
  const flag = STATUS_FLAGS.get(status.toLowerCase().replace(/\s+/g, " "));
  if (flag === undefined) row.reject("unknown-value", column, unknownStatus(column));
  return { status, flag };
}

/** Multi-channel orders and removals are written here with the channel `Non-Amazon`, with or without a country. */
function checkChannel(row: Row, country: string | null): boolean {
  const channel = (row.text("sales-channel") ?? "").toLowerCase();
  if (channel.startsWith("non-amazon")) return true;
  const of = CHANNEL_COUNTRIES.get(channel);
  if (country !== null && of !== undefined && of !== country)
    row.reject("other-store", "sales-channel", {
      zh: `sales-channel 是 ${channel}，而店铺在 ${country}`,
      en: `sales-channel is ${channel}, the store is in ${country}`,
    });
  return false;
}

function priceOf(row: Row, flag: LineFlag | null, currency: string): DecimalText | null {
  const price = row.optionalPrice("item-price", currency);
  if (price !== null) return price;
  // Amazon leaves the price of a pending line empty until the card is charged: not known, which is not 0.
  if (flag === null)
    row.reject("missing-price", "item-price", {
      zh: "item-price 为空，但这一行既非待处理也没有取消",
      en: "item-price is blank on a line that is neither pending nor cancelled",
    });
  return null;
}

function fulfilmentOf(row: Row): OrderLine["fulfilment"] {
  const channel = row.raw("fulfillment-channel").toLowerCase();
  return channel === "amazon" || channel === "afn" ? "platform" : channel === "merchant" || channel === "mfn" ? "seller" : null;
}

function start(context: SourceContext): (row: Row) => Taken<"order-lines"> {
  const lineNumber = nthOf();
  const country = context.store?.country ?? null;
  return (row) => {
    const orderId = row.code("amazon-order-id");
    const sku = row.code("sku");
    const { status, flag: byStatus } = statusOf(row);
    const mcf = checkChannel(row, country);
    const { at, day } = row.moment("purchase-date");
    const vine = VINE.test(row.raw("promotion-ids"));
    const replacement = row.flag("is-replacement-order") === true;
    const kind: LineFlag | null = byStatus ?? (mcf ? "mcf" : replacement ? "replacement" : vine ? "sample" : null);
    const quantity = row.count("quantity");
    // A cancelled line is written with quantity 0; a shipped one cannot be.
    if (quantity === 0 && byStatus !== "cancelled")
      row.reject("out-of-range", "quantity", {
        zh: "quantity 为 0，但这一行没有取消",
        en: "quantity is 0 on a line that was not cancelled",
      });
    const currency = row.currency("currency", kind === null ? null : (context.store?.currency ?? null));
    const amount = priceOf(row, kind, currency);
    const discount = row.optionalAmount("item-promotion-discount", currency);
    // item-price is before promotions: only what Amazon sends again for free has the price 0.
    const flag = kind === null && amount === "0" ? "replacement" : kind;
    return {
      fact: {
        orderId,
        sku,
        nth: lineNumber(orderId, sku),
        at,
        day,
        quantity,
        amount,
        discount: discount === null || byStatus === "pending" ? null : magnitude(discount),
        currency,
        flag,
        status,
        fulfilment: fulfilmentOf(row),
        country: row.text("ship-country"),
        codes: codesIn(row.raw("promotion-ids")),
        title: row.text("product-name"),
        asin: row.text("asin"),
      },
    };
  };
}

const source = tableSource({
  id: "amazon-all-orders",
  fact: "order-lines",
  title: { zh: "亚马逊 所有订单报告", en: "Amazon All Orders" },
  origin: {
    zh: "卖家后台 → 报告 → 库存和销售报告（亚马逊配送）→ 销售 → 所有订单；或 SP-API GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL。",
    en: "Seller Central → Reports → Fulfilment by Amazon → Sales → All Orders; SP-API GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL.",
  },
  asks: { store: true },
  fits: { platform: "amazon" },
  columns: COLUMNS,
  ignored: IGNORED,
  unknown: "note",
  naive: "utc",
  start,
});

export const sources: readonly Source[] = [source];
