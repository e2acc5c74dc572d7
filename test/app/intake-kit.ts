import { dayIn, zone, type Zone } from "../../src/domain/calendar/zone.ts";
import type { CompanyData, Store, Warehouse } from "../../src/ports/company.ts";
import { type Given, type IntakeDeps, type IntakeResult, takeFile } from "../../src/app/intake.ts";
import { inspector } from "../../src/sources/tables/inspect.ts";
import { fakeImports } from "../fakes/imports.ts";
import { allSources, inPieces, utf8 } from "../sources/kit.ts";

export const NOW = new Date("2026-11-22T12:00:00Z");

const store = (code: string, platform: string, country: string, currency: string, tz: string, simulated = false): Store => ({
  code,
  name: code.toUpperCase(),
  platform,
  country,
  currency,
  zone: zone(tz),
  simulated,
});
export const AMAZON_US = store("amazon-us", "amazon", "US", "USD", "America/Los_Angeles");
export const AMAZON_US_2 = store("amazon-us-2", "amazon", "US", "USD", "America/Los_Angeles");
export const AMAZON_DE = store("amazon-de", "amazon", "DE", "EUR", "Europe/Berlin");
export const TIKTOK_US = store("tiktok-us", "tiktok", "US", "USD", "America/Los_Angeles");
export const SHOP_UK = store("gifts-uk", "website", "GB", "GBP", "Europe/London");
export const SAMPLE_US = store("sample-us", "amazon", "US", "USD", "America/Los_Angeles", true);

const pool = (code: string, stores: readonly string[], simulated = false): Warehouse => ({
  code,
  name: code.toUpperCase(),
  kind: "platform-pool",
  country: "US",
  simulated,
  stores: stores.map((s) => ({ store: s, priority: 1 })),
});
export const FBA_US = pool("fba-us", ["amazon-us"]);
export const FBA_EU = pool("fba-eu", ["amazon-de"]);
export const SAMPLE_POOL = pool("sample-fba", ["sample-us"], true);

const never = (): never => {
  throw new Error("intake has no business with this");
};

/** What intake reads of the company; anything else fails. */
function company(stores: readonly Store[], warehouses: readonly Warehouse[]): CompanyData {
  const known = {
    company: () => Promise.resolve({ name: "Co", currency: "USD", lang: "en" as const, zone: zone("Asia/Shanghai") }),
    stores: () => Promise.resolve(stores),
    warehouses: () => Promise.resolve(warehouses),
  };
  return {
    ...known,
    setCompany: never,
    saveStore: never,
    removeStore: never,
    saveWarehouse: never,
    suppliers: () =>
      Promise.resolve([{ code: "S1", name: "S1", currency: null, productionDaysP50: null, productionDaysP90: null, simulated: false }]),
    saveSupplier: never,
    lanes: never,
    saveLane: never,
    bindings: never,
    saveBinding: never,
    removeBinding: never,
    members: never,
    memberByAccount: never,
    saveMember: never,
    linkByEmail: never,
    unlink: never,
    findSkus: never,
    skuRoles: never,
    categories: never,
    removeSimulated: never,
    removeMember: never,
    freshness: never,
  };
}

const sources = await allSources();

/** A desk that takes files: some stores, an empty book of imports. */
export function desk(stores: readonly Store[] = [AMAZON_US], warehouses: readonly Warehouse[] = [FBA_US]) {
  const imports = fakeImports();
  const deps: IntakeDeps = {
    company: company(stores, warehouses),
    imports,
    sources,
    inspect: inspector(),
    today: (z: Zone) => dayIn(z, NOW),
  };
  const take = (name: string, content: string | Uint8Array, given: Given = {}, simulated = false): Promise<IntakeResult> =>
    takeFile({ name, open: inPieces(typeof content === "string" ? utf8(content) : content, 400), given, by: "lin", simulated }, deps);
  return { imports, deps, take };
}

/** As above, where the file must have been read. */
export function done(result: IntakeResult) {
  if (result.kind !== "done") throw new Error(JSON.stringify(result));
  return result;
}
export function needs(result: IntakeResult) {
  if (result.kind !== "needs") throw new Error(JSON.stringify(result));
  return result;
}
export function refused(result: IntakeResult) {
  if (result.kind !== "refused") throw new Error(JSON.stringify(result));
  return result;
}

export const ORDERS =
  "amazon-order-id\tpurchase-date\torder-status\tsku\tquantity\tcurrency\titem-price\tproduct-name\n" +
  Array.from({ length: 5 }, (_, i) => `111-${i}\t2026-10-0${i + 1}T20:00:00+00:00\tShipped\tMUG-${i}\t1\tUSD\t1${i}.99\tMug ${i}\n`).join(
    "",
  );
export const BUSINESS = "(Child) ASIN,SKU,Sessions - Total,Units Ordered,Ordered Product Sales\nB1,N1,100,6,$119.94\nB2,N2,200,8,$159.92\n";
export const MYI = "sku\tafn-fulfillable-quantity\tafn-reserved-quantity\nS1\t10\t2\nS2\t0\t0\n";
export const RETAIL =
  "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,France\nC536366,85123A,HOLDER,-1,2010-12-02 08:26:00,2.55,17850.0,France\n";
