import { unknownStatus } from "../tables/said.ts";
import type { Source, SourceContext } from "../../app/types.ts";
import type { LineFlag, OrderLine } from "../../domain/facts/facts.ts";
import { magnitude } from "../tables/decimal.ts";
import { nthOf } from "../tables/nth.ts";
import type { Row } from "../tables/row.ts";
import { type Taken, tableSource } from "../tables/table-source.ts";
import { COLUMNS, IGNORED, STATUS_FLAGS } from "./schema.ts";

/** Ids have eighteen digits; a spreadsheet keeps fifteen and writes zeros for the rest. One that ends so is chance, two are not. */
const ZEROED = /^\d{15}0{3,}$/;

function idsOf(row: Row): { readonly orderId: string; readonly skuId: string } {
  const orderId = row.code("Order ID");
  const skuId = row.code("SKU ID");
  if (ZEROED.test(orderId) && ZEROED.test(skuId))
    row.reject("lost-digits", "Order ID", {
      zh: "Order ID 和 SKU ID 末尾都是 0，像是被表格软件四舍五入过；请用下载后没打开过的原文件",
      en: "Order ID and SKU ID both end in zeros, as ids do that a spreadsheet rounded. Use the file as downloaded",
    });
  return { orderId, skuId };
}

function statusOf(row: Row): { readonly status: string; readonly flag: LineFlag | null } {
  const status = row.code("Order Status");
  const flag = STATUS_FLAGS.get(status.toLowerCase().replace(/[_\s]+/g, " "));
  if (flag === undefined) row.reject("unknown-value", "Order Status", unknownStatus("Order Status"));
  return { status, flag };
}

function fulfilmentOf(row: Row): OrderLine["fulfilment"] {
  const type = row.raw("Fulfillment Type").toLowerCase();
  if (/tiktok|fbt|platform/.test(type)) return "platform";
  return type.includes("seller") || type.includes("merchant") ? "seller" : null;
}

function start(context: SourceContext): (row: Row) => Taken<"order-lines"> {
  const lineNumber = nthOf();
  const currency = context.currency ?? context.store?.currency ?? null;
  let told = false;
  return (row) => {
    const { orderId, skuId } = idsOf(row);
    const own = row.optionalCode("Seller SKU");
    if (own === null && !told) {
      told = true;
      context.note?.({
        zh: "有的行没有 Seller SKU，改用 SKU ID；请在 TikTok Shop 后台补填 Seller SKU。",
        en: "Some lines have no Seller SKU and are kept under their SKU ID; fill in Seller SKU in TikTok Shop.",
      });
    }
    const sku = own ?? skuId;
    const { status, flag: byStatus } = statusOf(row);
    const { at, day } = row.moment("Created Time");
    const quantity = row.count("Quantity");
    if (quantity === 0 && byStatus !== "cancelled")
      row.reject("out-of-range", "Quantity", {
        zh: "Quantity 为 0，但这一行没有取消",
        en: "Quantity is 0 on a line that was not cancelled",
      });
    if (currency === null) throw new TypeError("TikTok orders are read without a store or a currency");
    const amount = row.optionalPrice("SKU Subtotal Before Discount", currency);
    if (amount === null && byStatus === null)
      row.reject("missing-price", "SKU Subtotal Before Discount", {
        zh: "SKU Subtotal Before Discount 为空，但这一行是销售",
        en: "SKU Subtotal Before Discount is blank on a line that is a sale",
      });
    // What the platform pays of a discount comes back to the seller: only the seller's own part is one.
    const discount = row.optionalAmount("SKU Seller Discount", currency);
    return {
      fact: {
        orderId,
        sku,
        nth: lineNumber(orderId, sku),
        at,
        day,
        quantity,
        amount,
        discount: discount === null ? null : magnitude(discount),
        currency,
        // Samples for creators are orders at price 0.
        flag: byStatus ?? (amount === "0" ? "sample" : null),
        status,
        fulfilment: fulfilmentOf(row),
        shippedAt: row.optionalMoment("Shipped Time")?.at ?? null,
        country: row.text("Country"),
        title: row.text("Product Name"),
        asin: null,
      },
    };
  };
}

const source = tableSource({
  id: "tiktok-orders",
  fact: "order-lines",
  title: { zh: "TikTok Shop 订单导出", en: "TikTok Shop orders" },
  origin: {
    zh: "TikTok Shop 商家后台 → 订单 → 管理订单 → 导出（按 SKU，CSV 或 Excel）；每次最多 90 天。",
    en: "TikTok Shop Seller Center → Orders → Manage orders → Export (by SKU, CSV or Excel), 90 days at most.",
  },
  asks: { store: true },
  fits: { platform: "tiktok" },
  columns: COLUMNS,
  ignored: IGNORED,
  unknown: "note",
  naive: "store",
  explains: (row) => !/\d/.test(row.raw("Order ID")) && /\s/.test(row.raw("Order ID")),
  start,
});

export const sources: readonly Source[] = [source];
