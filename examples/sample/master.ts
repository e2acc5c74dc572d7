import { zone } from "../../src/domain/calendar/zone.ts";
import type { Binding, Company, Lane, Purpose, Store, Supplier, Warehouse } from "../../src/ports/company.ts";

export type StoreCode = "amazon-us" | "amazon-uk";
export interface Shop {
  readonly code: StoreCode;
  readonly pool: "US-FBA" | "UK-FBA";
  readonly channel: string;
  /** Demand of the United States that this store has. */
  readonly share: number;
  readonly store: Store;
}

const simulated = true;

export const SHOPS: readonly Shop[] = [
  {
    code: "amazon-us",
    pool: "US-FBA",
    channel: "Amazon.com",
    share: 1,
    store: {
      code: "amazon-us",
      name: "Pinewood Home US",
      platform: "amazon",
      country: "US",
      currency: "USD",
      zone: zone("America/Los_Angeles"),
      simulated,
    },
  },
  {
    code: "amazon-uk",
    pool: "UK-FBA",
    channel: "Amazon.co.uk",
    share: 0.42,
    store: {
      code: "amazon-uk",
      name: "Pinewood Home UK",
      platform: "amazon",
      country: "GB",
      currency: "GBP",
      zone: zone("Europe/London"),
      simulated,
    },
  },
];

const warehouses: readonly Warehouse[] = [
  {
    code: "US-FBA",
    name: "FBA United States",
    kind: "platform-pool",
    country: "US",
    simulated,
    stores: [{ store: "amazon-us", priority: 1 }],
  },
  {
    code: "UK-FBA",
    name: "FBA United Kingdom",
    kind: "platform-pool",
    country: "GB",
    simulated,
    stores: [{ store: "amazon-uk", priority: 1 }],
  },
  {
    code: "US-3PL",
    name: "洛杉矶海外仓 Los Angeles 3PL",
    kind: "third-party",
    country: "US",
    simulated,
    stores: [{ store: "amazon-us", priority: 2 }],
  },
  // Nobody sells from it: goods wait here between the factory and the ship.
  { code: "CN-DG", name: "东莞仓 Dongguan", kind: "domestic", country: "CN", simulated, stores: [] },
];

const supplier = (code: string, name: string, p50: number, p90: number): Supplier => ({
  code,
  name,
  currency: "CNY",
  productionDaysP50: p50,
  productionDaysP90: p90,
  simulated,
});
const suppliers: readonly Supplier[] = [
  supplier("YW-HOME", "义乌家居厂 Yiwu Homeware", 18, 26),
  supplier("NB-METAL", "宁波五金厂 Ningbo Metalware", 18, 25),
  supplier("SZ-LIGHT", "深圳照明厂 Shenzhen Lighting", 18, 24),
  supplier("GZ-WEAR", "广州服饰厂 Guangzhou Wear", 18, 24),
];

const lane = (warehouse: string, mode: Lane["mode"], p50: number, p90: number, freight: string | null): Lane => ({
  code: `${mode}-${warehouse}`,
  warehouse,
  mode,
  daysP50: p50,
  daysP90: p90,
  unitFreight: freight,
  currency: freight === null ? null : "USD",
  simulated,
});
const lanes: readonly Lane[] = [
  lane("US-FBA", "sea", 34, 44, "1.90"),
  lane("US-FBA", "air", 10, 14, "6.20"),
  lane("US-FBA", "express", 6, 8, "9.80"),
  lane("UK-FBA", "sea", 40, 52, "2.10"),
  lane("UK-FBA", "rail", 28, 36, "3.00"),
  lane("UK-FBA", "air", 9, 13, "6.60"),
  lane("US-3PL", "sea", 32, 41, "1.70"),
];

const bind = (purpose: Purpose, channel: string): Binding => ({
  purpose,
  platform: "local",
  channel,
  stores: [],
  lang: "zh",
  zone: zone("Asia/Shanghai"),
  currency: null,
  clearance: "margin",
  quiet: null,
});

/** Who sells what where. Everything is marked as simulated; the company is a proposal for an installation that has none yet. */
export const master: {
  readonly company: Company;
  readonly stores: readonly Store[];
  readonly warehouses: readonly Warehouse[];
  readonly suppliers: readonly Supplier[];
  readonly lanes: readonly Lane[];
  readonly bindings: readonly Binding[];
} = {
  company: { name: "松木家居 Pinewood Home", currency: "USD", lang: "zh", zone: zone("Asia/Shanghai") },
  stores: SHOPS.map((s) => s.store),
  warehouses,
  suppliers,
  lanes,
  bindings: [bind("digest", "digest"), bind("stock", "stock"), bind("returns", "returns"), bind("retro", "retro"), bind("ops", "ops")],
};
