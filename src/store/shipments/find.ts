import { createHash } from "node:crypto";
import { type Day } from "../../domain/calendar/day.ts";
import type { FreightMode } from "../../domain/facts/facts.ts";
import { etaOf, type Shipment, type ShipmentLine, type TrackedState } from "../../domain/shipments/types.ts";
import type { ShipmentFilter } from "../../ports/shipments.ts";
import { Prisma } from "../client/client.ts";
import { isOnItsWay, shipmentRows } from "./rows-now.ts";

interface Row {
  readonly number: string;
  readonly warehouse: string;
  readonly simulated: boolean;
  readonly sku: string;
  readonly units: number;
  readonly received: number;
  readonly short: number;
  readonly state: TrackedState;
  readonly mode: FreightMode | null;
  readonly bookedOn: Day | null;
  readonly leftOn: Day | null;
  readonly landedOn: Day | null;
  readonly clearedOn: Day | null;
  readonly eta: Day | null;
  readonly arrivedOn: Day | null;
  readonly receivedOn: Day | null;
  readonly revision: number | null;
  readonly by: string | null;
  readonly at: Date | null;
  readonly from: string | null;
  readonly lane: string | null;
  readonly purchases: readonly number[] | null;
}

const lineOf = (r: Row): ShipmentLine => ({
  sku: r.sku,
  units: r.units,
  received: r.received,
  short: r.short,
  state: r.state,
  mode: r.mode,
  bookedOn: r.bookedOn,
  leftOn: r.leftOn,
  landedOn: r.landedOn,
  clearedOn: r.clearedOn,
  eta: r.eta,
  arrivedOn: r.arrivedOn,
  receivedOn: r.receivedOn,
});

function shipmentOf(rows: readonly [Row, ...Row[]]): Shipment {
  const [first] = rows;
  const lines = rows.map(lineOf);
  const version = createHash("sha256")
    .update(JSON.stringify([first.revision, lines]))
    .digest("hex")
    .slice(0, 12);
  return {
    number: first.number,
    warehouse: first.warehouse,
    lines,
    booked: first.by === null || first.at === null ? null : { by: first.by, at: first.at },
    from: first.from,
    lane: first.lane,
    purchases: first.purchases ?? [],
    simulated: first.simulated,
    version,
  };
}

const LAST = "9999";

function byEta(a: Shipment, b: Shipment): number {
  const [x, y] = [etaOf(a.lines) ?? LAST, etaOf(b.lines) ?? LAST];
  if (x !== y) return x < y ? -1 : 1;
  return a.number < b.number ? -1 : a.number > b.number ? 1 : a.warehouse < b.warehouse ? -1 : 1;
}

const OPEN = isOnItsWay(Prisma.sql`n.state`);

export async function findShipments(prisma: Pick<Prisma.TransactionClient, "$queryRaw">, filter: ShipmentFilter): Promise<Shipment[]> {
  const { number, warehouse, sku, open } = filter;
  const all = shipmentRows((_, itsNumber, itsWarehouse) =>
    Prisma.join(
      [
        Prisma.sql`TRUE`,
        ...(number === undefined ? [] : [Prisma.sql`${itsNumber} = ${number}`]),
        ...(warehouse === undefined ? [] : [Prisma.sql`${itsWarehouse} = (SELECT w.id FROM warehouse w WHERE w.code = ${warehouse})`]),
      ],
      " AND ",
    ),
  );
  const wanted = Prisma.join(
    [
      Prisma.sql`TRUE`,
      ...(open === true ? [OPEN] : []),
      ...(sku === undefined ? [] : [Prisma.sql`n.sku_id = (SELECT k.id FROM sku k WHERE k.code = ${sku})`]),
    ],
    " AND ",
  );
  const rows = await prisma.$queryRaw<Row[]>`
    WITH n AS MATERIALIZED (SELECT * FROM ${all} r)
    SELECT n.shipment AS number, w.code AS warehouse, w.simulated, k.code AS sku, n.quantity AS units, n.received, n.short, n.state, n.mode,
      n.booked_on::text AS "bookedOn", n.left_on::text AS "leftOn", n.landed_on::text AS "landedOn", n.cleared_on::text AS "clearedOn", n.eta::text AS eta, n.arrived_on::text AS "arrivedOn", n.received_on::text AS "receivedOn",
      s.revision, s.booked_by AS by, s.booked_at AS at, f.code AS "from", s.lane, s.purchases
    FROM n JOIN warehouse w ON w.id = n.warehouse_id JOIN sku k ON k.id = n.sku_id
    LEFT JOIN shipment s ON s.warehouse_id = n.warehouse_id AND s.number = n.shipment LEFT JOIN warehouse f ON f.id = s.from_id
    WHERE (n.warehouse_id, n.shipment) IN (SELECT n.warehouse_id, n.shipment FROM n WHERE ${wanted})
    ORDER BY n.warehouse_id, n.shipment, k.code`;
  const found = [...Map.groupBy(rows, (r) => JSON.stringify([r.warehouse, r.number])).values()];
  return found.flatMap(([first, ...rest]) => (first === undefined ? [] : [shipmentOf([first, ...rest])])).toSorted(byEta);
}
