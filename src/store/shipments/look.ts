import type { ShipmentKey } from "../../domain/shipments/types.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { isOnItsWay, shipmentRows } from "./rows-now.ts";

/**
 * The newest entry of a shipment's history says the ETA that was known; what is known otherwise now, a file has changed. One statement, so that two
 * replicas that look at once may write the same change twice at worst, which is judged as one.
 */
export async function look(prisma: PrismaClient, now: Date): Promise<readonly ShipmentKey[]> {
  const all = shipmentRows(() => Prisma.sql`TRUE`);
  await prisma.$executeRaw`
    INSERT INTO shipment_event (warehouse_id, number, what, eta_before, eta, details, at, judged_at)
    SELECT n.warehouse_id, n.shipment, CASE WHEN e.id IS NULL THEN 'seen' ELSE 'eta' END, e.eta, n.eta, '{}', ${now},
      CASE WHEN e.eta IS NULL OR n.eta IS NULL THEN ${now}::timestamptz END
    FROM (SELECT r.warehouse_id, r.shipment, max(r.eta) AS eta FROM ${all} r WHERE ${isOnItsWay(Prisma.sql`r.state`)} GROUP BY 1, 2) n
    LEFT JOIN LATERAL (SELECT v.id, v.eta FROM shipment_event v WHERE v.warehouse_id = n.warehouse_id AND v.number = n.shipment
      ORDER BY v.id DESC LIMIT 1) e ON TRUE
    WHERE e.id IS NULL OR e.eta IS DISTINCT FROM n.eta`;
  return prisma.$queryRaw<ShipmentKey[]>`
    SELECT w.code AS warehouse, v.number FROM shipment_event v JOIN warehouse w ON w.id = v.warehouse_id
    WHERE v.judged_at IS NULL GROUP BY 1, 2 ORDER BY min(v.id)`;
}
