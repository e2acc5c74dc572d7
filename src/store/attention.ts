import type { Assignment, Seen, Snooze, SnoozeEnd } from "../domain/alerts/attention.ts";
import { day } from "../domain/calendar/day.ts";
import { PLAN_STATES } from "../domain/restock/types.ts";
import type { Attention } from "../ports/attention.ts";
import type { AuditEntry } from "../ports/delivery.ts";
import { auditRow } from "./audit.ts";
import type { Prisma, PrismaClient } from "./client/client.ts";
import { clean, dateOf, dayOf, json } from "./rows.ts";

const WITH_SKU = { sku: { select: { code: true } } } as const;
type SnoozeRow = Prisma.SnoozeModel & { readonly sku: { readonly code: string } };
type AssignmentRow = Prisma.AssignmentModel & { readonly sku: { readonly code: string } };

/** As `seen` was written; what is not there says nothing. */
function seenOf(row: SnoozeRow): Seen {
  const { state, stockOutDate, moneyAtRisk } = row.seen as Readonly<Record<string, unknown>>;
  const known = PLAN_STATES.find((s) => s === state);
  if (known === undefined) throw new Error(`snooze ${row.id} does not hold how its line stood`);
  return {
    state: known,
    stockOutDate: typeof stockOutDate === "string" ? day(stockOutDate) : null,
    moneyAtRisk: typeof moneyAtRisk === "number" ? moneyAtRisk : null,
  };
}

const snoozeOf = (row: SnoozeRow): Snooze => ({
  id: row.id,
  warehouse: row.warehouse,
  sku: row.sku.code,
  kind: row.kind === "not-before" ? "not-before" : "snooze",
  until: dayOf(row.until),
  awaits: row.awaits,
  reason: row.reason,
  seen: seenOf(row),
  by: row.by,
  at: row.at,
});

const assignmentOf = (row: AssignmentRow): Assignment => ({
  id: row.id,
  warehouse: row.warehouse,
  sku: row.sku.code,
  member: row.member,
  by: row.by,
  at: row.at,
});

async function skuId(tx: Prisma.TransactionClient, code: string): Promise<number> {
  // Locked: of two who speak of one line at once, one comes after the other.
  const [sku] = await tx.$queryRaw<{ id: number }[]>`SELECT id FROM sku WHERE code = ${code} FOR UPDATE`;
  if (!sku) throw new Error(`there is no SKU "${code}" to look after`);
  return sku.id;
}

const note = (tx: Prisma.TransactionClient, entry: AuditEntry) => tx.audit.create({ data: auditRow(entry) });

export function attention(prisma: PrismaClient): Attention {
  return {
    snoozes: async () =>
      (await prisma.snooze.findMany({ where: { ended_at: null }, include: WITH_SKU, orderBy: [{ until: "asc" }, { id: "asc" }] })).map(
        snoozeOf,
      ),

    snooze: ({ warehouse, sku: code, kind, until, awaits, reason, seen, by, at }, entry) =>
      prisma.$transaction(async (tx) => {
        const sku_id = await skuId(tx, code);
        await tx.snooze.updateMany({
          where: { warehouse, sku_id, ended_at: null },
          data: { ended_at: at, ended_by: by, ended_because: "replaced" },
        });
        const row = await tx.snooze.create({
          data: {
            warehouse,
            sku_id,
            kind,
            until: dateOf(until),
            awaits,
            reason: reason === null ? null : clean(reason),
            seen: json(seen),
            by,
            at,
          },
          include: WITH_SKU,
        });
        await note(tx, entry);
        return snoozeOf(row);
      }),

    end: (id, why, by, at, entry) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.snooze.updateMany({
          where: { id, ended_at: null },
          data: { ended_at: at, ended_by: by, ended_because: why },
        });
        if (count === 1) await note(tx, entry);
        return count === 1;
      }),

    endedSince: async (at) => {
      const rows = await prisma.snooze.findMany({
        where: { ended_at: { gte: at }, ended_because: { in: ["over", "arrived", "worse"] } },
        include: WITH_SKU,
        orderBy: { id: "asc" },
      });
      return rows.map((r) => ({ ...snoozeOf(r), because: r.ended_because as SnoozeEnd, endedAt: r.ended_at ?? at }));
    },

    assignments: async () =>
      (await prisma.assignment.findMany({ where: { ended_at: null }, include: WITH_SKU, orderBy: { id: "asc" } })).map(assignmentOf),

    assign: ({ warehouse, sku: code, member, by, at }, entry) =>
      prisma.$transaction(async (tx) => {
        const sku_id = await skuId(tx, code);
        const standing = await tx.assignment.findFirst({ where: { warehouse, sku_id, ended_at: null }, include: WITH_SKU });
        if (standing?.member === member) return assignmentOf(standing);
        if (standing) await tx.assignment.update({ where: { id: standing.id }, data: { ended_at: at, ended_by: by } });
        const row = await tx.assignment.create({ data: { warehouse, sku_id, member, by, at }, include: WITH_SKU });
        await note(tx, entry);
        return assignmentOf(row);
      }),

    release: (id, by, at, entry) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.assignment.updateMany({ where: { id, ended_at: null }, data: { ended_at: at, ended_by: by } });
        if (count === 1) await note(tx, entry);
        return count === 1;
      }),
  };
}
