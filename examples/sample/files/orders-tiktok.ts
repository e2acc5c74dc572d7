import { csv, filled, type SampleFile } from "../file.ts";
import { addDays } from "../../../src/domain/calendar/day.ts";
import type { Line } from "../sales/line.ts";
import { orderOf } from "../sales/order.ts";
import { amount, type Shop } from "../world/stores.ts";
import { american, byTime, dispatchedAt, type Placed, type Stretch } from "./stretch.ts";

/** Columns of the export, and what the line below the header says of them. */
const COLUMNS: readonly (readonly [string, string])[] = [
  ["Order ID", "Platform unique order ID."],
  ["Order Status", "Current order status."],
  ["Order Substatus", "Current order sub-status."],
  ["Normal or Pre-order", "Normal or pre-order."],
  ["SKU ID", "Platform SKU ID."],
  ["Seller SKU", "Seller SKU input by the seller."],
  ["Product Name", "Platform product name."],
  ["Variation", "SKU variation."],
  ["Quantity", "SKU sold quantity."],
  ["Sku Quantity of return", "SKU returned quantity."],
  ["SKU Unit Original Price", "SKU original price."],
  ["SKU Subtotal Before Discount", "SKU price times quantity."],
  ["SKU Platform Discount", "Paid by the platform."],
  ["SKU Seller Discount", "Paid by the seller."],
  ["SKU Subtotal After Discount", "After discounts."],
  ["Order Amount", "Amount the buyer pays."],
  ["Order Refund Amount", "Refunds."],
  ["Created Time", "Time the order was created."],
  ["Paid Time", "Time paid."],
  ["Shipped Time", "Time shipped."],
  ["Cancelled Time", "Time cancelled."],
  ["Fulfillment Type", "Who fulfils."],
  ["Warehouse Name", "Warehouse."],
  ["Country", "Country."],
  ["State", "State."],
];
const HEADER = COLUMNS.map(([name]) => name);
/** So long after an order it is with its buyer: no longer than orders are written again. */
const DELIVERED_DAYS = 6;

function statusOf({ line, order }: Placed, today: Stretch["today"]): string {
  if (line.kind === "cancelled") return "Canceled";
  if (order.young === "pending") return "On hold";
  const left = dispatchedAt(line.listing.shop, order, today);
  if (left === null) return "To ship";
  return line.day <= addDays(today, -DELIVERED_DAYS) ? "Completed" : "Shipped";
}

/** The order export of TikTok Shop, a line a SKU. */
export function tiktokOrders(shop: Shop, lines: readonly Line[], { seed, today, from, to }: Stretch): SampleFile {
  const placed = byTime(lines, (line) => orderOf(seed, line, today));
  const sums = new Map<string, number>();
  for (const { line, order } of placed) sums.set(order.id, (sums.get(order.id) ?? 0) + line.minor - line.discountMinor);
  const rows = placed.map((p) => {
    const { line, order } = p;
    const status = statusOf(p, today);
    const created = american(shop, order.at);
    const left = dispatchedAt(shop, order, today);
    const free = line.kind === "sample";
    const subtotal = free ? 0 : line.listing.minor * line.quantity;
    return filled(HEADER, {
      "Order ID": order.id,
      "Order Status": status,
      "Normal or Pre-order": "Normal",
      "SKU ID": `17290${String(line.listing.key).padStart(12, "0")}7`,
      "Seller SKU": line.listing.item.sku,
      "Product Name": line.listing.item.en,
      Variation: "Default",
      Quantity: line.quantity,
      "Sku Quantity of return": 0,
      "SKU Unit Original Price": amount(shop, free ? 0 : line.listing.minor),
      "SKU Subtotal Before Discount": amount(shop, subtotal),
      "SKU Platform Discount": "0.00",
      "SKU Seller Discount": amount(shop, line.discountMinor),
      "SKU Subtotal After Discount": amount(shop, subtotal - line.discountMinor),
      "Order Amount": amount(shop, sums.get(order.id) ?? 0),
      "Order Refund Amount": "0.00",
      "Created Time": created,
      "Paid Time": status === "On hold" || status === "Canceled" ? "" : created,
      "Shipped Time": left && status !== "Canceled" && status !== "On hold" ? american(shop, left) : "",
      "Cancelled Time": status === "Canceled" ? created : "",
      "Fulfillment Type": "Fulfillment by seller",
      "Warehouse Name": shop.pool,
      Country: "United States",
      State: order.state,
    });
  });
  const text = csv(HEADER, [COLUMNS.map(([, says]) => says), ...rows]);
  return { name: `${shop.code}-orders-${from}-${to}.csv`, format: "tiktok-orders", store: shop.code, kind: "history", text };
}
