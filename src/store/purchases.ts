import type { AuditEntry } from "../ports/delivery.ts";
import type { Decision, NewPurchase, Purchases } from "../ports/purchases.ts";
import { auditRow } from "./audit.ts";
import type { Prisma, PrismaClient } from "./client/client.ts";
import { purchaseGoods } from "./purchase-goods.ts";
import { openOrder, purchaseOrders } from "./purchase-orders.ts";
import { decisionColumns, partColumns, purchaseOf, type PurchaseRow, together, WITH_SKU } from "./purchase-rows.ts";
import { clean, dateOf } from "./rows.ts";

type Tx = Prisma.TransactionClient;

/** What was decided stands in the audit, or was not decided. */
async function note(tx: Tx, changed: number, entry: AuditEntry | undefined): Promise<void> {
  if (changed === 1 && entry !== undefined) await tx.audit.create({ data: auditRow(entry) });
}

/** Whoever decides on a SKU waits for whoever does so already: an approval and one that waits must not both begin. */
async function skuFor(tx: Tx, code: string): Promise<number> {
  const [sku] = await tx.$queryRaw<{ id: number }[]>`SELECT id FROM sku WHERE code = ${code} FOR UPDATE`;
  if (!sku) throw new Error(`there is no SKU "${code}" to approve a purchase of`);
  return sku.id;
}

const find = (tx: Tx, where: Prisma.PurchaseWhereInput): Promise<PurchaseRow | null> =>
  tx.purchase.findFirst({ where, include: WITH_SKU, orderBy: { id: "desc" } });

async function approve(
  tx: Tx,
  asked: NewPurchase,
  adds: { readonly id: number; readonly quantity: number } | undefined,
  entry: AuditEntry | undefined,
): ReturnType<Purchases["approve"]> {
  const sku = await skuFor(tx, asked.sku);
  const same = { warehouse: asked.warehouse, sku_id: sku, plan_as_of: dateOf(asked.planAsOf) };
  const waits = await find(tx, { ...same, state: "waiting" });
  if (waits) return { first: false, purchase: purchaseOf(waits) };
  const approved = await find(tx, { ...same, state: "approved" });
  if (approved && (approved.id !== adds?.id || approved.quantity !== adds.quantity))
    return { first: false, purchase: purchaseOf(approved) };
  await note(tx, 1, entry);
  if (approved && asked.state !== "waiting") {
    const raised = await tx.purchase.update({
      where: { id: approved.id },
      data: {
        ...partColumns(together(purchaseOf(approved), asked)),
        decided_by: asked.by,
        decided_at: asked.at,
        revision: { increment: 1 },
      },
      include: WITH_SKU,
    });
    return { first: true, purchase: purchaseOf(raised) };
  }
  const order = approved?.order_id ?? (await openOrder(tx, sku, asked.planAsOf));
  const made = await tx.purchase.create({ data: { ...decisionColumns(asked), sku_id: sku, order_id: order }, include: WITH_SKU });
  return { first: true, purchase: purchaseOf(made) };
}

/** A line as it stands while nobody else can decide on it. */
async function held(tx: Tx, id: number): Promise<PurchaseRow | null> {
  const seen = await tx.purchase.findUnique({ where: { id }, include: WITH_SKU });
  if (!seen) return null;
  await skuFor(tx, seen.sku.code);
  return tx.purchase.findUnique({ where: { id }, include: WITH_SKU });
}

export function purchases(prisma: PrismaClient): Purchases {
  /** One decision on a line that must still be in one of these states and as it was seen. */
  const decide = (
    id: number,
    revision: number,
    states: readonly string[],
    change: (tx: Tx, row: PurchaseRow) => Promise<PurchaseRow | "same-person" | "taken">,
    entry: AuditEntry | undefined,
  ): Promise<Decision> =>
    prisma.$transaction(async (tx) => {
      const row = await held(tx, id);
      if (!row) return { kind: "unknown" };
      if (!states.includes(row.state) || row.revision !== revision) return { kind: "changed", purchase: purchaseOf(row) };
      const changed = await change(tx, row);
      if (changed === "same-person") return { kind: "same-person", purchase: purchaseOf(row) };
      if (changed === "taken") return { kind: "changed", purchase: purchaseOf(row) };
      await note(tx, 1, entry);
      return { kind: "done", purchase: purchaseOf(changed) };
    });

  return {
    ...purchaseOrders(prisma),
    goods: (skus, on) => purchaseGoods(prisma, skus, on),

    approve: (asked, adds, entry) => prisma.$transaction((tx) => approve(tx, asked, adds, entry)),

    second: (id, revision, { by, at }, entry) =>
      decide(
        id,
        revision,
        ["waiting"],
        async (tx, row) => {
          if (row.decided_by === by) return "same-person";
          const same = { warehouse: row.warehouse, sku_id: row.sku_id, plan_as_of: row.plan_as_of };
          const before = await find(tx, { ...same, state: "approved" });
          const whose = { decided_by: by, decided_at: at, first_by: row.decided_by, first_at: row.decided_at, revision: { increment: 1 } };
          if (!before) return tx.purchase.update({ where: { id }, data: { ...whose, state: "approved" }, include: WITH_SKU });
          await tx.purchase.update({ where: { id }, data: { ...whose, state: "joined" } });
          const sum = partColumns(together(purchaseOf(before), purchaseOf(row)));
          return tx.purchase.update({ where: { id: before.id }, data: { ...sum, ...whose }, include: WITH_SKU });
        },
        entry,
      ),

    reject: (id, revision, because, { by, at }, entry) =>
      decide(
        id,
        revision,
        ["waiting"],
        (tx, row) =>
          tx.purchase.update({
            where: { id },
            data: {
              state: "rejected",
              because: clean(because),
              first_by: row.decided_by,
              first_at: row.decided_at,
              decided_by: by,
              decided_at: at,
              revision: { increment: 1 },
            },
            include: WITH_SKU,
          }),
        entry,
      ),

    revise: (id, revision, purchase, entry) =>
      decide(
        id,
        revision,
        ["waiting", "approved"],
        async (tx, row) => {
          const { plan_as_of: _, ...columns } = decisionColumns(purchase);
          const same = { warehouse: row.warehouse, sku_id: row.sku_id, plan_as_of: row.plan_as_of };
          // A waiting rest stands beside what is approved of its plan; of one kind there is one.
          if (await find(tx, { ...same, state: columns.state, id: { not: id } })) return "taken";
          return tx.purchase.update({
            where: { id },
            data: { ...columns, first_by: null, first_at: null, revision: { increment: 1 } },
            include: WITH_SKU,
          });
        },
        entry,
      ),

    approved: async ({ since, sku }) => {
      const rows = await prisma.purchase.findMany({
        where: {
          state: { in: ["approved", "ordered"] },
          plan_as_of: { gte: dateOf(since) },
          ...(sku !== undefined && { sku: { code: sku } }),
        },
        include: WITH_SKU,
        orderBy: { id: "desc" },
      });
      return rows.map(purchaseOf);
    },

    waiting: async ({ sku } = {}) => {
      const rows = await prisma.purchase.findMany({
        where: { state: "waiting", ...(sku !== undefined && { sku: { code: sku } }) },
        include: WITH_SKU,
        orderBy: { id: "desc" },
      });
      return rows.map(purchaseOf);
    },

    byId: async (id) => {
      const row = await prisma.purchase.findUnique({ where: { id }, include: WITH_SKU });
      return row === null ? undefined : purchaseOf(row);
    },

    withdraw: (id, entry) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.purchase.updateMany({
          where: { id, state: { in: ["approved", "waiting"] } },
          data: { state: "withdrawn", revision: { increment: 1 } },
        });
        await note(tx, count, entry);
        return count === 1;
      }),
  };
}
