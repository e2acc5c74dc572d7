import { expect, it } from "vitest";
import { addDays, day } from "../../src/domain/calendar/day.ts";
import { describeEmbedded } from "../store/harness.ts";
import { importFile } from "../store/imports/world.ts";
import { stock } from "../store/planning/rows.ts";
import { AS_OF, openHarbour } from "./harbour.ts";

/** Reports are two days old, as Amazon's often are: the newest day is the 21st, and people speak of the 23rd. */
const TODAY = day("2026-11-23");

describeEmbedded((_, open) => {
  const lateHarbour = async () => {
    const h = await openHarbour(await open());
    h.morning(TODAY);
    await h.approve(200);
    await h.renew();
    return h;
  };
  type Harbour = Awaited<ReturnType<typeof lateHarbour>>;
  const line = async (h: Harbour) => (await h.context().plans.lines({ sku: "KTC-01" })).lines[0];
  const book = async (h: Harbour) =>
    h.send("lin", await h.press("lin", await h.ask("lin", "/restock KTC-01"), "Book a shipment"), { number: "S1", eta: "2026-12-03" });

  it("a shipment that is booked today is on its way, and not asked for again", async () => {
    const h = await lateHarbour();
    const before = await line(h);
    expect(before).toMatchObject({ inbound: 0, onOrder: 200 });
    await book(h);
    expect((await h.context().shipments.find({ number: "S1" }))[0]?.lines[0]?.bookedOn).toBe(TODAY);
    expect(await line(h)).toMatchObject({ inbound: 200, onOrder: 0 });
    const card = h.zh(await h.ask("lin", "/restock KTC-01"));
    expect(card).toMatch(/在途\s+200/);
    expect(card).not.toContain("立即下单");
  });

  it("whose ETA slips is planned anew, and warned of once", async () => {
    const h = await lateHarbour();
    const card = await book(h);
    await h.send("lin", await h.press("lin", card, "Update"), { eta: "2026-12-23" });
    expect((await h.posts()).map((p) => p.message.title.zh)).toEqual(["货件 S1 晚到 20 天（12-03 → 12-23）"]);
    expect(await line(h)).toMatchObject({ stockOutDate: "2026-12-04" });
    await h.renew();
    expect(await h.posts()).toHaveLength(1);
  });

  it("what is received today is stock until a count of that day or later has it, and never there twice", async () => {
    const h = await lateHarbour();
    await h.send("lin", await h.press("lin", await book(h), "Receive"), { lines: "KTC-01 150", rest: "coming" });
    expect(await line(h)).toMatchObject({ onHand: 210, inbound: 50, onOrder: 0 });
    expect(h.zh(await h.ask("ann", "/restock KTC-01"))).toContain("2026-11-21 盘点 60 件，之后收货 150，按 210 计算");
    await importFile(h.imports, "stock", [stock("KTC-01", addDays(AS_OF, 1), 55)], { store: null });
    await h.renew();
    expect(await line(h)).toMatchObject({ onHand: 205, inbound: 50 });
    await importFile(h.imports, "stock", [stock("KTC-01", TODAY, 200)], { store: null });
    await h.renew(addDays(AS_OF, 1));
    expect(await line(h)).toMatchObject({ onHand: 200, inbound: 50, onOrder: 0 });
  });

  it("what is received at noon is not in the count of the morning", async () => {
    const h = await lateHarbour();
    const card = await book(h);
    await importFile(h.imports, "stock", [stock("KTC-01", TODAY, 60)], { store: null });
    h.noon();
    await h.send("lin", await h.press("lin", card, "Receive"), { lines: "KTC-01 150", rest: "coming" });
    await h.renew(addDays(AS_OF, 1));
    expect(await line(h)).toMatchObject({ onHand: 210, inbound: 50, onOrder: 0 });
    await importFile(h.imports, "stock", [stock("KTC-01", TODAY, 208)], { store: null });
    await h.renew(addDays(AS_OF, 1));
    expect(await line(h)).toMatchObject({ onHand: 208, inbound: 50, onOrder: 0 });
  });

  it("who asks as of a day before reads what was known then: every unit is once on order, on its way or in stock", async () => {
    const h = await lateHarbour();
    const card = await book(h);
    h.morning(addDays(TODAY, 1));
    await h.send("lin", await h.press("lin", card, "Receive"), { lines: "KTC-01 150", rest: "coming" });
    expect(await line(h)).toMatchObject({ onHand: 210, inbound: 50, onOrder: 0 });
    h.morning(TODAY);
    await h.renew();
    expect(await line(h)).toMatchObject({ onHand: 60, inbound: 200, onOrder: 0 });
    h.morning(addDays(AS_OF, 1));
    await h.renew();
    expect(await line(h)).toMatchObject({ onHand: 60, inbound: 0, onOrder: 200 });
  });
});
