import { day } from "../../src/domain/calendar/day.ts";
import { TODAY, US } from "./kit.ts";
import { brokenVariants } from "./variants.ts";

const OCTOBER = { from: day("2026-10-01"), to: day("2026-10-31") };
const SHOP = { ...US, code: "shop" };

await brokenVariants({
  id: "amazon-inventory-planning",
  context: { warehouse: "fba-us" },
  first: 1,
  code: "sku",
  count: "available",
  date: "snapshot-date",
  title: "product-name",
  totals: { "snapshot-date": "Total", available: "1550" },
  keyed: true,
});

await brokenVariants({
  id: "amazon-sponsored-products",
  context: { store: US },
  first: 1,
  code: "Campaign Name",
  count: "Clicks",
  amount: "Spend",
  currency: "Currency",
  date: "Date",
  totals: { Date: "Total", Impressions: "11486", Spend: "$167.24" },
  keyed: false,
});

await brokenVariants({
  id: "amazon-ads-console",
  context: { store: US },
  first: 1,
  code: "Campaign name",
  count: "Clicks",
  amount: "Total cost",
  currency: "Budget currency",
  date: "Date range",
  ambiguous: "03/04/2026 - 05/04/2026",
  future: "Jan 05, 2027 - Jan 06, 2027",
  totals: { "Budget currency": "Total", Impressions: "11486", "Total cost": "167.24" },
  keyed: false,
});

await brokenVariants({
  id: "amazon-business-report",
  context: { store: US, period: OCTOBER },
  first: 1,
  code: "SKU",
  blank: "no-sku",
  count: "Units Ordered",
  amount: "Ordered Product Sales",
  title: "Title",
  totals: { "(Parent) ASIN": "Total", "Sessions - Total": "19559", "Units Ordered": "908" },
  keyed: true,
});

await brokenVariants({
  id: "shopify-orders",
  context: { store: SHOP },
  first: 1,
  code: "Name",
  count: "Lineitem quantity",
  amount: "Lineitem price",
  currency: "Currency",
  date: "Created at",
  title: "Lineitem name",
  totals: { Name: "Total", Total: "110.76", "Lineitem quantity": "4" },
  keyed: false,
});

await brokenVariants({
  id: "shopify-inventory",
  context: { day: TODAY, warehouses: [{ code: "us-west", name: "US West" }] },
  first: 1,
  code: "Location",
  count: "Committed (not editable)",
  title: "Title",
  totals: { Handle: "Total", "Available (not editable)": "317" },
  keyed: true,
});

await brokenVariants({
  id: "walmart-item",
  context: { store: US },
  first: 1,
  code: "SKU",
  amount: "Price",
  currency: "Currency",
  title: "Product Name",
  totals: { SKU: "Total", Price: "79.49" },
  keyed: true,
});

await brokenVariants({
  id: "tiktok-orders",
  context: { store: US },
  first: 2,
  code: "Order ID",
  count: "Quantity",
  amount: "SKU Subtotal Before Discount",
  date: "Created Time",
  title: "Product Name",
  ambiguous: "03/04/2026 10:00:00 AM",
  future: "01/05/2027 10:00:00 AM",
  totals: { "Order ID": "Total", Quantity: "4" },
  keyed: false,
});
