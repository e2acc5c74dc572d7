import type { SourceColumn } from "../../app/types.ts";
import type { LineFlag } from "../../domain/facts/facts.ts";

export const COLUMNS: readonly SourceColumn[] = [
  { name: "Order ID", aliases: ["订单号"], required: true },
  { name: "Order Status", aliases: ["订单状态"], required: true },
  { name: "SKU ID", required: true },
  { name: "Seller SKU", aliases: ["商家 SKU", "卖家 SKU"], required: true },
  { name: "Product Name", aliases: ["商品名称"], required: false },
  { name: "Quantity", aliases: ["数量"], required: true },
  { name: "SKU Subtotal Before Discount", required: true },
  { name: "SKU Seller Discount", required: false },
  { name: "Created Time", aliases: ["创建时间", "订单创建时间"], required: true },
  { name: "Shipped Time", aliases: ["发货时间"], required: false },
  { name: "Fulfillment Type", required: false },
  { name: "Country", required: false },
];

/** What an order's status makes of its lines. On hold: paid, but the buyer may still withdraw. A status that is not here is never guessed. */
export const STATUS_FLAGS: ReadonlyMap<string, LineFlag | null> = new Map(
  Object.entries<LineFlag | null>({
    unpaid: "unpaid",
    "on hold": "pending",
    "to ship": null,
    "awaiting shipment": null,
    "awaiting collection": null,
    "partially shipping": null,
    "partially shipped": null,
    shipped: null,
    "in transit": null,
    delivered: null,
    completed: null,
    canceled: "cancelled",
    cancelled: "cancelled",
    未付款: "unpaid",
    待付款: "unpaid",
    待发货: null,
    已发货: null,
    运输中: null,
    已送达: null,
    已完成: null,
    已取消: "cancelled",
  }),
);

/**
 * Known and not wanted. Returns in this export are flagged for four of five at best, order amounts repeat on each line, and the rest is
 * personal data or logistics.
 */
export const IGNORED: readonly (string | RegExp)[] = [
  "Order Substatus",
  /^cancell?ation/i,
  /^normal or pre-?order/i,
  "Variation",
  /^sku quantity of return/i,
  /^sku unit original price/i,
  /^sku platform discount/i,
  /^sku subtotal after discount/i,
  /shipping fee/i,
  /^payment/i,
  /delivery/i,
  "Taxes",
  /^order (?:amount|refund amount|channel|type)/i,
  /^(?:paid|rts|delivered|cancell?ed) time/i,
  /^cancel (?:by|reason)/i,
  /^warehouse name/i,
  /^tracking id/i,
  /^shipping (?:provider name|information)/i,
  /^buyer/i,
  "Recipient",
  /^phone/i,
  /^(?:state|province|city|district|commune|town|village|zipcode|postal code)/i,
  /address/i,
  /^house name/i,
  /^weight/i,
  /^product category/i,
  /^package id/i,
  /^seller note/i,
  /^checked/i,
  /^combined/i,
  /^virtual bundle/i,
  /fee$/i,
  /insurance$/i,
  /^purchase channel/i,
  /invoice/i,
];
