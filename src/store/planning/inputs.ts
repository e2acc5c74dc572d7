import { addDays, type Day, fromDayNumber, dayNumber, earlier } from "../../domain/calendar/day.ts";
import type { HistoryDay, PlanInput } from "../../domain/restock/types.ts";
import type { PlanFilter } from "../../ports/planning.ts";
import type { PrismaClient } from "../client/client.ts";
import { Prisma } from "../client/client.ts";
import { known } from "../imports/visible.ts";
import { arrivals, type Shelf, shelves, unitCosts } from "./on-shelf.ts";
import { type Place, placesOf } from "./places.ts";
import { type Rates, ratesOn } from "./rates.ts";
import { type Sold, salesSources, soldBy } from "./sold.ts";

/** Days of history that a plan looks back on: a year, and a season's length more. */
const HISTORY_DAYS = 400;
/** SKUs of one statement: few enough that nobody else waits for the embedded store's one backend. */
const BATCH = 150;

interface SkuRow {
  readonly id: number;
  readonly code: string;
  readonly title: string | null;
  readonly category: string | null;
  readonly role: string | null;
  readonly moq: number | null;
  readonly carton: number | null;
  readonly price: number | null;
  readonly currency: string | null;
  readonly simulated: boolean;
  readonly supplier: string | null;
  readonly p50: number | null;
  readonly p90: number | null;
}

async function skuBatch(prisma: PrismaClient, after: number, sku: string | undefined): Promise<SkuRow[]> {
  return prisma.$queryRaw<SkuRow[]>`
    SELECT s.id, s.code, s.title, s.category, s.role, s.moq, s.carton, s.price::float8 AS price, s.currency, s.simulated,
      u.code AS supplier, u.production_days_p50 AS p50, u.production_days_p90 AS p90
    FROM sku s LEFT JOIN supplier u ON u.id = s.supplier_id
    WHERE s.id > ${after} AND s.active AND ${known(Prisma.sql`s`)} ${sku === undefined ? Prisma.empty : Prisma.sql`AND s.code = ${sku}`}
    ORDER BY s.id LIMIT ${BATCH}`;
}

function historyOf(solds: readonly Sold[], shelf: Shelf | undefined, from: Day, asOf: Day): readonly HistoryDay[] {
  if (solds.length === 0) return [];
  const units = new Map<number, number>();
  for (const s of solds) for (const [d, n] of s.units) units.set(d, (units.get(d) ?? 0) + n);
  const firstSale = Math.min(...units.keys());
  const firstStock = shelf === undefined ? Infinity : Math.min(...[...shelf.inStock].filter(([, yes]) => yes).map(([d]) => d), Infinity);
  const first = Math.max(0, Math.min(firstSale, firstStock));
  const start = dayNumber(from);
  return Array.from({ length: dayNumber(asOf) - start - first + 1 }, (_, i) => ({
    day: fromDayNumber(start + first + i),
    units: units.get(first + i) ?? 0,
    inStock: shelf?.inStock.get(first + i) ?? null,
  }));
}

function costIn(
  currency: string,
  parts: readonly { readonly currency: string; readonly amount: number }[] | undefined,
  rates: Rates,
): number | null {
  if (parts === undefined) return null;
  let sum = 0;
  for (const p of parts) {
    const rate = rates(p.currency, currency);
    if (rate === null) return null;
    sum += p.amount * rate;
  }
  return sum;
}

function priceOf(solds: readonly Sold[], sku: SkuRow, currency: string, rates: Rates): number | null {
  const told = solds.map((s) => s.price).filter((p): p is number => p !== null && p > 0);
  if (told.length > 0) return told.reduce((a, b) => a + b, 0) / told.length;
  const rate = sku.currency === null ? null : rates(sku.currency, currency);
  return sku.price === null || rate === null ? null : sku.price * rate;
}

interface World {
  readonly asOf: Day;
  readonly from: Day;
  readonly rates: Rates;
  readonly newest: ReadonlyMap<number, { readonly newest: Day }>;
  readonly sold: ReadonlyMap<string, Sold>;
  readonly shelf: ReadonlyMap<string, Shelf>;
  readonly coming: Awaited<ReturnType<typeof arrivals>>;
  readonly costs: Awaited<ReturnType<typeof unitCosts>>;
}

/** The SKU at a place, or undefined where it never was: no sale, no stock, nothing coming. */
function inputOf(sku: SkuRow, place: Place, w: World): PlanInput | undefined {
  const key = `${place.warehouseId ?? "-"}/${sku.id}`;
  const solds = place.stores.flatMap((s) => w.sold.get(`${s.id}/${sku.id}`) ?? []);
  const shelf = w.shelf.get(key);
  const coming = w.coming.get(key) ?? [];
  if (solds.length === 0 && shelf === undefined && coming.length === 0) return undefined;
  const through = place.stores
    .flatMap((s) => w.newest.get(s.id)?.newest ?? [])
    .reduce<Day | null>((a, b) => (a === null ? b : earlier(a, b)), null);
  return {
    sku: sku.code,
    title: sku.title,
    category: sku.category,
    role: sku.role,
    warehouse: place.warehouse,
    stores: place.stores.map((s) => s.code),
    simulated: sku.simulated || place.simulated,
    asOf: w.asOf,
    history: historyOf(solds, shelf, w.from, w.asOf),
    salesThrough: through,
    onHand: shelf?.available ?? null,
    onHandDay: shelf?.day ?? null,
    arrivals:
      coming.length === 0 && shelf !== undefined && shelf.inboundSaid > 0
        ? [{ shipment: place.warehouse, day: null, quantity: shelf.inboundSaid, mode: null }]
        : coming,
    elsewhere: place.feeders.flatMap((f) => {
      const units = w.shelf.get(`${f.id}/${sku.id}`)?.available ?? 0;
      return units > 0 ? [{ warehouse: f.code, units }] : [];
    }),
    moq: sku.moq,
    carton: sku.carton,
    supplier: sku.supplier === null ? null : { code: sku.supplier, productionDaysP50: sku.p50, productionDaysP90: sku.p90 },
    routes: place.lanes.map((l) => {
      const rate = l.currency === null ? null : w.rates(l.currency, place.currency);
      const unitFreight = l.freight === null || rate === null ? null : l.freight * rate;
      return {
        lane: l.code,
        mode: l.mode,
        daysP50: l.p50,
        daysP90: l.p90,
        unitFreight,
        currency: unitFreight === null ? null : place.currency,
      };
    }),
    unitCost: costIn(place.currency, w.costs.get(sku.id), w.rates),
    unitPrice: priceOf(solds, sku, place.currency, w.rates),
    currency: place.currency,
  };
}

/** What the planner needs of every SKU at every place, in batches. */
export async function* planInputs(
  prisma: PrismaClient,
  asOf: Day,
  filter: Pick<PlanFilter, "sku" | "warehouse"> = {},
): AsyncIterable<readonly PlanInput[]> {
  const from = addDays(asOf, 1 - HISTORY_DAYS);
  const places = (await placesOf(prisma)).filter((p) => filter.warehouse === undefined || p.warehouse === filter.warehouse);
  const [rates, sources] = await Promise.all([ratesOn(prisma, asOf), salesSources(prisma, asOf)]);
  for (let after = 0; ;) {
    const batch = await skuBatch(prisma, after, filter.sku);
    const last = batch.at(-1);
    if (last === undefined) return;
    const ids = batch.map((s) => s.id);
    const sold = await soldBy(prisma, sources, ids, from, asOf);
    const shelf = await shelves(prisma, ids, from, asOf);
    const coming = await arrivals(prisma, ids, asOf);
    const costs = await unitCosts(prisma, ids, asOf);
    const world: World = { asOf, from, rates, newest: sources, sold, shelf, coming, costs };
    const inputs = batch.flatMap((sku) => places.flatMap((place) => inputOf(sku, place, world) ?? []));
    if (inputs.length > 0) yield inputs;
    if (batch.length < BATCH) return;
    after = last.id;
  }
}
