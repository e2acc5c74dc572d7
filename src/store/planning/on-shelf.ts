import type { Day } from "../../domain/calendar/day.ts";
import type { FreightMode } from "../../domain/facts/facts.ts";
import type { Arrival } from "../../domain/restock/types.ts";
import type { PrismaClient } from "../client/client.ts";
import { Prisma } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts } from "../imports/visible.ts";

export interface Shelf {
  /** Day of the SKU's newest snapshot. */
  readonly day: Day;
  readonly available: number;
  /** On its way by the platform's own words, for sellers who bring no shipments: no date is known. */
  readonly inboundSaid: number;
  /** Days with a snapshot, counted from the first day of the window; 1 = something could be sold. */
  readonly inStock: ReadonlyMap<number, boolean>;
}

/** Key: `warehouse/sku`. */
export async function shelves(prisma: PrismaClient, skus: readonly number[], from: Day, asOf: Day): Promise<ReadonlyMap<string, Shelf>> {
  const s = Prisma.sql`s`;
  const rows = await prisma.$queryRaw<{ warehouse: number; sku: number; day: string; available: number; inbound: number; days: string }[]>`
    SELECT d.warehouse_id AS warehouse, d.sku_id AS sku, max(d.day)::text AS day,
      (array_agg(d.available ORDER BY d.day DESC))[1]::int AS available, (array_agg(d.inbound ORDER BY d.day DESC))[1]::int AS inbound,
      string_agg((d.day - ${from}::date)::text || ':' || (CASE WHEN d.available > 0 THEN '1' ELSE '0' END), ',') AS days
    FROM (
      SELECT s.warehouse_id, s.sku_id, s.day, coalesce(sum(s.quantity) FILTER (WHERE s.state = 'available'), 0) AS available,
        coalesce(sum(s.quantity) FILTER (WHERE s.state IN ('inbound-shipped', 'inbound-receiving')), 0) AS inbound
      FROM stock_snapshot s WHERE s.sku_id = ANY(${arrayLiteral(skus)}::int[]) AND s.day BETWEEN ${from}::date AND ${asOf}::date AND ${counts(s)}
      GROUP BY 1, 2, 3) d
    GROUP BY 1, 2`;
  return new Map(
    rows.map((r) => [
      `${r.warehouse}/${r.sku}`,
      {
        day: r.day as Day,
        available: r.available,
        inboundSaid: r.inbound,
        inStock: new Map(r.days.split(",").map((p) => [Number(p.slice(0, p.indexOf(":"))), p.endsWith(":1")])),
      },
    ]),
  );
}

/** Shipments that are not yet received, by `warehouse/sku`. A day in the past stays: the planner says that it is late. */
export async function arrivals(prisma: PrismaClient, skus: readonly number[], asOf: Day): Promise<ReadonlyMap<string, readonly Arrival[]>> {
  const i = Prisma.sql`i`;
  const rows = await prisma.$queryRaw<
    { warehouse: number; sku: number; shipment: string; day: string | null; quantity: number; mode: FreightMode | null }[]
  >`
    SELECT i.warehouse_id AS warehouse, i.sku_id AS sku, i.shipment, coalesce(i.eta, i.arrived_on)::text AS day, sum(i.quantity - i.received)::int AS quantity, min(i.mode) AS mode
    FROM inbound i WHERE i.sku_id = ANY(${arrayLiteral(skus)}::int[]) AND i.state IN ('booked', 'left', 'arrived') AND i.quantity > i.received
      AND (i.booked_on IS NULL OR i.booked_on <= ${asOf}::date) AND ${counts(i)}
    GROUP BY 1, 2, 3, 4 ORDER BY 4, 3`;
  const all = new Map<string, Arrival[]>();
  for (const { warehouse, sku, shipment, day, quantity, mode } of rows) {
    const key = `${warehouse}/${sku}`;
    const mine = all.get(key) ?? [];
    all.set(key, mine);
    mine.push({ shipment, day: day as Day | null, quantity, mode });
  }
  return all;
}

/** The sum of the newest layer of each kind but freight, by SKU; one number a currency. */
export async function unitCosts(
  prisma: PrismaClient,
  skus: readonly number[],
  asOf: Day,
): Promise<ReadonlyMap<number, readonly { readonly currency: string; readonly amount: number }[]>> {
  const c = Prisma.sql`c`;
  const rows = await prisma.$queryRaw<{ sku: number; currency: string; amount: number }[]>`
    SELECT n.sku_id AS sku, n.currency, sum(n.amount)::float8 AS amount FROM (
      SELECT DISTINCT ON (c.sku_id, c.kind) c.sku_id, c.kind, c.currency, c.amount FROM cost_layer c
      WHERE c.sku_id = ANY(${arrayLiteral(skus)}::int[]) AND c.kind <> 'freight' AND c.from_day <= ${asOf}::date AND ${counts(c)}
      ORDER BY c.sku_id, c.kind, c.from_day DESC, c.id DESC) n
    GROUP BY 1, 2`;
  const all = new Map<number, { currency: string; amount: number }[]>();
  for (const { sku, currency, amount } of rows) {
    const mine = all.get(sku) ?? [];
    all.set(sku, mine);
    mine.push({ currency, amount });
  }
  return all;
}
