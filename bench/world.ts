import { addDays, type Day, day } from "../src/domain/calendar/day.ts";
import { startOfDay, zone } from "../src/domain/calendar/zone.ts";
import type { DecimalText, OrderLine, StockSnapshot } from "../src/domain/facts/facts.ts";
import type { StorePorts } from "../src/app/types.ts";
import type { ImportHead, Staged } from "../src/ports/imports.ts";

export const SKUS = 1_400;
export const DAYS = 730;
export const TODAY: Day = day("2026-11-22");
export const LAST: Day = addDays(TODAY, -1);
export const STORE = "bench-us";
const ZONE = zone("America/Los_Angeles");
const SNAPSHOT_DAYS = 90;
const BATCH = 5_000;

/** A number in [0, 1) that depends on nothing but its arguments. */
function dice(a: number, b: number): number {
  let h = Math.imul(a + 0x9e37, 0x85ebca6b) ^ Math.imul(b + 0x7f4a, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h ^= h >>> 12;
  return (h >>> 0) / 2 ** 32;
}

const sku = (i: number): string => `SKU-${String(i).padStart(4, "0")}`;

function* lines(): Generator<OrderLine> {
  for (let d = 0; d < DAYS; d += 1) {
    const on = addDays(LAST, d - DAYS + 1);
    const at = new Date(startOfDay(on, ZONE).getTime() + 43_200_000);
    for (let s = 0; s < SKUS; s += 1) {
      // Half of the SKUs sell on a given day, a tenth of them twice.
      const luck = dice(s, d);
      if (luck > 0.5) continue;
      yield {
        orderId: `O-${d}-${s % 900}-${luck < 0.05 ? s : 0}`,
        sku: sku(s),
        nth: 1,
        at,
        day: on,
        quantity: 1 + Math.floor(luck * 6),
        amount: (5 + (s % 60) + luck).toFixed(2) as DecimalText,
        discount: "0" as DecimalText,
        currency: "USD",
        flag: dice(d, s) < 0.02 ? "cancelled" : null,
        status: null,
        fulfilment: "platform",
        country: "US",
        title: null,
        asin: null,
      };
    }
  }
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

async function put<F extends "order-lines" | "stock">(ports: StorePorts, fact: F, rows: Iterable<Staged<F>["fact"]>): Promise<number> {
  const head: ImportHead & { readonly fact: F } = {
    file: `${fact}.csv`,
    hash: fact,
    format: fact,
    fact,
    store: fact === "stock" ? null : STORE,
    period: null,
    currency: "USD",
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

/** One store with 1,400 SKUs that sold for two years, and its pool with a quarter of daily snapshots. */
export async function fill(ports: StorePorts): Promise<{ readonly lines: number; readonly snapshots: number }> {
  const { company } = ports;
  await company.setCompany({ name: "Bench", currency: "USD", lang: "en", zone: ZONE });
  await company.saveStore({
    code: STORE,
    name: "Bench US",
    platform: "amazon",
    country: "US",
    currency: "USD",
    zone: ZONE,
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
  return { lines: await put(ports, "order-lines", lines()), snapshots: await put(ports, "stock", stock()) };
}
