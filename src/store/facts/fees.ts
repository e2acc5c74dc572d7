import { Decimal } from "decimal.js";
import type { Day } from "../../domain/calendar/day.ts";
import { type EventClass, eventClass } from "../../domain/kpi/event-classes.ts";
import type { MeasureId } from "../../domain/kpi/measure.ts";
import { missing, present, type Text } from "../../domain/value.ts";
import { counted } from "../../domain/words/counted.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { counts } from "../imports/visible.ts";
import { knownKeys } from "./buckets.ts";
import { type Costs, ofCosted, readCostLayers } from "./cost-layers.ts";
import { type ByClass, feeDays, type FeeRates, feeRates, storeDayTable, unsettled } from "./fee-rates.ts";
import { type Column, nowhere, type Reading, Sums, ZERO } from "./figures.ts";
import { bySku, keyOf, ofAskedSkus, ofGroup, type Question, rawKey, toldKey } from "./question.ts";
import { keyNames } from "./sales-lines.ts";
import { skuSales } from "./sku-sales.ts";
import { countDays, knownDays } from "./spans.ts";
import { daysOf, readMoney, type Told as Money, untoldSql, untoldText } from "./sql-money.ts";
import { nothingKnown, storeNames } from "./words.ts";

const FEES = ["platform-fees", "return-fees", "promotion-fees"] as const satisfies readonly MeasureId[];
type Fee = (typeof FEES)[number];
/** The part of each that names no SKU. */
const general = (fee: Fee): `${Fee}-general` => `${fee}-general`;
type Told = Fee | `${Fee}-general`;
const FEE_SUMS: readonly Told[] = [...FEES, ...FEES.map(general)];
export const FEE_MEASURES: readonly MeasureId[] = [...FEE_SUMS, "unsettled-days"];
const isFee = (of: EventClass): of is Fee => (FEES as readonly string[]).includes(of);

interface EventRow extends Money {
  readonly key: string;
  readonly type: string;
  readonly amount: string | null;
  /** The part of the amount that names no SKU. */
  readonly general: string | null;
  readonly events: number;
}

interface BaseRow extends Money {
  readonly key: string;
  readonly store: number;
  readonly sku: number;
  readonly sales: string | null;
}

const [E, U, DAY] = [Prisma.sql`e`, Prisma.sql`u`, Prisma.sql`day`];
const REMEDY = { en: "import financial events", zh: "请导入费用与结算（financial-events）" };

/** Lines of settlements by key and type; a cost is above 0. */
async function booked(prisma: PrismaClient, question: Question, from: Day, to: Day): Promise<EventRow[]> {
  const costed = await ofCosted(prisma, question, E);
  return readMoney<EventRow>(
    prisma,
    question,
    E,
    DAY,
    (money) => prisma.$queryRaw<EventRow[]>`
      SELECT ${toldKey(question, Prisma.sql`g.key`)} AS key, g.type, g.amount, g.general, g.events, g.untold FROM (
        SELECT ${rawKey(question, E, DAY)} AS key, e.type, (-sum(${money.told(Prisma.sql`e.amount`)}))::text AS amount,
          (-sum(${money.told(Prisma.sql`e.amount`)}) FILTER (WHERE e.sku_id IS NULL))::text AS general, count(*)::int AS events,
          ${untoldSql(E, DAY, money, Prisma.sql`e.amount <> 0`)} AS untold
        FROM financial_event e ${costed.join} ${money.join}
        WHERE e.store_id = ANY(${question.storeIds}::int[]) AND e.day BETWEEN ${from}::date AND ${to}::date AND e.type <> 'refund'
          ${ofAskedSkus(question, E)} ${costed.where} AND ${counts(E)} AND ${question.by === "sku" ? Prisma.sql`e.sku_id IS NOT NULL` : Prisma.sql`TRUE`}
        GROUP BY 1, 2) g`,
    daysOf(question),
  );
}

/** Sales of SKUs with a cost on store-days that no settlement speaks of: what fees are estimated on. */
function base(
  prisma: PrismaClient,
  question: Question,
  rows: Prisma.Sql,
  costs: Costs,
  days: readonly { store: number; day: Day }[],
): Promise<BaseRow[]> {
  return readMoney<BaseRow>(
    prisma,
    question,
    U,
    DAY,
    (money) => prisma.$queryRaw<BaseRow[]>`
      SELECT ${toldKey(question, Prisma.sql`g.key`)} AS key, g.store, g.sku, g.sales, g.untold FROM (
        SELECT u.key, u.store_id AS store, u.sku_id AS sku, sum(${money.told(Prisma.sql`(u.amount - u.discount)`)})::text AS sales,
          ${untoldSql(U, DAY, money, Prisma.sql`u.amount <> 0`)} AS untold
        FROM ${rows} u JOIN (SELECT * FROM ${storeDayTable(days)}) o ON o.store_id = u.store_id AND o.day = u.day
          JOIN ${costs.since} ON k.sku_id = u.sku_id AND u.day >= k.since ${money.join}
        GROUP BY 1, 2, 3) g`,
    daysOf(question),
  );
}

/** Store-days that have lines which are not settled yet. */
function openDays(prisma: PrismaClient, question: Question, from: Day, to: Day): Promise<{ store: number; day: Day }[]> {
  const read = () => readOpenDays(prisma, question, from, to);
  // Roles and categories of SKUs change without an import.
  if (question.facts === undefined || ofGroup(question)) return read();
  return question.facts.once(`open days of ${question.storeIds} ${question.sku} ${from} ${to}`, read);
}

function readOpenDays(prisma: PrismaClient, question: Question, from: Day, to: Day): Promise<{ store: number; day: Day }[]> {
  return prisma.$queryRaw<{ store: number; day: Day }[]>`
    SELECT DISTINCT e.store_id AS store, e.day::text AS day FROM financial_event e
    WHERE e.store_id = ANY(${question.storeIds}::int[]) AND e.day BETWEEN ${from}::date AND ${to}::date AND NOT e.settled ${ofAskedSkus(question, E)} AND ${counts(E)}`;
}

/** Adds estimates to the sums; answers which stores have no rate at all. */
function estimate(rows: readonly BaseRow[], rates: FeeRates, question: Question, sums: Readonly<Record<Told, Sums>>): ReadonlySet<number> {
  const name = keyNames(question);
  const without = new Set<number>();
  const whole = !bySku(question);
  for (const row of rows) {
    const own = rates.of(row.store, row.sku);
    if (own === undefined) {
      without.add(row.store);
      continue;
    }
    const ofAll: ByClass = (whole ? rates.general(row.store) : undefined) ?? new Map();
    for (const fee of FEES) {
      const broken = row.untold === null ? null : untoldText(question, row.untold);
      const sales = new Decimal(row.sales ?? 0);
      const account = sales.times(ofAll.get(fee) ?? 0);
      const add = (to: Told, amount: Decimal) => {
        const at = sums[to].at(name(row.key));
        at.add(amount, 1, 0);
        at.broken ??= broken;
      };
      add(fee, sales.times(own.get(fee) ?? 0).plus(account));
      add(general(fee), account);
    }
  }
  return without;
}

/**
 * What the platform takes, by the day it was booked, of SKUs with a known cost and of the account as a whole. On store-days with sales that no
 * settlement speaks of yet it is estimated by the SKU's fees per sales of the last ninety settled days, else by the store's.
 */
export async function readFees(prisma: PrismaClient, asked0: Question, asked: ReadonlySet<MeasureId>): Promise<Reading> {
  const question = { ...asked0, costed: true as const };
  const of = question.stores.length * question.length;
  const none = nothingKnown(question, { en: "fees", zh: "平台费用" }, REMEDY);
  const nothing = (because: Text): Reading => ({
    measures: Object.fromEntries(FEE_MEASURES.filter((m) => asked.has(m)).map((m) => [m, nowhere(because)])),
    coverage: { covered: 0, of },
    sources: [],
    newest: null,
    notes: [],
  });
  if (question.days === null) return nothing(none);
  const { from, to } = question.days;
  const events = (await knownDays(prisma, question, ["financial-events"])).get("financial-events");
  const { days: settledDays, newest } = await feeDays(prisma, question, events?.days ?? new Map<number, ReadonlySet<number>>());
  const sales = await skuSales(prisma, question);
  const name = keyNames(question);
  const sums = Object.fromEntries(FEE_SUMS.map((m) => [m, new Sums()])) as Record<Told, Sums>;
  const unknown = new Map<string, number>();
  for (const row of countDays(settledDays) > 0 ? await booked(prisma, question, from, to) : []) {
    const kind = eventClass(row.type);
    if (kind === undefined) unknown.set(row.type, (unknown.get(row.type) ?? 0) + row.events);
    if (kind === undefined || !isFee(kind)) continue;
    const broken = row.untold === null ? null : untoldText(question, row.untold);
    for (const [to, amount] of [
      [kind, row.amount],
      [general(kind), row.general],
    ] as const) {
      const at = sums[to].at(name(row.key));
      at.add(amount ?? 0, 1, 0);
      at.broken ??= broken;
    }
  }
  const open = unsettled(sales.known, settledDays);
  const rows = open.length > 0 ? await base(prisma, question, sales.rows, await readCostLayers(prisma, question), open) : [];
  const without = estimate(rows, rows.length > 0 ? await feeRates(prisma, question) : NO_RATES, question, sums);
  const silent = question.stores.filter((s) => without.has(s.id));
  // Where no fee is known and none was estimated there is nothing to say of settling.
  const rated = rows.some((r) => !without.has(r.store));
  const booking = countDays(settledDays) > 0;
  const because: Text = {
    en: `no settlement of ${storeNames(silent)} is known, so nobody can say what the platform took: ${REMEDY.en}, or ask without ${silent.length === 1 ? "it" : "them"}`,
    zh: `没有 ${storeNames(silent)} 的结算数据，平台费用未知：${REMEDY.zh}，或不含该店铺查询`,
  };
  const silentKeys = keysOfStores(question, rows, without, name);
  const keys = knownKeys(question, sales.known);
  const absent: Column["absent"] = (key) => {
    if (silentKeys.has(key)) return missing(because);
    return (question.by === "sku" ? countDays(sales.known) > 0 : keys.has(key)) ? ZERO : missing(none);
  };
  const measures: Partial<Record<MeasureId, Column>> = {};
  for (const fee of FEE_SUMS) {
    if (!asked.has(fee)) continue;
    const column = sums[fee].column(none, absent);
    measures[fee] = { values: new Map([...column.values].filter(([key]) => !silentKeys.has(key))), absent };
  }
  const late = [...open, ...(countDays(settledDays) > 0 ? await openDays(prisma, question, from, to) : [])];
  if (asked.has("unsettled-days")) measures["unsettled-days"] = countByKey(question, late, absent);
  return {
    measures,
    coverage: { covered: countDays(settledDays), of },
    sources: countDays(settledDays) > 0 ? ["financial-events"] : [],
    newest,
    notes:
      silent.length > 0 && question.by !== "store" ? [] : notesOf(question, rated ? open : [], rated || booking ? late : [], unknown, sums),
  };
}

const NO_RATES: FeeRates = { of: () => undefined, general: () => undefined };

/** Keys of which a part has no fees at all: without that part the whole would flatter. */
function keysOfStores(
  question: Question,
  rows: readonly BaseRow[],
  without: ReadonlySet<number>,
  name: (key: string) => string,
): ReadonlySet<string> {
  return new Set(rows.filter((r) => without.has(r.store)).map((r) => (question.by === null ? "" : name(r.key))));
}

function countByKey(question: Question, days: readonly { readonly store: number; readonly day: Day }[], absent: Column["absent"]): Column {
  const byId = new Map(question.stores.map((s) => [s.id, s]));
  const seen = new Map<string, Set<string>>();
  for (const { store, day } of days) {
    const of = byId.get(store);
    if (of === undefined) continue;
    const key = keyOf(question, of, day);
    const mine = seen.get(key) ?? new Set<string>();
    mine.add(`${store} ${day}`);
    seen.set(key, mine);
  }
  return { values: new Map([...seen].map(([key, mine]) => [key, present(new Decimal(mine.size))])), absent };
}

function notesOf(
  question: Question,
  open: readonly { readonly store: number; readonly day: Day }[],
  late: readonly { readonly store: number; readonly day: Day }[],
  unknown: ReadonlyMap<string, number>,
  sums: Readonly<Record<Told, Sums>>,
): Text[] {
  const notes: Text[] = [];
  const all = new Set(late.map((d) => `${d.store} ${d.day}`)).size;
  if (all > 0)
    notes.push({
      zh: `${all} 店·天的费用尚未结算${open.length > 0 ? `，其中 ${open.length} 店·天按各 SKU 最近已结算的费率估算` : ""}`,
      en: `fees of ${counted(all, "store-day")} are not settled yet${open.length > 0 ? `; of ${open.length} of them they are estimated at each SKU's last settled rate` : ""}`,
    });
  if (bySku(question))
    notes.push({
      zh: "未注明 SKU 的费用（月租、部分仓储费等）不在单品数字里",
      en: "fees that name no SKU (subscription, some storage) are not in figures of SKUs",
    });
  else if (FEES.some((fee) => sums[general(fee)].some))
    notes.push({
      zh: "未注明 SKU 的费用（月租、部分仓储费等）已计入，不分摊到单品",
      en: "fees that name no SKU (subscription, some storage) are counted here and not shared out among SKUs",
    });
  if (unknown.size > 0) {
    const names = [...unknown.keys()].sort();
    const shown = names.slice(0, 5).join(", ");
    const more = names.length > 5 ? names.length - 5 : 0;
    notes.push({
      zh: `不认识的费用类型未计入：${shown}${more > 0 ? ` 等 ${names.length} 种` : ""}`,
      en: `types of fees that are not known and not counted: ${shown}${more > 0 ? ` and ${more} more` : ""}`,
    });
  }
  return notes;
}
