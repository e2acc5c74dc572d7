import { beforeAll, describe, expect, it } from "vitest";
import { addDays, day } from "../../src/domain/calendar/day.ts";
import type { StockSnapshot } from "../../src/domain/facts/facts.ts";
import { ITEMS } from "../../examples/sample/catalogue/items.ts";
import { LISTINGS } from "../../examples/sample/catalogue/listings.ts";
import { firstLoad, master } from "../../examples/sample/index.ts";
import { factsOf, type ReadFile, readSample, SOME, sumBy, TODAY } from "./sample-files.ts";

let read: ReadFile[];
beforeAll(async () => {
  read = await readSample({ ...firstLoad(TODAY), skus: SOME });
});

/** Which stores sell from a warehouse, and which others are filled from it. */
const SHELVES = [
  ["US-FBA", ["amazon-us"]],
  ["DE-FBA", ["amazon-de"]],
  ["JP-FBA", ["amazon-jp"]],
  ["US-3PL", ["walmart-us", "shopify", "tiktok-us"]],
  ["DE-3PL", []],
] as const;
const STATES = ["amazon-fba-inventory", "amazon-inventory-planning", "shopify-inventory"];
const STORES = master.stores.map((s) => s.code);
const AMAZONS = STORES.filter((s) => s.startsWith("amazon"));

describe("the catalogue", () => {
  it("has 400 SKUs and some 900 listings in six stores, each with a title in both languages and a place of its own", () => {
    expect(ITEMS).toHaveLength(400);
    expect(LISTINGS.length).toBeGreaterThan(880);
    expect(LISTINGS.length).toBeLessThan(950);
    for (const key of ["sku", "zh", "en", "asin", "fnsku"] as const) expect(new Set(ITEMS.map((i) => i[key])).size).toBe(400);
    expect(new Set(LISTINGS.map((l) => l.key)).size).toBe(LISTINGS.length);
    expect(ITEMS.every((i) => /\p{Script=Han}/u.test(i.zh) && /^[A-Z0-9][\x20-\x7e]+$/.test(i.en))).toBe(true);
    expect(Map.groupBy(LISTINGS, (l) => l.shop.code).size).toBe(6);
    expect(new Set(ITEMS.map((i) => i.role))).toEqual(new Set(["hero", "traffic", "profit", "defence"]));
  });
});

describe("the sample store's files", () => {
  it("are read by the formats of real files, and nothing of them is rejected or wondered at", () => {
    expect(read.flatMap(({ file, out }) => out.rejects.map((r) => ({ file: file.name, ...r })))).toEqual([]);
    // What the inventory planning report says beside quantities is never kept.
    const plain = read.filter((r) => r.file.format !== "amazon-inventory-planning");
    expect(plain.flatMap(({ file, out }) => out.notes.map((n) => `${file.name}: ${n}`))).toEqual([]);
    expect(read.filter(({ out }) => out.facts.length === 0).map(({ file }) => file.name)).toEqual([]);
  });

  it("are recognised by their format alone, without being told", async () => {
    const unknown = read.filter(({ file, source }) => {
      const header = file.text.slice(0, file.text.search(/\r?\n/));
      const cells = header.split(header.includes("\t") ? "\t" : ",");
      const kind = file.text.startsWith("{") ? ("json" as const) : ("table" as const);
      const sniff = {
        kind,
        fileName: file.name,
        header: kind === "json" ? Object.keys(JSON.parse(file.text) as object) : cells,
        text: header,
      };
      return !source.recognise(sniff);
    });
    expect(unknown.map(({ file }) => file.name)).toEqual([]);
  });

  it("are in the platforms' own formats where Purser reads them", () => {
    expect([...new Set(read.map((r) => r.file.format))].toSorted()).toEqual(
      [
        "ads",
        "amazon-ads-console",
        "amazon-all-orders",
        "amazon-business-report",
        "amazon-fba-inventory",
        "amazon-fba-returns",
        "amazon-inventory-planning",
        "amazon-sales-traffic-json",
        "amazon-sponsored-products",
        "costs",
        "financial-events",
        "fx",
        "inbound",
        "order-lines",
        "products",
        "returns",
        "reviews",
        "shopify-inventory",
        "shopify-orders",
        "stock",
        "tiktok-orders",
        "traffic",
        "walmart-item",
      ].toSorted(),
    );
  });

  it("end yesterday, and hold every kind of line that is no sale", () => {
    const lines = factsOf(read, "order-lines");
    const days = [...new Set(lines.map((l) => l.day))].toSorted();
    expect(days).toHaveLength(400);
    expect(days.at(-1)).toBe("2026-11-21");
    const flags = new Set(lines.map((l) => l.flag));
    for (const flag of [null, "cancelled", "pending", "replacement", "mcf", "sample"] as const) expect(flags).toContain(flag);
  });

  it("belong to simulated stores and to warehouses, suppliers and lanes that exist", () => {
    expect([...master.stores, ...master.warehouses, ...master.suppliers, ...master.lanes].every((x) => x.simulated)).toBe(true);
    const warehouses = new Set(master.warehouses.map((w) => w.code));
    for (const s of factsOf(read, "stock")) expect(warehouses).toContain(s.warehouse);
    for (const s of factsOf(read, "inbound")) expect(warehouses).toContain(s.warehouse);
    const suppliers = new Set(master.suppliers.map((s) => s.code));
    for (const p of factsOf(read, "products").filter((f) => f.supplier !== null)) expect(suppliers).toContain(p.supplier);
  });
});

describe("the files agree with each other, as the books of a real shop do", () => {
  // Only what the files say is used here, as the formats read them; nothing of the simulation.
  it.each(SHELVES)("what was sold, came back, arrived and was sent on explains every change of the stock of %s", (warehouse, stores) => {
    const stock = sumBy(
      factsOf(
        read.filter((r) => r.file.format === "stock"),
        "stock",
      ),
      (s) => (s.warehouse === warehouse ? `${s.sku} ${s.day}` : null),
      (s) => s.quantity,
    );
    const left = sumBy(
      stores.flatMap((store) => factsOf(read, "order-lines", store)),
      (l) => (l.flag === "cancelled" ? null : `${l.sku} ${l.day}`),
      (l) => l.quantity,
    );
    const back = sumBy(
      stores.flatMap((store) => factsOf(read, "returns", store)),
      (r) => (r.disposition === "SELLABLE" ? `${r.sku} ${r.day}` : null),
      (r) => r.quantity,
    );
    const inbound = factsOf(read, "inbound");
    const received = sumBy(
      inbound,
      (s) => (s.warehouse === warehouse && s.receivedOn !== null ? `${s.sku} ${s.receivedOn}` : null),
      (s) => s.received,
    );
    // Lorries go from the warehouse of a country to its pool.
    const sent = sumBy(
      inbound,
      (s) => (s.shipment.startsWith(`TRF-${warehouse.slice(0, 2)}-FBA`) && warehouse.endsWith("3PL") ? `${s.sku} ${s.bookedOn}` : null),
      (s) => s.quantity,
    );
    const wrong: string[] = [];
    let checked = 0;
    for (const [key, closing] of stock) {
      const [sku = "", d = ""] = key.split(" ");
      const before = stock.get(`${sku} ${addDays(day(d), -1)}`);
      if (before === undefined) continue;
      const explained = before + (received.get(key) ?? 0) + (back.get(key) ?? 0) - (left.get(key) ?? 0) - (sent.get(key) ?? 0);
      if (explained !== closing) wrong.push(`${key}: ${explained}, not ${closing}`);
      checked += 1;
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(250);
  });

  it("the platforms' inventories of the last day say what the history says", () => {
    const history = sumBy(
      factsOf(
        read.filter((r) => r.file.format === "stock"),
        "stock",
      ),
      (s) => `${s.warehouse} ${s.sku} ${s.day}`,
      (s) => s.quantity,
    );
    const last = read.filter((r) => STATES.includes(r.file.format)).flatMap((r) => r.out.facts as readonly StockSnapshot[]);
    const available = last.filter((s) => s.state === "available");
    expect(available.length).toBeGreaterThan(100);
    expect(available.filter((s) => history.get(`${s.warehouse} ${s.sku} ${s.day}`) !== s.quantity)).toEqual([]);
  });

  it("no shelf is below zero", () => {
    expect(factsOf(read, "stock").every((s) => s.quantity >= 0)).toBe(true);
  });

  it.each(STORES)("the traffic report of %s counts the units and the money of its orders", (store) => {
    const valid = factsOf(read, "order-lines", store).filter((l) => l.flag === null || l.flag === "pending" || l.flag === "unpaid");
    const units = sumBy(
      valid,
      (l) => l.day,
      (l) => l.quantity,
    );
    const paid = sumBy(
      valid.filter((l) => l.flag === null),
      (l) => l.day,
      (l) => Math.round(Number(l.amount) * 100),
    );
    const days = factsOf(read, "traffic", store).filter((t) => t.sku === null);
    expect(days).toHaveLength(400);
    expect(days.map((t) => [t.from, t.units])).toEqual(days.map((t) => [t.from, units.get(t.from) ?? 0]));
    expect(days.every((t) => (t.sessions ?? 0) >= (t.units ?? 0) * 0.5)).toBe(true);
    // The newest days have lines whose price is not known yet.
    const priced = days.filter((t) => t.from < addDays(TODAY, -2));
    expect(priced.map((t) => [t.from, Math.round(Number(t.sales) * 100)])).toEqual(priced.map((t) => [t.from, paid.get(t.from) ?? 0]));
  });

  it.each(AMAZONS)("the monthly report of %s by product adds up to its days", (store) => {
    const reports = factsOf(read, "traffic", store).filter((t) => t.sku !== null && t.from === "2026-10-01");
    const days = factsOf(read, "traffic", store).filter((t) => t.sku === null && t.from.startsWith("2026-10"));
    const units = (of: typeof days): number => of.reduce((sum, t) => sum + (t.units ?? 0), 0);
    expect(units(reports)).toBe(units(days));
    expect(units(days)).toBeGreaterThan(100);
  });

  it("every return is of an order that was placed, and no more than it", () => {
    const key = (l: { orderId: string; sku: string }): string => `${l.orderId} ${l.sku}`;
    const ordered = sumBy(
      factsOf(read, "order-lines"),
      (l) => (l.flag === null ? key(l) : null),
      (l) => l.quantity,
    );
    const settled = addDays(firstLoad(TODAY).from, 60);
    const returned = sumBy(
      factsOf(read, "returns"),
      (r) => (r.day >= settled ? key(r) : null),
      (r) => r.quantity,
    );
    expect(returned.size).toBeGreaterThan(500);
    expect([...returned].filter(([at, quantity]) => (ordered.get(at) ?? 0) < quantity)).toEqual([]);
  });

  it("every return is refunded, and some refunds are of goods that never came back", () => {
    const refunds = factsOf(read, "financial-events").filter((e) => e.type === "refund");
    expect(refunds.filter((e) => e.reference.startsWith("RFD-"))).toHaveLength(factsOf(read, "returns").length);
    expect(refunds.filter((e) => e.reference.startsWith("RFO-")).length).toBeGreaterThan(20);
  });

  it("an order is in one file, with one time and state for all of its lines", () => {
    let shared = 0;
    for (const store of STORES) {
      const orders = [...Map.groupBy(factsOf(read, "order-lines", store), (l) => l.orderId).values()];
      shared += orders.filter((of) => of.length > 1).length;
      expect(orders.filter((of) => new Set(of.map((l) => `${l.at.getTime()} ${l.day}`)).size > 1)).toEqual([]);
    }
    expect(shared).toBeGreaterThan(100);
  });
});
