import type { Day } from "../../domain/calendar/day.ts";
import type { PrismaClient } from "../client/client.ts";

/** How long ago goods may have left to still tell how long a supplier takes. */
const PAST_DAYS = 540;

/** Days from the order until its goods left, by the supplier's code: one number for each shipment that carries an order. */
export type PastProduction = ReadonlyMap<string, readonly number[]>;

/** Told by shipments that the team booked for what was ordered; the day of the order, or of its approval where nobody wrote that down. */
export async function readPastProduction(prisma: PrismaClient, asOf: Day): Promise<PastProduction> {
  const rows = await prisma.$queryRaw<{ supplier: string; days: number }[]>`
    SELECT n.supplier, n."left" - n.ordered AS days FROM (
      SELECT u.code AS supplier, s.id, min(coalesce(o.ordered_on, p.decided_at::date)) AS ordered, min(l.left_on) AS "left"
      FROM shipment s JOIN purchase p ON p.id = ANY(s.purchases) JOIN sku k ON k.id = p.sku_id JOIN supplier u ON u.id = k.supplier_id
      JOIN shipment_line l ON l.shipment_id = s.id AND l.sku_id = p.sku_id LEFT JOIN purchase_order o ON o.id = p.order_id
      WHERE s.from_id IS NULL AND l.state <> 'cancelled' AND l.left_on BETWEEN ${asOf}::date - ${PAST_DAYS}::int AND ${asOf}::date
      GROUP BY u.code, s.id) n
    WHERE n."left" >= n.ordered ORDER BY n.supplier, n."left" DESC, n.id`;
  return new Map([...Map.groupBy(rows, (r) => r.supplier)].map(([code, of]) => [code, of.map((r) => r.days)]));
}
