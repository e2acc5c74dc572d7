import type { AuditEntry } from "../ports/delivery.ts";
import { auditRow } from "./audit.ts";
import type { FreightMode } from "../domain/facts/facts.ts";
import type { Purchase, PurchaseLeg, Purchases } from "../ports/purchases.ts";
import { Prisma, type PrismaClient } from "./client/client.ts";
import { dateOf, dayOf } from "./rows.ts";

type Row = Prisma.PurchaseModel & { readonly sku: { readonly code: string } };
const WITH_SKU = { sku: { select: { code: true } } } as const;

const legText = ({ mode, units }: PurchaseLeg): string => `${mode ?? ""}:${units}`;

/** One way of travel by its name, several with their units: `express:144+sea:252`. */
function modeText({ mode, legs = [] }: Pick<Purchase, "mode" | "legs">): string {
  return legs.length > 1 ? legs.map(legText).join("+") : (mode ?? "");
}

function modesOf(text: string): Pick<Purchase, "mode" | "legs"> {
  const named = (mode: string): FreightMode | null => (mode === "" ? null : (mode as FreightMode));
  if (!text.includes(":")) return { mode: named(text) };
  const legs = text.split("+").map((leg): PurchaseLeg => {
    const [mode = "", units = "0"] = leg.split(":");
    return { mode: named(mode), units: Number(units) };
  });
  return { mode: legs[0]?.mode ?? null, legs };
}

const purchaseOf = (row: Row): Purchase => ({
  id: row.id,
  sku: row.sku.code,
  warehouse: row.warehouse,
  quantity: row.quantity,
  ...modesOf(row.mode),
  cash: row.amount === null || row.currency === null ? null : { amount: row.amount.toFixed(), currency: row.currency },
  planAsOf: dayOf(row.plan_as_of),
  by: row.decided_by,
  at: row.decided_at,
});

const legsOf = (p: Pick<Purchase, "quantity" | "mode" | "legs">): readonly PurchaseLeg[] =>
  p.legs !== undefined && p.legs.length > 0 ? p.legs : [{ mode: p.mode, units: p.quantity }];

/** Two parts of one decision as one; its cash is known where that of both is. */
function together(a: Pick<Purchase, "quantity" | "mode" | "legs" | "cash">, b: typeof a): typeof a {
  const legs = [...Map.groupBy([...legsOf(a), ...legsOf(b)], (l) => l.mode)].map(([mode, of]) => ({
    mode,
    units: of.reduce((sum, l) => sum + l.units, 0),
  }));
  const cash =
    a.cash !== null && b.cash !== null && a.cash.currency === b.cash.currency
      ? { amount: new Prisma.Decimal(a.cash.amount).plus(b.cash.amount).toFixed(), currency: a.cash.currency }
      : null;
  return { quantity: a.quantity + b.quantity, mode: legs[0]?.mode ?? null, legs, cash };
}

/** What was decided stands in the audit, or was not decided. */
async function note(tx: Prisma.TransactionClient, changed: number, entry: AuditEntry | undefined): Promise<void> {
  if (changed === 1 && entry !== undefined) await tx.audit.create({ data: auditRow(entry) });
}

export function purchases(prisma: PrismaClient): Purchases {
  return {
    approve: ({ sku: code, warehouse, quantity, mode, legs, cash, planAsOf, by, at }, adds, entry) =>
      prisma.$transaction(async (tx) => {
        const sku = await tx.sku.findUnique({ where: { code }, select: { id: true } });
        if (!sku) throw new Error(`there is no SKU "${code}" to approve a purchase of`);
        const same = { warehouse, sku_id: sku.id, plan_as_of: dateOf(planAsOf), state: "approved" };
        if (adds !== undefined) {
          const sum = together(adds, { quantity, mode, legs: legs ?? [], cash });
          const raised = await tx.purchase.updateMany({
            where: { ...same, id: adds.id, quantity: adds.quantity },
            data: {
              quantity: sum.quantity,
              mode: modeText(sum),
              amount: sum.cash?.amount ?? null,
              currency: sum.cash?.currency ?? null,
              decided_by: by,
              decided_at: at,
            },
          });
          const row = await tx.purchase.findFirst({ where: same, include: WITH_SKU });
          if (row !== null) {
            await note(tx, raised.count, entry);
            return { first: raised.count === 1, purchase: purchaseOf(row) };
          }
        }
        // A partial unique index decides who is first, also between replicas.
        const { count } = await tx.purchase.createMany({
          data: {
            ...same,
            quantity,
            mode: modeText({ mode, ...(legs && { legs }) }),
            amount: cash?.amount ?? null,
            currency: cash?.currency ?? null,
            decided_by: by,
            decided_at: at,
          },
          skipDuplicates: true,
        });
        const row = await tx.purchase.findFirstOrThrow({ where: same, include: WITH_SKU });
        await note(tx, count, entry);
        return { first: count === 1, purchase: purchaseOf(row) };
      }),

    approved: async ({ since, sku }) => {
      const rows = await prisma.purchase.findMany({
        where: { state: "approved", plan_as_of: { gte: dateOf(since) }, ...(sku !== undefined && { sku: { code: sku } }) },
        include: WITH_SKU,
        orderBy: { id: "desc" },
      });
      return rows.map(purchaseOf);
    },

    withdraw: (id, entry) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.purchase.updateMany({ where: { id, state: "approved" }, data: { state: "withdrawn" } });
        await note(tx, count, entry);
        return count === 1;
      }),
  };
}
