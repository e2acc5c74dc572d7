import { zone } from "../../../src/domain/calendar/zone.ts";
import type { Store } from "../../../src/ports/company.ts";

export type StoreCode = "amazon-us" | "amazon-de" | "amazon-jp" | "walmart-us" | "shopify" | "tiktok-us";
export type WarehouseCode = "US-FBA" | "DE-FBA" | "JP-FBA" | "US-3PL" | "DE-3PL" | "CN-DG";

export interface Shop {
  readonly code: StoreCode;
  /** What it sells from. */
  readonly pool: WarehouseCode;
  /** Weight among the stores that list a SKU. */
  readonly weight: number;
  /** Share of the families that it lists, and of their variants. */
  readonly families: number;
  readonly variants: number;
  /** Units of its currency for a dollar of list price, and how prices end there. */
  readonly perDollar: number;
  readonly ending: number;
  /** Smallest units in one of its currency. */
  readonly minor: 1 | 100;
  /** Lines of a day that are put into an order with others; so many orders share them. */
  readonly baskets: number;
  /** Of its prices. */
  readonly commission: number;
  readonly reviewed: number;
  readonly store: Store;
}

type Given = Omit<Shop, "code" | "minor" | "store"> & Omit<Store, "code" | "simulated" | "zone"> & { readonly zone: string };

function shop(code: StoreCode, given: Given): Shop {
  const { name, platform, country, currency, zone: of, ...rest } = given;
  return {
    code,
    ...rest,
    minor: currency === "JPY" ? 1 : 100,
    store: { code, name, platform, country, currency, zone: zone(of), simulated: true },
  };
}

/** Most of the business is in the United States, as it is for most who sell from China. */
export const SHOPS: readonly Shop[] = [
  shop("amazon-us", {
    name: "Pinewood Home US",
    platform: "amazon",
    country: "US",
    currency: "USD",
    zone: "America/Los_Angeles",
    pool: "US-FBA",
    weight: 1,
    families: 1,
    variants: 0.86,
    perDollar: 1,
    ending: 0.99,
    baskets: 9,
    commission: 0.15,
    reviewed: 0.02,
  }),
  shop("amazon-de", {
    name: "Pinewood Home DE",
    platform: "amazon",
    country: "DE",
    currency: "EUR",
    zone: "Europe/Berlin",
    pool: "DE-FBA",
    weight: 0.55,
    families: 0.53,
    variants: 0.78,
    perDollar: 0.97,
    ending: 0.99,
    baskets: 3,
    commission: 0.15,
    reviewed: 0.022,
  }),
  shop("amazon-jp", {
    name: "Pinewood Home JP",
    platform: "amazon",
    country: "JP",
    currency: "JPY",
    zone: "Asia/Tokyo",
    pool: "JP-FBA",
    weight: 0.36,
    families: 0.36,
    variants: 0.78,
    perDollar: 138,
    ending: 80,
    baskets: 2,
    commission: 0.13,
    reviewed: 0.016,
  }),
  shop("walmart-us", {
    name: "Pinewood @ Walmart",
    platform: "walmart",
    country: "US",
    currency: "USD",
    zone: "America/New_York",
    pool: "US-3PL",
    weight: 0.3,
    families: 0.38,
    variants: 0.76,
    perDollar: 0.98,
    ending: 0.97,
    baskets: 2,
    commission: 0.13,
    reviewed: 0.014,
  }),
  shop("shopify", {
    name: "pinewood.example",
    platform: "shopify",
    country: "US",
    currency: "USD",
    zone: "America/New_York",
    pool: "US-3PL",
    weight: 0.28,
    families: 0.36,
    variants: 0.78,
    perDollar: 1.04,
    ending: 0,
    baskets: 4,
    commission: 0,
    reviewed: 0.03,
  }),
  shop("tiktok-us", {
    name: "Pinewood TikTok Shop",
    platform: "tiktok",
    country: "US",
    currency: "USD",
    zone: "America/Los_Angeles",
    pool: "US-3PL",
    weight: 0.4,
    families: 0.28,
    variants: 0.7,
    perDollar: 0.93,
    ending: 0.9,
    baskets: 2,
    commission: 0.06,
    reviewed: 0.024,
  }),
];

export function shopOf(code: StoreCode): Shop {
  const found = SHOPS.find((s) => s.code === code);
  if (!found) throw new Error(`no store is called ${code}`);
  return found;
}

/** An amount in the smallest unit, as a report writes it. */
export const amount = (shop: Pick<Shop, "minor">, minor: number): string => (shop.minor === 1 ? String(minor) : (minor / 100).toFixed(2));
