import type { Day } from "../domain/calendar/day.ts";
import type { Purchases } from "../ports/purchases.ts";
import { auditRow } from "./audit.ts";
import type { Prisma, PrismaClient } from "./client/client.ts";
import { orderOf, WITH_LINES } from "./purchase-rows.ts";
import { clean, dateOf, dateOrNull, json } from "./rows.ts";

type Tx = Prisma.TransactionClient;

/** The open order of the SKU's supplier for a plan day, begun where there is none. A partial unique index makes it one between replicas. */
export async function openOrder(tx: Tx, skuId: number, planAsOf: Day): Promise<number> {
  const { code, supplier } = await tx.sku.findUniqueOrThrow({
    where: { id: skuId },
    select: { code: true, supplier: { select: { code: true } } },
  });
  const of = supplier === null ? `sku:${code}` : `supplier:${supplier.code}`;
  const data = { grouped_by: of, plan_as_of: dateOf(planAsOf), state: "open", supplier: supplier?.code ?? null };
  for (;;) {
    await tx.purchaseOrder.createMany({ data, skipDuplicates: true });
    // Held, so that nobody places it with the supplier while a line joins; and asked again where somebody just did.
    const [open] = await tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM purchase_order WHERE grouped_by = ${of} AND plan_as_of = ${planAsOf}::date AND state = 'open' FOR UPDATE`;
    if (open) return open.id;
  }
}

/** Lines that wait for their second person when the rest is placed: they are not part of what the supplier was asked for. */
async function leaveBehind(tx: Tx, order: Prisma.PurchaseOrderModel): Promise<void> {
  const waiting = await tx.purchase.findMany({ where: { order_id: order.id, state: "waiting" }, select: { id: true, sku_id: true } });
  for (const { id, sku_id } of waiting) {
    const other = await openOrder(tx, sku_id, new Date(order.plan_as_of).toISOString().slice(0, 10) as Day);
    await tx.purchase.update({ where: { id }, data: { order_id: other } });
  }
}

const STANDING = { lines: { some: { state: { in: ["waiting", "approved", "ordered", "closed"] } } } };

export function purchaseOrders(prisma: PrismaClient): Pick<Purchases, "orders" | "order" | "place" | "close"> {
  return {
    orders: async ({ closed = false, since } = {}) => {
      const rows = await prisma.purchaseOrder.findMany({
        where: {
          ...STANDING,
          ...(!closed && { state: { not: "closed" } }),
          ...(since !== undefined && { plan_as_of: { gte: dateOf(since) } }),
        },
        include: WITH_LINES,
        orderBy: [{ plan_as_of: "desc" }, { id: "desc" }],
      });
      return rows.map(orderOf);
    },

    order: async (id) => {
      const row = await prisma.purchaseOrder.findUnique({ where: { id }, include: WITH_LINES });
      return row === null ? undefined : orderOf(row);
    },

    place: (id, revision, { reference, on, lines, by, at }, entry) =>
      prisma
        .$transaction(async (tx) => {
          const { count } = await tx.purchaseOrder.updateMany({
            where: { id, revision, state: "open" },
            data: {
              state: "ordered",
              reference: reference === null ? null : clean(reference),
              ordered_on: dateOf(on),
              ordered_by: by,
              ordered_at: at,
              revision: { increment: 1 },
            },
          });
          if (count !== 1) return false;
          const order = await tx.purchaseOrder.findUniqueOrThrow({ where: { id } });
          await leaveBehind(tx, order);
          for (const { id: line, revision: seen, quantity, legs, price, readyOn } of lines) {
            const done = await tx.purchase.updateMany({
              where: { id: line, order_id: id, state: "approved", revision: seen },
              data: {
                state: "ordered",
                quantity,
                legs: json(legs),
                price: price?.amount ?? null,
                price_currency: price?.currency ?? null,
                ready_on: dateOrNull(readyOn),
                revision: { increment: 1 },
              },
            });
            // A line was taken back or changed meanwhile: nothing of the order is placed.
            if (done.count !== 1) throw new NotAsSeen();
          }
          // One joined meanwhile.
          if ((await tx.purchase.count({ where: { order_id: id, state: "approved" } })) > 0) throw new NotAsSeen();
          if (entry !== undefined) await tx.audit.create({ data: auditRow(entry) });
          return true;
        })
        .catch((error: unknown) => {
          if (error instanceof NotAsSeen) return false;
          throw error;
        }),

    close: (id, because, { by, at }, entry) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.purchaseOrder.updateMany({
          where: { id, state: { not: "closed" } },
          data: { state: "closed", because: clean(because), closed_by: by, closed_at: at, revision: { increment: 1 } },
        });
        if (count !== 1) return false;
        await tx.purchase.updateMany({
          where: { order_id: id, state: { in: ["waiting", "approved", "ordered"] } },
          data: { state: "closed", revision: { increment: 1 } },
        });
        if (entry !== undefined) await tx.audit.create({ data: auditRow(entry) });
        return true;
      }),
  };
}

class NotAsSeen extends Error {}
