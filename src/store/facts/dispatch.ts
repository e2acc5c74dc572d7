import { addDays, type Day, dayNumber, fromDayNumber } from "../../domain/calendar/day.ts";
import { dispatchDue } from "../../domain/kpi/dispatch.ts";
import type { MeasureId } from "../../domain/kpi/measure.ts";
import { dispatchWorkingDays } from "../../domain/policy/declared/kpi-samples.ts";
import { missing, type Text } from "../../domain/value.ts";
import { counted } from "../../domain/words/counted.ts";
import { Prisma, type PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import { counts } from "../imports/visible.ts";
import { knownKeys } from "./buckets.ts";
import { type Column, nowhere, type Reading, Sums, ZERO } from "./figures.ts";
import { type AskedStore, ofAskedSkus, type Question, sqlKey } from "./question.ts";
import { keyNames, skuCode } from "./sales-lines.ts";
import { countDays, type KnownDays, knownDays, lastDay } from "./spans.ts";
import { nothingKnown, storeNames } from "./words.ts";

export const DISPATCH_MEASURES = ["orders-due", "orders-late"] as const satisfies readonly MeasureId[];

/** Orders that were placed longer before the period are not looked at: what is due later than that was ordered ahead. */
export const LOOK_BACK_DAYS = 60;

const REMEDY: Text = {
  en: "import orders that say when they left (the order exports of Shopify and TikTok Shop, or order-lines with shipped_at and ship_by)",
  zh: "请导入带发货时间的订单（Shopify、TikTok Shop 订单导出，或 order-lines 的 shipped_at、ship_by 列）",
};

/** A store's files, by the days that they speak of. */
interface FileSpan {
  readonly store: number;
  readonly first: Day;
  readonly last: Day;
}

/** What the lines of a store say of their way. */
interface Saying {
  readonly store: number;
  readonly own: number;
  readonly says: boolean;
}

interface Row {
  readonly key: string;
  readonly due: number;
  readonly late: number;
  readonly by_rule: number;
}

/**
 * Up to which day the fate of the orders of a day is known: as far as the newest file reaches that speaks of that day. An order that has not
 * left in a file of last month may well have left since.
 */
async function fates(prisma: PrismaClient, question: Question, from: Day, to: Day): Promise<Prisma.Sql> {
  const files = await prisma.$queryRaw<FileSpan[]>`
    SELECT i.store_id AS store, i.first_day::text AS first, i.last_day::text AS last FROM import i
    WHERE i.state = 'visible' AND i.fact = 'order-lines' AND i.store_id = ANY(${question.storeIds}::int[])
      AND i.first_day <= ${to}::date AND i.last_day >= ${from}::date`;
  const rows: { store: number; day: Day; known: Day; due: Day }[] = [];
  const workingDays = question.dispatchDays ?? dispatchWorkingDays.default;
  for (const { id } of question.stores) {
    const mine = files.filter((f) => f.store === id);
    for (let d = dayNumber(from); d <= dayNumber(to); d++) {
      const day = fromDayNumber(d);
      const known = mine.filter((f) => f.first <= day && day <= f.last).map((f) => f.last);
      const last = known.sort().at(-1);
      if (last !== undefined) rows.push({ store: id, day, known: last, due: dispatchDue(day, workingDays) });
    }
  }
  const list = <T extends string | number>(pick: (row: (typeof rows)[number]) => T) => arrayLiteral(rows.map(pick));
  return Prisma.sql`unnest(${list((r) => r.store)}::int[], ${list((r) => r.day)}::date[], ${list((r) => r.known)}::date[], ${list((r) => r.due)}::date[])
    AS k (store_id, day, known, due)`;
}

/** Lines that the seller ships: those that say so, and those that say when they left or had to without saying who ships. */
export const OWN = Prisma.sql`(l.fulfilment = 'seller' OR (l.fulfilment IS NULL AND (l.shipped_at IS NOT NULL OR l.ship_by IS NOT NULL)))`;

function sayings(prisma: PrismaClient, question: Question, from: Day, to: Day): Promise<Saying[]> {
  return prisma.$queryRaw<Saying[]>`
    SELECT l.store_id AS store, count(*) FILTER (WHERE ${OWN})::int AS own, coalesce(bool_or(l.shipped_at IS NOT NULL), false) AS says FROM order_line l
    WHERE l.store_id = ANY(${question.storeIds}::int[]) AND l.day BETWEEN ${from}::date AND ${to}::date AND l.flag IS NULL AND ${counts(Prisma.sql`l`)} GROUP BY 1`;
}

/** Orders by the day on which they were due. One that has lines of several days is due on the first, and late if any of it is. */
async function due(prisma: PrismaClient, question: Question, first: Day): Promise<Row[]> {
  const { from, to } = question.days ?? { from: first, to: first };
  const [l, o] = [Prisma.sql`l`, Prisma.sql`o`];
  const bySku = question.by === "sku" ? Prisma.sql`, l.sku_id` : Prisma.empty;
  return prisma.$queryRaw<Row[]>`
    SELECT ${skuCode(question, Prisma.sql`g.key`)} AS key, g.due, g.late, g.by_rule FROM (
      SELECT ${sqlKey(question, o, Prisma.sql`due`)} AS key, count(*)::int AS due, (count(*) FILTER (WHERE o.late))::int AS late,
        (count(*) FILTER (WHERE o.by_rule))::int AS by_rule
      FROM (SELECT l.store_id, l.order_id ${bySku}, min(l.due) AS due, min(l.known) AS known, bool_or(l.late) AS late, bool_and(l.ship_by IS NULL) AS by_rule
        FROM (SELECT l.store_id, l.order_id, l.sku_id, l.ship_by, k.known, coalesce((l.ship_by AT TIME ZONE s.zone)::date, k.due) AS due,
            coalesce(CASE WHEN l.ship_by IS NULL THEN (l.shipped_at AT TIME ZONE s.zone)::date > k.due ELSE l.shipped_at > l.ship_by END, true) AS late
          FROM order_line l JOIN store s ON s.id = l.store_id JOIN ${await fates(prisma, question, first, to)} ON k.store_id = l.store_id AND k.day = l.day
          WHERE l.store_id = ANY(${question.storeIds}::int[]) AND l.day BETWEEN ${first}::date AND ${to}::date AND l.flag IS NULL AND ${OWN}
            ${ofAskedSkus(question, l)} AND ${counts(l)}) l
        GROUP BY 1, 2 ${question.by === "sku" ? Prisma.sql`, 3` : Prisma.empty}) o
      WHERE o.due BETWEEN ${from}::date AND ${to}::date AND o.due < o.known GROUP BY 1) g`;
}

/** Why nothing can be said of a store whose orders are known. */
function silence(stores: readonly AskedStore[], own: boolean): Text {
  const names = storeNames(stores);
  return own
    ? { en: `the orders of ${names} do not say when they left: ${REMEDY.en}`, zh: `${names} 的订单没有发货时间：${REMEDY.zh}` }
    : {
        en: `${names} ${stores.length === 1 ? "ships nothing itself" : "ship nothing themselves"}: all orders are the platform's to ship`,
        zh: `${names} 的订单都由平台仓发货，没有自发货订单`,
      };
}

/**
 * Orders that the seller ships himself, by the day on which they had to leave: the day that the file names, else so many working days after
 * the order. A day counts from the day after it on, when a file reaches beyond it: before that nobody knows what is late.
 */
export async function readDispatch(prisma: PrismaClient, question: Question, asked: ReadonlySet<MeasureId>): Promise<Reading> {
  const of = question.stores.length * question.length;
  const mine = DISPATCH_MEASURES.filter((m) => asked.has(m));
  const nothing = (because: Text): Reading => ({
    measures: Object.fromEntries(mine.map((m) => [m, nowhere(because)])),
    coverage: { covered: 0, of },
    sources: [],
    newest: null,
    notes: [],
  });
  const none = nothingKnown(question, { en: "orders with ship dates", zh: "带发货时间的订单" }, REMEDY);
  const span = (await knownDays(prisma, question, ["order-lines"])).get("order-lines");
  if (question.days === null || span === undefined || countDays(span.days) === 0) return nothing(none);
  const first = addDays(question.days.from, -LOOK_BACK_DAYS);
  const said = new Map((await sayings(prisma, question, first, question.days.to)).map((s) => [s.store, s]));
  const mute = question.stores.filter((s) => said.get(s.id)?.says !== true);
  const why = new Map(mute.map((s) => [s.code, said.has(s.id) ? silence([s], (said.get(s.id)?.own ?? 0) > 0) : none]));
  if (mute.length === question.stores.length) {
    const own = mute.filter((s) => (said.get(s.id)?.own ?? 0) > 0);
    return nothing(said.size === 0 ? none : own.length > 0 ? silence(own, true) : silence(mute, false));
  }
  const telling = question.stores.filter((s) => !mute.includes(s));
  const rows = await due(prisma, { ...question, stores: telling, storeIds: arrayLiteral(telling.map((s) => s.id)) }, first);
  const name = keyNames(question);
  const sums = { "orders-due": new Sums(), "orders-late": new Sums() };
  for (const row of rows) {
    sums["orders-due"].at(name(row.key)).add(row.due, 1, 0);
    sums["orders-late"].at(name(row.key)).add(row.late, 1, 0);
  }
  // The last day that a store's files name is not over in them.
  const known: KnownDays = new Map(
    telling.map((s) => {
      const days = span.days.get(s.id) ?? new Set<number>();
      const end = span.newest === null ? Number.POSITIVE_INFINITY : dayNumber(span.newest);
      return [s.id, new Set([...days].filter((d) => d < end))];
    }),
  );
  const keys = knownKeys(question, known);
  const absent: Column["absent"] = (key) => {
    const because = question.by === "store" ? why.get(key) : undefined;
    if (because !== undefined) return missing(because);
    return question.by === "sku" || keys.has(key) ? ZERO : missing(none);
  };
  return {
    measures: Object.fromEntries(mine.map((m) => [m, sums[m].column(none, absent)])),
    coverage: { covered: countDays(known), of },
    sources: ["order-lines"],
    newest: lastDay(known),
    notes: notesOf(question, mute, said, rows),
  };
}

function notesOf(question: Question, mute: readonly AskedStore[], said: ReadonlyMap<number, Saying>, rows: readonly Row[]): Text[] {
  const notes: Text[] = [];
  const own = mute.filter((s) => (said.get(s.id)?.own ?? 0) > 0);
  if (own.length > 0 && question.by !== "store")
    notes.push({
      en: `${storeNames(own)} left out: their orders do not say when they left`,
      zh: `${storeNames(own)} 的订单没有发货时间，未计入`,
    });
  const byRule = rows.reduce((sum, r) => sum + r.by_rule, 0);
  const workingDays = question.dispatchDays ?? dispatchWorkingDays.default;
  if (byRule > 0)
    notes.push({
      en: `${counted(byRule, "order names", "orders name")} no day to ship by and ${byRule === 1 ? "is" : "are"} due ${counted(workingDays, "working day")} (Monday to Friday) after the order`,
      zh: `${byRule} 个订单没有应发货时间，按下单后 ${workingDays} 个工作日（周一至周五）计`,
    });
  return notes;
}
