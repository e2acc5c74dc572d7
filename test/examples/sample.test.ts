import { beforeAll, describe, expect, it } from "vitest";
import { addDays, type Day, day } from "../../src/domain/calendar/day.ts";
import type { FactKind, StockSnapshot } from "../../src/domain/facts/facts.ts";
import { extension, firstLoad, generate, master } from "../../examples/sample/index.ts";
import { factsOf, type ReadFile, readSample, sumBy, TODAY } from "./sample-files.ts";

let read: ReadFile[];
beforeAll(async () => {
  read = await readSample(firstLoad(TODAY));
});

const POOLS = [
  ["amazon-us", "US-FBA"],
  ["amazon-uk", "UK-FBA"],
] as const;

describe("the sample store's files", () => {
  it("are read by the formats of real files, and nothing of them is rejected or wondered at", () => {
    expect(read.flatMap(({ file, out }) => out.rejects.map((r) => ({ file: file.name, ...r })))).toEqual([]);
    expect(read.flatMap(({ file, out }) => out.notes.map((n) => `${file.name}: ${n}`))).toEqual([]);
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

  it("are some 40,000 order lines of 60 SKUs, in 400 days until yesterday", () => {
    const lines = factsOf(read, "order-lines");
    expect(lines.length).toBeGreaterThan(30_000);
    expect(lines.length).toBeLessThan(60_000);
    expect(new Set(factsOf(read, "products").map((p) => p.sku)).size).toBe(60);
    const days = [...new Set(lines.map((l) => l.day))].toSorted();
    expect(days).toHaveLength(400);
    expect(days.at(-1)).toBe("2026-11-21");
  });

  it("hold every kind of line that is no sale", () => {
    const flags = new Set(factsOf(read, "order-lines").map((l) => l.flag));
    expect(flags).toEqual(new Set([null, "cancelled", "pending", "replacement", "mcf"]));
  });

  it("belong to simulated stores and to warehouses, suppliers and lanes that exist", () => {
    expect([...master.stores, ...master.warehouses, ...master.suppliers, ...master.lanes].every((x) => x.simulated)).toBe(true);
    const warehouses = new Set(master.warehouses.map((w) => w.code));
    for (const s of factsOf(read, "stock")) expect(warehouses).toContain(s.warehouse);
    for (const s of factsOf(read, "inbound")) expect(warehouses).toContain(s.warehouse);
    const suppliers = new Set(master.suppliers.map((s) => s.code));
    for (const p of factsOf(read, "products")) expect(suppliers).toContain(p.supplier);
  });
});

describe("the files agree with each other, as the books of a real shop do", () => {
  // Only what the files say is used here, as the formats read them; nothing of the simulation.
  it.each(POOLS)("what %s sold, got back and received explains every change of the stock of %s", (store, pool) => {
    const stock = sumBy(
      factsOf(read, "stock"),
      (s) => (s.warehouse === pool && s.state === "available" ? `${s.sku} ${s.day}` : null),
      (s) => s.quantity,
    );
    // The canonical history and the inventory report of the last day are two files that say the same.
    const last = read
      .filter((r) => r.file.format === "amazon-fba-inventory" && r.file.warehouse === pool)
      .flatMap((r) => r.out.facts as readonly StockSnapshot[]);
    const available = last.filter((s) => s.state === "available");
    expect(available.map((s) => [s.sku, stock.get(`${s.sku} ${s.day}`)])).toEqual(available.map((s) => [s.sku, 2 * s.quantity]));
    for (const s of available) stock.set(`${s.sku} ${s.day}`, s.quantity);

    const left = sumBy(
      factsOf(read, "order-lines", store),
      (l) => (l.flag === "cancelled" ? null : `${l.sku} ${l.day}`),
      (l) => l.quantity,
    );
    const back = sumBy(
      factsOf(read, "returns", store),
      (r) => (r.disposition === "SELLABLE" ? `${r.sku} ${r.day}` : null),
      (r) => r.quantity,
    );
    const received = sumBy(
      factsOf(read, "inbound"),
      (s) => (s.warehouse === pool && s.receivedOn !== null ? `${s.sku} ${s.receivedOn}` : null),
      (s) => s.received,
    );
    const wrong: string[] = [];
    let checked = 0;
    for (const [key, closing] of stock) {
      const [sku = "", d = ""] = key.split(" ");
      const before = stock.get(`${sku} ${addDays(day(d), -1)}`);
      if (before === undefined) continue;
      const explained = before + (received.get(key) ?? 0) + (back.get(key) ?? 0) - (left.get(key) ?? 0);
      if (explained !== closing) wrong.push(`${key}: ${explained}, not ${closing}`);
      checked += 1;
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(6000);
  });

  it("no shelf is below zero, and nothing is sold from an empty one", () => {
    expect(factsOf(read, "stock").every((s) => s.quantity >= 0)).toBe(true);
  });

  it("what the third-party warehouse lacks has gone to the platform's", () => {
    const at = sumBy(
      factsOf(read, "stock"),
      (s) => (s.warehouse === "US-3PL" ? `${s.sku} ${s.day}` : null),
      (s) => s.quantity,
    );
    const inbound = factsOf(read, "inbound");
    const came = sumBy(
      inbound,
      (s) => (s.warehouse === "US-3PL" && s.receivedOn !== null ? `${s.sku} ${s.receivedOn}` : null),
      (s) => s.received,
    );
    const went = sumBy(
      inbound,
      (s) => (s.shipment.startsWith("TRF-") ? `${s.sku} ${s.bookedOn}` : null),
      (s) => s.quantity,
    );
    const wrong: string[] = [];
    for (const [key, closing] of at) {
      const [sku = "", d = ""] = key.split(" ");
      const before = at.get(`${sku} ${addDays(day(d), -1)}`);
      if (before !== undefined && before + (came.get(key) ?? 0) - (went.get(key) ?? 0) !== closing) wrong.push(key);
    }
    expect(wrong).toEqual([]);
    expect(went.size).toBeGreaterThan(10);
  });

  it.each(POOLS)("the traffic report of %s counts the units and the money of its orders", (store) => {
    const valid = factsOf(read, "order-lines", store).filter((l) => l.flag === null || l.flag === "pending");
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
    // The newest days have lines whose price is not known yet.
    const priced = days.filter((t) => t.from < addDays(TODAY, -2));
    expect(priced.map((t) => [t.from, Math.round(Number(t.sales) * 100)])).toEqual(priced.map((t) => [t.from, paid.get(t.from) ?? 0]));
    const reports = factsOf(read, "traffic", store).filter((t) => t.sku !== null && t.from === "2026-10-01");
    const october = [...units].filter(([d]) => d.startsWith("2026-10")).reduce((sum, [, n]) => sum + n, 0);
    expect(reports.reduce((sum, t) => sum + (t.units ?? 0), 0)).toBe(october);
  });

  it("every return and every refund is of an order that was placed, and no more than it", () => {
    const ordered = sumBy(
      factsOf(read, "order-lines"),
      (l) => (l.flag === null ? `${l.orderId} ${l.sku}` : null),
      (l) => l.quantity,
    );
    const settled = addDays(firstLoad(TODAY).from, 60);
    const returned = sumBy(
      factsOf(read, "returns"),
      (r) => (r.day >= settled ? `${r.orderId} ${r.sku}` : null),
      (r) => r.quantity,
    );
    expect([...returned].filter(([key, quantity]) => (ordered.get(key) ?? 0) < quantity)).toEqual([]);
    const refunds = factsOf(read, "financial-events").filter((e) => e.type === "refund");
    expect(refunds).toHaveLength(factsOf(read, "returns").length);
  });
});

describe("days that are added later", () => {
  const keys: Partial<Record<FactKind, (f: never) => string>> = {
    "order-lines": (f: { orderId: string; sku: string; nth: number }) => `${f.orderId} ${f.sku} ${f.nth}`,
    traffic: (f: { sku: string | null; from: string; to: string }) => `${f.sku} ${f.from} ${f.to}`,
    stock: (f: { warehouse: string; sku: string; state: string; day: string }) => `${f.warehouse} ${f.sku} ${f.state} ${f.day}`,
    returns: (f: { orderId: string; sku: string; nth: number; day: string }) => `${f.orderId} ${f.sku} ${f.nth} ${f.day}`,
    reviews: (f: { externalId: string }) => f.externalId,
    ads: (f: { campaign: string; from: string }) => `${f.campaign} ${f.from}`,
    "financial-events": (f: { reference: string; nth: number }) => `${f.reference} ${f.nth}`,
    fx: (f: { day: string; base: string; quote: string }) => `${f.day} ${f.base} ${f.quote}`,
  };

  /** What the store would hold: the newest file's row of each key. */
  function held(files: readonly ReadFile[], oldest: Day): Map<string, unknown> {
    const rows = new Map<string, unknown>();
    for (const { file, out, source } of files) {
      const key = keys[source.fact];
      if (file.kind !== "history" || !key) continue;
      for (const fact of out.facts) {
        const f = fact as { day?: Day; from?: Day };
        if ((f.day ?? f.from ?? oldest) >= oldest) rows.set(`${source.fact} ${file.store} ${key(fact as never)}`, fact);
      }
    }
    return rows;
  }

  it("are the same rows as if all had been made at once", async () => {
    const [start, middle, end] = [day("2026-09-20"), day("2026-10-28"), day("2026-11-21")];
    const whole = await readSample({ from: start, to: end, today: TODAY });
    const first = await readSample({ from: start, to: middle, today: addDays(middle, 1) });
    const added = extension(middle, TODAY);
    expect(added).toEqual({ from: "2026-10-26", to: end, today: TODAY });
    const second = added ? await readSample(added) : [];
    const [once, twice] = [held(whole, start), held([...first, ...second], start)];
    expect([...twice.keys()].toSorted()).toEqual([...once.keys()].toSorted());
    // That an old fee is settled by now is not written again.
    const same = (key: string): boolean => {
      const [a, b] = [once, twice].map((rows) => JSON.stringify({ ...(rows.get(key) as object), settled: null }));
      return a === b;
    };
    expect([...once.keys()].filter((key) => !same(key))).toEqual([]);
  });

  it("need no extension when yesterday is there", () => {
    expect(extension(addDays(TODAY, -1), TODAY)).toBeUndefined();
  });

  it("depend on the seed, and on nothing else", async () => {
    const request = { from: day("2026-11-10"), to: day("2026-11-12"), today: TODAY };
    const text = async (seed: string): Promise<string> => {
      let all = "";
      for await (const f of generate({ ...request, seed })) all += f.text;
      return all;
    };
    const once = await text("a");
    expect(await text("a")).toBe(once);
    expect(await text("b")).not.toBe(once);
  });

  it("are refused before the simulation begins", async () => {
    await expect(generate({ from: day("2025-01-01"), to: day("2025-01-02"), today: TODAY }).next()).rejects.toThrow(
      /2025-01-01, expected 2025-05-31 or later/,
    );
  });
});
