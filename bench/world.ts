import { addDays, type Day, day } from "../src/domain/calendar/day.ts";
import { startOfDay, type Zone, zone } from "../src/domain/calendar/zone.ts";
import type {
  AdSpend,
  Cost,
  DecimalText,
  FactKind,
  FinancialEvent,
  FxRate,
  OrderLine,
  Return,
  StockSnapshot,
} from "../src/domain/facts/facts.ts";
import type { StorePorts } from "../src/app/types.ts";
import type { ImportHead, Staged } from "../src/ports/imports.ts";

export const SKUS = 1_400;
export const DAYS = 730;
export const TODAY: Day = day("2026-11-22");
export const LAST: Day = addDays(TODAY, -1);
export const STORE = "bench-us";
/** A second store, smaller and in another currency. */
export const STORE_EU = "bench-de";
const ZONE = zone("America/Los_Angeles");
const ZONE_EU = zone("Europe/Berlin");
const SNAPSHOT_DAYS = 90;
/** Days of settlements, advertising and returns: what the margins of a quarter and its comparison rest on. */
const MONEY_DAYS = 150;
/** Settlements come late. */
const UNSETTLED_DAYS = 6;
const ADVERTISED = 300;
const BATCH = 5_000;

/** A number in [0, 1) that depends on nothing but its arguments. */
function dice(a: number, b: number): number {
  let h = Math.imul(a + 0x9e37, 0x85ebca6b) ^ Math.imul(b + 0x7f4a, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h ^= h >>> 12;
  return (h >>> 0) / 2 ** 32;
}

const sku = (i: number): string => `SKU-${String(i).padStart(4, "0")}`;

interface Shop {
  readonly code: string;
  readonly zone: Zone;
  readonly currency: string;
  /** Every n-th SKU is sold there. */
  readonly every: number;
}
const US: Shop = { code: STORE, zone: ZONE, currency: "USD", every: 1 };
const EU: Shop = { code: STORE_EU, zone: ZONE_EU, currency: "EUR", every: 5 };

const dayAt = (d: number): Day => addDays(LAST, d - DAYS + 1);
const cents = (n: number): DecimalText => n.toFixed(2) as DecimalText;

function* linesOf(shop: Shop, d: number): Generator<OrderLine> {
  const on = dayAt(d);
  const at = new Date(startOfDay(on, shop.zone).getTime() + 43_200_000);
  for (let s = 0; s < SKUS; s += shop.every) {
    // Half of the SKUs sell on a given day, a tenth of them twice.
    const luck = dice(s, d);
    if (luck > 0.5) continue;
    const late = dice(s + 1, d + 1) < 0.03;
    yield {
      orderId: `O-${d}-${s % 900}-${luck < 0.05 ? s : 0}`,
      sku: sku(s),
      nth: 1,
      at,
      day: on,
      quantity: 1 + Math.floor(luck * 6),
      amount: cents(5 + (s % 60) + luck),
      discount: "0" as DecimalText,
      currency: shop.currency,
      flag: dice(d, s) < 0.02 ? "cancelled" : null,
      status: null,
      // A tenth of the goods is shipped by the seller.
      fulfilment: s % 10 === 3 ? "seller" : "platform",
      ...(s % 10 === 3 && {
        shippedAt: new Date(at.getTime() + (late ? 5 : 1) * 86_400_000),
        shipBy: new Date(at.getTime() + 2 * 86_400_000),
      }),
      country: "US",
      title: null,
      asin: null,
    };
  }
}

function* lines(shop: Shop): Generator<OrderLine> {
  for (let d = 0; d < DAYS; d += 1) yield* linesOf(shop, d);
}

/** Commission and fulfilment of each line sold, and what the account costs whoever sells. */
function* fees(shop: Shop): Generator<FinancialEvent> {
  for (let d = DAYS - MONEY_DAYS; d < DAYS - UNSETTLED_DAYS; d += 1) {
    const day = dayAt(d);
    const event = (reference: string, nth: number, type: string, of: string | null, amount: DecimalText): FinancialEvent => ({
      reference,
      nth,
      type,
      sku: of,
      orderId: of === null ? null : reference,
      day,
      amount,
      currency: shop.currency,
      settled: true,
    });
    for (const line of linesOf(shop, d)) {
      if (line.flag !== null) continue;
      yield event(`${line.orderId}/${line.sku}`, 1, "commission", line.sku, cents(-0.15 * Number(line.amount)));
      yield event(`${line.orderId}/${line.sku}`, 2, "fba-fulfilment-fee", line.sku, cents(-3.2));
    }
    yield event(`M-${d}`, 1, "storage-fee", null, cents(-40));
  }
}

function* returned(shop: Shop): Generator<Return> {
  for (let d = DAYS - MONEY_DAYS; d < DAYS - 8; d += 1)
    for (const line of linesOf(shop, d)) {
      const luck = dice(Number(line.sku.slice(4)), d + 31);
      if (line.flag !== null || luck > 0.05) continue;
      yield {
        orderId: line.orderId,
        sku: line.sku,
        nth: 1,
        day: addDays(line.day, 7),
        quantity: 1,
        reason: luck < 0.02 ? "DEFECTIVE" : "UNWANTED_ITEM",
        bucket: luck < 0.02 ? "quality" : "preference",
        disposition: luck < 0.03 ? "SELLABLE" : "DEFECTIVE",
        status: null,
        comment: null,
        refund: line.amount,
        currency: shop.currency,
      };
    }
}

function* ads(shop: Shop): Generator<AdSpend> {
  for (let d = DAYS - MONEY_DAYS; d < DAYS; d += 1)
    for (let s = 0; s < ADVERTISED; s += shop.every) {
      const clicks = Math.floor(dice(s, d + 77) * 20);
      const from = dayAt(d);
      const spend = cents(clicks * 0.45);
      const sales = cents(clicks * 2);
      yield {
        campaign: `C-${s % 40}`,
        sku: sku(s),
        from,
        to: from,
        impressions: clicks * 200,
        clicks,
        spend,
        sales,
        units: 1,
        orders: 1,
        attributionDays: 7,
        currency: shop.currency,
      };
    }
}

/** Two layers of each kind: bought in yuan, carried in dollars, duty in dollars. */
function* costs(): Generator<Cost> {
  for (let s = 0; s < SKUS; s += 1)
    for (const [kind, share, currency] of [
      ["purchase", 1.6, "CNY"],
      ["freight", 0.06, "USD"],
      ["duty", 0.03, "USD"],
    ] as const)
      for (const d of [0, DAYS - 60]) yield { sku: sku(s), kind, from: dayAt(d), amount: cents((5 + (s % 60)) * share), currency };
}

function* rates(): Generator<FxRate> {
  for (let d = 0; d < DAYS; d += 1)
    for (const [base, quote, rate] of [
      ["EUR", "USD", 1.08],
      ["USD", "CNY", 7.1],
    ] as const)
      yield { day: dayAt(d), base, quote, rate: (rate + dice(d, 3) / 50).toFixed(4) as DecimalText, source: "bench" };
}

function* stock(): Generator<StockSnapshot> {
  for (let d = 0; d < SNAPSHOT_DAYS; d += 1) {
    const on = addDays(LAST, d - SNAPSHOT_DAYS + 1);
    for (let s = 0; s < SKUS; s += 1) {
      yield {
        warehouse: "BENCH-FBA",
        sku: sku(s),
        state: "available",
        day: on,
        quantity: Math.floor(dice(s, 7) * 200) - d,
        title: null,
        asin: null,
        fnsku: null,
      };
    }
  }
}

async function put<F extends FactKind>(
  ports: StorePorts,
  fact: F,
  store: string | null,
  rows: Iterable<Staged<F>["fact"]>,
): Promise<number> {
  const head: ImportHead & { readonly fact: F } = {
    file: `${fact}-${store ?? "all"}.csv`,
    hash: `${fact} ${store ?? ""}`,
    format: fact,
    fact,
    store,
    period: null,
    currency: null,
    by: null,
    encoding: "utf-8",
  };
  const open = await ports.imports.open(head, false);
  let batch: Staged<F>[] = [];
  let row = 1;
  for (const one of rows) {
    row += 1;
    batch.push({ row, fact: one });
    if (batch.length === BATCH) {
      await open.add(batch);
      batch = [];
    }
  }
  if (batch.length > 0) await open.add(batch);
  return (await open.publish()).accepted;
}

/**
 * A store with 1,400 SKUs that sold for two years and a smaller one in another currency, with costs, settlements, advertising and returns of
 * five months; and the first one's pool with a quarter of daily snapshots.
 */
export async function fill(ports: StorePorts): Promise<{ readonly lines: number; readonly snapshots: number; readonly fees: number }> {
  const { company } = ports;
  await company.setCompany({ name: "Bench", currency: "USD", lang: "en", zone: ZONE });
  for (const shop of [US, EU])
    await company.saveStore({
      code: shop.code,
      name: shop.code,
      platform: "amazon",
      country: shop === US ? "US" : "DE",
      currency: shop.currency,
      zone: shop.zone,
      simulated: false,
    });
  await company.saveWarehouse({
    code: "BENCH-FBA",
    name: "Bench pool",
    kind: "platform-pool",
    country: "US",
    simulated: false,
    stores: [{ store: STORE, priority: 1 }],
  });
  await company.saveSupplier({
    code: "MAKER",
    name: "Maker",
    currency: "CNY",
    productionDaysP50: 18,
    productionDaysP90: 26,
    simulated: false,
  });
  for (const [mode, p50, p90] of [
    ["sea", 34, 44],
    ["air", 10, 14],
  ] as const) {
    await company.saveLane({
      code: `${mode}-us`,
      warehouse: "BENCH-FBA",
      mode,
      daysP50: p50,
      daysP90: p90,
      unitFreight: mode === "sea" ? "1.90" : "6.20",
      currency: "USD",
      simulated: false,
    });
  }
  await put(ports, "fx", null, rates());
  await put(ports, "costs", null, costs());
  let [sold, booked] = [0, 0];
  for (const shop of [US, EU]) {
    sold += await put(ports, "order-lines", shop.code, lines(shop));
    booked += await put(ports, "financial-events", shop.code, fees(shop));
    await put(ports, "returns", shop.code, returned(shop));
    await put(ports, "ads", shop.code, ads(shop));
  }
  return { lines: sold, snapshots: await put(ports, "stock", null, stock()), fees: booked };
}
