import type { Day } from "../domain/calendar/day.ts";
import { FREIGHT_MODES } from "../domain/facts/facts.ts";
import { TRANSFER_STATES } from "../domain/purchase/states.ts";
import type { AuditEntry } from "../ports/delivery.ts";
import type { Transfer, Transfers } from "../ports/transfers.ts";
import { auditRow } from "./audit.ts";
import type { Prisma, PrismaClient } from "./client/client.ts";
import { oneOf, WITH_SKU } from "./purchase-rows.ts";
import { clean, dateOf, dayOf, dayOrNull } from "./rows.ts";

/** Whenever a shipment was booked. */
const EVER = "9999-12-31";

type Row = Prisma.TransferModel & { readonly sku: { readonly code: string } };

const transferOf = (row: Row, shipped = 0): Transfer => ({
  id: row.id,
  shipped,
  sku: row.sku.code,
  from: row.giver,
  to: row.receiver,
  units: row.units,
  leavesOn: dayOf(row.leaves_on),
  arrivesOn: dayOf(row.arrives_on),
  planAsOf: dayOf(row.plan_as_of),
  ...(row.lane !== null && { lane: row.lane }),
  ...(row.mode !== null && { mode: oneOf(FREIGHT_MODES, row.mode, "mode of a transfer") }),
  by: row.decided_by,
  at: row.decided_at,
  state: oneOf(TRANSFER_STATES, row.state, "state of a transfer"),
  leftOn: dayOrNull(row.left_on),
  received: row.received,
  closedAt: row.closed_at,
  because: row.because,
  revision: row.revision,
});

/**
 * Units that shipments carry of these moves: those that travel the same way first, the oldest first. A shipment names its two warehouses and not who
 * approved it; it carries nothing of a move that was closed before it was booked. `until`: the last day of which bookings are known.
 */
async function shippedOf(prisma: PrismaClient, rows: readonly Row[], until?: Day): Promise<ReadonlyMap<number, number>> {
  const shipped = new Map<number, number>();
  if (rows.length === 0) return shipped;
  const skus = [...new Set(rows.map((r) => r.sku_id))];
  // What a shipment carries of the others it does not carry of these.
  const beside = await prisma.transfer.findMany({
    where: { sku_id: { in: skus }, state: { not: "withdrawn" } },
    orderBy: [{ leaves_on: "asc" }, { id: "asc" }],
  });
  const booked = await prisma.$queryRaw<{ sku: number; giver: string; receiver: string; mode: string | null; units: number; at: Date }[]>`
    SELECT l.sku_id AS sku, g.code AS giver, r.code AS receiver, l.mode, l.quantity AS units, s.booked_at AS at
    FROM shipment s JOIN shipment_line l ON l.shipment_id = s.id JOIN warehouse r ON r.id = s.warehouse_id JOIN warehouse g ON g.id = s.from_id
    WHERE l.sku_id = ANY(${skus}::int[]) AND l.state <> 'cancelled' AND (l.booked_on IS NULL OR l.booked_on <= ${until ?? EVER}::date)
    ORDER BY s.booked_at, s.id`;
  for (const b of booked) {
    let left = b.units;
    const same = (r: (typeof beside)[number]): number => (r.mode !== null && r.mode === b.mode ? 0 : 1);
    for (const r of beside.toSorted((x, y) => same(x) - same(y))) {
      if (r.sku_id !== b.sku || r.giver !== b.giver || r.receiver !== b.receiver || b.at < r.decided_at) continue;
      if (r.closed_at !== null && b.at > r.closed_at) continue;
      const taken = Math.min(left, r.units - (shipped.get(r.id) ?? 0));
      shipped.set(r.id, (shipped.get(r.id) ?? 0) + taken);
      left -= taken;
    }
  }
  return shipped;
}

export function transfers(prisma: PrismaClient): Transfers {
  const change = (id: number, from: readonly string[], data: Prisma.TransferUpdateManyMutationInput, entry: AuditEntry | undefined) =>
    prisma.$transaction(async (tx) => {
      const { count } = await tx.transfer.updateMany({
        where: { id, state: { in: [...from] } },
        data: { ...data, revision: { increment: 1 } },
      });
      if (count === 1 && entry !== undefined) await tx.audit.create({ data: auditRow(entry) });
      return count === 1;
    });

  return {
    approve: ({ sku: code, from, to, units, leavesOn, arrivesOn, planAsOf, lane = null, mode = null, by, at }, entry) =>
      prisma.$transaction(async (tx) => {
        const sku = await tx.sku.findUnique({ where: { code }, select: { id: true } });
        if (!sku) throw new Error(`there is no SKU "${code}" to move`);
        const key = { sku_id: sku.id, giver: from, receiver: to, plan_as_of: dateOf(planAsOf), leaves_on: dateOf(leavesOn), lane };
        // A partial unique index decides who is first, also between replicas.
        const { count } = await tx.transfer.createMany({
          data: {
            ...key,
            units,
            mode,
            arrives_on: dateOf(arrivesOn),
            state: "approved",
            decided_by: by,
            decided_at: at,
          },
          skipDuplicates: true,
        });
        const row = await tx.transfer.findFirstOrThrow({ where: { ...key, state: { not: "withdrawn" } }, include: WITH_SKU });
        if (count === 1 && entry !== undefined) await tx.audit.create({ data: auditRow(entry) });
        return { first: count === 1, transfer: transferOf(row) };
      }),

    open: async ({ sku } = {}) => {
      const rows = await prisma.transfer.findMany({
        where: { state: { in: ["approved", "left"] }, ...(sku !== undefined && { sku: { code: sku } }) },
        include: WITH_SKU,
        orderBy: [{ leaves_on: "asc" }, { id: "asc" }],
      });
      const shipped = await shippedOf(prisma, rows);
      return rows.map((row) => transferOf(row, shipped.get(row.id)));
    },

    counted: async ({ since, until, sku }) => {
      const rows = await prisma.transfer.findMany({
        where: {
          OR: [{ state: { in: ["approved", "left"] } }, { state: "closed", closed_at: { gte: dateOf(since) } }],
          ...(sku !== undefined && { sku: { code: sku } }),
        },
        include: WITH_SKU,
        orderBy: [{ leaves_on: "asc" }, { id: "asc" }],
      });
      const shipped = await shippedOf(prisma, rows, until);
      return rows.map((row) => transferOf(row, shipped.get(row.id)));
    },

    byId: async (id) => {
      const row = await prisma.transfer.findUnique({ where: { id }, include: WITH_SKU });
      return row === null ? undefined : transferOf(row, (await shippedOf(prisma, [row])).get(row.id));
    },

    leave: (id, on, arrivesOn, entry) =>
      change(id, ["approved"], { state: "left", left_on: dateOf(on), arrives_on: dateOf(arrivesOn) }, entry),

    close: (id, { received, because, by, at }, entry) =>
      change(
        id,
        ["approved", "left"],
        { state: "closed", received, because: because === null ? null : clean(because), closed_by: by, closed_at: at },
        entry,
      ),

    withdraw: (id, entry) => change(id, ["approved"], { state: "withdrawn" }, entry),
  };
}
