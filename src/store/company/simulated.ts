import type { PrismaClient } from "../client/client.ts";

/** Rows in one statement: short enough that nobody notices, on the one backend that the embedded store has. */
const BATCH = 10_000;

export async function drain(step: () => Promise<{ count: number }>): Promise<void> {
  while ((await step()).count === BATCH);
}

/** Every table whose rows come from an import. test/store/company/simulated.test.ts asks the database whether one is missing. */
export function factsOf(prisma: PrismaClient, ids: number[]): readonly (() => Promise<{ count: number }>)[] {
  const where = { where: { import_id: { in: ids } }, limit: BATCH };
  return [
    () => prisma.orderLine.deleteMany(where),
    () => prisma.salesDay.deleteMany(where),
    () => prisma.dailySales.deleteMany(where),
    () => prisma.traffic.deleteMany(where),
    () => prisma.adSpend.deleteMany(where),
    () => prisma.stockSnapshot.deleteMany(where),
    () => prisma.inbound.deleteMany(where),
    () => prisma.return.deleteMany(where),
    () => prisma.review.deleteMany(where),
    () => prisma.costLayer.deleteMany(where),
    () => prisma.financialEvent.deleteMany(where),
    () => prisma.fxRate.deleteMany(where),
    () => prisma.productRow.deleteMany(where),
    () => prisma.importChange.deleteMany(where),
    () => prisma.rejectedRow.deleteMany(where),
    () => prisma.importBatch.deleteMany(where),
    () => prisma.importTurn.deleteMany(where),
  ];
}

/** What was said and set about stores and warehouses that are about to go. */
export async function forgetPlaces(prisma: PrismaClient, places: readonly string[]): Promise<void> {
  // A subject begins with the place that it is about: `US-FBA/SKU-1`.
  await prisma.$executeRaw`DELETE FROM alert WHERE split_part(subject, '/', 1) = ANY (${places}::text[])`;
  await prisma.policyOverride.deleteMany({ where: { scope_kind: "store", scope_key: { in: [...places] } } });
  // A channel for simulated stores only would be one for all stores when its list became empty.
  await prisma.$executeRaw`DELETE FROM binding WHERE cardinality(stores) > 0 AND stores <@ ${places}::text[]`;
  await prisma.$executeRaw`
    UPDATE binding SET stores = ARRAY(SELECT s FROM unnest(stores) AS s WHERE s <> ALL (${places}::text[])) WHERE stores && ${places}::text[]`;
  // A promotion of these stores alone has nobody left; in others it goes on.
  await prisma.$executeRaw`DELETE FROM promo WHERE stores <@ ${places}::text[]`;
  await prisma.$executeRaw`
    UPDATE promo SET stores = ARRAY(SELECT s FROM unnest(stores) AS s WHERE s <> ALL (${places}::text[])) WHERE stores && ${places}::text[]`;
}

/**
 * Takes the sample out. The facts vanish in the first step, which undoes its imports; the rest clears up in batches and, when it is
 * interrupted, is finished by the next call. What people were told (posts, the audit) stays.
 */
export async function removeSimulated(prisma: PrismaClient): Promise<void> {
  const imports = await prisma.import.findMany({ where: { simulated: true }, select: { id: true } });
  const ids = imports.map((i) => i.id);
  await prisma.import.updateMany({ where: { id: { in: ids }, state: { not: "undone" } }, data: { state: "undone" } });
  for (const step of factsOf(prisma, ids)) await drain(step);

  const places = [
    ...(await prisma.store.findMany({ where: { simulated: true } })),
    ...(await prisma.warehouse.findMany({ where: { simulated: true } })),
  ].map((p) => p.code);
  await forgetPlaces(prisma, places);
  // A month that was looked back on with invented figures would stand in the way of the real one.
  await prisma.retro.deleteMany({ where: { simulated: true } });
  await prisma.$executeRaw`
    DELETE FROM plan_line USING warehouse w WHERE w.code = plan_line.warehouse AND w.simulated`;

  // A real file may have named a code of the sample: then the SKU is a real one from now on.
  await prisma.$executeRaw`
    UPDATE sku SET simulated = false WHERE simulated AND (
      EXISTS (SELECT FROM order_line x WHERE x.sku_id = sku.id) OR EXISTS (SELECT FROM daily_sales x WHERE x.sku_id = sku.id)
      OR EXISTS (SELECT FROM traffic x WHERE x.sku_id = sku.id) OR EXISTS (SELECT FROM ad_spend x WHERE x.sku_id = sku.id)
      OR EXISTS (SELECT FROM stock_snapshot x WHERE x.sku_id = sku.id) OR EXISTS (SELECT FROM inbound x WHERE x.sku_id = sku.id)
      OR EXISTS (SELECT FROM return x WHERE x.sku_id = sku.id) OR EXISTS (SELECT FROM review x WHERE x.sku_id = sku.id)
      OR EXISTS (SELECT FROM cost_layer x WHERE x.sku_id = sku.id) OR EXISTS (SELECT FROM financial_event x WHERE x.sku_id = sku.id)
      OR EXISTS (SELECT FROM product_row x WHERE x.sku_id = sku.id))`;
  await prisma.$executeRaw`DELETE FROM plan_line USING sku s WHERE s.id = plan_line.sku_id AND s.simulated`;
  await drain(() => prisma.sku.deleteMany({ where: { simulated: true }, limit: BATCH }));
  // Named first by an import of the sample, kept because a real one names it too.
  await prisma.sku.updateMany({ where: { import_id: { in: ids } }, data: { import_id: null } });
  await prisma.listing.updateMany({ where: { import_id: { in: ids } }, data: { import_id: null } });
  // Orders whose every line was of a product of the sample.
  await prisma.purchaseOrder.deleteMany({ where: { lines: { none: {} } } });
  await prisma.supplier.deleteMany({ where: { simulated: true } });
  await prisma.lane.deleteMany({ where: { simulated: true } });
  await prisma.warehouse.deleteMany({ where: { simulated: true } });
  await prisma.store.deleteMany({ where: { simulated: true } });
  await prisma.import.deleteMany({ where: { id: { in: ids } } });
}
