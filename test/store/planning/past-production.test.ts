import { expect, it } from "vitest";
import { readPastProduction } from "../../../src/store/planning/past-production.ts";
import { describeStores } from "../harness.ts";
import { makeCompany } from "../imports/world.ts";
import { AS_OF } from "./rows.ts";

describeStores((_, open) => {
  const on = (d: string) => new Date(`${d}T00:00:00Z`);

  it("tells a supplier's days from its orders until their goods left, once a shipment, by the order's day before the approval's", async () => {
    const { prisma } = await open();
    await makeCompany(prisma);
    const pool = await prisma.warehouse.findUniqueOrThrow({ where: { code: "US-FBA" } });
    const supplier = await prisma.supplier.create({ data: { code: "SZ", name: "SZ" } });
    const a = await prisma.sku.create({ data: { code: "A", supplier_id: supplier.id } });
    const b = await prisma.sku.create({ data: { code: "B", supplier_id: supplier.id } });
    const order = await prisma.purchaseOrder.create({
      data: { grouped_by: "supplier:SZ", supplier: "SZ", plan_as_of: on("2026-08-01"), state: "ordered", ordered_on: on("2026-08-05") },
    });
    const purchase = (sku: number, decided: string, order_id: number | null) =>
      prisma.purchase.create({
        data: {
          warehouse: "US-FBA",
          sku_id: sku,
          quantity: 10,
          mode: "sea",
          plan_as_of: on("2026-08-01"),
          state: order_id === null ? "approved" : "ordered",
          decided_by: "li",
          decided_at: on(decided),
          order_id,
        },
      });
    const ordered = await Promise.all([purchase(a.id, "2026-08-01", order.id), purchase(b.id, "2026-08-02", order.id)]);
    const approved = await purchase(a.id, "2026-09-01", null);
    const ship = (number: string, purchases: number[], left: string | null, skus: readonly number[]) =>
      prisma.shipment.create({
        data: {
          number,
          warehouse_id: pool.id,
          booked_by: "li",
          booked_at: on("2026-08-06"),
          purchases,
          lines: {
            create: skus.map((sku_id) => ({
              sku_id,
              quantity: 10,
              state: left === null ? "booked" : "left",
              left_on: left === null ? null : on(left),
            })),
          },
        },
      });
    await ship(
      "S1",
      ordered.map((p) => p.id),
      "2026-08-25",
      [a.id, b.id],
    );
    await ship("S2", [approved.id], "2026-09-16", [a.id]);
    await ship("S3", [approved.id], null, [a.id]);
    await ship("S4", [approved.id], "2026-12-24", [a.id]);
    expect(await readPastProduction(prisma, AS_OF)).toEqual(new Map([["SZ", [15, 20]]]));
  });
});
