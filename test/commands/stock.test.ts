import { describe, expect, it } from "vitest";
import type { StockRow } from "../../src/ports/planning.ts";
import { given, on } from "../domain/restock/given.ts";
import { describeEmbedded } from "../store/harness.ts";
import { openHouse } from "./house.ts";

const row = (sku: string, warehouse: string, states: StockRow["states"], ago = 0): StockRow => ({
  sku,
  title: "Drawer organiser",
  warehouse,
  day: on(1 - ago),
  states,
});

describeEmbedded((_, open) => {
  const house = async (rows: readonly StockRow[]) => {
    const h = await openHouse(await open(), [
      given({
        sku: "KTC-01",
        arrivals: [
          { shipment: "FBA17X", day: on(20), quantity: 200, mode: "sea" },
          { shipment: "FBA16Z", day: on(-9), quantity: 24, mode: null },
        ],
      }),
      given({ sku: "KTC-02" }),
    ]);
    h.plans.stockNow = rows;
    return h;
  };
  const ROWS = [
    row("KTC-01", "US-FBA", { available: 100, reserved: 7, "inbound-shipped": 200 }),
    row("KTC-02", "US-FBA", { available: -3 }),
    row("KTC-01", "US-3PL", { available: 40 }, 12),
  ];

  describe("/stock", () => {
    it("tells what is where, by state, and how old the knowledge is", async () => {
      const text = await (await house(ROWS)).en("/stock");
      expect(text).toContain("140 available in 2 warehouses. Stale: US-3PL (2026-11-10); import a new file.");
      expect(text).toContain("snapshot of 2026-11-10, 12 days ago: stale");
      expect(text).toContain("1 negative");
      expect(text).toContain("Reserved");
      expect(text).not.toContain("Researching");
    });

    it("says it in Chinese as an operator would", async () => {
      const text = await (await house(ROWS)).zh("/stock");
      expect(text).toContain("2 个仓共可售 140 件。快照已过期：US-3PL（2026-11-10），请导入最新库存。");
    });

    it("shows one SKU with its shipments, and which of them is overdue", async () => {
      const text = await (await house(ROWS)).en("/stock KTC-01");
      expect(text).toContain("Stock: KTC-01 (Drawer organiser)");
      expect(text).toMatch(/FBA17X.*200.*sea.*2026-12-11/);
      expect(text).toMatch(/FBA16Z.*overdue/);
    });

    it("counts what was received since the snapshot as available, and not as on its way", async () => {
      const h = await openHouse(await open(), [
        given({ sku: "KTC-01", onHand: 300, arrivals: [], received: [{ shipment: "FBA17X", units: 200, day: on(1) }] }),
      ]);
      h.plans.stockNow = [row("KTC-01", "US-FBA", { available: 100 }, 1)];
      const text = await h.en("/stock KTC-01");
      expect(text).toContain("300 available in US-FBA (100 counted + 200 received)");
      expect(text).toMatch(/US-FBA +300 +2026-11-21/);
      expect(text).toContain("Received since the snapshot: 200 units of FBA17X");
      expect(text).toContain("Nothing is on its way");
    });

    it("adds up: what came and went since the snapshots is in the sum, in each warehouse's figure and in its row", async () => {
      const h = await openHouse(await open(), [
        given({ sku: "KTC-01", onHand: 29, received: [{ shipment: "FBA-T1", units: 25, day: on(2) }] }),
        given({ sku: "KTC-01", warehouse: "US-3PL", onHand: 45, sent: 30, promised: 5 }),
      ]);
      h.plans.stockNow = [row("KTC-01", "US-FBA", { available: 4 }, 1), row("KTC-01", "US-3PL", { available: 75 }, 1)];
      const zh = await h.zh("/stock KTC-01");
      expect(zh).toContain("2 个仓共可售 74 件");
      expect(zh).toMatch(/US-FBA +29 件可售 +盘点 4＋收货 25；2026-11-21 快照，1 天前/);
      expect(zh).toMatch(/US-3PL +45 件可售 +盘点 75－调出 30；/);
      expect(zh).toMatch(/US-3PL +45 +2026-11-21[^]*US-FBA +29 +2026-11-21/);
      expect(zh).toContain("快照之后从 US-3PL 调往他仓 30 件，已从可售扣除。");
      expect(zh).toContain("US-3PL 有 5 件已批准调往他仓，还没调出，仍算可售。");
      const { data } = await h.says("/stock KTC-01");
      expect(data).toMatchObject({ warehouses: [{ available: 45 }, { available: 29 }] });
      expect(await h.en("/stock KTC-01")).toMatch(/US-FBA +29 available +4 counted \+ 25 received; snapshot of 2026-11-21/);
    });

    it("leaves to a later snapshot what it knows by itself", async () => {
      const came = [{ shipment: "FBA17X", units: 200, day: on(1) }];
      const h = await openHouse(await open(), [given({ sku: "KTC-01", onHand: 300, received: came })]);
      h.plans.stockNow = [row("KTC-01", "US-FBA", { available: 296 })];
      const text = await h.en("/stock KTC-01");
      expect(text).toContain("296 available in US-FBA.");
      expect(text).not.toContain("Received since");
    });

    it("fills what was oversold with what was received since", async () => {
      const received = [{ shipment: "FBA17X", units: 200, day: on(1) }];
      const h = await openHouse(await open(), [given({ sku: "KTC-02", onHand: 197, arrivals: [], received })]);
      h.plans.stockNow = [row("KTC-02", "US-FBA", { available: -3 }, 1)];
      expect(await h.en("/stock KTC-02")).toContain("197 available in US-FBA");
      expect(await (await house(ROWS.slice(1, 2))).en("/stock KTC-02")).toContain("0 available in US-FBA");
    });

    it("keeps to one warehouse", async () => {
      const { data } = await (await house(ROWS)).says("/stock us-3pl");
      expect(data).toMatchObject({ total: 1, warehouses: [{ warehouse: "US-3PL", available: 40 }] });
    });

    it("says what to do when there is no snapshot, which is not an empty shelf", async () => {
      expect(await (await house([])).en("/stock")).toContain("There is no stock snapshot. Drop in an FBA inventory file or a stock CSV.");
    });

    it("sends people who ask for states to /restock", async () => {
      await expect((await house(ROWS)).says("/stock 断货")).rejects.toThrow("does not filter by state");
    });
  });
});
