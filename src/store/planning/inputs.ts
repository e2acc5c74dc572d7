import { addDays, type Day } from "../../domain/calendar/day.ts";
import type { PlanInput } from "../../domain/restock/types.ts";
import type { PlanFilter } from "../../ports/planning.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { loadRates, type Rates } from "../facts/fx.ts";
import { chosenTable, joinChosen } from "../facts/reports.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts, known, PENDING } from "../imports/visible.ts";
import { readArrivals, readCosts, readElsewhere, readPrices } from "./around.ts";
import { readHistories } from "./history.ts";
import { type Inventories, readInventories } from "./inventories.ts";
import { HISTORY_DAYS, type KnownSales, readKnownSales } from "./known-sales.ts";
import { type Place, readPlaces } from "./places.ts";

/** SKUs of one batch: some 50,000 SKU-days, read in statements of some 40 ms on the embedded store. */
const SKUS_AT_ONCE = 125;

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
/** The next active SKUs, in the order of their codes, that were sold at the place, lay there or are on their way to it. */
function nextSkus(
  prisma: PrismaClient,
  place: Place,
  asOf: Day,
  reported: readonly number[],
  after: string,
  only: string | undefined,
): Promise<SkuRow[]> {
  const [s, d, x, b] = [Prisma.sql`s`, Prisma.sql`d`, Prisma.sql`x`, Prisma.sql`b`];
  const from = addDays(asOf, 1 - HISTORY_DAYS);
  const stores = arrayLiteral(place.demand.map((store) => store.id));
  return prisma.$queryRaw<SkuRow[]>`
    SELECT s.id, s.code, s.title, s.category, s.role, s.simulated, s.moq, s.carton, p.code AS supplier, p.production_days_p50, p.production_days_p90
    FROM sku s LEFT JOIN supplier p ON p.id = s.supplier_id
    WHERE s.active AND s.code > ${after} AND ${only === undefined ? Prisma.sql`TRUE` : Prisma.sql`s.code = ${only}`} AND ${known(s)} AND (
      s.id = ANY(${arrayLiteral(reported)}::int[])
      OR EXISTS (SELECT 1 FROM sales_day d WHERE d.sku_id = s.id AND d.day BETWEEN ${from}::date AND ${asOf}::date AND ${d}.store_id = ANY(${stores}::int[])
        AND d.import_id <> ALL(${PENDING}) OFFSET 0)
      OR EXISTS (SELECT 1 FROM stock_snapshot x WHERE x.sku_id = s.id AND x.day BETWEEN ${from}::date AND ${asOf}::date AND x.warehouse_id = ${place.id} AND ${counts(x)} OFFSET 0)
      OR EXISTS (SELECT 1 FROM inbound b WHERE b.sku_id = s.id AND b.warehouse_id = ${place.id} AND b.state IN ('booked', 'left', 'arrived') AND ${counts(b)} OFFSET 0))
    ORDER BY s.code LIMIT ${SKUS_AT_ONCE}`;
}

async function inputsOf(
  prisma: PrismaClient,
  place: Place,
  sales: KnownSales,
  rates: Rates,
  inventories: Inventories,
  rows: readonly SkuRow[],
): Promise<PlanInput[]> {
  const { asOf } = sales;
  const skus = arrayLiteral(rows.map((r) => r.id));
  const history = await readHistories(
    prisma,
    place,
    sales,
    rows.map((r) => r.id),
    inventories.get(place.id) ?? [],
  );
  const arrivals = await readArrivals(prisma, place, skus, asOf, inventories);
  const elsewhere = await readElsewhere(prisma, place, skus, asOf, inventories);
  const costs = await readCosts(prisma, place, skus, asOf, rates);
  const prices = await readPrices(prisma, place, skus, asOf, rates);
  return rows.map((r) => {
    const { days, onHand, onHandDay } = history(r.id);
    return {
      sku: r.code,
      title: r.title,
      category: r.category,
      role: r.role,
      warehouse: place.code,
      stores: place.stores.map((s) => s.code),
      simulated: r.simulated,
      asOf,
      history: days,
      salesThrough: sales.through,
      onHand,
      onHandDay,
      arrivals: arrivals.get(r.id) ?? [],
      elsewhere: elsewhere.get(r.id) ?? [],
      moq: r.moq,
      carton: r.carton,
      supplier:
        r.supplier === null
          ? null
          : { code: r.supplier, productionDaysP50: r.production_days_p50, productionDaysP90: r.production_days_p90 },
      routes: place.routes,
      unitCost: costs.get(r.id) ?? null,
      unitPrice: prices.get(r.id) ?? null,
      currency: place.currency,
    };
  });
}

/** Everything the planner needs, place by place and SKU by SKU, in batches. */
export async function* planInputs(
  prisma: PrismaClient,
  asOf: Day,
  filter: Pick<PlanFilter, "sku" | "warehouse">,
): AsyncIterable<readonly PlanInput[]> {
  const rates = await loadRates(prisma, asOf);
  const inventories = await readInventories(prisma, addDays(asOf, 1 - HISTORY_DAYS), asOf);
  for (const place of await readPlaces(prisma)) {
    if (filter.warehouse !== undefined && place.code !== filter.warehouse) continue;
    const sales = await readKnownSales(prisma, place, asOf);
    const reported = await reportedSkus(prisma, sales);
    for (let after = ""; ;) {
      const rows = await nextSkus(prisma, place, asOf, reported, after, filter.sku);
      if (rows.length > 0) yield await inputsOf(prisma, place, sales, rates, inventories, rows);
      if (rows.length < SKUS_AT_ONCE) break;
      after = rows.at(-1)?.code ?? "";
    }
  }
}
