import type { Day } from "../../domain/calendar/day.ts";
import type { ReceivedUnits } from "../../domain/restock/past-shipment.ts";
import type { PrismaClient } from "../client/client.ts";
import type { Place } from "./places.ts";

/** No snapshot is worth anything that is older. */
const LATELY_DAYS = 120;

interface Moved {
  readonly shipment: string;
  readonly units: number;
  /** null: booked, and still lies where it is to leave from. */
  readonly day: Day | null;
}

/** What people counted in and sent out since the newest snapshot: it is not gone, or there twice, until the next one. */
export interface MovedGoods {
  /** Counted in after the snapshot, which does not know them. Of a SKU without a snapshot nothing is known either way. */
  received(sku: number, onHandDay: Day | null): readonly ReceivedUnits[];
  /** Units of that snapshot that a transfer took, or is booked to take, to another warehouse. */
  sent(sku: number, onHandDay: Day | null): number;
}

export async function readMovedGoods(prisma: PrismaClient, place: Place, skus: string, until: Day): Promise<MovedGoods> {
  if (place.id < 0) return { received: () => [], sent: () => 0 };
  // A count of the same day has what was told before it was read; this morning's knows nothing of noon.
  const received = await prisma.$queryRaw<(Moved & { sku: number; day: Day; counted: boolean })[]>`
    SELECT r.sku_id AS sku, s.number AS shipment, sum(r.units)::int AS units, r.day::text AS day,
      EXISTS (SELECT 1 FROM stock_snapshot x JOIN import i ON i.id = x.import_id WHERE x.sku_id = r.sku_id AND x.warehouse_id = s.warehouse_id
        AND x.day = r.day AND i.visible_at >= r.at) AS counted
    FROM shipment_receipt r JOIN shipment s ON s.id = r.shipment_id
    WHERE r.sku_id = ANY(${skus}::int[]) AND s.warehouse_id = ${place.id} AND r.day BETWEEN ${until}::date - ${LATELY_DAYS}::int AND ${until}::date
    GROUP BY 1, 2, 4, 5 ORDER BY 4, 2`;
  const left = await prisma.$queryRaw<(Moved & { sku: number })[]>`
    SELECT l.sku_id AS sku, s.number AS shipment, l.quantity AS units, CASE WHEN l.state <> 'booked' AND coalesce(l.left_on, l.booked_on) <= ${until}::date THEN coalesce(l.left_on, l.booked_on)::text END AS day
    FROM shipment s JOIN shipment_line l ON l.shipment_id = s.id
    WHERE l.sku_id = ANY(${skus}::int[]) AND s.from_id = ${place.id} AND l.state <> 'cancelled'
      AND (l.booked_on IS NULL OR l.booked_on <= ${until}::date) AND coalesce(l.left_on, l.booked_on, ${until}::date) >= ${until}::date - ${LATELY_DAYS}::int`;
  const [inBySku, outBySku] = [Map.groupBy(received, (r) => r.sku), Map.groupBy(left, (r) => r.sku)];
  return {
    received: (sku, onHandDay) =>
      (inBySku.get(sku) ?? []).flatMap((r) =>
        onHandDay !== null && (r.day > onHandDay || (r.day === onHandDay && !r.counted))
          ? [{ shipment: r.shipment, units: r.units, day: r.day }]
          : [],
      ),
    sent: (sku, onHandDay) =>
      (outBySku.get(sku) ?? [])
        .filter((o) => onHandDay !== null && (o.day === null || o.day > onHandDay))
        .reduce((sum, o) => sum + o.units, 0),
  };
}
