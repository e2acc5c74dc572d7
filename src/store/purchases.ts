import type { FreightMode } from "../domain/facts/facts.ts";
import type { Purchase, Purchases } from "../ports/purchases.ts";
import type { Prisma, PrismaClient } from "./client/client.ts";
import { dateOf, dayOf } from "./rows.ts";

type Row = Prisma.PurchaseModel & { readonly sku: { readonly code: string } };
const WITH_SKU = { sku: { select: { code: true } } } as const;

const purchaseOf = (row: Row): Purchase => ({
  id: row.id,
  sku: row.sku.code,
  warehouse: row.warehouse,
  quantity: row.quantity,
  mode: row.mode === "" ? null : (row.mode as FreightMode),
  cash: row.amount === null || row.currency === null ? null : { amount: row.amount.toFixed(), currency: row.currency },
  planAsOf: dayOf(row.plan_as_of),
  by: row.decided_by,
  at: row.decided_at,
});

export function purchases(prisma: PrismaClient): Purchases {
  return {
    approve: async ({ sku: code, warehouse, quantity, mode, cash, planAsOf, by, at }) => {
      const sku = await prisma.sku.findUnique({ where: { code }, select: { id: true } });
      if (!sku) throw new Error(`there is no SKU "${code}" to approve a purchase of`);
      const same = { warehouse, sku_id: sku.id, plan_as_of: dateOf(planAsOf), state: "approved" };
      // A partial unique index decides who is first, also between replicas.
      const { count } = await prisma.purchase.createMany({
        data: {
          ...same,
          quantity,
          mode: mode ?? "",
          amount: cash?.amount ?? null,
          currency: cash?.currency ?? null,
          decided_by: by,
          decided_at: at,
        },
        skipDuplicates: true,
      });
      const row = await prisma.purchase.findFirstOrThrow({ where: same, include: WITH_SKU });
      return { first: count === 1, purchase: purchaseOf(row) };
    },

    approved: async ({ since, sku }) => {
      const rows = await prisma.purchase.findMany({
        where: { state: "approved", plan_as_of: { gte: dateOf(since) }, ...(sku !== undefined && { sku: { code: sku } }) },
        include: WITH_SKU,
        orderBy: { id: "desc" },
      });
      return rows.map(purchaseOf);
    },

    withdraw: async (id) =>
      (await prisma.purchase.updateMany({ where: { id, state: "approved" }, data: { state: "withdrawn" } })).count === 1,
  };
}
