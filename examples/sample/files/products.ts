import { addDays, type Day, dayNumber, weekday } from "../../../src/domain/calendar/day.ts";
import { ITEMS } from "../catalogue/items.ts";
import { LISTINGS } from "../catalogue/listings.ts";
import { csv, filled, type SampleFile } from "../file.ts";
import { layers } from "../money/costs.ts";
import { constant } from "../random.ts";
import { amount, shopOf } from "../world/stores.ts";

/** What the company knows of its SKUs. Those that are launched later are in it already, as they are in a company's own list. */
export function productFile(): SampleFile {
  const header = ["sku", "title", "category", "role", "supplier", "moq", "carton", "price", "currency", "launched_on", "active"];
  const rows = ITEMS.map((i) => [
    i.sku,
    `${i.zh} ${i.en}`,
    i.category,
    i.role,
    i.supplier,
    i.moq,
    i.carton,
    i.priceUsd.toFixed(2),
    "USD",
    i.launchedOn,
    "true",
  ]);
  return { name: "products.csv", format: "products", kind: "state", text: csv(header, rows) };
}

export function costFile(seed: string, to: Day): SampleFile {
  const rows = layers(seed, to).map((l) => [l.sku, l.kind, l.from, l.amount.toFixed(2), l.currency]);
  return { name: "costs.csv", format: "costs", kind: "state", text: csv(["sku", "kind", "from", "amount", "currency"], rows) };
}

const MIDDLE = { USD: 1, EUR: 1.135, JPY: 0.00655, CNY: 0.1408 } as const;
const CURRENCIES = ["USD", "EUR", "JPY", "CNY"] as const;

/** A rate every Monday; the first one is before the first day, so that every day has one. */
export function fxFile(seed: string, from: Day, to: Day): SampleFile {
  const rows: (string | number)[][] = [];
  for (let d = addDays(from, 1 - weekday(from)); d <= to; d = addDays(d, 7)) {
    const week = Math.floor(dayNumber(d) / 7);
    // What a currency is worth in dollars: pairs made of that agree with each other.
    const worth = (currency: (typeof CURRENCIES)[number]): number =>
      currency === "USD" ? 1 : MIDDLE[currency] * (1 + 0.02 * Math.sin(week / 9 + 6 * constant(seed, "fx", currency)));
    for (const base of CURRENCIES)
      for (const quote of CURRENCIES)
        if (base !== quote) rows.push([d, base, quote, (worth(base) / worth(quote)).toPrecision(7), "sample"]);
  }
  return { name: `fx-${from}-${to}.csv`, format: "fx", kind: "history", text: csv(["day", "base", "quote", "rate", "source"], rows) };
}

const ITEM =
  "SKU,Item ID,Product Name,Lifecycle Status,Publish Status,Status Change Reason,Product Category,Price,Currency,Buy Box Item Price,Buy Box Shipping Price,Buy Box Eligible,MSRP,Product Tax Code,Ship Methods,Shipping Weight,Shipping Weight Unit,Fulfillment Lag Time,Fulfillment Type,WFS Sales Restriction,WPID,GTIN,UPC".split(
    ",",
  );

/** What Walmart lists. */
export function walmartItems(to: Day): SampleFile {
  const shop = shopOf("walmart-us");
  const rows = LISTINGS.filter((l) => l.shop === shop).map(({ item, minor }) => {
    const gone = item.lastSale !== null && item.lastSale < to;
    return filled(ITEM, {
      SKU: item.sku,
      "Item ID": `51000${String(item.nth).padStart(5, "0")}`,
      "Product Name": item.en,
      "Lifecycle Status": "ACTIVE",
      "Publish Status": gone ? "UNPUBLISHED" : "PUBLISHED",
      "Product Category": item.category,
      Price: amount(shop, minor),
      Currency: shop.store.currency,
      "Fulfillment Lag Time": 1,
      "Fulfillment Type": "Seller Fulfilled",
    });
  });
  return { name: `${shop.code}-items-${to}.csv`, format: "walmart-item", store: shop.code, kind: "state", text: csv(ITEM, rows) };
}
