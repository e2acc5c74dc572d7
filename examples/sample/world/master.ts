import { zone } from "../../../src/domain/calendar/zone.ts";
import type { Binding, Company, Lane, Purpose, Store, Supplier, Warehouse } from "../../../src/ports/company.ts";
import { SHOPS, type StoreCode, type WarehouseCode } from "./stores.ts";

const simulated = true;

const warehouse = (
  code: WarehouseCode,
  name: string,
  kind: Warehouse["kind"],
  country: string,
  stores: readonly StoreCode[],
): Warehouse => ({
  code,
  name,
  kind,
  country,
  simulated,
  stores: stores.map((store) => ({ store, priority: SHOPS.some((s) => s.code === store && s.pool === code) ? 1 : 2 })),
});

const warehouses: readonly Warehouse[] = [
  warehouse("US-FBA", "FBA United States", "platform-pool", "US", ["amazon-us"]),
  warehouse("DE-FBA", "FBA Germany", "platform-pool", "DE", ["amazon-de"]),
  warehouse("JP-FBA", "FBA Japan", "platform-pool", "JP", ["amazon-jp"]),
  warehouse("US-3PL", "洛杉矶海外仓 Los Angeles 3PL", "third-party", "US", ["walmart-us", "shopify", "tiktok-us", "amazon-us"]),
  warehouse("DE-3PL", "不来梅海外仓 Bremen 3PL", "third-party", "DE", ["amazon-de"]),
  // Nobody sells from it: goods wait here between the factory and the ship.
  warehouse("CN-DG", "东莞仓 Dongguan", "domestic", "CN", []),
];

const supplier = (code: string, name: string, p50: number, p90: number): Supplier => ({
  code,
  name,
  currency: "CNY",
  productionDaysP50: p50,
  productionDaysP90: p90,
  simulated,
});

export const SUPPLIERS: readonly Supplier[] = [
  supplier("YW-HOME", "义乌家居厂 Yiwu Homeware", 18, 26),
  supplier("NB-METAL", "宁波五金厂 Ningbo Metalware", 18, 25),
  supplier("TZ-PLAST", "台州塑料厂 Taizhou Plastics", 16, 22),
  supplier("GZ-TEXTILE", "广州纺织厂 Guangzhou Textiles", 18, 24),
  supplier("SZ-LIGHT", "深圳照明厂 Shenzhen Lighting", 18, 24),
  supplier("SZ-ELEC", "深圳数码配件厂 Shenzhen Accessories", 15, 21),
  supplier("WZ-PET", "温州宠物用品厂 Wenzhou Pet Supplies", 20, 28),
  supplier("QD-OUT", "青岛户外用品厂 Qingdao Outdoor", 22, 30),
];

const lane = (to: WarehouseCode, mode: Lane["mode"], p50: number, p90: number, freight: string): Lane => ({
  code: `${mode}-${to}`,
  warehouse: to,
  mode,
  daysP50: p50,
  daysP90: p90,
  unitFreight: freight,
  currency: "USD",
  simulated,
});

const lanes: readonly Lane[] = [
  lane("US-FBA", "sea", 34, 44, "1.90"),
  lane("US-FBA", "air", 10, 14, "6.20"),
  lane("US-FBA", "express", 6, 8, "9.80"),
  lane("DE-FBA", "sea", 40, 52, "2.10"),
  lane("DE-FBA", "rail", 28, 36, "3.00"),
  lane("DE-FBA", "air", 9, 13, "6.60"),
  lane("JP-FBA", "sea", 14, 19, "1.10"),
  lane("JP-FBA", "air", 6, 8, "4.10"),
  lane("US-3PL", "sea", 32, 41, "1.70"),
  lane("US-3PL", "air", 10, 14, "6.00"),
  lane("DE-3PL", "sea", 38, 49, "1.90"),
  lane("DE-3PL", "rail", 27, 34, "2.80"),
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
  suppliers: SUPPLIERS,
  lanes,
  bindings: [bind("digest", "digest"), bind("stock", "stock"), bind("returns", "returns"), bind("retro", "retro"), bind("ops", "ops")],
};
