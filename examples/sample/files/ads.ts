import { type Day, fromDayNumber } from "../../../src/domain/calendar/day.ts";
import type { AdRow, Books } from "../books.ts";
import { type Cell, csv, filled, type SampleFile } from "../file.ts";
import { amount, type Shop } from "../world/stores.ts";

const OLD =
  "Date,Portfolio name,Currency,Campaign Name,Ad Group Name,Advertised SKU,Advertised ASIN,Impressions,Clicks,Click-Thru Rate (CTR),Cost Per Click (CPC),Spend,7 Day Total Sales ,Total Advertising Cost of Sales (ACOS),Total Return on Advertising Spend (ROAS),7 Day Total Orders (#),7 Day Total Units (#),7 Day Conversion Rate".split(
    ",",
  );
const NEW =
  "Budget currency,Date range,Advertiser account ID,Advertiser account name,Portfolio ID,Portfolio name,Campaign ID,Campaign name,Ad group ID,Ad group name,Advertised product ID,Advertised product name,Advertised product SKU,Advertised product marketplace,Impressions,Clicks,CTR,Total cost,Purchases,Sales,Units sold".split(
    ",",
  );
const CANONICAL = [
  "campaign",
  "sku",
  "from",
  "to",
  "impressions",
  "clicks",
  "spend",
  "sales",
  "units",
  "orders",
  "attribution_days",
  "currency",
];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Nov 02, 2026` */
const written = (d: Day): string => `${MONTHS[Number(d.slice(5, 7)) - 1] ?? ""} ${d.slice(8)}, ${d.slice(0, 4)}`;
const share = (part: number, whole: number): string => (whole === 0 ? "" : `${((part / whole) * 100).toFixed(4)}%`);
const campaignOf = (row: AdRow): string => `SP-${row.listing.item.sku}`;
/** An id as the new console writes it, so that a spreadsheet leaves it alone. */
const guarded = (id: string): string => `="${id}"`;

function oldConsole(shop: Shop, row: AdRow): Record<string, Cell> {
  const { item } = row.listing;
  return {
    Date: written(fromDayNumber(row.dayOf)),
    "Portfolio name": item.category,
    Currency: shop.store.currency,
    "Campaign Name": campaignOf(row),
    "Ad Group Name": "auto",
    "Advertised SKU": item.sku,
    "Advertised ASIN": item.asin,
    Impressions: row.impressions,
    Clicks: row.clicks,
    "Click-Thru Rate (CTR)": share(row.clicks, row.impressions),
    Spend: `$${amount(shop, row.spend)}`,
    "7 Day Total Sales ": `$${amount(shop, row.sales)}`,
    "7 Day Total Orders (#)": row.orders,
    "7 Day Total Units (#)": row.orders,
  };
}

function newConsole(shop: Shop, row: AdRow): Record<string, Cell> {
  const { item } = row.listing;
  const day = written(fromDayNumber(row.dayOf));
  return {
    "Budget currency": shop.store.currency,
    "Date range": `${day} - ${day}`,
    "Advertiser account ID": guarded("amzn1.ads-account.g.sample"),
    "Advertiser account name": shop.store.name,
    "Portfolio name": item.category,
    "Campaign ID": guarded(`55460000${String(item.nth).padStart(5, "0")}`),
    "Campaign name": campaignOf(row),
    "Ad group name": "auto",
    "Advertised product ID": item.asin,
    "Advertised product name": item.en,
    "Advertised product SKU": item.sku,
    "Advertised product marketplace": shop.store.country,
    Impressions: row.impressions,
    Clicks: row.clicks,
    CTR: share(row.clicks, row.impressions),
    "Total cost": amount(shop, row.spend),
    Purchases: row.orders,
    Sales: amount(shop, row.sales),
    "Units sold": row.orders,
  };
}

function canonical(shop: Shop, row: AdRow): Cell[] {
  const day = fromDayNumber(row.dayOf);
  return [
    campaignOf(row),
    row.listing.item.sku,
    day,
    day,
    row.impressions,
    row.clicks,
    amount(shop, row.spend),
    amount(shop, row.sales),
    row.orders,
    row.orders,
    7,
    shop.store.currency,
  ];
}

/** Advertising by day: the old console in the United States, the new one in Germany, the canonical form elsewhere. */
export function adFile(shop: Shop, { ads, window }: Books): SampleFile[] {
  const rows = ads.filter((r) => r.listing.shop === shop);
  if (rows.length === 0) return [];
  const head = { name: `${shop.code}-ads-${window.from}-${window.to}.csv`, store: shop.code, kind: "history" } as const;
  const table = (format: string, header: readonly string[], row: (r: AdRow) => readonly Cell[]): SampleFile[] => [
    { ...head, format, text: csv(header, rows.map(row)) },
  ];
  if (shop.code === "amazon-us") return table("amazon-sponsored-products", OLD, (r) => filled(OLD, oldConsole(shop, r)));
  if (shop.code === "amazon-de") return table("amazon-ads-console", NEW, (r) => filled(NEW, newConsole(shop, r)));
  return table("ads", CANONICAL, (r) => canonical(shop, r));
}
