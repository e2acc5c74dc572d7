import { csv, type SampleFile } from "../file.ts";
import type { Line } from "../sales/line.ts";
import { orderOf } from "../sales/order.ts";
import { amount, type Shop } from "../world/stores.ts";
import { byTime, dispatchedAt, type Stretch } from "./stretch.ts";

const HEADER = [
  "order_id",
  "sku",
  "at",
  "quantity",
  "amount",
  "discount",
  "currency",
  "flag",
  "status",
  "fulfilment",
  "country",
  "title",
  "shipped_at",
];

const iso = (at: Date): string => at.toISOString().replace(".000Z", "Z");

/** Walmart has no export of orders that Purser reads: the canonical one. */
export function walmartOrders(shop: Shop, lines: readonly Line[], { seed, today, from, to }: Stretch): SampleFile {
  const rows = byTime(lines, (line) => orderOf(seed, line, today)).map(({ line, order }) => {
    const cancelled = line.kind === "cancelled";
    const pending = !cancelled && order.young === "pending";
    const left = cancelled || pending ? null : dispatchedAt(shop, order, today);
    return [
      order.id,
      line.listing.item.sku,
      iso(order.at),
      line.quantity,
      amount(shop, line.minor),
      amount(shop, line.discountMinor),
      shop.store.currency,
      cancelled ? "cancelled" : pending ? "pending" : "",
      cancelled ? "Cancelled" : pending ? "Acknowledged" : left ? "Shipped" : "Created",
      "seller",
      shop.store.country,
      line.listing.item.en,
      left ? iso(left) : "",
    ];
  });
  return {
    name: `${shop.code}-orders-${from}-${to}.csv`,
    format: "order-lines",
    store: shop.code,
    kind: "history",
    text: csv(HEADER, rows),
  };
}
