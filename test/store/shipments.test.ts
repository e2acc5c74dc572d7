import { expect, it } from "vitest";
import { addDays, day } from "../../src/domain/calendar/day.ts";
import { dueUnits, etaOf, type Shipment, type ShipmentLine, stateOf } from "../../src/domain/shipments/types.ts";
import type { PlanInput } from "../../src/domain/restock/types.ts";
import type { Booking, Statement } from "../../src/ports/shipments.ts";
import { makePlans } from "../../src/store/planning/plans.ts";
import { purchases } from "../../src/store/purchases.ts";
import { shipments } from "../../src/store/shipments/shipments.ts";
import { describePostgres, describeStores, type TestStore } from "./harness.ts";
import { importFile, importsOf, line as sold, makeCompany } from "./imports/world.ts";
import { AS_OF, shipment as inFile, stock } from "./planning/rows.ts";

const NOON = new Date("2026-11-11T12:00:00Z");
const LATER = new Date("2026-11-12T12:00:00Z");
const KEY = { warehouse: "US-FBA", number: "S1" };
const noted = (what: string) => ({ at: NOON, by: "lin", what, on: "US-FBA/S1", details: {} });

const booking = (more: Partial<Booking> = {}): Booking => ({
  ...KEY,
  from: null,
  lane: "sea",
  purchases: [7],
  lines: [{ sku: "A", units: 200, mode: "sea", state: "booked", bookedOn: day("2026-11-11"), leftOn: null, eta: day("2026-12-03") }],
  by: "lin",
  at: NOON,
  ...more,
});

describeStores((_, open) => {
  const start = async () => {
    const store = await open();
    await makeCompany(store.prisma);
    const imports = importsOf(store.prisma);
    await importFile(imports, "order-lines", [sold("1", "A", 1, "10.00", "2026-11-06"), sold("2", "B", 1, "10.00", "2026-11-06")]);
    await importFile(imports, "stock", [stock("A", "2026-11-10", 30)], { store: null });
    const plans = makePlans(store.prisma);
    const planned = async (sku: string): Promise<PlanInput | undefined> => {
      for await (const batch of plans.inputs(AS_OF, { sku, warehouse: "US-FBA" })) return batch[0];
      return undefined;
    };
    return { store, imports, port: shipments(store.prisma), planned };
  };
  type House = Awaited<ReturnType<typeof start>>;
  const the = async ({ port }: Pick<House, "port">, number = "S1"): Promise<Shipment> => {
    const [found] = await port.find({ number });
    if (!found) throw new Error(`no shipment ${number}`);
    return found;
  };
  const says = async (house: House, change: Partial<ShipmentLine>, more: Partial<Statement> = {}, number = "S1") => {
    const now = await the(house, number);
    const lines = now.lines.map((l) => ({ ...l, ...change }));
    return house.port.say(now, now.version, { lines, receipts: [], events: [], by: "lin", at: LATER, ...more }, noted("ship-update"));
  };

  it("counts what somebody booked this morning as on its way, and lets it use up what was approved", async () => {
    const house = await start();
    expect(await house.port.book(booking(), noted("ship-book"))).toBe(true);
    const input = await house.planned("A");
    expect(input?.arrivals).toMatchObject([{ shipment: "S1", day: "2026-12-03", quantity: 200, mode: "sea", bookedOn: "2026-11-11" }]);
    expect(input?.booked).toEqual([{ day: "2026-11-11", units: 200 }]);
    expect(await the(house)).toMatchObject({ lane: "sea", purchases: [7], from: null, booked: { by: "lin" } });
  });

  it("uses up the approvals that it says it carries, even if it was booked before them", async () => {
    const house = await start();
    const { purchase } = await purchases(house.store.prisma).approve({
      sku: "A",
      warehouse: "US-FBA",
      quantity: 200,
      mode: "sea",
      cash: null,
      planAsOf: AS_OF,
      by: "lin",
      at: NOON,
    });
    const [line] = booking().lines;
    if (line)
      await house.port.book(booking({ purchases: [purchase.id], lines: [{ ...line, bookedOn: addDays(AS_OF, -3) }] }), noted("ship-book"));
    expect((await house.planned("A"))?.booked).toEqual([{ day: addDays(AS_OF, 1), units: 200 }]);
  });

  it("tells of a SKU that nobody sold and that lies nowhere, because it is on its way", async () => {
    const house = await start();
    await house.store.prisma.sku.create({ data: { code: "NEW" } });
    const [line] = booking().lines;
    if (line) await house.port.book(booking({ lines: [{ ...line, sku: "NEW" }] }), noted("ship-book"));
    expect((await house.planned("NEW"))?.arrivals).toHaveLength(1);
  });

  it("is one shipment when a file names it too, and the newer word of each field stands", async () => {
    const house = await start();
    await house.port.book(booking(), noted("ship-book"));
    const file = inFile("S1", "A", 200, { state: "left", eta: day("2026-12-06"), leftOn: day("2026-11-12") });
    await importFile(house.imports, "inbound", [file], { store: null });
    expect((await house.planned("A"))?.arrivals).toMatchObject([{ quantity: 200, day: "2026-12-06" }]);
    expect((await house.planned("A"))?.booked).toEqual([{ day: "2026-11-11", units: 200 }]);
    expect((await the(house)).lines).toMatchObject([{ state: "left", bookedOn: "2026-11-11", leftOn: "2026-11-12" }]);

    // Lin hears of a delay; the same file again says nothing new.
    expect(await says(house, { eta: day("2026-12-15") })).toBe(true);
    await importFile(house.imports, "inbound", [file], { store: null });
    expect(etaOf((await the(house)).lines)).toBe("2026-12-15");
    // The forwarder's next file has a day of its own.
    await importFile(house.imports, "inbound", [{ ...file, eta: day("2026-12-11") }], { store: null });
    expect(etaOf((await the(house)).lines)).toBe("2026-12-11");
  });

  it("takes over what a file knew when it is booked, its other SKUs too", async () => {
    const house = await start();
    await importFile(house.imports, "inbound", [inFile("S1", "A", 60), inFile("S1", "B", 40)], { store: null });
    expect((await the(house)).booked).toBeNull();
    await house.port.book(booking(), noted("ship-book"));
    const { lines, booked } = await the(house);
    expect(booked?.by).toBe("lin");
    expect(lines.map((l) => [l.sku, l.units, l.state, l.eta])).toEqual([
      ["A", 200, "left", "2026-12-03"],
      ["B", 40, "left", "2026-11-20"],
    ]);
  });

  it("does not come to life again because a file lags behind, nor twice because it catches up", async () => {
    const house = await start();
    await importFile(house.imports, "inbound", [inFile("S1", "A", 60)], { store: null });
    await says(house, { state: "received", received: 60, receivedOn: day("2026-11-11") });
    await importFile(house.imports, "inbound", [inFile("S1", "A", 60, { state: "arrived" })], { store: null });
    expect(stateOf((await the(house)).lines)).toBe("received");
    expect((await house.planned("A"))?.arrivals).toEqual([]);
    await importFile(house.imports, "inbound", [inFile("S1", "A", 60, { state: "received", received: 58 })], { store: null });
    expect((await the(house)).lines).toMatchObject([{ state: "received", received: 58 }]);
  });

  it("keeps goods that were counted in after the newest stock file, until the next one has them", async () => {
    const house = await start();
    await house.port.book(booking(), noted("ship-book"));
    await says(house, { state: "arrived", received: 180, short: 20 }, { receipts: [{ sku: "A", units: 180, day: day("2026-11-11") }] });
    expect(dueUnits((await the(house)).lines[0] as ShipmentLine)).toBe(0);
    const received = [{ shipment: "S1", units: 180, day: "2026-11-11" }];
    expect(await house.planned("A")).toMatchObject({ onHand: 210, received, arrivals: [] });
    await importFile(house.imports, "stock", [stock("A", "2026-11-11", 209)], { store: null });
    expect(await house.planned("A")).toMatchObject({ onHand: 209, arrivals: [] });
    expect(await house.planned("A")).not.toHaveProperty("received");
  });

  it("ends what the newest stock file counts as shipped with the shipment that it was, and with no older one", async () => {
    const inbound = (on: string) => stock("A", on, 200, { state: "inbound-shipped" });
    const over = { state: "received", received: 180, short: 20, receivedOn: day("2026-11-11") } as const;
    const house = await start();
    await importFile(house.imports, "stock", [inbound("2026-11-10")], { store: null });
    expect((await house.planned("A"))?.arrivals).toMatchObject([{ shipment: "inbound-shipped", quantity: 200 }]);
    await house.port.book(booking(), noted("ship-book"));
    await says(house, over, { receipts: [{ sku: "A", units: 180, day: day("2026-11-11") }] });
    expect(await house.planned("A")).toMatchObject({ onHand: 210, arrivals: [] });
    // Counted after it was over, it is another one.
    await importFile(house.imports, "stock", [stock("A", "2026-11-11", 210), inbound("2026-11-11")], { store: null });
    expect(await house.planned("A")).toMatchObject({ onHand: 210, arrivals: [{ shipment: "inbound-shipped", quantity: 200 }] });
  });

  it("ends it too when it is lost", async () => {
    const house = await start();
    await importFile(house.imports, "stock", [stock("A", "2026-11-10", 200, { state: "inbound-shipped" })], { store: null });
    await house.port.book(booking(), noted("ship-book"));
    const event = { what: "lost", day: day("2026-11-11"), etaBefore: null, eta: null, note: null } as const;
    await says(house, { state: "lost", short: 200 }, { events: [event] });
    expect((await house.planned("A"))?.arrivals).toEqual([]);
  });

  it("takes a transfer off the stock that it leaves, until that is counted again", async () => {
    const house = await start();
    await importFile(house.imports, "stock", [stock("A", "2026-11-10", 500, { warehouse: "EU-FBA" })], { store: null });
    await house.port.book(booking({ from: "EU-FBA" }), noted("ship-book"));
    const plans = makePlans(house.store.prisma);
    const at = async (): Promise<number | null | undefined> => {
      for await (const [input] of plans.inputs(AS_OF, { sku: "A", warehouse: "EU-FBA" })) return input?.onHand;
      return undefined;
    };
    expect(await at()).toBe(300);
    await says(house, { state: "left", leftOn: day("2026-11-10") });
    expect(await at()).toBe(500);
  });

  it("is booked once, and said to by who saw it as it is", async () => {
    const house = await start();
    expect(await house.port.book(booking(), noted("ship-book"))).toBe(true);
    expect(await house.port.book(booking({ by: "olga" }), noted("ship-book"))).toBe(false);
    const seen = await the(house);
    expect(await says(house, { state: "left" })).toBe(true);
    const late: Statement = { lines: seen.lines, receipts: [], events: [], by: "olga", at: LATER };
    expect(await house.port.say(seen, seen.version, late, noted("ship-update"))).toBe(false);
    expect(stateOf((await the(house)).lines)).toBe("left");
    expect((await house.store.prisma.audit.findMany({})).map((a) => a.what)).toEqual(["ship-book", "ship-update"]);
  });

  it("is not two things because two warehouses use one number", async () => {
    const house = await start();
    await house.port.book(booking(), noted("ship-book"));
    await house.port.book(booking({ warehouse: "EU-FBA" }), noted("ship-book"));
    expect((await house.port.find({ number: "S1" })).map((s) => s.warehouse)).toEqual(["EU-FBA", "US-FBA"]);
    expect(await house.port.find({ number: "S1", warehouse: "EU-FBA" })).toHaveLength(1);
    expect(await house.port.find({ sku: "B" })).toEqual([]);
  });

  it("remembers what its ETA was, who moved it, and what nobody judged yet", async () => {
    const house = await start();
    await importFile(house.imports, "inbound", [inFile("S1", "A", 60)], { store: null });
    expect(await house.port.look(NOON)).toEqual([]);
    await importFile(house.imports, "inbound", [inFile("S1", "A", 60, { eta: day("2026-11-29") })], { store: null });
    expect(await house.port.look(LATER)).toEqual([KEY]);
    const moved = { what: "eta", day: null, etaBefore: day("2026-11-29"), eta: day("2026-12-02"), note: "storm" } as const;
    await says(house, { eta: day("2026-12-02") }, { events: [moved] });
    const events = await house.port.events(KEY);
    expect(events.map((e) => [e.what, e.etaBefore, e.eta, e.by, e.note])).toEqual([
      ["seen", null, "2026-11-20", null, null],
      ["eta", "2026-11-20", "2026-11-29", null, null],
      ["eta", "2026-11-29", "2026-12-02", "lin", "storm"],
    ]);
    expect(await house.port.saidSince(LATER)).toEqual(["A"]);
    expect(await house.port.saidSince(new Date(LATER.getTime() + 1))).toEqual([]);
    await house.port.judged(KEY, events[2]?.id ?? 0, LATER);
    expect(await house.port.look(LATER)).toEqual([]);
  });
});

describePostgres((_, open) => {
  it("is booked by one of two who book it at the same moment", async () => {
    const store: TestStore = await open();
    await makeCompany(store.prisma);
    await store.prisma.sku.create({ data: { code: "A" } });
    const other = await store.connectAgain();
    const both = await Promise.all(
      [store.prisma, other.prisma].map((p, i) => shipments(p).book(booking({ by: `p${i}` }), noted("ship-book"))),
    );
    expect(both.filter(Boolean)).toHaveLength(1);
    const [seen] = await shipments(store.prisma).find({ number: "S1" });
    if (!seen) throw new Error("it is not there");
    const statement: Statement = { lines: seen.lines, receipts: [], events: [], by: "lin", at: LATER };
    const said = await Promise.all(
      [store.prisma, other.prisma].map((p) => shipments(p).say(seen, seen.version, statement, noted("ship-update"))),
    );
    expect(said.filter(Boolean)).toHaveLength(1);
  });
});
