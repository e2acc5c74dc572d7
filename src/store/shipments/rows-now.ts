import { Prisma } from "../client/client.ts";
import { counts } from "../imports/visible.ts";

const [b, l] = [Prisma.sql`b`, Prisma.sql`l`];

/** How far a state is; those that end a shipment otherwise are no further. */
const rank = (state: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`array_position(ARRAY['booked', 'left', 'landed', 'cleared', 'arrived', 'received'], ${state})`;

/** Of a shipment that is still to come, wholly or in part (`OPEN_STATES`). */
export const isOnItsWay = (state: Prisma.Sql): Prisma.Sql => Prisma.sql`${state} IN ('booked', 'left', 'landed', 'cleared', 'arrived')`;

/** The newer statement of a field: the file's where it says something, and not what it said when somebody last wrote. */
function newer(field: Prisma.Sql, label: string, type: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CASE WHEN ${l}.shipment_id IS NULL THEN ${b}.${field} WHEN ${b}.${field} IS NULL THEN ${l}.${field}
    WHEN ${b}.${field} IS DISTINCT FROM (${l}.file->>${label}::text)::${type} THEN ${b}.${field} ELSE ${l}.${field} END`;
}

const date = (field: Prisma.Sql, label: string): Prisma.Sql => newer(field, label, Prisma.sql`date`);

// What somebody saw end is over, whatever a file that lags behind says; a file goes ahead of people, or cancels what is not over.
const state = Prisma.sql`CASE WHEN ${l}.shipment_id IS NULL THEN ${b}.state WHEN ${l}.state IN ('received', 'lost', 'cancelled') THEN ${l}.state
  WHEN ${b}.state IS NOT DISTINCT FROM ${l}.file->>'state' THEN ${l}.state
  WHEN ${b}.state = 'cancelled' OR ${rank(Prisma.sql`${b}.state`)} > ${rank(Prisma.sql`${l}.state`)} THEN ${b}.state ELSE ${l}.state END`;
const received = Prisma.sql`CASE WHEN ${l}.shipment_id IS NULL THEN ${b}.received
  WHEN ${b}.received IS NOT DISTINCT FROM (${l}.file->>'received')::int THEN ${l}.received
  WHEN ${b}.state = 'received' OR ${b}.received > ${l}.received THEN ${b}.received ELSE ${l}.received END`;

/** What a file says of a line, as it is remembered beside what somebody says. */
export const FILE_NOW = Prisma.sql`jsonb_build_object('quantity', ${b}.quantity, 'received', ${b}.received, 'mode', ${b}.mode, 'state', ${b}.state,
  'booked_on', ${b}.booked_on, 'left_on', ${b}.left_on, 'landed_on', ${b}.landed_on, 'cleared_on', ${b}.cleared_on, 'eta', ${b}.eta, 'arrived_on', ${b}.arrived_on, 'received_on', ${b}.received_on)`;

/**
 * A subquery: every SKU of every shipment once, with the columns of `inbound` and `short` (units that will not come), from files and from
 * people; whoever reads shipments reads this and not `inbound`. `scope` narrows both, by columns `warehouse_id` and `sku_id` of the row given.
 */
export function shipmentRows(scope: (row: Prisma.Sql, number: Prisma.Sql, warehouse: Prisma.Sql) => Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT b.shipment, b.warehouse_id, b.sku_id, ${newer(Prisma.sql`quantity`, "quantity", Prisma.sql`int`)} AS quantity, ${received} AS received,
      coalesce(l.short, 0) AS short, ${newer(Prisma.sql`mode`, "mode", Prisma.sql`text`)} AS mode, ${state} AS state,
      ${date(Prisma.sql`booked_on`, "booked_on")} AS booked_on, ${date(Prisma.sql`left_on`, "left_on")} AS left_on,
      ${date(Prisma.sql`landed_on`, "landed_on")} AS landed_on, ${date(Prisma.sql`cleared_on`, "cleared_on")} AS cleared_on, ${date(Prisma.sql`eta`, "eta")} AS eta,
      ${date(Prisma.sql`arrived_on`, "arrived_on")} AS arrived_on, ${date(Prisma.sql`received_on`, "received_on")} AS received_on
    FROM inbound b LEFT JOIN shipment s ON s.warehouse_id = b.warehouse_id AND s.number = b.shipment
    LEFT JOIN shipment_line l ON l.shipment_id = s.id AND l.sku_id = b.sku_id
    WHERE ${scope(b, Prisma.sql`b.shipment`, Prisma.sql`b.warehouse_id`)} AND ${counts(b)}
    UNION ALL
    SELECT s.number, s.warehouse_id, l.sku_id, l.quantity, l.received, l.short, l.mode, l.state, l.booked_on, l.left_on,
      l.landed_on, l.cleared_on, l.eta, l.arrived_on, l.received_on
    FROM shipment_line l JOIN shipment s ON s.id = l.shipment_id
    WHERE ${scope(l, Prisma.sql`s.number`, Prisma.sql`s.warehouse_id`)}
      AND NOT EXISTS (SELECT 1 FROM inbound b WHERE b.warehouse_id = s.warehouse_id AND b.sku_id = l.sku_id AND b.shipment = s.number AND ${counts(b)}))`;
}

/** Of one place and these SKUs (an array literal). */
export const shipmentRowsOf = (warehouse: number, skus: string): Prisma.Sql =>
  shipmentRows((row, _, at) => Prisma.sql`${row}.sku_id = ANY(${skus}::int[]) AND ${at} = ${warehouse}::int`);
