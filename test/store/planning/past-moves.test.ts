import { expect, it } from "vitest";
import { makePlans } from "../../../src/store/planning/plans.ts";
import { describeStores } from "../harness.ts";
import { importFile, importsOf, line, makeCompany } from "../imports/world.ts";
import { AS_OF } from "./rows.ts";

const on = (d: string): Date => new Date(`${d}T00:00:00Z`);

describeStores((_, open) => {
  const start = async () => {
    const { prisma } = await open();
    await makeCompany(prisma);
    await importFile(importsOf(prisma), "order-lines", [
      line("1", "A", 1, "10.00", "2026-11-06"),
      line("2", "B", 1, "10.00", "2026-11-06"),
    ]);
    const pool = await prisma.warehouse.findUniqueOrThrow({ where: { code: "US-FBA" } });
    const depot = (code: string, country: string) => prisma.warehouse.create({ data: { code, name: code, kind: "third-party", country } });
    const [near, far] = [await depot("US-3PL", "US"), await depot("CN-DG", "CN")];
    const skus = await prisma.sku.findMany({ orderBy: { code: "asc" } });
    const [a, b] = skus.map((s) => s.id) as [number, number];
    const plans = makePlans(prisma, { now: () => new Date("2026-11-11T01:00:00Z") });
    const moves = async () => {
      for await (const batch of plans.inputs(AS_OF, { warehouse: "US-FBA" })) return batch.map((i) => i.moves ?? []);
      return [];
    };
    const transfer = (
      sku: number,
      more: { state?: string; left?: string | null; closed?: string; received?: number | null; planned?: string },
    ) =>
      prisma.transfer.create({
        data: {
          sku_id: sku,
          giver: "US-3PL",
          receiver: "US-FBA",
          units: 20,
          leaves_on: on(more.planned ?? "2026-10-01"),
          arrives_on: on("2026-10-08"),
          plan_as_of: on("2026-09-30"),
          state: more.state ?? "closed",
          decided_by: "li",
          decided_at: on("2026-09-30"),
          left_on: more.left === null ? null : on(more.left ?? "2026-10-02"),
          received: more.received === undefined ? 20 : more.received,
          closed_by: "li",
          closed_at: on(more.closed ?? "2026-10-06"),
        },
      });
    const shipment = (number: string, from: number, sku: number, state = "received") =>
      prisma.shipment.create({
        data: {
          number,
          warehouse_id: pool.id,
          from_id: from,
          booked_by: "li",
          booked_at: on("2026-10-01"),
          lines: { create: { sku_id: sku, quantity: 20, received: 20, state, left_on: on("2026-10-02"), received_on: on("2026-10-07") } },
        },
      });
    return { moves, transfer, shipment, near, far, a, b };
  };

  it("of goods that one warehouse gave another, days are told of those that left and were received: a lorry once, to every SKU", async () => {
    const { moves, transfer, a, b } = await start();
    await transfer(a, {});
    await transfer(b, {});
    await transfer(a, { planned: "2026-10-10", state: "left" });
    await transfer(a, { planned: "2026-10-11", left: null });
    await transfer(a, { planned: "2026-10-12", received: null });
    await transfer(a, { planned: "2026-10-13", received: 0 });
    const [ofA, ofB] = await moves();
    expect(ofA).toEqual([{ from: "US-3PL", nextDoor: true, lane: null, leftOn: "2026-10-02", receivedOn: "2026-10-06" }]);
    expect(ofB).toBe(ofA);
  });

  it("a move that a shipment carried is told by the shipment, and one from another country is not from next door", async () => {
    const { moves, transfer, shipment, near, far, a, b } = await start();
    await transfer(a, {});
    await shipment("T1", near.id, a);
    await shipment("T2", far.id, b);
    await shipment("T3", near.id, b, "left");
    expect((await moves())[0]).toEqual([
      { from: "CN-DG", nextDoor: false, lane: null, leftOn: "2026-10-02", receivedOn: "2026-10-07" },
      { from: "US-3PL", nextDoor: true, lane: null, leftOn: "2026-10-02", receivedOn: "2026-10-07" },
    ]);
  });
});
