import { addDays, type Day, fromDayNumber, later, weekday } from "../../../src/domain/calendar/day.ts";
import { type Books, SNAPSHOT_DAYS } from "../books.ts";
import { itemOfSku } from "../catalogue/items.ts";
import { LISTINGS } from "../catalogue/listings.ts";
import { csv, filled, type SampleFile, tsv } from "../file.ts";
import type { LedgerDay, Shipment } from "../stock/shipment.ts";
import { amount, type Shop, shopOf, type WarehouseCode } from "../world/stores.ts";

/** Goods wait in the domestic warehouse for so long before their ship leaves. */
const WAITING_DAYS = 4;
/** That warehouse is counted once a week, on Sundays. */
const COUNTED = 7;

/** Units in the domestic warehouse at the end of a day: made, and not on their way yet. */
export function waiting(shipments: readonly Shipment[], d: Day): number {
  const there = (s: Shipment): boolean => s.source === "factory" && addDays(s.leftOn, -WAITING_DAYS) <= d && d < s.leftOn;
  return shipments.reduce((sum, s) => sum + (there(s) ? s.quantity : 0), 0);
}

function domestic({ shipments, window }: Books): (string | number)[][] {
  const rows: (string | number)[][] = [];
  const first = later(window.from, addDays(window.today, -SNAPSHOT_DAYS));
  const bySku = Map.groupBy(
    shipments.filter((s) => s.source === "factory"),
    (s) => s.sku,
  );
  for (let d = first; d <= window.to; d = addDays(d, 1)) {
    if (weekday(d) !== COUNTED) continue;
    for (const [sku, own] of bySku) rows.push(["CN-DG", sku, "available", d, waiting(own, d)]);
  }
  return rows;
}

export function stockFiles(books: Books): SampleFile[] {
  const { from, to, today } = books.window;
  const rows = [...books.stock.map((e) => [e.warehouse, e.sku, "available", fromDayNumber(e.dayOf), e.quantity]), ...domestic(books)];
  if (rows.length === 0) return [];
  const first = later(from, addDays(today, -SNAPSHOT_DAYS));
  const text = csv(["warehouse", "sku", "state", "day", "quantity"], rows);
  return [{ name: `stock-${first}-${to}.csv`, format: "stock", kind: "history", text }];
}

const MYI =
  "sku fnsku asin product-name condition your-price mfn-listing-exists mfn-fulfillable-quantity afn-listing-exists afn-warehouse-quantity afn-fulfillable-quantity afn-unsellable-quantity afn-reserved-quantity afn-total-quantity per-unit-volume afn-inbound-working-quantity afn-inbound-shipped-quantity afn-inbound-receiving-quantity afn-researching-quantity afn-reserved-future-supply afn-future-supply-buyable".split(
    " ",
  );
const PLANNING =
  "snapshot-date,sku,fnsku,asin,product-name,condition,available,pending-removal-quantity,inv-age-0-to-90-days,inv-age-91-to-180-days,inv-age-181-to-270-days,inv-age-271-to-365-days,inv-age-366-to-455-days,inv-age-456-plus-days,currency,your-price,inbound-quantity,inbound-working,inbound-shipped,inbound-received,Total Reserved Quantity,unfulfillable-quantity".split(
    ",",
  );
const MOST_RESERVED = 9;

interface Coming {
  readonly working: number;
  readonly shipped: number;
  readonly receiving: number;
}

function comingTo(warehouse: WarehouseCode, sku: string, { shipments, window: { to } }: Books): Coming {
  const open = shipments.filter((s) => s.sku === sku && s.warehouse === warehouse && s.bookedOn <= to && s.receivedOn > to);
  const units = (test: (s: Shipment) => boolean): number => open.reduce((sum, s) => sum + (test(s) ? s.quantity : 0), 0);
  return {
    working: units((s) => s.leftOn > to),
    shipped: units((s) => s.leftOn <= to && s.arrivedOn > to),
    receiving: units((s) => s.arrivedOn <= to),
  };
}

function priceOf(shop: Shop, sku: string): string {
  const listing = LISTINGS.find((l) => l.shop === shop && l.item.sku === sku);
  return listing ? amount(shop, listing.minor) : "";
}

const reservedOf = (entry: LedgerDay): number => Math.min(entry.shipped, MOST_RESERVED);
const inPool = (shop: Shop, { last }: Books): LedgerDay[] => last.filter((e) => e.warehouse === shop.pool);

/** Manage FBA Inventory at the end of the last day: says itself neither its day nor its pool. */
export function manageInventory(shop: Shop, books: Books): SampleFile {
  const rows = inPool(shop, books).map((entry) => {
    const item = itemOfSku(entry.sku);
    const { working, shipped, receiving } = comingTo(entry.warehouse, entry.sku, books);
    const reserved = reservedOf(entry);
    return filled(MYI, {
      sku: item.sku,
      fnsku: item.fnsku,
      asin: item.asin,
      "product-name": item.en,
      condition: "New",
      "your-price": priceOf(shop, item.sku),
      "mfn-listing-exists": "No",
      "afn-listing-exists": "Yes",
      "afn-warehouse-quantity": entry.closing + reserved,
      "afn-fulfillable-quantity": entry.closing,
      "afn-unsellable-quantity": 0,
      "afn-reserved-quantity": reserved,
      "afn-total-quantity": entry.closing + reserved + working + shipped + receiving,
      "per-unit-volume": "0.10",
      "afn-inbound-working-quantity": working,
      "afn-inbound-shipped-quantity": shipped,
      "afn-inbound-receiving-quantity": receiving,
      "afn-researching-quantity": 0,
      "afn-reserved-future-supply": 0,
      "afn-future-supply-buyable": 0,
    });
  });
  const { to } = books.window;
  return {
    name: `${shop.code}-manage-fba-inventory-${to}.txt`,
    format: "amazon-fba-inventory",
    kind: "state",
    store: shop.code,
    warehouse: shop.pool,
    day: to,
    text: tsv(MYI, rows),
  };
}

/** Inventory Planning at the end of the last day. */
export function inventoryPlanning(shop: Shop, books: Books): SampleFile {
  const { to } = books.window;
  const rows = inPool(shop, books).map((entry) => {
    const item = itemOfSku(entry.sku);
    const { working, shipped, receiving } = comingTo(entry.warehouse, entry.sku, books);
    return filled(PLANNING, {
      "snapshot-date": to,
      sku: item.sku,
      fnsku: item.fnsku,
      asin: item.asin,
      "product-name": item.en,
      condition: "New",
      available: entry.closing,
      "pending-removal-quantity": 0,
      "inv-age-0-to-90-days": entry.closing,
      currency: shop.store.currency,
      "your-price": priceOf(shop, item.sku),
      "inbound-quantity": working + shipped + receiving,
      "inbound-working": working,
      "inbound-shipped": shipped,
      "inbound-received": receiving,
      "Total Reserved Quantity": reservedOf(entry),
      "unfulfillable-quantity": 0,
    });
  });
  return {
    name: `${shop.code}-inventory-planning-${to}.csv`,
    format: "amazon-inventory-planning",
    kind: "state",
    store: shop.code,
    warehouse: shop.pool,
    text: csv(PLANNING, rows),
  };
}

const SHOPIFY =
  "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Location,Bin name,Incoming (not editable),Unavailable (not editable),Committed (not editable),Available (not editable),On hand (current),On hand (new)".split(
    ",",
  );

/** What Shopify says of the third-party warehouse at the end of the last day. */
export function shopifyInventory(books: Books): SampleFile {
  const shop = shopOf("shopify");
  const rows = inPool(shop, books).map((entry) => {
    const item = itemOfSku(entry.sku);
    const { working, shipped, receiving } = comingTo(entry.warehouse, entry.sku, books);
    return filled(SHOPIFY, {
      Handle: item.sku.toLowerCase(),
      Title: item.en,
      "Option1 Name": "Title",
      "Option1 Value": "Default Title",
      SKU: item.sku,
      COO: "CN",
      Location: entry.warehouse,
      "Incoming (not editable)": working + shipped + receiving,
      "Unavailable (not editable)": 0,
      "Committed (not editable)": reservedOf(entry),
      "Available (not editable)": entry.closing,
      "On hand (current)": entry.closing + reservedOf(entry),
    });
  });
  const { to } = books.window;
  return { name: `${shop.code}-inventory-${to}.csv`, format: "shopify-inventory", kind: "state", day: to, text: csv(SHOPIFY, rows) };
}
