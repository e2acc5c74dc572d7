import { describe, expect, it } from "vitest";
import { watchShipments } from "../../src/app/shipments/watch.ts";
import { day } from "../../src/domain/calendar/day.ts";
import { SLIP_WORDS } from "../../src/views/shipment-slip.ts";
import { importFile } from "../store/imports/world.ts";
import { describeEmbedded } from "../store/harness.ts";
import { shipment as inFile, stock } from "../store/planning/rows.ts";
import { AS_OF, openHarbour } from "./harbour.ts";

describeEmbedded((_, open) => {
  const harbour = async () => openHarbour(await open());
  type Harbour = Awaited<ReturnType<typeof harbour>>;

  async function booked(h: Harbour, fields: Readonly<Record<string, string>> = {}) {
    const form = await h.press("lin", await h.ask("lin", "/shipment US-FBA"), "Book a shipment");
    return h.send("lin", form, { number: "US-SEA-1", lines: "KTC-01 200", mode: "sea", eta: "2026-12-03", ...fields });
  }
  const line = async (h: Harbour) => (await h.context().plans.lines({ sku: "KTC-01" })).lines[0];

  describe("a purchase that was approved", () => {
    it("is booked, slips, is planned anew and warned of once, arrives short and is received", async () => {
      const h = await harbour();
      await h.approve(200);
      await h.renew();
      const form = await h.press("lin", await h.ask("lin", "/restock KTC-01"), "Book a shipment");
      const filled = form.message.blocks.flatMap((b) => (b.kind === "form" ? b.fields.map((f) => [f.name, f.value ?? ""]) : []));
      expect(Object.fromEntries(filled)).toMatchObject({ lines: "KTC-01 200", mode: "sea", bookedOn: "2026-11-22", eta: "2026-12-19" });
      const card = await h.send("lin", form, { number: "US-SEA-1", eta: "2026-12-03" });
      expect(h.en(card)).toMatch(/Shipment US-SEA-1 to US-FBA: booked[^]*ETA +2026-12-03[^]*200 units/);
      // On its way, and on order no more.
      expect(await line(h)).toMatchObject({ inbound: 200, onOrder: 0, stockOutDate: "2027-01-13" });

      h.morning(day("2026-11-25"));
      const left = await h.send("lin", await h.press("lin", await h.ask("lin", "/shipment US-SEA-1"), "Update"), { state: "left" });
      expect(h.en(left)).toContain("Shipment US-SEA-1 to US-FBA: under way");
      expect(await h.posts()).toEqual([]);

      const late = await h.send("lin", await h.press("lin", left, "Update"), { eta: "2026-12-12", note: "port congestion" });
      expect(h.en(late)).toMatch(/first told as 2026-12-03[^]*Lin: ETA changed 2026-12-03 → 2026-12-12 \(port congestion\)/);
      const [warning, ...more] = await h.posts();
      expect(more).toEqual([]);
      expect(warning?.message.title.en).toBe("US-SEA-1 slips 9 days (12-03 → 12-12)");
      expect(warning?.message.title.zh).toBe("货件 US-SEA-1 晚到 9 天（12-03 → 12-12）");
      expect(warning && h.en(warning)).toMatch(/1 SKU runs out before it; .+ at risk/);
      expect(warning?.message.actions.map((a) => a.label.en)).toEqual(["Shipment US-SEA-1", "KTC-01"]);
      expect(await line(h)).toMatchObject({ stockOutDate: "2026-12-04" });
      // Told once, however often it is looked at.
      await h.renew();
      expect(await h.posts()).toHaveLength(1);

      h.morning(day("2026-12-12"));
      const arrived = await h.send("lin", await h.press("lin", late, "Update"), { state: "arrived" });
      expect(h.en(arrived)).toContain("arrived, to be received");
      // Nobody has sent it yet, so that it goes out as it is now.
      expect((await h.posts()).map((p) => p.message.title.en)).toEqual(["US-SEA-1 has arrived (it had slipped from 12-03 to 12-12)"]);

      h.morning(day("2026-12-13"));
      const part = await h.send("lin", await h.press("lin", arrived, "Receive"), { lines: "KTC-01 100", rest: "coming" });
      expect(part.message.title).toEqual({
        zh: "货件 US-SEA-1 → US-FBA：已到仓 1 天，部分收货 100/200",
        en: "Shipment US-SEA-1 to US-FBA: arrived yesterday, 100 of 200 received",
      });
      const short = await h.send("lin", await h.press("lin", part, "Receive"), { lines: "KTC-01 80", rest: "short", day: "2026-12-12" });
      expect(h.en(short)).toMatch(/Shipment US-SEA-1 to US-FBA: received[^]*180 units +of 200, 20 will not come/);
      expect(h.en(short)).toMatch(/Lin: the rest will not come 2026-12-12 \(KTC-01 20\)/);
      expect(short.message.actions.map((a) => a.label.en)).toEqual(["See KTC-01"]);
      expect(h.en(await h.ask("ann", "/shipment"))).toContain("Nothing is on its way");
      expect((await h.context().audit.recent(9)).map((e) => e.what)).toEqual([
        "ship-receive",
        "ship-receive",
        "ship-update",
        "ship-update",
        "ship-update",
        "ship-book",
      ]);
    });

    it("may come in parts: what was counted in is stock, what is still coming is on its way", async () => {
      const h = await harbour();
      await h.approve(200);
      await h.renew();
      const card = await booked(h);
      await h.send("lin", await h.press("lin", card, "Receive"), { lines: "KTC-01 150", rest: "coming" });
      const now = await h.ask("lin", "/shipment US-SEA-1");
      expect(h.en(now)).toMatch(/To come +50 units +of 200; 150 received/);
      expect(await line(h)).toMatchObject({ onHand: 210, inbound: 50 });
      expect(h.en(await h.ask("ann", "/restock KTC-01"))).toContain("60 counted on 2026-11-21, 150 received since: 210 taken");
      await importFile(h.imports, "stock", [stock("KTC-01", "2026-11-22", 205)], { store: null });
      await h.renew();
      expect(await line(h)).toMatchObject({ onHand: 205, inbound: 50 });
    });
  });

  describe("a shipment that only files know", () => {
    it("slips by a newer file: told once, and told below it when it comes back", async () => {
      const h = await harbour();
      const file = inFile("US-SEA-2", "KTC-01", 200, { eta: day("2026-12-02") });
      await importFile(h.imports, "inbound", [file], { store: null });
      await h.renew();
      await importFile(h.imports, "inbound", [{ ...file, eta: day("2026-12-14") }], { store: null });
      const { told } = await h.renew();
      expect(told).toMatchObject([
        { number: "US-SEA-2", days: 12, skus: [{ sku: "KTC-01", outBefore: "2027-01-13", outNow: "2026-12-04" }] },
      ]);
      await importFile(h.imports, "inbound", [{ ...file, eta: day("2026-12-03") }], { store: null });
      await h.renew();
      const posts = await h.posts();
      expect(posts.map((p) => [p.message.title.en, p.replyTo === posts[0]?.key])).toEqual([
        ["US-SEA-2 is back to 12-03 (it had slipped from 12-02 to 12-14)", false],
        ["US-SEA-2 is back to 12-03", true],
      ]);
      expect(await h.context().alerts.open("eta-slip")).toEqual([]);
    });

    it("slips while the bot dies: told once all the same", async () => {
      const h = await harbour();
      const file = inFile("US-SEA-2", "KTC-01", 200, { eta: day("2026-12-02") });
      await importFile(h.imports, "inbound", [file], { store: null });
      await h.renew();
      await importFile(h.imports, "inbound", [{ ...file, eta: day("2026-12-14") }], { store: null });
      const { outbox, ...context } = h.context();
      const dying = { ...context, outbox: { ...outbox, put: () => Promise.reject(new Error("killed")) } };
      await expect(watchShipments(dying, SLIP_WORDS)).rejects.toThrow("killed");
      const silent = { ...context, outbox, shipments: { ...context.shipments, judged: () => Promise.reject(new Error("killed")) } };
      await expect(watchShipments(silent, SLIP_WORDS)).rejects.toThrow("killed");
      await h.renew();
      expect((await h.posts()).map((p) => p.message.title.en)).toEqual(["US-SEA-2 slips 12 days (12-02 → 12-14)"]);
    });

    it("is taken over by who speaks of it, and a day or two are no slip", async () => {
      const h = await harbour();
      await importFile(h.imports, "inbound", [inFile("US-SEA-2", "KTC-01", 200, { eta: day("2026-12-02") })], { store: null });
      await h.renew();
      const list = await h.ask("lin", "/shipment");
      expect(h.en(list)).toMatch(/1 shipment on the way, 200 units[^]*US-SEA-2[^]*2026-12-02/);
      const card = await h.press("lin", list, "US-SEA-2");
      expect(h.en(card)).toContain("files only");
      const after = await h.send("lin", await h.press("lin", card, "Update"), { eta: "2026-12-04" });
      expect(h.en(after)).toMatch(/Tracked by +Lin/);
      expect(await h.posts()).toEqual([]);
    });

    it("keeps the ETA of each of its SKUs while only its state is said", async () => {
      const h = await harbour();
      const files = [
        inFile("S3", "KTC-01", 60, { eta: day("2026-12-02"), state: "booked" }),
        inFile("S3", "KTC-02", 40, { eta: day("2026-12-09"), state: "booked" }),
      ];
      await importFile(h.imports, "inbound", files, { store: null });
      await h.send("lin", await h.press("lin", await h.ask("lin", "/shipment S3"), "Update"), { state: "left" });
      const [s3] = await h.context().shipments.find({ number: "S3" });
      expect(s3?.lines.map((l) => [l.sku, l.state, l.eta])).toEqual([
        ["KTC-01", "left", "2026-12-02"],
        ["KTC-02", "left", "2026-12-09"],
      ]);
    });

    it("stands in the list beside moves between warehouses that have left", async () => {
      const h = await harbour();
      const { transfers, company } = h.context();
      const place = { name: "US 3PL", kind: "third-party", country: "US", simulated: false } as const;
      await company.saveWarehouse({ ...place, code: "US-3PL", stores: [{ store: "us", priority: 2 }] });
      const leavesOn = day("2026-11-22");
      const move = { sku: "KTC-01", from: "US-3PL", to: "US-FBA", units: 40, leavesOn, arrivesOn: day("2026-11-26"), planAsOf: AS_OF };
      const { transfer } = await transfers.approve({ ...move, by: "lin", at: new Date("2026-11-22T09:00:00Z") });
      expect(h.en(await h.ask("ann", "/shipment"))).toContain("Nothing is on its way");
      await transfers.leave(transfer.id, leavesOn, move.arrivesOn);
      const list = await h.ask("ann", "/shipment US-FBA");
      expect(h.en(list)).toMatch(/Moves under way[^]*US-3PL → US-FBA +KTC-01 +2026-11-26 +40 +under way/);
      h.morning(day("2026-11-28"));
      expect(h.en(await h.ask("ann", "/shipment"))).toContain("2 days late");
    });

    it("says so when the import that slipped it is undone", async () => {
      const h = await harbour();
      const file = inFile("S3", "KTC-01", 200, { eta: day("2026-12-02") });
      const first = await importFile(h.imports, "inbound", [file], { store: null });
      await h.renew();
      const second = await importFile(h.imports, "inbound", [{ ...file, eta: day("2026-12-14") }], { store: null });
      await h.renew();
      await h.imports.undo(second.id);
      await h.imports.undo(first.id);
      await h.imports.settled();
      await h.renew();
      expect((await h.posts()).map((p) => p.message.title.en)).toEqual(["S3 is in no file any more (it had slipped from 12-02 to 12-14)"]);
      expect(await h.context().alerts.open("eta-slip")).toEqual([]);
    });

    it("that is late and does no harm is not warned of", async () => {
      const h = await harbour();
      await importFile(h.imports, "stock", [stock("KTC-01", "2026-11-22", 4000)], { store: null });
      const file = inFile("US-SEA-2", "KTC-01", 200, { eta: day("2026-12-02") });
      await importFile(h.imports, "inbound", [file], { store: null });
      await h.renew();
      await importFile(h.imports, "inbound", [{ ...file, eta: day("2026-12-14") }], { store: null });
      await h.renew();
      expect(await h.posts()).toEqual([]);
    });
  });

  describe("what cannot be", () => {
    it("is told with what was expected, and nothing is saved", async () => {
      const h = await harbour();
      await h.approve(200);
      await h.renew();
      expect(h.en(await booked(h, { number: " " }))).toContain('"Shipment number" is empty');
      expect(h.en(await booked(h, { lines: "KTC-99 10" }))).toContain("No SKU is called KTC-99");
      expect(h.en(await booked(h, { lines: "KTC-01" }))).toContain('"KTC-01" cannot be read');
      expect(h.en(await booked(h, { bookedOn: "2026-11-22", eta: "2026-11-01" }))).toContain("before the day of booking");
      expect(h.en(await booked(h, { bookedOn: "2026-12-01" }))).toContain("still ahead");
      expect(await h.context().shipments.find({})).toEqual([]);

      const card = await booked(h);
      expect(h.en(await booked(h, { lines: "KTC-01 9" }))).toContain("Shipment US-SEA-1 to US-FBA is booked already");
      const receive = await h.press("lin", card, "Receive");
      expect(h.en(await h.send("lin", receive, { lines: "KTC-01 210" }))).toContain("210 counted in, but only 200 are missing");
      expect(h.en(await h.send("lin", receive, { day: "2026-11-30" }))).toContain("still ahead");
      const update = await h.press("lin", card, "Update");
      expect(h.en(await h.send("lin", update))).toContain("nothing was changed");
      expect(h.en(await h.send("lin", update, { state: "left", day: "2026-11-20" }))).toContain("before booked");
      expect(h.en(await h.send("ann", update, { state: "left" }))).toContain("Your role may not");
      expect(h.en(await h.ask("lin", "/shipment US-SEA-9"))).toContain("did you mean US-SEA-1?");
    });

    it("is a number that is over, or that means two things", async () => {
      const h = await harbour();
      const done = inFile("S9", "KTC-01", 60, { state: "received", received: 60 });
      await importFile(h.imports, "inbound", [done], { store: null });
      expect(h.en(await booked(h, { number: "S9" }))).toContain("This shipment is received");
      await h.context().company.saveWarehouse({
        code: "US-3PL",
        name: "US 3PL",
        kind: "third-party",
        country: "US",
        simulated: false,
        stores: [{ store: "us", priority: 2 }],
      });
      await booked(h);
      const other = await h.press("lin", await h.ask("lin", "/shipment US-3PL"), "Book a shipment");
      await h.send("lin", other, { number: "US-SEA-1", lines: "KTC-01 30", mode: "sea", eta: "2026-12-05" });
      expect(h.en(await h.ask("ann", "/shipment US-SEA-1"))).toMatch(/2 shipments on the way[^]*US-FBA[^]*US-3PL/);
    });

    it("is what two say at once: the second is told to look again", async () => {
      const h = await harbour();
      await h.approve(200);
      await h.renew();
      const card = await booked(h);
      const mine = await h.press("lin", card, "Update");
      const hers = await h.press("olga", card, "Update");
      await h.send("lin", mine, { eta: "2026-12-05" });
      expect(h.en(await h.send("olga", hers, { eta: "2026-12-09" }))).toContain("Things have changed");
      expect(h.en(await h.ask("olga", "/shipment US-SEA-1"))).toContain("2026-12-05");
    });

    it("is to speak of what is over", async () => {
      const h = await harbour();
      await h.approve(200);
      await h.renew();
      const card = await booked(h);
      const stale = await h.press("lin", card, "Update");
      await h.send("lin", await h.press("lin", card, "Receive"), { lines: "all" });
      expect(h.en(await h.send("lin", stale, { eta: "2026-12-30" }))).toContain("Things have changed");
      expect(h.en(await h.press("lin", card, "Receive"))).toContain("is received");
    });
  });
});
