import { describe, expect, it } from "vitest";
import { runEntry } from "../../src/app/run-job.ts";
import { day } from "../../src/domain/calendar/day.ts";
import { zone } from "../../src/domain/calendar/zone.ts";
import { job } from "../../src/jobs/daily-digest.ts";
import { binding, store } from "../fakes/company.ts";
import { given } from "../domain/restock/given.ts";
import { FakePlans } from "../fakes/plans.ts";
import { sells, shop } from "./shop.ts";

const us = store("amazon-us", { zone: zone("America/Los_Angeles") });
const de = store("amazon-de", { zone: zone("Europe/Berlin"), country: "DE" });
const MORNING = "2026-11-22T00:30:00Z"; // 08:30 in Shanghai
const covered = { from: "2026-10-01", to: "2026-11-21" };

describe("the daily digest", () => {
  it("tells yesterday's sales against the day before and the same weekday a week ago", async () => {
    const s = shop(
      { "daily-digest": job },
      {
        at: "2026-11-22T10:00:00Z",
        stores: [store("amazon-us")],
        bindings: [binding()],
        books: {
          covered: { "amazon-us": covered },
          lines: [
            ...sells("amazon-us", "A", "2026-11-14", "2026-11-14", 10),
            ...sells("amazon-us", "A", "2026-11-20", "2026-11-20", 8),
            ...sells("amazon-us", "A", "2026-11-21", "2026-11-21", 12),
          ],
          returns: [{ store: "amazon-us", orderDay: "2026-11-14", day: "2026-11-21", sku: "A", units: 2, refund: "20" }],
        },
      },
    );
    const said = await s.says("daily-digest");
    expect(said).toMatch(/Daily digest, 2026-11-21/);
    expect(said).toMatch(/GMV +\$120\.00 +\+20\.0% vs the same weekday last week; \+50\.0% vs the day before/);
    expect(said).toMatch(/Net sales +\$100\.00/);
    expect(said).toMatch(/Returned +2 units/);
    expect(said).not.toContain("Conversion");
    expect(said).toContain("figures may still change until 2026-11-24");
    expect(said).toContain("profit is not in here");
    expect(await s.says("daily-digest", "zh")).toContain("较上周同日 +20.0%；较前一天 +50.0%");
  });

  it("takes the last day that has ended in each store's own zone", async () => {
    const s = shop(
      { "daily-digest": job },
      {
        at: MORNING,
        stores: [us, de],
        bindings: [binding()],
        freshness: [{ store: "amazon-de", fact: "order-lines", newest: day("2026-11-21"), importedAt: new Date(MORNING) }],
        books: {
          covered: { "amazon-us": covered, "amazon-de": covered },
          lines: [...sells("amazon-us", "A", "2026-11-20", "2026-11-20", 7), ...sells("amazon-de", "A", "2026-11-21", "2026-11-21", 5)],
        },
      },
    );
    const said = await s.says("daily-digest");
    // Half past eight in Shanghai is still the 21st in Los Angeles and already the 22nd in Berlin.
    expect(said).toMatch(/amazon-us: 2026-11-20[^]*Units sold +7/);
    expect(said).toMatch(/amazon-de: 2026-11-21[^]*Units sold +5/);
  });

  it("tells the day before of a day that ended an hour ago and that no report speaks of yet", async () => {
    const s = shop(
      { "daily-digest": job },
      {
        at: MORNING,
        stores: [us, de],
        bindings: [binding()],
        freshness: [{ store: "amazon-de", fact: "order-lines", newest: day("2026-11-20"), importedAt: new Date(MORNING) }],
        books: {
          covered: { "amazon-us": covered, "amazon-de": { from: "2026-10-01", to: "2026-11-20" } },
          lines: [...sells("amazon-us", "A", "2026-11-20", "2026-11-20", 7), ...sells("amazon-de", "A", "2026-11-20", "2026-11-20", 5)],
        },
      },
    );
    const said = await s.says("daily-digest");
    expect(said).toMatch(/Daily digest, 2026-11-20[^]*Units sold +12/);
    expect(said).not.toContain("2026-11-21");
  });

  it("shows each store when there are several with the same yesterday", async () => {
    const s = shop(
      { "daily-digest": job },
      {
        at: "2026-11-22T10:00:00Z",
        stores: [store("amazon-us"), store("shop-us")],
        bindings: [binding()],
        books: {
          covered: { "amazon-us": covered, "shop-us": covered },
          lines: [...sells("amazon-us", "A", "2026-11-21", "2026-11-21", 7), ...sells("shop-us", "A", "2026-11-21", "2026-11-21", 3)],
        },
      },
    );
    const said = await s.says("daily-digest");
    expect(said).toMatch(/Units sold +10/);
    expect(said).toMatch(/amazon-us +\$70\.00/);
    expect(said).toMatch(/shop-us +\$30\.00/);
  });

  it("tells which data is behind, and how often it usually comes", async () => {
    const s = shop(
      { "daily-digest": job },
      {
        at: "2026-11-22T10:00:00Z",
        stores: [store("amazon-us")],
        bindings: [binding()],
        books: { covered: { "amazon-us": covered }, lines: sells("amazon-us", "A", "2026-11-01", "2026-11-21", 7) },
        freshness: [
          {
            store: "amazon-us",
            fact: "order-lines",
            newest: day("2026-11-21"),
            importedAt: new Date("2026-11-22T08:00:00Z"),
            everyDays: 1,
          },
          { store: "amazon-us", fact: "stock", newest: day("2026-11-17"), importedAt: new Date("2026-11-18T01:00:00Z"), everyDays: 2 },
          { store: "amazon-us", fact: "returns", newest: day("2026-11-16"), importedAt: new Date("2026-11-18T01:00:00Z") },
        ],
      },
    );
    const said = await s.says("daily-digest");
    // Four days behind where one is allowed; the returns are within their seven.
    expect(said).toMatch(/amazon-us +stock snapshots +2026-11-17 +4 days +1 day +2 days$/m);
    expect(said).not.toMatch(/amazon-us +returns/);
    expect(said).toContain("operator: 1 report is behind (below)");
    expect(said).toContain("data up to: orders 11-21, stock snapshots 11-17, returns 11-16");
  });

  it("counts no stock-outs where no stock was ever counted, and says what is missing", async () => {
    const at = {
      at: "2026-11-22T10:00:00Z",
      stores: [store("amazon-us")],
      bindings: [binding()],
      books: { covered: { "amazon-us": covered }, lines: sells("amazon-us", "A", "2026-11-01", "2026-11-21", 7) },
    };
    const blind = shop({ "daily-digest": job }, { ...at, plans: new FakePlans([given({ onHand: null, onHandDay: null })]) });
    const said = await blind.says("daily-digest");
    expect(said).toMatch(/Out of stock +—/);
    expect(said).toContain("no stock snapshot is known: import a stock report");
    expect(said).not.toMatch(/0 SKUs|all data is recent enough/);
    expect(await blind.says("daily-digest", "zh")).toMatch(/口径：.*缺库存快照 · 其余数据在时效内/);
    const seeing = shop(
      { "daily-digest": job },
      {
        ...at,
        plans: new FakePlans([
          given({ onHand: 0 }),
          given({ onHand: 0, warehouse: "US-3PL" }),
          given({ sku: "B", onHand: 0, arrivals: [{ shipment: "S", day: day("2026-11-23"), quantity: 900, mode: "sea" }] }),
          given({ sku: "C", onHand: 300 }),
        ]),
      },
    );
    // One SKU that is out in two warehouses is one; one whose goods are nearly there is out, and nothing is to be ordered of it.
    expect(await seeing.says("daily-digest")).toMatch(/Out of stock +2 SKUs[^]*supply: 1 SKU to order today \(\/restock\)/);
  });

  it("doubts a day without one order between days with orders", async () => {
    const s = shop(
      { "daily-digest": job },
      {
        at: "2026-11-22T10:00:00Z",
        stores: [store("amazon-us")],
        bindings: [binding()],
        books: { covered: { "amazon-us": covered }, lines: sells("amazon-us", "A", "2026-11-01", "2026-11-20", 7) },
      },
    );
    expect(await s.says("daily-digest")).toContain("Not one order on 2026-11-21, with orders the day before and a week ago");
  });

  it("takes a store's own rule for what is too old", async () => {
    const s = shop(
      { "daily-digest": job },
      {
        at: "2026-11-22T10:00:00Z",
        stores: [store("amazon-us")],
        bindings: [binding()],
        books: { covered: {} },
        freshness: [{ store: "amazon-us", fact: "order-lines", newest: day("2026-11-17"), importedAt: new Date(0) }],
        overrides: [
          {
            policy: "fresh-order-lines-days",
            scope: { kind: "store", key: "amazon-us" },
            value: 7,
            from: day("2026-01-01"),
            to: null,
            by: "li",
            at: new Date(0),
          },
        ],
      },
    );
    expect(await s.says("daily-digest")).not.toContain("Data that is behind");
  });

  it("marks a simulated store", async () => {
    const s = shop(
      { "daily-digest": job },
      {
        at: "2026-11-22T10:00:00Z",
        stores: [store("sample-us", { simulated: true })],
        bindings: [binding()],
        books: { covered: { "sample-us": covered }, lines: sells("sample-us", "A", "2026-11-01", "2026-11-21", 7) },
      },
    );
    expect((await s.says("daily-digest")).split("\n").at(-1)).toMatch(/^Basis: simulated data/);
  });

  it("is posted once a day, whoever asks", async () => {
    const s = shop(
      { "daily-digest": job },
      {
        at: MORNING,
        stores: [store("amazon-us")],
        bindings: [binding(), binding({ channel: "zh", lang: "zh" })],
        books: { covered: { "amazon-us": covered }, lines: sells("amazon-us", "A", "2026-11-01", "2026-11-21", 7) },
      },
    );
    expect((await s.run("daily-digest")).map((r) => [r.outcome, r.key])).toEqual([
      ["queued", "daily-digest:fake:ops:2026-11-21"],
      ["queued", "daily-digest:fake:zh:2026-11-21"],
    ]);
    expect((await s.run("daily-digest")).map((r) => r.outcome)).toEqual(["already-posted", "already-posted"]);
    const [entry] = await s.entries();
    expect(entry && (await runEntry(s.deps, entry, { slot: s.clock.now(), late: false, missed: 0 }))).toEqual({
      kind: "posted",
      note: "already-posted daily-digest:fake:ops:2026-11-21",
      because: {
        zh: "此前已发送 daily-digest:fake:ops:2026-11-21",
        en: "already-posted daily-digest:fake:ops:2026-11-21",
      },
    });
    expect(s.outbox.rows).toHaveLength(2);
  });

  it("says that it is late, and since when", async () => {
    const s = shop(
      { "daily-digest": job },
      { at: "2026-11-22T05:00:00Z", stores: [store("amazon-us")], bindings: [binding()], books: { covered: { "amazon-us": covered } } },
    );
    const [entry] = await s.entries();
    if (!entry) throw new Error("no entry");
    const told = await runEntry(s.deps, entry, { slot: new Date(MORNING), late: true, missed: 2 });
    expect(told.note).toBe("queued daily-digest:fake:ops:2026-11-21, late; stands for 2 missed before it");
    expect(s.outbox.rows[0]?.message.lead?.en).toBe("Late: this was due 2026-11-22 08:30 Asia/Shanghai.");
  });

  it("writes nothing in a dry run, and says so when no channel or job is there", async () => {
    const s = shop({ "daily-digest": job }, { at: MORNING, stores: [store("amazon-us")], bindings: [binding()], books: { covered: {} } });
    await s.run("daily-digest", { dryRun: true });
    expect(s.outbox.rows).toEqual([]);
    await expect(s.run("daily-digets")).rejects.toThrow('There is no job "daily-digets"; did you mean daily-digest?');
    const unbound = shop({ "daily-digest": job }, { at: MORNING, books: { covered: {} } });
    await expect(unbound.run("daily-digest")).rejects.toThrow("No channel is bound to digest");
  });
});
