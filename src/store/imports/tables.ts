import type { FactKind, FactRows } from "../../domain/facts/facts.ts";
import { Prisma } from "../client/client.ts";
import { type Column, type FactTable, type SkuMention, key, skuKey, skuOrStoreKey, storeKey, value } from "./table.ts";

const mention = (
  code: string | null,
  more: { title?: string | null; asin?: string | null; fnsku?: string | null } = {},
): SkuMention | null => (code === null ? null : { code, title: more.title ?? null, asin: more.asin ?? null, fnsku: more.fnsku ?? null });

const interval = <F extends { readonly from: string; readonly to: string }>(): Column<F>[] => [
  key("from", Prisma.sql`from_day`, "date", (f) => f.from),
  key("to", Prisma.sql`to_day`, "date", (f) => f.to),
];

const orderLines: FactTable<"order-lines"> = {
  fact: "order-lines",
  name: Prisma.sql`order_line`,
  ofStore: true,
  columns: [
    storeKey(),
    skuKey(),
    key("order", Prisma.sql`order_id`, "text", (f) => f.orderId),
    key("nth", Prisma.sql`nth`, "int", (f) => f.nth),
    value("day", Prisma.sql`day`, "date", (f) => f.day),
    value("at", Prisma.sql`at`, "timestamptz", (f) => f.at.toISOString()),
    value("quantity", Prisma.sql`quantity`, "int", (f) => f.quantity),
    value("flag", Prisma.sql`flag`, "text", (f) => f.flag),
    value("amount", Prisma.sql`amount`, "numeric", (f) => f.amount),
    value("discount", Prisma.sql`discount`, "numeric", (f) => f.discount),
    value("currency", Prisma.sql`currency`, "text", (f) => f.currency),
    value("status", Prisma.sql`status`, "text", (f) => f.status),
    value("fulfilment", Prisma.sql`fulfilment`, "text", (f) => f.fulfilment),
    value("country", Prisma.sql`country`, "text", (f) => f.country),
    value("shipped_at", Prisma.sql`shipped_at`, "timestamptz", (f) => f.shippedAt?.toISOString() ?? null),
    value("ship_by", Prisma.sql`ship_by`, "timestamptz", (f) => f.shipBy?.toISOString() ?? null),
    value("codes", Prisma.sql`codes`, "text", (f) => ((f.codes?.length ?? 0) > 0 ? (f.codes ?? []).join(",") : null)),
  ],
  sku: (f) => mention(f.sku, f),
  warehouse: null,
  span: (f) => ({ from: f.day, to: f.day }),
};

const dailySales: FactTable<"daily-sales"> = {
  fact: "daily-sales",
  name: Prisma.sql`daily_sales`,
  ofStore: true,
  columns: [
    storeKey(),
    skuOrStoreKey(),
    ...interval<FactRows["daily-sales"]>(),
    value("units", Prisma.sql`units`, "int", (f) => f.units),
    value("orders", Prisma.sql`orders`, "int", (f) => f.orders),
    value("sales", Prisma.sql`sales`, "numeric", (f) => f.sales),
    value("currency", Prisma.sql`currency`, "text", (f) => f.currency),
  ],
  sku: (f) => mention(f.sku),
  warehouse: null,
  span: (f) => f,
};

const traffic: FactTable<"traffic"> = {
  fact: "traffic",
  name: Prisma.sql`traffic`,
  ofStore: true,
  columns: [
    storeKey(),
    skuOrStoreKey(),
    ...interval<FactRows["traffic"]>(),
    value("asin", Prisma.sql`asin`, "text", (f) => f.asin),
    value("sessions", Prisma.sql`sessions`, "int", (f) => f.sessions),
    value("page_views", Prisma.sql`page_views`, "int", (f) => f.pageViews),
    value("units", Prisma.sql`units`, "int", (f) => f.units),
    value("order_items", Prisma.sql`order_items`, "int", (f) => f.orderItems),
    value("sales", Prisma.sql`sales`, "numeric", (f) => f.sales),
    value("units_refunded", Prisma.sql`units_refunded`, "int", (f) => f.unitsRefunded),
    value("units_shipped", Prisma.sql`units_shipped`, "int", (f) => f.unitsShipped),
    // As the column keeps it: an untouched file must compare as untouched.
    value("buy_box", Prisma.sql`buy_box`, "numeric", (f) => (f.buyBox === null ? null : f.buyBox.toFixed(6))),
    value("currency", Prisma.sql`currency`, "text", (f) => f.currency),
  ],
  sku: (f) => mention(f.sku, f),
  warehouse: null,
  span: (f) => f,
};

const ads: FactTable<"ads"> = {
  fact: "ads",
  name: Prisma.sql`ad_spend`,
  ofStore: true,
  columns: [
    storeKey(),
    skuOrStoreKey(),
    key("campaign", Prisma.sql`campaign`, "text", (f) => f.campaign),
    ...interval<FactRows["ads"]>(),
    value("impressions", Prisma.sql`impressions`, "int", (f) => f.impressions),
    value("clicks", Prisma.sql`clicks`, "int", (f) => f.clicks),
    value("spend", Prisma.sql`spend`, "numeric", (f) => f.spend),
    value("sales", Prisma.sql`sales`, "numeric", (f) => f.sales),
    value("units", Prisma.sql`units`, "int", (f) => f.units),
    value("orders", Prisma.sql`orders`, "int", (f) => f.orders),
    value("attribution_days", Prisma.sql`attribution_days`, "int", (f) => f.attributionDays),
    value("currency", Prisma.sql`currency`, "text", (f) => f.currency),
  ],
  sku: (f) => mention(f.sku),
  warehouse: null,
  span: (f) => f,
};

const stock: FactTable<"stock"> = {
  fact: "stock",
  name: Prisma.sql`stock_snapshot`,
  ofStore: false,
  columns: [
    key("warehouse", Prisma.sql`warehouse_id`, "int", (f, ids) => ids.warehouse(f.warehouse)),
    skuKey(),
    key("state", Prisma.sql`state`, "text", (f) => f.state),
    key("day", Prisma.sql`day`, "date", (f) => f.day),
    value("quantity", Prisma.sql`quantity`, "int", (f) => f.quantity),
  ],
  sku: (f) => mention(f.sku, f),
  warehouse: (f) => f.warehouse,
  span: (f) => ({ from: f.day, to: f.day }),
};

const inbound: FactTable<"inbound"> = {
  fact: "inbound",
  name: Prisma.sql`inbound`,
  ofStore: false,
  columns: [
    key("shipment", Prisma.sql`shipment`, "text", (f) => f.shipment),
    key("warehouse", Prisma.sql`warehouse_id`, "int", (f, ids) => ids.warehouse(f.warehouse)),
    skuKey(),
    value("quantity", Prisma.sql`quantity`, "int", (f) => f.quantity),
    value("received", Prisma.sql`received`, "int", (f) => f.received),
    value("mode", Prisma.sql`mode`, "text", (f) => f.mode),
    value("state", Prisma.sql`state`, "text", (f) => f.state),
    value("booked_on", Prisma.sql`booked_on`, "date", (f) => f.bookedOn),
    value("left_on", Prisma.sql`left_on`, "date", (f) => f.leftOn),
    value("landed_on", Prisma.sql`landed_on`, "date", (f) => f.landedOn),
    value("cleared_on", Prisma.sql`cleared_on`, "date", (f) => f.clearedOn),
    value("eta", Prisma.sql`eta`, "date", (f) => f.eta),
    value("arrived_on", Prisma.sql`arrived_on`, "date", (f) => f.arrivedOn),
    value("received_on", Prisma.sql`received_on`, "date", (f) => f.receivedOn),
  ],
  sku: (f) => mention(f.sku),
  warehouse: (f) => f.warehouse,
  span: null,
};

const returns: FactTable<"returns"> = {
  fact: "returns",
  name: Prisma.sql`"return"`,
  ofStore: true,
  columns: [
    storeKey(),
    key("order", Prisma.sql`order_id`, "text", (f) => f.orderId),
    skuKey(),
    key("day", Prisma.sql`day`, "date", (f) => f.day),
    key("nth", Prisma.sql`nth`, "int", (f) => f.nth),
    value("quantity", Prisma.sql`quantity`, "int", (f) => f.quantity),
    value("reason", Prisma.sql`reason`, "text", (f) => f.reason),
    value("bucket", Prisma.sql`bucket`, "text", (f) => f.bucket),
    value("disposition", Prisma.sql`disposition`, "text", (f) => f.disposition),
    value("status", Prisma.sql`status`, "text", (f) => f.status),
    value("comment", Prisma.sql`comment`, "text", (f) => f.comment),
    value("refund", Prisma.sql`refund`, "numeric", (f) => f.refund),
    value("currency", Prisma.sql`currency`, "text", (f) => f.currency),
  ],
  sku: (f) => mention(f.sku),
  warehouse: null,
  span: (f) => ({ from: f.day, to: f.day }),
};

const reviews: FactTable<"reviews"> = {
  fact: "reviews",
  name: Prisma.sql`review`,
  ofStore: true,
  columns: [
    storeKey(),
    key("review", Prisma.sql`external_id`, "text", (f) => f.externalId),
    value("sku", Prisma.sql`sku_id`, "int", (f, ids) => ids.sku(f.sku)),
    value("day", Prisma.sql`day`, "date", (f) => f.day),
    value("stars", Prisma.sql`stars`, "int", (f) => f.stars),
    value("title", Prisma.sql`title`, "text", (f) => f.title),
    value("body", Prisma.sql`body`, "text", (f) => f.body),
  ],
  // A review's title is not the product's.
  sku: (f) => mention(f.sku),
  warehouse: null,
  span: (f) => ({ from: f.day, to: f.day }),
};

const costs: FactTable<"costs"> = {
  fact: "costs",
  name: Prisma.sql`cost_layer`,
  ofStore: false,
  columns: [
    skuKey(),
    key("kind", Prisma.sql`kind`, "text", (f) => f.kind),
    key("from", Prisma.sql`from_day`, "date", (f) => f.from),
    value("amount", Prisma.sql`amount`, "numeric", (f) => f.amount),
    value("currency", Prisma.sql`currency`, "text", (f) => f.currency),
  ],
  sku: (f) => mention(f.sku),
  warehouse: null,
  span: null,
};

const financialEvents: FactTable<"financial-events"> = {
  fact: "financial-events",
  name: Prisma.sql`financial_event`,
  ofStore: true,
  columns: [
    storeKey(),
    key("reference", Prisma.sql`reference`, "text", (f) => f.reference),
    key("nth", Prisma.sql`nth`, "int", (f) => f.nth),
    value("sku", Prisma.sql`sku_id`, "int", (f, ids) => (f.sku === null ? null : ids.sku(f.sku))),
    value("type", Prisma.sql`type`, "text", (f) => f.type),
    value("order", Prisma.sql`order_id`, "text", (f) => f.orderId),
    value("day", Prisma.sql`day`, "date", (f) => f.day),
    value("amount", Prisma.sql`amount`, "numeric", (f) => f.amount),
    value("currency", Prisma.sql`currency`, "text", (f) => f.currency),
    value("settled", Prisma.sql`settled`, "boolean", (f) => f.settled),
  ],
  sku: (f) => mention(f.sku),
  warehouse: null,
  span: (f) => ({ from: f.day, to: f.day }),
};

const fx: FactTable<"fx"> = {
  fact: "fx",
  name: Prisma.sql`fx_rate`,
  ofStore: false,
  columns: [
    key("day", Prisma.sql`day`, "date", (f) => f.day),
    key("base", Prisma.sql`base`, "text", (f) => f.base),
    key("quote", Prisma.sql`quote`, "text", (f) => f.quote),
    value("rate", Prisma.sql`rate`, "numeric", (f) => f.rate),
    value("source", Prisma.sql`source`, "text", (f) => f.source),
  ],
  sku: null,
  warehouse: null,
  span: null,
};

const products: FactTable<"products"> = {
  fact: "products",
  name: Prisma.sql`product_row`,
  ofStore: false,
  columns: [
    skuKey(),
    value("title", Prisma.sql`title`, "text", (f) => f.title),
    value("category", Prisma.sql`category`, "text", (f) => f.category),
    value("role", Prisma.sql`role`, "text", (f) => f.role),
    value("supplier", Prisma.sql`supplier`, "text", (f) => f.supplier),
    value("moq", Prisma.sql`moq`, "int", (f) => f.moq),
    value("carton", Prisma.sql`carton`, "int", (f) => f.carton),
    value("price", Prisma.sql`price`, "numeric", (f) => f.price),
    value("currency", Prisma.sql`currency`, "text", (f) => f.currency),
    value("launched_on", Prisma.sql`launched_on`, "date", (f) => f.launchedOn),
    value("active", Prisma.sql`active`, "boolean", (f) => f.active),
    value("supplier_sku", Prisma.sql`supplier_sku`, "text", (f) => f.supplierSku ?? null),
    value("material", Prisma.sql`material`, "text", (f) => f.material ?? null),
    value("unit_kg", Prisma.sql`unit_kg`, "numeric", (f) => f.unitKg ?? null),
    value("length_cm", Prisma.sql`length_cm`, "numeric", (f) => f.lengthCm ?? null),
    value("width_cm", Prisma.sql`width_cm`, "numeric", (f) => f.widthCm ?? null),
    value("height_cm", Prisma.sql`height_cm`, "numeric", (f) => f.heightCm ?? null),
  ],
  sku: (f) => mention(f.sku),
  warehouse: null,
  span: null,
};

/** Every fact's table. */
export const TABLES: { readonly [K in FactKind]: FactTable<K> } = {
  products,
  "order-lines": orderLines,
  "daily-sales": dailySales,
  traffic,
  ads,
  stock,
  inbound,
  returns,
  reviews,
  costs,
  "financial-events": financialEvents,
  fx,
};
