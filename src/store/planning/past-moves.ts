import type { Day } from "../../domain/calendar/day.ts";
import type { PastMove } from "../../domain/restock/past-shipment.ts";
import type { PrismaClient } from "../client/client.ts";

/** How long ago goods may have come to still tell how long they take, as of shipments. */
const PAST_DAYS = 540;
/** Newest that are asked. */
const MOST = 150;

/**
 * Goods that other warehouses gave this one and that came, newest first: shipments of the team that left a warehouse of ours, and approved moves of which
 * somebody said that they left and how many were received. What leaves together and comes together is one lorry, however many SKUs it carries; a move that
 * a shipment carried is told by that. Of a move the day is the one on which its receipt was written down.
 */
export async function readPastMoves(prisma: PrismaClient, warehouseId: number, asOf: Day): Promise<readonly PastMove[]> {
  if (warehouseId < 0) return [];
  return prisma.$queryRaw<PastMove[]>`
    WITH here AS (SELECT w.id, w.code, w.country FROM warehouse w WHERE w.id = ${warehouseId}),
    shipped AS (
      SELECT s.from_id AS giver, s.lane, min(l.left_on) AS "left", max(l.received_on) AS received FROM shipment s JOIN shipment_line l ON l.shipment_id = s.id
      WHERE s.warehouse_id = ${warehouseId} AND s.from_id IS NOT NULL AND l.state NOT IN ('cancelled', 'lost')
      GROUP BY s.id HAVING bool_and(l.state = 'received')),
    moved AS (
      SELECT DISTINCT g.id AS giver, t.lane, t.left_on AS "left", t.closed_at::date AS received FROM transfer t JOIN here h ON h.code = t.receiver JOIN warehouse g ON g.code = t.giver
      WHERE t.state = 'closed' AND t.received > 0 AND NOT EXISTS (SELECT 1 FROM shipment s JOIN shipment_line l ON l.shipment_id = s.id
        WHERE s.warehouse_id = h.id AND s.from_id = g.id AND l.sku_id = t.sku_id AND l.state <> 'cancelled' AND s.booked_at BETWEEN t.decided_at AND t.closed_at))
    SELECT g.code AS "from", g.country = h.country AS "nextDoor", a.lane, a."left"::text AS "leftOn", a.received::text AS "receivedOn"
    FROM (SELECT * FROM shipped UNION ALL SELECT * FROM moved) a JOIN warehouse g ON g.id = a.giver CROSS JOIN here h
    WHERE a."left" IS NOT NULL AND a.received BETWEEN ${asOf}::date - ${PAST_DAYS}::int AND ${asOf}::date
    ORDER BY a.received DESC, g.code, a."left" DESC LIMIT ${MOST}`;
}
