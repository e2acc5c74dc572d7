import { expect, it } from "vitest";
import { addDays, day } from "../../../src/domain/calendar/day.ts";
import type { DailySales } from "../../../src/domain/facts/facts.ts";
import { Learner } from "../../../src/domain/restock/lessons.ts";
import type { PlanInput, PlanLine } from "../../../src/domain/restock/types.ts";
import type { Plans } from "../../../src/ports/planning.ts";
import { makePlans } from "../../../src/store/planning/plans.ts";
import { describeStores } from "../harness.ts";
import { decimal, flagged, importFile, importsOf, line, makeCompany, onDays } from "../imports/world.ts";
import { AS_OF, planLine, shipment, stock } from "./rows.ts";

async function all(plans: Plans, filter: Parameters<Plans["inputs"]>[1] = {}): Promise<PlanInput[]> {
  const inputs: PlanInput[] = [];
  for await (const batch of plans.inputs(AS_OF, filter)) {
    expect(batch.length).toBeLessThanOrEqual(500);
    inputs.push(...batch);
  }
  return inputs;
}

async function* batches(...lines: readonly (readonly PlanLine[])[]) {
  for (const batch of lines) yield await Promise.resolve(batch);
}

describeStores((_, open) => {
  const start = async () => {
    const { prisma } = await open();
    await makeCompany(prisma);
    return { prisma, imports: importsOf(prisma), plans: makePlans(prisma, { now: () => new Date("2026-11-11T01:00:00Z") }) };
  };

  it("tells a SKU's sales and stock day by day, without gaps, up to the day that is planned from", async () => {
    const { imports, plans } = await start();
    await importFile(imports, "order-lines", [
      line("1", "A", 2, "20.00", "2026-11-06"),
      flagged(line("2", "A", 9, "90.00", "2026-11-06"), "cancelled"),
      line("3", "A", 1, "10.00", "2026-11-08"),
      line("4", "B", 1, "5.00", "2026-11-09"),
    ]);
    await importFile(imports, "stock", [stock("A", "2026-11-05", 3), stock("A", "2026-11-07", 0), stock("A", "2026-11-09", 12)], {
      store: null,
    });
    const [a, b] = await all(plans);
    expect(a).toMatchObject({
      sku: "A",
      warehouse: "US-FBA",
      stores: ["us"],
      onHand: 12,
      onHandDay: "2026-11-09",
      salesThrough: "2026-11-09",
      currency: "USD",
      unitPrice: 10,
    });
    expect(a?.history.map((h) => [h.day.slice(8), h.units, h.inStock, h.salesKnown ?? true])).toEqual([
      ["05", 0, true, false],
      ["06", 2, null, true],
      ["07", 0, false, true],
      ["08", 1, null, true],
      ["09", 0, true, true],
      ["10", 0, null, false],
    ]);
    expect(b).toMatchObject({ sku: "B", onHand: null, onHandDay: null, unitCost: null });
  });

  it("begins with what was counted this morning, although sales are known to yesterday only", async () => {
    const { imports, plans } = await start();
    await importFile(imports, "order-lines", [line("1", "A", 2, "20.00", "2026-11-06"), line("2", "B", 2, "20.00", AS_OF)]);
    await importFile(
      imports,
      "stock",
      [
        stock("A", "2026-11-05", 300),
        stock("B", "2026-11-05", 300),
        stock("A", "2026-11-11", 7),
        stock("A", "2026-11-11", 24, { state: "inbound-shipped" }),
        stock("A", "2026-11-12", 999),
        stock("A", "2026-11-11", 40, { warehouse: "EU-FBA" }),
        stock("NEW", "2026-11-11", 60),
      ],
      { store: null },
    );
    const [a, b, fresh] = await all(plans, { warehouse: "US-FBA" });
    expect(a).toMatchObject({
      onHand: 7,
      onHandDay: "2026-11-11",
      arrivals: [{ shipment: "inbound-shipped", quantity: 24 }],
      elsewhere: [{ warehouse: "EU-FBA", units: 40 }],
    });
    expect(a?.history.at(-1)?.day).toBe(AS_OF);
    expect(b).toMatchObject({ onHand: 300, onHandDay: "2026-11-05" });
    expect(fresh).toMatchObject({ sku: "NEW", onHand: 60 });
  });

  it("finds none of a SKU that this morning's whole inventory does not name", async () => {
    const { imports, plans } = await start();
    const whole = (on: string) => ({ store: null, whole: true, period: { from: day(on), to: day(on) } });
    await importFile(imports, "stock", [stock("A", "2026-11-10", 5), stock("B", "2026-11-10", 5)], whole("2026-11-10"));
    await importFile(imports, "stock", [stock("B", "2026-11-11", 5)], whole("2026-11-11"));
    expect((await all(plans)).map((i) => [i.sku, i.onHand, i.onHandDay])).toEqual([
      ["A", 0, "2026-11-11"],
      ["B", 5, "2026-11-11"],
    ]);
  });

  it("tells all places of a SKU in one batch, however many SKUs a place has", async () => {
    const { imports, plans } = await start();
    const many = Array.from({ length: 140 }, (_, i) => `S${String(i).padStart(3, "0")}`);
    await importFile(
      imports,
      "stock",
      [...many.map((s) => stock(s, "2026-11-09", 1)), ...["S001", "S139"].map((s) => stock(s, "2026-11-09", 2, { warehouse: "EU-FBA" }))],
      { store: null },
    );
    const seen = new Map<string, number>();
    let nth = 0;
    let inputs = 0;
    for await (const batch of plans.inputs(AS_OF)) {
      nth += 1;
      inputs += batch.length;
      for (const i of batch) expect(seen.get(i.sku) ?? nth).toBe(seen.set(i.sku, nth).get(i.sku));
    }
    expect([inputs, seen.size, nth]).toEqual([142, 140, 2]);
  });

  it("knows what is on its way, what lies elsewhere, and what a unit costs without its freight", async () => {
    const { prisma, imports, plans } = await start();
    await importFile(imports, "order-lines", [line("1", "A", 1, "10.00", "2026-11-06")]);
    await importFile(
      imports,
      "stock",
      [
        stock("A", "2026-11-09", 5),
        stock("A", "2026-11-09", 7, { state: "inbound-shipped" }),
        stock("B", "2026-11-09", 0),
        stock("B", "2026-11-09", 4, { state: "inbound-shipped" }),
        stock("A", "2026-11-01", 40, { warehouse: "EU-FBA" }),
      ],
      { store: null },
    );
    await importFile(
      imports,
      "inbound",
      [
        shipment("S1", "A", 60, { received: 20 }),
        shipment("S2", "A", 5, { state: "received", received: 5 }),
        shipment("S3", "A", 10, { state: "cancelled" }),
      ],
      { store: null },
    );
    const cost = { sku: "A", kind: "purchase", from: day("2026-01-01"), amount: decimal("3.00"), currency: "USD" } as const;
    await importFile(
      imports,
      "costs",
      [
        cost,
        { ...cost, from: day("2026-06-01"), amount: decimal("3.50") },
        { ...cost, kind: "duty", amount: decimal("0.25") },
        { ...cost, kind: "freight", amount: decimal("9") },
        { ...cost, sku: "B", kind: "duty" },
      ],
      { store: null },
    );
    const pool = await prisma.warehouse.findUniqueOrThrow({ where: { code: "US-FBA" } });
    await prisma.lane.create({
      data: { code: "sea", warehouse_id: pool.id, mode: "sea", days_p50: 35, days_p90: 45, unit_freight: "1.2", currency: "USD" },
    });
    const inputs = await all(plans, { warehouse: "US-FBA" });
    expect(inputs.map((i) => i.sku)).toEqual(["A", "B"]);
    expect(inputs[0]).toMatchObject({
      arrivals: [{ shipment: "S1", day: "2026-11-20", quantity: 40, mode: "sea" }],
      elsewhere: [{ warehouse: "EU-FBA", units: 40 }],
      unitCost: 3.75,
      routes: [{ lane: "sea", daysP50: 35, daysP90: 45, unitFreight: 1.2, currency: "USD" }],
    });
    expect(inputs[1]).toMatchObject({
      arrivals: [{ shipment: "inbound-shipped", day: null, quantity: 4 }],
      onHand: 0,
      history: [],
      unitCost: null,
    });
    expect((await all(plans, { sku: "A" })).map((i) => i.warehouse)).toEqual(["EU-FBA", "US-FBA"]);
  });

  it("knows by which day a shipment was booked: as written, else as first heard of, whatever became of it", async () => {
    const { imports, plans } = await start();
    await importFile(imports, "order-lines", [line("1", "A", 1, "10.00", "2026-11-06")]);
    const first = [
      shipment("S1", "A", 60, { bookedOn: day("2026-11-02") }),
      shipment("S2", "A", 5, { leftOn: day("2026-11-04") }),
      shipment("S3", "A", 9, { state: "cancelled", bookedOn: day("2026-11-03") }),
      shipment("OLD", "A", 7, { bookedOn: day("2025-01-03"), state: "received", received: 7 }),
    ];
    await importFile(imports, "inbound", first, { store: null });
    await importFile(imports, "inbound", [shipment("S2", "A", 5, { leftOn: day("2026-11-04"), state: "received", received: 5 })], {
      store: null,
    });
    const [a] = await all(plans, { warehouse: "US-FBA" });
    expect(a?.booked).toEqual([
      { day: "2026-11-02", units: 60 },
      { day: "2026-11-04", units: 5 },
    ]);
  });

  it("renews some lines of the plan that people see, and none of a plan of another day", async () => {
    const { imports, plans } = await start();
    await importFile(imports, "order-lines", [line("1", "A", 1, "10.00", "2026-11-06"), line("2", "B", 1, "10.00", "2026-11-06")]);
    const inputs: string[] = [];
    for await (const batch of plans.inputs(AS_OF, { skus: ["B"] })) inputs.push(...batch.map((i) => i.sku));
    expect(inputs).toEqual(["B"]);
    expect(await plans.renew(AS_OF, [planLine("A", "out")])).toBe(0);
    await plans.replace(AS_OF, batches([planLine("A", "fine"), planLine("B", "fine")]));
    expect(await plans.renew(AS_OF, [planLine("A", "out", { moneyAtRisk: 10 })])).toBe(1);
    expect(await plans.renew(day("2026-11-09"), [planLine("B", "out")])).toBe(0);
    expect((await plans.lines({})).lines.map((l) => [l.sku, l.state])).toEqual([
      ["A", "out"],
      ["B", "fine"],
    ]);
  });

  it("plans a store that has no warehouse under the store's own name", async () => {
    const { prisma, imports, plans } = await start();
    await prisma.storeWarehouse.deleteMany({});
    await importFile(imports, "order-lines", [line("1", "A", 1, "10.00", "2026-11-06")]);
    expect(await all(plans)).toMatchObject([{ sku: "A", warehouse: "us", stores: ["us"], onHand: null, routes: [] }]);
    expect(await plans.replace(AS_OF, batches([planLine("A", "unknown", { warehouse: "us" })]))).toBe(1);
    expect((await plans.lines({ warehouse: "us" })).lines).toHaveLength(1);
  });

  it("reads the days without order lines from daily reports of SKUs", async () => {
    const { imports, plans } = await start();
    await importFile(imports, "order-lines", [line("1", "A", 1, "10.00", "2026-11-09")]);
    const sold = (on: string, sku: string | null, units: number): DailySales => ({
      sku,
      from: day(on),
      to: day(on),
      units,
      orders: null,
      sales: decimal("1"),
      currency: "USD",
    });
    await importFile(imports, "daily-sales", [
      ...onDays("2026-11-06", 5).map((d) => sold(d, "A", 5)),
      sold("2026-11-07", "C", 2),
      sold("2026-11-07", null, 99),
    ]);
    const inputs = await all(plans);
    expect(inputs.map((i) => [i.sku, i.history.map((h) => h.units)])).toEqual([
      ["A", [5, 5, 5, 1, 5]],
      ["C", [2, 0, 0, 0]],
    ]);
  });

  it("leaves out SKUs that are not sold any more, and SKUs that no visible import names", async () => {
    const { prisma, imports, plans } = await start();
    const first = await importFile(imports, "order-lines", [
      line("1", "A", 1, "10.00", "2026-11-06"),
      line("1", "OLD", 1, "10.00", "2026-11-06"),
    ]);
    await prisma.sku.update({ where: { code: "OLD" }, data: { active: false } });
    expect((await all(plans)).map((i) => i.sku)).toEqual(["A"]);
    await imports.undo(first.id);
    expect(await all(plans)).toEqual([]);
  });

  it("keeps one plan that people see: by money at risk, then by the day it runs out", async () => {
    const { imports, plans } = await start();
    await importFile(
      imports,
      "order-lines",
      ["A", "B", "C", "D"].map((sku, i) => line(`${i}`, sku, 1, "1", "2026-11-06")),
    );
    expect(await plans.lines({})).toEqual({ asOf: null, computedAt: null, lines: [], total: 0, byState: {} });
    const lines = [
      planLine("A", "fine"),
      planLine("B", "out", { moneyAtRisk: 50, stockOutDate: day("2026-11-12") }),
      planLine("C", "order-now", { moneyAtRisk: 50, stockOutDate: day("2026-11-11") }),
      planLine("D", "out", { moneyAtRisk: 900.5, reasons: [{ en: "why", zh: "原因" }] }),
    ];
    expect(await plans.replace(AS_OF, batches(lines.slice(0, 2), lines.slice(2)))).toBe(4);
    const kept = await plans.lines({});
    expect(kept.lines.map((l) => l.sku)).toEqual(["D", "C", "B", "A"]);
    expect(kept.lines[0]).toEqual(lines[3]);
    expect(kept).toMatchObject({
      asOf: AS_OF,
      computedAt: new Date("2026-11-11T01:00:00Z"),
      total: 4,
      byState: { out: 2, "order-now": 1, fine: 1 },
    });
    expect(await plans.lines({ states: ["out"], limit: 1 })).toMatchObject({ total: 2, lines: [{ sku: "D" }] });
    expect((await plans.lines({ store: "de" })).total).toBe(0);
    await plans.replace(AS_OF, batches([planLine("A", "out")]));
    expect((await plans.lines({})).lines.map((l) => `${l.sku} ${l.state}`)).toEqual(["A out"]);
  });

  it("keeps with a plan what it was made with, and leaves out what nobody asks for", async () => {
    const { imports, plans, prisma } = await start();
    await importFile(imports, "order-lines", [line("1", "A", 1, "1", "2026-11-06")]);
    expect(await plans.lessons()).toBeNull();
    const learnt = new Learner(AS_OF).lessons();
    const demand = { model: "pooled", windows: [], historyDays: 90, notes: [] };
    await plans.replace(AS_OF, batches([planLine("A", "fine", { demand })]), learnt);
    expect(await plans.lessons()).toEqual(JSON.parse(JSON.stringify(learnt)));
    expect((await plans.lines({})).lines[0]?.demand).toEqual(demand);
    expect((await plans.lines({ without: ["demand", "value"] })).lines[0]?.demand).toBeNull();
    // As another version of the program would have left them.
    await prisma.plan.updateMany({ data: { lessons: { demand: {}, prices: {} } } });
    expect(await plans.lessons()).toBeNull();
  });

  it("keeps the newest plan of a day before, for what changed since, however often today's is renewed", async () => {
    const { imports, plans } = await start();
    await importFile(imports, "order-lines", [line("1", "A", 1, "1", "2026-11-06"), line("2", "B", 1, "1", "2026-11-06")]);
    expect(await plans.before(AS_OF, "A")).toEqual([]);
    const yesterday = addDays(AS_OF, -1);
    await plans.replace(addDays(AS_OF, -2), batches([planLine("A", "out")]));
    await plans.replace(yesterday, batches([planLine("A", "fine"), planLine("B", "out")]));
    for (let i = 0; i < 3; i += 1) await plans.replace(AS_OF, batches([planLine("A", "order-now")]));
    expect((await plans.before(AS_OF, "A")).map((l) => l.state)).toEqual(["fine"]);
    expect(await plans.before(yesterday, "A")).toEqual([]);
  });

  it("reads every n-th SKU when about so many are wanted", async () => {
    const { imports, plans } = await start();
    const skus = Array.from({ length: 12 }, (_, i) => `S${i}`);
    await importFile(
      imports,
      "order-lines",
      skus.map((sku, i) => line(`${i}`, sku, 1, "1", "2026-11-06")),
    );
    const some = new Set((await all(plans, { about: 4 })).map((i) => i.sku));
    expect(some.size).toBe(4);
    expect(new Set((await all(plans, { about: 4 })).map((i) => i.sku))).toEqual(some);
  });

  it("keeps the plan that was there when making a new one fails half way", async () => {
    const { imports, plans } = await start();
    await importFile(imports, "order-lines", [line("1", "A", 1, "1", "2026-11-06")]);
    await plans.replace(AS_OF, batches([planLine("A", "fine")]));
    async function* broken() {
      yield await Promise.resolve([planLine("A", "out")]);
      throw new Error("the planner broke");
    }
    await expect(plans.replace(AS_OF, broken())).rejects.toThrow("the planner broke");
    expect((await plans.lines({})).lines.map((l) => l.state)).toEqual(["fine"]);
  });

  it("shows what the newest snapshot of each warehouse says, the fullest shelf first", async () => {
    const { imports, plans } = await start();
    await importFile(
      imports,
      "stock",
      [
        stock("A", "2026-11-01", 99),
        stock("A", "2026-11-09", 5),
        stock("A", "2026-11-09", 2, { state: "reserved" }),
        stock("B", "2026-11-09", 8),
        stock("A", "2026-11-12", 1),
        stock("A", "2026-11-02", 3, { warehouse: "EU-FBA" }),
      ],
      { store: null },
    );
    const { rows, total } = await plans.stock(AS_OF, {});
    expect(total).toBe(3);
    expect(rows.map((r) => [r.sku, r.warehouse, r.day, r.states])).toEqual([
      ["B", "US-FBA", "2026-11-09", { available: 8 }],
      ["A", "US-FBA", "2026-11-09", { available: 5, reserved: 2 }],
      ["A", "EU-FBA", "2026-11-02", { available: 3 }],
    ]);
    expect(await plans.stock(AS_OF, { store: "de" })).toMatchObject({ total: 1, rows: [{ warehouse: "EU-FBA" }] });
    expect(await plans.stock(AS_OF, { sku: "A", limit: 1 })).toMatchObject({ total: 2, rows: [{ warehouse: "US-FBA" }] });
  });
});
