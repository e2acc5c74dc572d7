import { Decimal } from "decimal.js";
import { addDays, type Day, dayNumber, fromDayNumber } from "../../domain/calendar/day.ts";
import { type EventClass, eventClass } from "../../domain/kpi/event-classes.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts, shown } from "../imports/visible.ts";
import type { Question } from "./question.ts";
import { type KnownDays, knownDays } from "./spans.ts";

/** Settled days that a rate is taken from, and how far back they are looked for. */
const RATE_DAYS = 90;
const LOOK_BACK_DAYS = 200;
/** Below so many units a SKU's own fees are an accident; its store's rate is nearer. */
const OWN_RATE_UNITS = 20;

export type ByClass = ReadonlyMap<EventClass, Decimal>;

/** Fees per unit of sales after discounts, as they were on the last days that a settlement spoke of. */
export interface FeeRates {
  /** Of a SKU in a store: its own, else the store's; undefined for a store of which no settlement is known. */
  of(store: number, sku: number): ByClass | undefined;
  /** Fees that name no SKU, per unit of all sales of the store. */
  general(store: number): ByClass | undefined;
}

const storeDays = (known: KnownDays): { readonly store: number; readonly day: Day }[] =>
  [...known].flatMap(([store, days]) => [...days].map((d) => ({ store, day: fromDayNumber(d) })));

/** Store-days as a table to join. */
export function storeDayTable(days: readonly { readonly store: number; readonly day: Day }[]): Prisma.Sql {
  return Prisma.sql`unnest(${arrayLiteral(days.map((d) => d.store))}::int[], ${arrayLiteral(days.map((d) => d.day))}::date[]) AS k (store_id, day)`;
}

class Rates implements FeeRates {
  readonly #sales = new Map<string, { sales: Decimal; units: number }>();
  readonly #fees = new Map<string, Map<EventClass, Decimal>>();
  readonly #known: ReadonlySet<number>;

  constructor(known: ReadonlySet<number>) {
    this.#known = known;
  }

  sold(store: number, sku: number, sales: Decimal, units: number): void {
    for (const key of [`${store}/${sku}`, `${store}/all`]) {
      const before = this.#sales.get(key) ?? { sales: new Decimal(0), units: 0 };
      this.#sales.set(key, { sales: before.sales.plus(sales), units: before.units + units });
    }
  }

  paid(store: number, sku: number | null, of: EventClass, amount: Decimal): void {
    for (const key of sku === null ? [`${store}/none`] : [`${store}/${sku}`, `${store}/skus`]) {
      const classes = this.#fees.get(key) ?? new Map<EventClass, Decimal>();
      classes.set(of, (classes.get(of) ?? new Decimal(0)).plus(amount));
      this.#fees.set(key, classes);
    }
  }

  #rate(fees: string, sales: string): ByClass | undefined {
    const base = this.#sales.get(sales)?.sales;
    if (base === undefined || !base.gt(0)) return undefined;
    return new Map([...(this.#fees.get(fees) ?? [])].map(([of, amount]) => [of, amount.div(base)]));
  }

  of(store: number, sku: number): ByClass | undefined {
    if (!this.#known.has(store)) return undefined;
    const own = `${store}/${sku}`;
    if ((this.#sales.get(own)?.units ?? 0) >= OWN_RATE_UNITS) return this.#rate(own, own);
    return this.#rate(`${store}/skus`, `${store}/all`);
  }

  general(store: number): ByClass | undefined {
    return this.#known.has(store) ? this.#rate(`${store}/none`, `${store}/all`) : undefined;
  }
}

/**
 * Days that settlements speak of, store by store, as far as fees go: refunds of a file that ends later say nothing of fees, and a week that is
 * booked on its Sunday is not known on the Friday before.
 */
export async function feeDays(
  prisma: PrismaClient,
  question: Question,
  known: KnownDays,
): Promise<{ readonly days: KnownDays; readonly newest: Day | null }> {
  const e = Prisma.sql`e`;
  const rows = await prisma.$queryRaw<{ store: number; last: Day }[]>`
    SELECT s AS store, f.day::text AS last FROM unnest(${question.storeIds}::int[]) s CROSS JOIN LATERAL (
      SELECT e.day FROM financial_event e WHERE e.store_id = s AND e.day <= ${question.asOf}::date AND e.type <> 'refund' AND ${counts(e)}
      ORDER BY e.day DESC LIMIT 1) f`;
  const last = new Map(rows.map((r) => [r.store, dayNumber(r.last)]));
  return {
    days: new Map([...known].map(([store, days]) => [store, new Set([...days].filter((d) => d <= (last.get(store) ?? -Infinity)))])),
    newest:
      rows
        .map((r) => r.last)
        .sort()
        .at(-1) ?? null,
  };
}

/** The fee rates of some stores up to the asker's day. Fees in another currency than the store's have no part in them. */
export function feeRates(prisma: PrismaClient, question: Question): Promise<FeeRates> {
  const read = () => readFeeRates(prisma, question);
  return question.facts === undefined ? read() : question.facts.once(`fee rates of ${question.storeIds} ${question.asOf}`, read);
}

async function readFeeRates(prisma: PrismaClient, question: Question): Promise<FeeRates> {
  const window = { ...question, days: { from: addDays(question.asOf, -LOOK_BACK_DAYS), to: question.asOf } };
  const spans = await knownDays(prisma, window, ["financial-events", "order-lines"]);
  const ordered = spans.get("order-lines")?.days;
  const { days: settled } = await feeDays(prisma, window, spans.get("financial-events")?.days ?? new Map<number, ReadonlySet<number>>());
  const last: KnownDays = new Map(
    [...settled].map(([store, days]) => {
      const both = [...days].filter((d) => ordered?.get(store)?.has(d));
      return [store, new Set(both.sort((a, b) => b - a).slice(0, RATE_DAYS))];
    }),
  );
  const rates = new Rates(new Set([...last].filter(([, days]) => days.size > 0).map(([store]) => store)));
  const days = storeDays(last);
  if (days.length === 0) return rates;
  const e = Prisma.sql`e`;
  const fees = await prisma.$queryRaw<{ store: number; sku: number | null; type: string; amount: string }[]>`
    SELECT e.store_id AS store, e.sku_id AS sku, e.type, (-sum(e.amount))::text AS amount
    FROM ${storeDayTable(days)} JOIN financial_event e ON e.store_id = k.store_id AND e.day = k.day JOIN store s ON s.id = e.store_id AND s.currency = e.currency
    WHERE e.type <> 'refund' AND ${counts(e)} GROUP BY 1, 2, 3`;
  const sales = await prisma.$queryRaw<{ store: number; sku: number; sales: string; units: string }[]>`
    SELECT d.store_id AS store, d.sku_id AS sku, sum(d.amount - d.discount)::text AS sales, sum(d.units)::text AS units
    FROM ${storeDayTable(days)} JOIN sales_day d ON d.store_id = k.store_id AND d.day = k.day JOIN store s ON s.id = d.store_id AND s.currency = d.currency
    WHERE d.sku_id IS NOT NULL AND ${shown(Prisma.sql`d`)} GROUP BY 1, 2`;
  for (const row of sales) rates.sold(row.store, row.sku, new Decimal(row.sales), Number(row.units));
  for (const row of fees) {
    const of = eventClass(row.type);
    if (of !== undefined) rates.paid(row.store, row.sku, of, new Decimal(row.amount));
  }
  return rates;
}

/** Store-days of the question on which sales are known and no settlement speaks. */
export function unsettled(sales: KnownDays, events: KnownDays): { readonly store: number; readonly day: Day }[] {
  return storeDays(new Map([...sales].map(([store, days]) => [store, new Set([...days].filter((d) => !events.get(store)?.has(d)))])));
}
