import { expect, it } from "vitest";
import { day } from "../../src/domain/calendar/day.ts";
import type { NewTransfer } from "../../src/ports/transfers.ts";
import { transfers } from "../../src/store/transfers.ts";
import { describePostgres, describeStores, type TestStore } from "./harness.ts";

const NINE = new Date("2026-11-22T01:00:00Z");
const move = (more: Partial<NewTransfer> = {}): NewTransfer => ({
  sku: "KTC-01",
  from: "US-3PL",
  to: "US-FBA",
  units: 120,
  leavesOn: day("2026-11-22"),
  arrivesOn: day("2026-11-29"),
  planAsOf: day("2026-11-21"),
  by: "wei",
  at: NINE,
  ...more,
});

async function of({ prisma }: Pick<TestStore, "prisma">) {
  await prisma.sku.createMany({ data: [{ code: "KTC-01" }], skipDuplicates: true });
  return transfers(prisma);
}

describeStores((_, open) => {
  it("a move is approved once for its plan; who comes second is told", async () => {
    const t = await of(await open());
    const { first, transfer } = await t.approve(move());
    expect(first).toBe(true);
    expect(transfer).toMatchObject({ ...move(), state: "approved", leftOn: null, shipped: 0 });
    expect(await t.approve(move({ units: 10, by: "olga" }))).toEqual({ first: false, transfer });
    expect((await t.approve(move({ planAsOf: day("2026-11-22") }))).first).toBe(true);
    // What waits for a shipment of the giver is a move of its own.
    expect((await t.approve(move({ leavesOn: day("2026-12-05"), arrivesOn: day("2026-12-12") }))).first).toBe(true);
    // And so is what goes another way on the same day.
    const flown = await t.approve(move({ units: 24, arrivesOn: day("2026-11-25"), lane: "air-US", mode: "air" }));
    expect(flown).toMatchObject({ first: true, transfer: { lane: "air-US", mode: "air", units: 24 } });
    expect((await t.approve(move({ lane: "air-US", mode: "air", by: "olga" }))).first).toBe(false);
    expect(await t.open({ sku: "KTC-01" })).toHaveLength(4);
    expect(await t.open({ sku: "KTC-02" })).toEqual([]);
  });

  it("leaves, is received, and is expected no more", async () => {
    const t = await of(await open());
    const { transfer } = await t.approve(move());
    expect(await t.leave(transfer.id, day("2026-11-23"), day("2026-11-30"))).toBe(true);
    expect(await t.leave(transfer.id, day("2026-11-24"), day("2026-11-30"))).toBe(false);
    expect(await t.withdraw(transfer.id)).toBe(false);
    expect(await t.open()).toMatchObject([{ state: "left", leftOn: "2026-11-23", arrivesOn: "2026-11-30" }]);
    expect(await t.close(transfer.id, { received: 118, because: "2 broken", by: "olga", at: NINE })).toBe(true);
    expect(await t.close(transfer.id, { received: 118, because: null, by: "olga", at: NINE })).toBe(false);
    expect(await t.open()).toEqual([]);
    expect(await t.byId(transfer.id)).toMatchObject({ state: "closed", received: 118, because: "2 broken" });
  });

  it("is carried by the team's own shipments between the two warehouses, the oldest move first", async () => {
    const store = await open();
    const t = await of(store);
    const place = { name: "W", kind: "own", country: "US" };
    await store.prisma.warehouse.createMany({ data: ["US-3PL", "US-FBA"].map((code) => ({ ...place, code })) });
    const first = (await t.approve(move())).transfer;
    await t.approve(move({ planAsOf: day("2026-11-22"), units: 50 }));
    const flown = (await t.approve(move({ units: 24, lane: "air-US", mode: "air" }))).transfer;
    const [giver, receiver] = await Promise.all(
      ["US-3PL", "US-FBA"].map((code) => store.prisma.warehouse.findUniqueOrThrow({ where: { code } })),
    );
    const sku = await store.prisma.sku.findUniqueOrThrow({ where: { code: "KTC-01" } });
    const ship = (number: string, quantity: number, state = "booked", mode: string | null = null) =>
      store.prisma.shipment.create({
        data: {
          number,
          warehouse_id: receiver?.id ?? 0,
          from_id: giver?.id ?? 0,
          purchases: [],
          booked_by: "wei",
          booked_at: NINE,
          lines: { create: { sku_id: sku.id, quantity, state, mode } },
        },
      });
    await ship("S1", 100);
    await ship("S2", 500, "cancelled");
    expect((await t.open()).map((x) => x.shipped)).toEqual([100, 0, 0]);
    await ship("S3", 40);
    expect((await t.open()).map((x) => x.shipped)).toEqual([120, 20, 0]);
    // What goes the same way is carried first.
    await ship("A1", 20, "booked", "air");
    expect((await t.open()).map((x) => x.shipped)).toEqual([120, 20, 20]);
    expect((await t.byId(first.id))?.shipped).toBe(120);
    expect((await t.byId(flown.id))?.shipped).toBe(20);
    // Closed, it keeps what was carried of it; a later shipment is not of it.
    const closed = { received: 120, because: null, by: "olga", at: new Date("2026-11-24T01:00:00Z") };
    expect(await t.close(first.id, closed)).toBe(true);
    expect((await t.open()).map((x) => x.shipped)).toEqual([20, 20]);
    const known = { since: day("2026-08-01"), until: day("2026-11-25") };
    expect((await t.counted(known)).map((x) => [x.state, x.shipped, x.closedAt])).toEqual([
      ["closed", 120, closed.at],
      ["approved", 20, null],
      ["approved", 20, null],
    ]);
    expect(await t.counted({ ...known, since: day("2026-11-25") })).toHaveLength(2);
    await store.prisma.shipmentLine.updateMany({ data: { booked_on: new Date("2026-11-23") } });
    expect((await t.counted({ ...known, until: day("2026-11-22") })).map((x) => x.shipped)).toEqual([0, 0, 0]);
  });

  it("can be taken back while nothing has left, and approved anew", async () => {
    const t = await of(await open());
    const { transfer } = await t.approve(move());
    expect(await t.withdraw(transfer.id)).toBe(true);
    expect(await t.withdraw(transfer.id)).toBe(false);
    expect((await t.approve(move())).first).toBe(true);
  });
});

describePostgres((_, open) => {
  it("is one person's when twenty approve it at once", async () => {
    const store = await open();
    const t = await of(store);
    const other = transfers((await store.connectAgain()).prisma);
    const all = await Promise.all(Array.from({ length: 20 }, (_n, i) => (i % 2 === 0 ? t : other).approve(move({ by: `m${i}` }))));
    expect(all.filter((a) => a.first)).toHaveLength(1);
  });
});
