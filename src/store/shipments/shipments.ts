import type { ShipmentEvent, ShipmentKey } from "../../domain/shipments/types.ts";
import type { Shipments } from "../../ports/shipments.ts";
import type { Prisma, PrismaClient } from "../client/client.ts";
import { dayOrNull } from "../rows.ts";
import { findShipments } from "./find.ts";
import { look } from "./look.ts";
import { book, say } from "./say.ts";

const eventOf = (row: Prisma.ShipmentEventModel, { warehouse, number }: ShipmentKey): ShipmentEvent => ({
  id: row.id,
  warehouse,
  number,
  what: row.what as ShipmentEvent["what"],
  day: dayOrNull(row.day),
  etaBefore: dayOrNull(row.eta_before),
  eta: dayOrNull(row.eta),
  note: row.note,
  by: row.by,
  at: row.at,
});

export function shipments(prisma: PrismaClient): Shipments {
  return {
    find: (filter) => findShipments(prisma, filter),
    book: (booking, entry) => book(prisma, booking, entry),
    say: (key, version, statement, entry) => say(prisma, key, version, statement, entry),
    events: async (key) => {
      const rows = await prisma.shipmentEvent.findMany({
        where: { number: key.number, warehouse: { code: key.warehouse } },
        orderBy: { id: "asc" },
      });
      return rows.map((r) => eventOf(r, key));
    },
    look: (now) => look(prisma, now),
    judged: async (key, upTo, now) => {
      await prisma.shipmentEvent.updateMany({
        where: { number: key.number, warehouse: { code: key.warehouse }, id: { lte: upTo }, judged_at: null },
        data: { judged_at: now },
      });
    },
    saidSince: async (at) => {
      const rows = await prisma.$queryRaw<{ sku: string }[]>`
        SELECT DISTINCT k.code AS sku FROM shipment_event v JOIN shipment s ON s.warehouse_id = v.warehouse_id AND s.number = v.number
        JOIN shipment_line l ON l.shipment_id = s.id JOIN sku k ON k.id = l.sku_id WHERE v.by IS NOT NULL AND v.at >= ${at} ORDER BY 1`;
      return rows.map((r) => r.sku);
    },
  };
}
