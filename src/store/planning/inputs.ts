import { addDays, type Day } from "../../domain/calendar/day.ts";
import type { PastMove, PastShipment } from "../../domain/restock/past-shipment.ts";
import type { NoRate, Worth } from "../../domain/restock/exchange.ts";
import type { PlanInput, Route } from "../../domain/restock/types.ts";
import type { InputFilter } from "../../ports/planning.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { loadRates, type Rates } from "../facts/fx.ts";
import { chosenTable, joinChosen } from "../facts/reports.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts, known, PENDING } from "../imports/visible.ts";
import { readArrivals, readBooked, readCosts, readElsewhere, readPrices, type Rated } from "./around.ts";
import { readHistories } from "./history.ts";
import { type Inventories, readInventories } from "./inventories.ts";
import { readPastMoves } from "./past-moves.ts";
import { type PastProduction, readPastProduction } from "./past-production.ts";
import { readPastShipments } from "./past-shipments.ts";
import { HISTORY_DAYS, type KnownSales, readKnownSales } from "./known-sales.ts";
import { readMovedGoods } from "./moved-goods.ts";
import { type Place, readPlaces } from "./places.ts";
import { isOnItsWay } from "../shipments/rows-now.ts";

/** SKUs of one batch: some 50,000 SKU-days, read in statements of some 40 ms on the embedded store. */
const SKUS_AT_ONCE = 125;

/** A plan of yesterday begins today, and today's stock is known when it is made: what was counted this morning is where it starts. */
const newestStockDay = (asOf: Day): Day => addDays(asOf, 1);

interface SkuRow {
  readonly id: number;
  readonly code: string;
  readonly title: string | null;
  readonly category: string | null;
  readonly role: string | null;
  readonly simulated: boolean;
  readonly moq: number | null;
  readonly carton: number | null;
  readonly supplier: string | null;
  readonly production_days_p50: number | null;
  readonly production_days_p90: number | null;
}

/** SKUs that only reports of a day name: they have no index by SKU. */
async function reportedSkus(prisma: PrismaClient, sales: KnownSales): Promise<readonly number[]> {
  const r = Prisma.sql`r`;
  const skus = new Set<number>();
  for (const [source, table] of [
    ["daily-sales", Prisma.sql`daily_sales`],
    ["traffic", Prisma.sql`traffic`],
  ] as const) {
    const mine = sales.reports.filter((c) => c.source === source);
    if (mine.length === 0) continue;
    const rows = await prisma.$queryRaw<{ sku: number }[]>`
      SELECT DISTINCT r.sku_id AS sku FROM ${table} r JOIN ${chosenTable(mine)} ON ${joinChosen(r)} WHERE r.units > 0 AND ${counts(r)}`;
    for (const row of rows) skus.add(row.sku);
  }
  return [...skus];
}

// OFFSET makes PostgreSQL ask SKU by SKU; else it would rather read all sales and snapshots once, for each batch.
/** The next active SKUs, in the order of their numbers, that were sold at the place, lay there or are on their way to it. */
function nextSkus(
  prisma: PrismaClient,
  place: Place,
  asOf: Day,
  reported: readonly number[],
  after: number,
  { codes, step }: Some,
): Promise<SkuRow[]> {
  const [s, d, x, b] = [Prisma.sql`s`, Prisma.sql`d`, Prisma.sql`x`, Prisma.sql`b`];
  const from = addDays(asOf, 1 - HISTORY_DAYS);
  const stores = arrayLiteral(place.demand.map((store) => store.id));
  return prisma.$queryRaw<SkuRow[]>`
    SELECT s.id, s.code, s.title, s.category, s.role, s.simulated, s.moq, s.carton, p.code AS supplier, p.production_days_p50, p.production_days_p90
    FROM sku s LEFT JOIN supplier p ON p.id = s.supplier_id
    WHERE s.active AND s.id > ${after} AND s.id % ${step}::int = 0
      AND ${codes === undefined ? Prisma.sql`TRUE` : Prisma.sql`s.code = ANY(${arrayLiteral(codes)}::text[])`} AND ${known(s)} AND (
      s.id = ANY(${arrayLiteral(reported)}::int[])
      OR EXISTS (SELECT 1 FROM sales_day d WHERE d.sku_id = s.id AND d.day BETWEEN ${from}::date AND ${asOf}::date AND ${d}.store_id = ANY(${stores}::int[])
        AND d.import_id <> ALL(${PENDING}) OFFSET 0)
      OR EXISTS (SELECT 1 FROM stock_snapshot x WHERE x.sku_id = s.id AND x.day BETWEEN ${from}::date AND ${newestStockDay(asOf)}::date AND x.warehouse_id = ${place.id} AND ${counts(x)} OFFSET 0)
      OR EXISTS (SELECT 1 FROM inbound b WHERE b.sku_id = s.id AND b.warehouse_id = ${place.id} AND ${isOnItsWay(Prisma.sql`b.state`)} AND ${counts(b)} OFFSET 0)
      OR EXISTS (SELECT 1 FROM shipment_line l JOIN shipment t ON t.id = l.shipment_id WHERE l.sku_id = s.id AND t.warehouse_id = ${place.id}
        AND ${isOnItsWay(Prisma.sql`l.state`)} OFFSET 0))
    ORDER BY s.id LIMIT ${SKUS_AT_ONCE}`;
}

function worthOf({ currency, companyCurrency }: Place, rates: Rates, asOf: Day): Worth | undefined {
  if (companyCurrency === null || currency === companyCurrency) return undefined;
  const rate = rates.on(asOf, currency, companyCurrency);
  return rate === undefined ? undefined : { currency: companyCurrency, rate: rate.toNumber() };
}

/** Money of a place whose currency no rate leads from to the company's stays as it is written. */
const uncompared = ({ currency, companyCurrency }: Place, worth: Worth | undefined): readonly NoRate[] =>
  worth !== undefined || companyCurrency === null || currency === companyCurrency
    ? []
    : [{ of: "worth", from: currency, to: companyCurrency }];

const unrated = (of: NoRate["of"], said: Rated | undefined, to: string): readonly NoRate[] =>
  (said?.unrated ?? []).map((from) => ({ of, from, to }));

/** Freight is often agreed in another currency than a store sells in. Without a rate it stays as it is written, and the plan says so. */
function inCurrency(route: Route, currency: string, rates: Rates, asOf: Day): Route {
  if (route.unitFreight === null || route.currency === null || route.currency === currency) return route;
  const rate = rates.on(asOf, route.currency, currency);
  return rate === undefined ? route : { ...route, unitFreight: rate.times(route.unitFreight).toNumber(), currency };
}

interface Numbered {
  readonly id: number;
  readonly input: PlanInput;
}

/** What past orders and shipments tell of how long goods take. */
interface Taught {
  readonly past: readonly PastShipment[];
  readonly moves: readonly PastMove[];
  readonly made: PastProduction;
}

async function inputsOf(
  prisma: PrismaClient,
  place: Place,
  sales: KnownSales,
  rates: Rates,
  inventories: Inventories,
  taught: Taught,
  until: Day,
  rows: readonly SkuRow[],
): Promise<PlanInput[]> {
  const { asOf } = sales;
  const stockDay = newestStockDay(asOf);
  const skus = arrayLiteral(rows.map((r) => r.id));
  const history = await readHistories(
    prisma,
    place,
    sales,
    rows.map((r) => r.id),
    stockDay,
    inventories.get(place.id) ?? [],
  );
  const arrivals = await readArrivals(prisma, place, skus, { stockDay, until }, inventories);
  const moved = await readMovedGoods(prisma, place, skus, until);
  const booked = await readBooked(prisma, place, skus, asOf, until);
  const elsewhere = await readElsewhere(prisma, place, skus, stockDay, inventories);
  const costs = await readCosts(prisma, place, skus, asOf, rates);
  const prices = await readPrices(prisma, place, skus, asOf, rates);
  const worth = worthOf(place, rates, asOf);
  const routes = place.routes.map((route) => inCurrency(route, place.currency, rates, asOf));
  return rows.map((r) => {
    const { days, onHand, onHandDay } = history(r.id);
    const received = moved.received(r.id, onHandDay);
    const sent = moved.sent(r.id, onHandDay);
    const noRates = [
      ...unrated("cost", costs.get(r.id), place.currency),
      ...unrated("price", prices.get(r.id), place.currency),
      ...uncompared(place, worth),
    ];
    return {
      sku: r.code,
      title: r.title,
      category: r.category,
      role: r.role,
      warehouse: place.code,
      stores: place.stores.map((s) => s.code),
      platforms: [...new Set(place.demand.map((s) => s.platform))],
      simulated: r.simulated,
      asOf,
      history: days,
      salesThrough: sales.through,
      onHand: onHand === null ? null : onHand - sent + received.reduce((sum, u) => sum + u.units, 0),
      onHandDay,
      ...(received.length > 0 && { received }),
      ...(sent > 0 && { sent }),
      arrivals: arrivals.get(r.id) ?? [],
      booked: booked.get(r.id) ?? [],
      elsewhere: elsewhere.get(r.id) ?? [],
      moq: r.moq,
      carton: r.carton,
      supplier:
        r.supplier === null
          ? null
          : {
              code: r.supplier,
              productionDaysP50: r.production_days_p50,
              productionDaysP90: r.production_days_p90,
              made: taught.made.get(r.supplier) ?? [],
            },
      routes,
      past: taught.past,
      moves: taught.moves,
      ...(place.site && { site: place.site }),
      unitCost: costs.get(r.id)?.amount ?? null,
      unitPrice: prices.get(r.id)?.amount ?? null,
      currency: place.currency,
      ...(worth && { worth }),
      ...(noRates.length > 0 && { noRates }),
    };
  });
}

/** Inputs of one place with the SKUs' numbers, batch after batch in the order of these. */
async function* placeInputs(
  prisma: PrismaClient,
  place: Place,
  asOf: Day,
  rates: Rates,
  inventories: Inventories,
  some: Some,
): AsyncGenerator<Numbered[]> {
  const sales = await readKnownSales(prisma, place, asOf);
  const reported = await reportedSkus(prisma, sales);
  let taught: Taught | undefined;
  for (let after = 0; ;) {
    const rows = await nextSkus(prisma, place, asOf, reported, after, some);
    if (rows.length > 0) {
      // Who asks for one SKU asks most places for nothing.
      taught ??= {
        past: await readPastShipments(prisma, place.id, asOf),
        moves: await readPastMoves(prisma, place.id, asOf),
        made: await readPastProduction(prisma, asOf),
      };
      const inputs = await inputsOf(prisma, place, sales, rates, inventories, taught, some.until, rows);
      yield inputs.map((input, i) => ({ id: rows[i]?.id ?? 0, input }));
    }
    if (rows.length < SKUS_AT_ONCE) return;
    after = rows.at(-1)?.id ?? 0;
  }
}

/** Which SKUs are read: by code, and of those every n-th; and up to when it counts what people said of them. */
interface Some {
  readonly codes: readonly string[] | undefined;
  readonly step: number;
  readonly until: Day;
}

async function someOf(prisma: PrismaClient, asOf: Day, { sku, skus, about, until = newestStockDay(asOf) }: InputFilter): Promise<Some> {
  const codes = sku === undefined ? skus : skus === undefined || skus.includes(sku) ? [sku] : [];
  const step = about === undefined ? 1 : Math.max(1, Math.round((await prisma.sku.count({ where: { active: true } })) / about));
  return { codes, step, until };
}

/**
 * Everything the planner needs, in batches that hold all places of each of their SKUs: what one warehouse can give another is decided with
 * both in view. Each place is read on its own, and no further ahead than its next batch.
 */
export async function* planInputs(prisma: PrismaClient, asOf: Day, filter: InputFilter): AsyncIterable<readonly PlanInput[]> {
  const rates = await loadRates(prisma, asOf);
  const inventories = await readInventories(prisma, addDays(asOf, 1 - HISTORY_DAYS), newestStockDay(asOf));
  const some = await someOf(prisma, asOf, filter);
  const places = (await readPlaces(prisma)).filter((p) => filter.warehouse === undefined || p.code === filter.warehouse);
  const readers = places.map((p) => ({
    batches: placeInputs(prisma, p, asOf, rates, inventories, some),
    waiting: [] as Numbered[],
    ended: false,
  }));
  while (readers.some((r) => !r.ended || r.waiting.length > 0)) {
    for (const r of readers) {
      if (r.ended || r.waiting.length > 0) continue;
      const next = await r.batches.next();
      if (next.done === true) r.ended = true;
      else r.waiting = next.value;
    }
    // Of later SKUs some place may still have to tell.
    const complete = Math.min(...readers.filter((r) => !r.ended).map((r) => r.waiting.at(-1)?.id ?? 0));
    const ready = readers.flatMap((r) => r.waiting.filter((w) => w.id <= complete)).toSorted((a, b) => a.id - b.id);
    for (const r of readers) r.waiting = r.waiting.filter((w) => w.id > complete);
    if (ready.length > 0) yield ready.map((w) => w.input);
  }
}
