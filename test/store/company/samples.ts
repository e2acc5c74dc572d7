import type { Zone } from "../../../src/domain/calendar/zone.ts";
import type { Binding, Lane, Store, Supplier, Warehouse } from "../../../src/ports/company.ts";

export const US: Store = {
  code: "amazon-us",
  name: "Amazon US",
  platform: "amazon",
  country: "US",
  currency: "USD",
  zone: "America/Los_Angeles" as Zone,
  simulated: false,
};
export const DE: Store = { ...US, code: "amazon-de", name: "Amazon DE", country: "DE", currency: "EUR", zone: "Europe/Berlin" as Zone };
export const FBA: Warehouse = {
  code: "US-FBA",
  name: "FBA 美国",
  kind: "platform-pool",
  country: "US",
  simulated: false,
  stores: [{ store: "amazon-us", priority: 1 }],
};
export const SHENZHEN: Supplier = {
  code: "sz-1",
  name: "深圳一厂",
  currency: "CNY",
  productionDaysP50: 20,
  productionDaysP90: 30,
  simulated: false,
};
export const SEA: Lane = {
  code: "sz-us-sea",
  warehouse: "US-FBA",
  mode: "sea",
  daysP50: 35,
  daysP90: 48,
  unitFreight: "1.25",
  currency: "USD",
  simulated: false,
};
export const DIGEST: Binding = {
  purpose: "digest",
  platform: "slack",
  channel: "C1",
  stores: ["amazon-us"],
  lang: "zh",
  zone: "Asia/Shanghai" as Zone,
  currency: "USD",
  clearance: "margin",
  quiet: { from: 22, to: 7 },
};
