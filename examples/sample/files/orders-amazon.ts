import { filled, type SampleFile, tsv } from "../file.ts";
import type { Line } from "../sales/line.ts";
import { orderOf } from "../sales/order.ts";
import { amount, type Shop } from "../world/stores.ts";
import { byTime, type Stretch } from "./stretch.ts";

const HEADER =
  "amazon-order-id merchant-order-id purchase-date last-updated-date order-status fulfillment-channel sales-channel order-channel ship-service-level product-name sku asin item-status quantity currency item-price item-tax shipping-price shipping-tax gift-wrap-price gift-wrap-tax item-promotion-discount ship-promotion-discount ship-city ship-state ship-postal-code ship-country promotion-ids is-business-order purchase-order-number price-designation is-replacement-order original-order-id".split(
    " ",
  );
const CHANNELS: Readonly<Record<string, string>> = { US: "Amazon.com", DE: "Amazon.de", JP: "Amazon.co.jp" };
const UPDATED_AFTER_MS = 30 * 3_600_000;

const iso = (at: Date): string => at.toISOString().replace(".000Z", "+00:00");

function statusOf({ kind }: Line, young: "pending" | "unshipped" | null): string {
  if (kind === "cancelled") return "Cancelled";
  if (young === "pending" && kind === "sale") return "Pending";
  return young === null ? "Shipped" : "Unshipped";
}

/** All Orders by order date, one file a store and stretch of days. */
export function amazonOrders(shop: Shop, lines: readonly Line[], { seed, today, from, to }: Stretch): SampleFile {
  const rows = byTime(lines, (line) => orderOf(seed, line, today)).map(({ line, order }) => {
    const status = statusOf(line, order.young);
    const blank = status === "Pending" || (status === "Cancelled" && line.minor === 0) || line.kind === "mcf";
    const discount = blank || line.discountMinor === 0 ? "" : amount(shop, line.discountMinor);
    const { item } = line.listing;
    return filled(HEADER, {
      "amazon-order-id": order.id,
      "merchant-order-id": order.id,
      "purchase-date": iso(order.at),
      "last-updated-date": iso(new Date(order.at.getTime() + UPDATED_AFTER_MS)),
      "order-status": status,
      "fulfillment-channel": "Amazon",
      "sales-channel": line.kind === "mcf" ? "Non-Amazon" : (CHANNELS[shop.store.country] ?? ""),
      "ship-service-level": "Standard",
      "product-name": item.en,
      sku: item.sku,
      asin: item.asin,
      "item-status": status,
      quantity: status === "Cancelled" && line.minor === 0 ? 0 : line.quantity,
      currency: shop.store.currency,
      "item-price": blank ? "" : amount(shop, line.minor),
      "item-tax": blank ? "" : amount(shop, 0),
      "item-promotion-discount": discount,
      "ship-state": order.state,
      "ship-country": shop.store.country,
      "promotion-ids": discount === "" ? "" : "PAWS-V2-COUPON",
      "is-business-order": "false",
      "is-replacement-order": line.kind === "replacement" ? "true" : "false",
    });
  });
  return {
    name: `${shop.code}-all-orders-${from}-${to}.txt`,
    format: "amazon-all-orders",
    store: shop.code,
    kind: "history",
    text: tsv(HEADER, rows),
  };
}
