import type { Day } from "../../domain/calendar/day.ts";
import type { PastShipment } from "../../domain/restock/past-shipment.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts } from "../imports/visible.ts";

/** How long ago a shipment may have come to still tell how long goods take: a year and a half, so that each season counts. */
const PAST_DAYS = 540;
/** Newest shipments that are asked of each mode; more would not change a slow tenth. */
const MOST = 150;

/**
 * Shipments to a warehouse that came whole, each once, newest first. What the team wrote of a shipment goes before what a file says of the
 * same number, which only fills in days that the team left open. The ETA is the first that was told, by what happened to the shipment or by the change log of imports: what is written after
 * the goods came has the day of the receipt in it.
 */
export async function readPastShipments(prisma: PrismaClient, warehouseId: number, asOf: Day): Promise<readonly PastShipment[]> {
  if (warehouseId < 0) return [];
  const b = Prisma.sql`b`;
  const since = Prisma.sql`(${asOf}::date - ${PAST_DAYS}::int)`;
  return prisma.$queryRaw<PastShipment[]>`
    WITH changed AS MATERIALIZED (
      SELECT DISTINCT ON (1) c.key->>'shipment' AS number, (c.before->>'eta')::date AS eta FROM import i JOIN import_change c ON c.import_id = i.id
      WHERE i.fact = 'inbound' AND i.state = 'visible' AND i.started_at >= ${since} AND c.fact = 'inbound'
        AND (c.key->>'warehouse')::int = ${warehouseId} AND c.before->>'eta' IS NOT NULL ORDER BY 1, c.id),
    happened AS MATERIALIZED (
      SELECT DISTINCT ON (1) e.number, e.eta_before AS eta FROM shipment_event e
      WHERE e.warehouse_id = ${warehouseId} AND e.eta_before IS NOT NULL ORDER BY 1, e.id),
    came AS (
      SELECT s.number, s.lane, min(coalesce(l.mode, b.mode)) AS mode, min(coalesce(l.booked_on, b.booked_on)) AS booked,
        min(coalesce(l.left_on, b.left_on)) AS "left", min(coalesce(l.landed_on, b.landed_on)) AS landed,
        min(coalesce(l.cleared_on, b.cleared_on)) AS cleared, min(coalesce(l.arrived_on, b.arrived_on)) AS arrived,
        max(l.received_on) AS received, min(l.eta) AS eta
      FROM shipment s JOIN shipment_line l ON l.shipment_id = s.id
      LEFT JOIN inbound b ON b.warehouse_id = s.warehouse_id AND b.sku_id = l.sku_id AND b.shipment = s.number AND ${counts(b)}
      WHERE s.warehouse_id = ${warehouseId} AND s.from_id IS NULL AND l.state NOT IN ('cancelled', 'lost')
      GROUP BY s.id HAVING bool_and(l.state = 'received')
      UNION ALL
      SELECT b.shipment, NULL, min(b.mode), min(b.booked_on), min(b.left_on), min(b.landed_on), min(b.cleared_on), min(b.arrived_on), max(b.received_on), min(b.eta) FROM inbound b
      WHERE b.warehouse_id = ${warehouseId} AND b.state <> 'cancelled' AND ${counts(b)}
        AND NOT EXISTS (SELECT 1 FROM shipment s WHERE s.warehouse_id = ${warehouseId} AND s.number = b.shipment)
      GROUP BY b.shipment HAVING bool_and(b.state = 'received')),
    newest AS MATERIALIZED (
      SELECT r.* FROM (SELECT n.*, row_number() OVER (PARTITION BY n.mode ORDER BY n.received DESC, n.number) AS nth FROM came n
        WHERE n.received BETWEEN ${since} AND ${asOf}::date) r
      WHERE r.nth <= ${MOST})
    SELECT n.number AS shipment, n.mode, n.lane, n.booked::text AS "bookedOn", n."left"::text AS "leftOn", n.landed::text AS "landedOn",
      n.cleared::text AS "clearedOn", n.arrived::text AS "arrivedOn",
      n.received::text AS "receivedOn", coalesce(h.eta, c.eta, n.eta)::text AS eta
    FROM newest n LEFT JOIN happened h ON h.number = n.number LEFT JOIN changed c ON c.number = n.number
    ORDER BY n.received DESC, n.number`;
}
