import { type SampleFile, amount, tsv } from "../file.ts";
import type { Shop } from "../master.ts";
import type { Placed } from "../order.ts";

const HEADER =
  "amazon-order-id merchant-order-id purchase-date last-updated-date order-status fulfillment-channel sales-channel order-channel ship-service-level product-name sku asin item-status quantity currency item-price item-tax shipping-price shipping-tax gift-wrap-price gift-wrap-tax item-promotion-discount ship-promotion-discount ship-city ship-state ship-postal-code ship-country promotion-ids is-business-order purchase-order-number price-designation is-replacement-order original-order-id".split(
    " ",
  );
const UPDATED_AFTER_MS = 30 * 3_600_000;

const iso = (at: Date): string => at.toISOString().replace(".000Z", "+00:00");

function row({ line, orderId, at, state, status }: Placed, shop: Shop): (string | number)[] {
  const blank = status === "Pending" || (status === "Cancelled" && line.minor === 0) || line.kind === "mcf";
  const quantity = status === "Cancelled" && line.minor === 0 ? 0 : line.quantity;
  const discount = blank || line.discountMinor === 0 ? "" : amount(line.discountMinor);
  const mcf = line.kind === "mcf";
  return [
    orderId,
    orderId,
    iso(at),
    iso(new Date(at.getTime() + UPDATED_AFTER_MS)),
    status,
    "Amazon",
    mcf ? "Non-Amazon" : shop.channel,
    "",
    "Standard",
    line.item.en,
    line.item.sku,
    line.item.asin,
    status,
    quantity,
    shop.store.currency,
    blank ? "" : amount(line.minor),
    blank ? "" : "0.00",
    "",
    "",
    "",
    "",
    discount,
    "",
    "",
    state,
    "",
    shop.store.country,
    discount === "" ? "" : "PAWS-V2-COUPON",
    "false",
    "",
    "",
    line.kind === "replacement" ? "true" : "false",
    "",
  ];
}

/** All Orders by order date, one file a shop and stretch of days. */
export function orderFile(shop: Shop, placed: readonly Placed[], from: string, to: string): SampleFile {
  return {
    name: `${shop.code}-all-orders-${from}-${to}.txt`,
    format: "amazon-all-orders",
    store: shop.code,
    kind: "history",
    text: tsv(
      HEADER,
      placed.map((p) => row(p, shop)),
    ),
  };
}
