import { csv, filled, type Cell, type SampleFile } from "../file.ts";
import { orderOf } from "../sales/order.ts";
import type { Line } from "../sales/line.ts";
import { amount, type Shop } from "../world/stores.ts";
import { byTime, dispatchedAt, type Placed, type Stretch, withOffset } from "./stretch.ts";

const HEADER =
  "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Shipping Name,Shipping Province,Shipping Country,Notes,Cancelled at,Payment Method,Refunded Amount,Vendor,Id,Tags,Risk Level,Source,Lineitem discount".split(
    ",",
  );

function lineCells(shop: Shop, { line, order }: Placed): Record<string, Cell> {
  return {
    Name: order.id,
    "Created at": withOffset(shop, order.at),
    "Lineitem quantity": line.quantity,
    "Lineitem name": line.listing.item.en,
    "Lineitem price": amount(shop, line.listing.minor),
    "Lineitem sku": line.listing.item.sku,
    "Lineitem requires shipping": "true",
    "Lineitem taxable": "true",
    "Lineitem discount": "0.00",
  };
}

/** Money, state and dates of an order stand on its first line alone. */
function headCells(shop: Shop, of: readonly Placed[], today: Stretch["today"]): Record<string, Cell> {
  const [{ line, order } = of[0] as Placed] = of;
  const sum = (pick: (l: Line) => number): number => of.reduce((all, p) => all + pick(p.line), 0);
  const off = sum((l) => l.discountMinor);
  const subtotal = sum((l) => l.quantity * l.listing.minor) - off;
  const shipping = subtotal >= 4_900 ? 0 : 495;
  const taxes = Math.round(subtotal * 0.07);
  const cancelled = line.kind === "cancelled";
  const open = order.young === "pending";
  const left = cancelled || open ? null : dispatchedAt(shop, order, today);
  const created = withOffset(shop, order.at);
  return {
    "Financial Status": cancelled ? "voided" : open ? "pending" : "paid",
    "Paid at": cancelled || open ? "" : created,
    "Fulfillment Status": left ? "fulfilled" : "unfulfilled",
    "Fulfilled at": left ? withOffset(shop, left) : "",
    "Accepts Marketing": "no",
    Currency: shop.store.currency,
    Subtotal: amount(shop, subtotal),
    Shipping: amount(shop, shipping),
    Taxes: amount(shop, taxes),
    Total: amount(shop, subtotal + shipping + taxes),
    "Discount Code": off > 0 ? "PINE" : "",
    "Discount Amount": amount(shop, off),
    "Shipping Method": shipping === 0 ? "Free shipping" : "Standard",
    "Shipping Province": order.state,
    "Shipping Country": shop.store.country,
    "Cancelled at": cancelled ? created : "",
    "Payment Method": "shopify_payments",
    "Refunded Amount": "0.00",
    Vendor: "Pinewood",
    "Risk Level": "Low",
    Source: "web",
  };
}

/** The orders export of Shopify. */
export function shopifyOrders(shop: Shop, lines: readonly Line[], { seed, today, from, to }: Stretch): SampleFile {
  const placed = byTime(lines, (line) => orderOf(seed, line, today));
  const rows = [...Map.groupBy(placed, (p) => p.order.id).values()].flatMap((of) =>
    of.map((p, i) => filled(HEADER, { ...lineCells(shop, p), ...(i === 0 && headCells(shop, of, today)) })),
  );
  return {
    name: `${shop.code}-orders-export-${from}-${to}.csv`,
    format: "shopify-orders",
    store: shop.code,
    kind: "history",
    text: csv(HEADER, rows),
  };
}
