import type { Day } from "../domain/calendar/day.ts";
import type { Goods } from "../ports/purchases.ts";
import { Prisma, type PrismaClient } from "./client/client.ts";
import { counts } from "./imports/visible.ts";

/** SKUs with what a supplier and a forwarder ask; the price is the purchase layer that is in force on the day. */
export async function purchaseGoods(prisma: PrismaClient, skus: readonly string[], on: Day): Promise<readonly Goods[]> {
  const rows = await prisma.sku.findMany({ where: { code: { in: [...skus] } }, include: { supplier: true }, orderBy: { code: "asc" } });
  const c = Prisma.sql`c`;
  const prices = await prisma.$queryRaw<{ sku: number; amount: string; currency: string }[]>`
    SELECT DISTINCT ON (c.sku_id) c.sku_id AS sku, c.amount::text AS amount, c.currency FROM cost_layer c
    WHERE c.sku_id = ANY(${rows.map((r) => r.id)}::int[]) AND c.kind = 'purchase' AND c.from_day <= ${on}::date AND ${counts(c)}
    ORDER BY c.sku_id, c.from_day DESC, c.id DESC`;
  const priceOf = new Map(prices.map((p) => [p.sku, { amount: new Prisma.Decimal(p.amount).toFixed(), currency: p.currency }]));
  return rows.map((r): Goods => ({
    sku: r.code,
    title: r.title,
    category: r.category,
    supplier: r.supplier === null ? null : { code: r.supplier.code, name: r.supplier.name, currency: r.supplier.currency },
    supplierSku: r.supplier_sku,
    moq: r.moq,
    carton: r.carton,
    price: priceOf.get(r.id) ?? null,
    material: r.material,
    unitKg: r.unit_kg?.toFixed() ?? null,
    sizeCm:
      r.length_cm === null || r.width_cm === null || r.height_cm === null
        ? null
        : { length: r.length_cm.toFixed(), width: r.width_cm.toFixed(), height: r.height_cm.toFixed() },
    simulated: r.simulated,
  }));
}
