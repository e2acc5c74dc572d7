import { expect, it } from "vitest";
import { day } from "../../../src/domain/calendar/day.ts";
import { makePlans } from "../../../src/store/planning/plans.ts";
import { describeStores } from "../harness.ts";
import { importFile, importsOf, line, makeCompany } from "../imports/world.ts";
import { AS_OF, shipment } from "./rows.ts";

describeStores((_, open) => {
  const start = async () => {
    const { prisma } = await open();
    await makeCompany(prisma);
    const imports = importsOf(prisma);
    const plans = makePlans(prisma, { now: () => new Date("2026-11-11T01:00:00Z") });
    await importFile(imports, "order-lines", [line("1", "A", 1, "10.00", "2026-11-06"), line("2", "B", 1, "10.00", "2026-11-06")]);
    const past = async () => {
      for await (const batch of plans.inputs(AS_OF, { warehouse: "US-FBA" })) return batch.map((i) => i.past ?? []);
      return [];
    };
    return { prisma, imports, past };
  };
  const days = { bookedOn: day("2026-08-01"), leftOn: day("2026-08-05"), arrivedOn: day("2026-09-10"), receivedOn: day("2026-09-15") };
  const came = (code: string, sku: string, more: Parameters<typeof shipment>[3] = {}) =>
    shipment(code, sku, 10, { ...days, eta: day("2026-09-12"), state: "received", received: 10, ...more });

  it("tells of a shipment with several SKUs once, by its first day and its last receipt, to every SKU of the warehouse", async () => {
    const { imports, past } = await start();
    await importFile(imports, "inbound", [came("S1", "A"), came("S1", "B", { receivedOn: day("2026-09-18") })], { store: null });
    const [a, b] = await past();
    expect(a).toEqual([
      { shipment: "S1", mode: "sea", lane: null, ...days, landedOn: null, clearedOn: null, receivedOn: "2026-09-18", eta: "2026-09-12" },
    ]);
    expect(b).toBe(a);
  });

  it("passes over what is still on its way in part, was cancelled, went elsewhere, or came long ago", async () => {
    const { imports, past } = await start();
    const rows = [
      came("PART", "A"),
      shipment("PART", "B", 10, { ...days, receivedOn: null, state: "arrived" }),
      came("OFF", "A", { state: "cancelled" }),
      came("EU", "A", { warehouse: "EU-FBA" }),
      came("OLD", "A", { bookedOn: day("2024-08-01"), receivedOn: day("2024-09-15") }),
      came("FUTURE", "A", { receivedOn: day("2026-11-12") }),
    ];
    await importFile(imports, "inbound", rows, { store: null });
    expect((await past())[0]).toEqual([]);
  });

  it("remembers the ETA that was told first, although the newest file has another", async () => {
    const { imports, past } = await start();
    await importFile(
      imports,
      "inbound",
      [shipment("S1", "A", 10, { ...days, arrivedOn: null, receivedOn: null, eta: day("2026-09-01") })],
      {
        store: null,
      },
    );
    await importFile(imports, "inbound", [came("S1", "A", { eta: day("2026-09-15") })], { store: null });
    expect((await past())[0]?.[0]).toMatchObject({ eta: "2026-09-01", receivedOn: "2026-09-15" });
  });

  it("takes the team's word of a shipment before a file's, which fills in what the team left open, and its first ETA from what happened to it", async () => {
    const { prisma, imports, past } = await start();
    await importFile(imports, "inbound", [came("S1", "A", { landedOn: day("2026-09-01"), clearedOn: day("2026-09-06") })], { store: null });
    const pool = await prisma.warehouse.findUniqueOrThrow({ where: { code: "US-FBA" } });
    const a = await prisma.sku.findUniqueOrThrow({ where: { code: "A" } });
    const on = (d: string) => new Date(`${d}T00:00:00Z`);
    await prisma.shipment.create({
      data: {
        number: "S1",
        warehouse_id: pool.id,
        lane: "air-us",
        booked_by: "li",
        booked_at: on("2026-08-01"),
        lines: {
          create: {
            sku_id: a.id,
            quantity: 10,
            received: 10,
            mode: "air",
            state: "received",
            booked_on: on("2026-08-02"),
            left_on: on("2026-08-06"),
            eta: on("2026-09-20"),
            landed_on: on("2026-09-02"),
            arrived_on: on("2026-09-11"),
            received_on: on("2026-09-16"),
          },
        },
      },
    });
    await prisma.shipmentEvent.create({
      data: {
        warehouse_id: pool.id,
        number: "S1",
        what: "eta",
        eta_before: on("2026-09-10"),
        eta: on("2026-09-20"),
        details: {},
        at: on("2026-09-01"),
      },
    });
    expect((await past())[0]).toEqual([
      {
        shipment: "S1",
        mode: "air",
        lane: "air-us",
        bookedOn: "2026-08-02",
        leftOn: "2026-08-06",
        landedOn: "2026-09-02",
        clearedOn: "2026-09-06",
        arrivedOn: "2026-09-11",
        receivedOn: "2026-09-16",
        eta: "2026-09-10",
      },
    ]);
  });
});
