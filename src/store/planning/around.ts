import { Decimal } from "decimal.js";
import type { Day } from "../../domain/calendar/day.ts";
import type { Arrival } from "../../domain/restock/types.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import type { Rates } from "../facts/fx.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts, PENDING } from "../imports/visible.ts";
import { isOnItsWay, shipmentRowsOf } from "../shipments/rows-now.ts";
import { type Inventories, newestInventories } from "./inventories.ts";
import type { Place } from "./places.ts";

/** Days over which a realised price is taken. */
const PRICE_DAYS = 90;
/** Before any snapshot. */
const LONG_AGO = "1970-01-01";

function push<V>(map: Map<number, V[]>, key: number, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Up to when stock was counted, and up to when it counts what people say. */
interface KnownDays {
  readonly stockDay: Day;
  readonly until: Day;
}

/** One day decides whether goods are on their way and whether they are on order no more. What nobody gave a day is both. */
const isBooked = (until: Day): Prisma.Sql => Prisma.sql`(b.booked_on IS NULL OR b.booked_on <= ${until}::date)`;

type ArrivalRow = { readonly sku: number } & Required<Arrival>;

/**
 * Units on their way. Where no shipment is known of a SKU, what the platform's own inventory report counts as shipped or being received
 * stands in, without a day: of the two, only one, since they are the same boxes. A shipment that somebody saw end after that report was
 * one of them: what it counts is not on its way any more.
 */
export async function readArrivals(
  prisma: PrismaClient,
  place: Place,
  skus: string,
  { stockDay, until }: KnownDays,
  inventories: Inventories,
): Promise<ReadonlyMap<number, readonly Arrival[]>> {
  const arrivals = new Map<number, Arrival[]>();
  if (place.id < 0) return arrivals;
  const x = Prisma.sql`x`;
  // What was counted in later than one looks is still to come.
  const coming = Prisma.sql`b.quantity - b.short - greatest(0, b.received - coalesce(c.units, 0))`;
  const rows = await prisma.$queryRaw<ArrivalRow[]>`
    SELECT b.sku_id AS sku, b.shipment, b.eta::text AS day, ${coming} AS quantity, b.mode,
      b.booked_on::text AS "bookedOn", b.left_on::text AS "leftOn", b.landed_on::text AS "landedOn", b.cleared_on::text AS "clearedOn", b.arrived_on::text AS "arrivedOn",
      EXISTS (SELECT 1 FROM shipment_event e WHERE e.warehouse_id = ${place.id} AND e.number = b.shipment AND e.eta_before <> e.eta) AS moved FROM ${shipmentRowsOf(place.id, skus)} b
    LEFT JOIN (SELECT s.number, r.sku_id, sum(r.units)::int AS units FROM shipment_receipt r JOIN shipment s ON s.id = r.shipment_id
      WHERE s.warehouse_id = ${place.id} AND r.sku_id = ANY(${skus}::int[]) AND r.day > ${until}::date GROUP BY 1, 2) c ON c.number = b.shipment AND c.sku_id = b.sku_id
    WHERE (${isOnItsWay(Prisma.sql`b.state`)} OR c.units > 0) AND ${coming} > 0 AND ${isBooked(until)}
    ORDER BY b.eta NULLS LAST, b.shipment`;
  for (const { sku, ...arrival } of rows) push(arrivals, sku, arrival);
  const counted = await prisma.$queryRaw<{ sku: number; state: string; quantity: number; ended: boolean }[]>`
    SELECT n.sku, x.state, x.quantity, EXISTS (SELECT 1 FROM shipment_line l JOIN shipment s ON s.id = l.shipment_id
        WHERE l.sku_id = n.sku AND s.warehouse_id = ${place.id} AND (l.received_on > n.day AND l.received_on <= ${until}::date
          OR l.state IN ('lost', 'cancelled') AND EXISTS (SELECT 1 FROM shipment_event e WHERE e.warehouse_id = s.warehouse_id AND e.number = s.number
            AND e.what = l.state AND coalesce(e.day, e.at::date) > n.day AND coalesce(e.day, e.at::date) <= ${until}::date))) AS ended
    FROM (SELECT k AS sku, (SELECT x.day FROM stock_snapshot x WHERE x.sku_id = k AND x.warehouse_id = ${place.id}
        AND x.day BETWEEN ${inventories.get(place.id)?.at(-1) ?? LONG_AGO}::date AND ${stockDay}::date AND ${counts(x)} ORDER BY x.day DESC LIMIT 1) AS day FROM unnest(${skus}::int[]) k) n
    CROSS JOIN LATERAL (SELECT x.state, x.quantity FROM stock_snapshot x WHERE x.sku_id = n.sku AND x.warehouse_id = ${place.id} AND x.day = n.day
      AND x.state IN ('inbound-shipped', 'inbound-receiving') AND x.quantity > 0 AND ${counts(x)} OFFSET 0) x`;
  const withShipments = new Set(rows.map((r) => r.sku));
  for (const c of counted)
    if (!withShipments.has(c.sku) && !c.ended) push(arrivals, c.sku, { shipment: c.state, day: null, quantity: c.quantity, mode: null });
  return arrivals;
}

/** Days in which an approval may still wait for its shipment. */
const BOOKED_DAYS = 200;

/**
 * Shipments to a place by the day they were booked; where nobody said, the day that they left or were first heard of, whichever is earlier.
 * A newer file replaces a shipment's row, so that its older rows are asked too. One that says which approvals it carries was booked after them, whatever
 * day somebody wrote.
 */
export async function readBooked(
  prisma: PrismaClient,
  place: Place,
  skus: string,
  asOf: Day,
  until: Day,
): Promise<ReadonlyMap<number, readonly { readonly day: Day; readonly units: number }[]>> {
  const booked = new Map<number, { day: Day; units: number }[]>();
  if (place.id < 0) return booked;
  const rows = await prisma.$queryRaw<{ sku: number; day: string; units: number }[]>`
    SELECT n.sku, n.day::text AS day, n.units FROM (SELECT b.sku_id AS sku, b.quantity AS units, greatest(coalesce(b.booked_on, least(b.left_on,
        (SELECT min(i.started_at)::date FROM inbound o JOIN import i ON i.id = o.import_id
          WHERE o.warehouse_id = b.warehouse_id AND o.sku_id = b.sku_id AND o.shipment = b.shipment AND i.state = 'visible'))),
        (SELECT max(p.plan_as_of) + 1 FROM shipment s JOIN purchase p ON p.id = ANY(s.purchases) WHERE s.warehouse_id = b.warehouse_id AND s.number = b.shipment)) AS day
      FROM ${shipmentRowsOf(place.id, skus)} b WHERE b.state <> 'cancelled' AND b.quantity > 0 AND ${isBooked(until)}) n
    WHERE n.day > ${asOf}::date - ${BOOKED_DAYS}::int ORDER BY n.day`;
  for (const r of rows) push(booked, r.sku, { day: r.day as Day, units: r.units });
  return booked;
}

/** Sellable units of the newest snapshot in every other warehouse; simulated ones only for simulated places. */
export async function readElsewhere(
  prisma: PrismaClient,
  place: Place,
  skus: string,
  stockDay: Day,
  inventories: Inventories,
): Promise<ReadonlyMap<number, readonly { readonly warehouse: string; readonly units: number }[]>> {
  const x = Prisma.sql`x`;
  const rows = await prisma.$queryRaw<{ sku: number; warehouse: string; units: number }[]>`
    SELECT k AS sku, w.code AS warehouse, n.quantity AS units FROM unnest(${skus}::int[]) k CROSS JOIN warehouse w
    LEFT JOIN ${newestInventories(inventories)} ON v.warehouse_id = w.id
    CROSS JOIN LATERAL (SELECT x.quantity FROM stock_snapshot x WHERE x.sku_id = k AND x.warehouse_id = w.id AND x.state = 'available'
      AND x.day BETWEEN coalesce(v.day, ${LONG_AGO}::date) AND ${stockDay}::date AND ${counts(x)} ORDER BY x.day DESC LIMIT 1) n
    WHERE w.id <> ${place.id} AND n.quantity > 0 AND w.simulated = (SELECT p.simulated FROM warehouse p WHERE p.id = ${place.id}) ORDER BY w.code`;
  const elsewhere = new Map<number, { warehouse: string; units: number }[]>();
  for (const { sku, warehouse, units } of rows) push(elsewhere, sku, { warehouse, units });
  return elsewhere;
}

/** An amount of money; null where nobody said, or where rates are missing: from these currencies. */
export interface Rated {
  readonly amount: number | null;
  readonly unrated: readonly string[];
}

/** Landed cost of a unit without freight. null without a purchase price: duty alone is no cost; null too where a rate is missing. */
export async function readCosts(
  prisma: PrismaClient,
  place: Place,
  skus: string,
  asOf: Day,
  rates: Rates,
): Promise<ReadonlyMap<number, Rated>> {
  const c = Prisma.sql`c`;
  const rows = await prisma.$queryRaw<{ sku: number; kind: string; amount: string; currency: string }[]>`
    SELECT DISTINCT ON (c.sku_id, c.kind) c.sku_id AS sku, c.kind, c.amount::text AS amount, c.currency FROM cost_layer c
    WHERE c.sku_id = ANY(${skus}::int[]) AND c.kind <> 'freight' AND c.from_day <= ${asOf}::date AND ${counts(c)}
    ORDER BY c.sku_id, c.kind, c.from_day DESC, c.id DESC`;
  const costs = new Map<number, Rated>();
  for (const [sku, layers] of Map.groupBy(rows, (r) => r.sku)) {
    if (!layers.some((l) => l.kind === "purchase")) continue;
    const unrated = new Set<string>();
    let whole = new Decimal(0);
    for (const l of layers) {
      const rate = rates.on(asOf, l.currency, place.currency);
      if (rate === undefined) unrated.add(l.currency);
      else whole = whole.plus(rate.times(l.amount));
    }
    costs.set(sku, { amount: unrated.size > 0 ? null : whole.toNumber(), unrated: [...unrated] });
  }
  return costs;
}

/** What a sold unit brought over the last 90 days, after the seller's discounts; the list price where nothing was sold. */
export async function readPrices(
  prisma: PrismaClient,
  place: Place,
  skus: string,
  asOf: Day,
  rates: Rates,
): Promise<ReadonlyMap<number, Rated>> {
  const stores = arrayLiteral(place.demand.map((s) => s.id));
  const rows = await prisma.$queryRaw<{ sku: number; currency: string; amount: string; units: string }[]>`
    SELECT d.sku_id AS sku, d.currency, sum(d.amount - d.discount)::text AS amount, sum(d.units)::text AS units FROM sales_day d
    WHERE d.sku_id = ANY(${skus}::int[]) AND d.store_id = ANY(${stores}::int[]) AND d.day BETWEEN ${asOf}::date - ${PRICE_DAYS - 1}::int AND ${asOf}::date
      AND d.import_id <> ALL(${PENDING}) GROUP BY 1, 2`;
  const listed = await prisma.$queryRaw<{ sku: number; price: string; currency: string }[]>`
    SELECT id AS sku, price::text AS price, currency FROM sku WHERE id = ANY(${skus}::int[]) AND price IS NOT NULL AND currency IS NOT NULL`;
  const prices = new Map<number, Rated>();
  for (const { sku, price, currency } of listed) {
    const rate = rates.on(asOf, currency, place.currency);
    prices.set(sku, { amount: rate?.times(price).toNumber() ?? null, unrated: rate === undefined ? [currency] : [] });
  }
  for (const [sku, parts] of Map.groupBy(rows, (r) => r.sku)) {
    const unrated = new Set<string>();
    let amount = new Decimal(0);
    let units = new Decimal(0);
    for (const p of parts) {
      const rate = rates.on(asOf, p.currency, place.currency);
      if (rate === undefined) unrated.add(p.currency);
      else amount = amount.plus(rate.times(p.amount));
      units = units.plus(p.units);
    }
    const list = prices.get(sku)?.amount ?? null;
    if (unrated.size > 0) prices.set(sku, { amount: list, unrated: list === null ? [...unrated] : [] });
    else if (amount.gt(0) && units.gt(0)) prices.set(sku, { amount: amount.div(units).toNumber(), unrated: [] });
  }
  return prices;
}
