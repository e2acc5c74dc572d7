import { expect, it } from "vitest";
import { addDays, day } from "../../src/domain/calendar/day.ts";
import { describeEmbedded } from "../store/harness.ts";
import { importFile } from "../store/imports/world.ts";
import { stock } from "../store/planning/rows.ts";
import { AS_OF, openHarbour } from "./harbour.ts";

/** Reports are two days old: the newest day is the 21st, and people speak of the 23rd. */
const TODAY = day("2026-11-23");

describeEmbedded((_, open) => {
  const lateHarbour = async () => {
    const h = await openHarbour(await open());
    const place = { name: "US 3PL", kind: "third-party", country: "US", simulated: false } as const;
    await h.context().company.saveWarehouse({ ...place, code: "US-3PL", stores: [] });
    await importFile(h.imports, "stock", [stock("KTC-01", AS_OF, 600, { warehouse: "US-3PL" })], { store: null });
    h.morning(TODAY);
    await h.renew();
    return h;
  };
  type Harbour = Awaited<ReturnType<typeof lateHarbour>>;
  const at = async (h: Harbour, warehouse: string) => (await h.context().plans.lines({ sku: "KTC-01", warehouse })).lines[0];
  const moves = async (h: Harbour) => (await at(h, "US-FBA"))?.transfers ?? [];

  it("a move is approved, leaves and is received: counted once all the way, and not proposed again", async () => {
    const h = await lateHarbour();
    const [proposed] = await moves(h);
    const units = proposed?.units ?? 0;
    expect(units).toBeGreaterThan(0);
    await h.press("lin", await h.ask("lin", "/restock KTC-01 US-FBA"), "Approve move of");
    expect(await at(h, "US-FBA")).toMatchObject({ onHand: 60, inbound: units });
    await h.send("lin", await h.ask("lin", "/purchase T1"));
    expect(await at(h, "US-FBA")).toMatchObject({ onHand: 60, inbound: units });

    const done = await h.send("lin", await h.ask("lin", "/purchase T1"), { received: String(units) });
    expect(h.zh(done)).toContain("已完成");
    expect(await at(h, "US-FBA")).toMatchObject({ onHand: 60 + units, inbound: 0 });
    expect(await moves(h)).toEqual([]);
    const card = await h.ask("lin", "/restock KTC-01 US-FBA");
    expect(h.zh(card)).toContain(`2026-11-21 盘点 60 件，之后收货 ${units}，按 ${60 + units} 计算`);
    expect(card.message.actions.map((a) => a.label.en)).not.toContainEqual(expect.stringMatching(/^Approve move/));
    expect(h.zh(await h.ask("lin", "/restock KTC-01 US-3PL"))).toContain(String(600 - units));

    // A count of the day before knows neither of it; one of that day has it.
    await importFile(h.imports, "stock", [stock("KTC-01", addDays(AS_OF, 1), 55)], { store: null });
    await h.renew();
    expect(await at(h, "US-FBA")).toMatchObject({ onHand: 55 + units, inbound: 0 });
    await importFile(h.imports, "stock", [stock("KTC-01", TODAY, 50 + units)], { store: null });
    await importFile(h.imports, "stock", [stock("KTC-01", TODAY, 600 - units, { warehouse: "US-3PL" })], { store: null });
    await h.renew(addDays(AS_OF, 1));
    expect(await at(h, "US-FBA")).toMatchObject({ onHand: 50 + units, inbound: 0 });
    expect(await at(h, "US-3PL")).toMatchObject({ onHand: 600 - units });
    expect(h.zh(await h.ask("lin", "/restock KTC-01 US-3PL"))).not.toContain("调出");
  });

  it("who asks as of a day before reads of a move what was known then", async () => {
    const h = await lateHarbour();
    await h.press("lin", await h.ask("lin", "/restock KTC-01 US-FBA"), "Approve move of");
    const units = (await at(h, "US-FBA"))?.inbound ?? 0;
    await h.send("lin", await h.ask("lin", "/purchase T1"));
    h.morning(addDays(TODAY, 1));
    await h.send("lin", await h.ask("lin", "/purchase T1"), { received: String(units) });
    expect(await at(h, "US-FBA")).toMatchObject({ onHand: 60 + units, inbound: 0 });
    h.morning(TODAY);
    await h.renew();
    expect(await at(h, "US-FBA")).toMatchObject({ onHand: 60, inbound: units });
    h.morning(addDays(AS_OF, 1));
    await h.renew();
    expect(await at(h, "US-FBA")).toMatchObject({ onHand: 60, inbound: 0 });
    expect(await moves(h)).not.toEqual([]);
  });
});
