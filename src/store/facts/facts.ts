import type { Decimal } from "decimal.js";
import type { Day } from "../../domain/calendar/day.ts";
import type { MeasureAnswer, MeasureId, MeasureQuery, MeasureRow } from "../../domain/kpi/measure.ts";
import { type Maybe, missing, type Text } from "../../domain/value.ts";
import type { Facts } from "../../ports/facts.ts";
import type { PrismaClient } from "../client/client.ts";
import { COHORT_MEASURES, readCohort } from "./cohort.ts";
import type { Column, Reading } from "./figures.ts";
import { type Kept, makeKept } from "./kept.ts";
import { keysOf, type Question, resolve } from "./question.ts";
import { RETURN_MEASURES, readReturns } from "./returns.ts";
import { ADS_MEASURES, readAds } from "./ads.ts";
import { COST_MEASURES, readCosts } from "./costs.ts";
import { DISPATCH_MEASURES, readDispatch } from "./dispatch.ts";
import { FEE_MEASURES, readFees } from "./fees.ts";
import { readReviews, REVIEW_MEASURES } from "./reviews.ts";
import { readSales, SALES_MEASURES } from "./sales.ts";
import { readStock, STOCK_MEASURES } from "./stock.ts";
import { readTraffic, TRAFFIC_MEASURES } from "./traffic.ts";

interface Family {
  readonly measures: readonly MeasureId[];
  read(prisma: PrismaClient, question: Question, asked: ReadonlySet<MeasureId>): Promise<Reading>;
}

/** Each measure has one home. The first family that is asked gives the answer its coverage. */
const FAMILIES: readonly Family[] = [
  { measures: SALES_MEASURES, read: readSales },
  { measures: TRAFFIC_MEASURES, read: readTraffic },
  { measures: RETURN_MEASURES, read: readReturns },
  { measures: COHORT_MEASURES, read: readCohort },
  { measures: STOCK_MEASURES, read: readStock },
  { measures: COST_MEASURES, read: readCosts },
  { measures: FEE_MEASURES, read: readFees },
  { measures: ADS_MEASURES, read: readAds },
  { measures: REVIEW_MEASURES, read: readReviews },
  { measures: DISPATCH_MEASURES, read: readDispatch },
];

/** Changes with every import that is shown or undone, and never comes back to what it was: ids grow. */
async function stamp(prisma: PrismaClient): Promise<string> {
  const [row] = await prisma.$queryRaw<[{ stamp: string }]>`
    SELECT concat_ws('/', count(*) FILTER (WHERE state = 'visible'), count(*) FILTER (WHERE state = 'undone'), max(id)) AS stamp FROM import`;
  return row.stamp;
}

const TRIES = 3;

/** An answer takes several statements; when an import is shown or undone between them, it is read again. */
function moments(prisma: PrismaClient): <T>(read: (facts: Kept) => Promise<T>) => Promise<T> {
  let kept: { readonly stamp: string; readonly facts: Kept } | null = null;
  return async (read) => {
    for (let left = TRIES; ; left--) {
      const before = await stamp(prisma);
      if (kept?.stamp !== before) kept = { stamp: before, facts: makeKept() };
      const answer = await read(kept.facts);
      if (left === 1 || before === (await stamp(prisma))) return answer;
    }
  };
}

function same(a: Text, b: Text): boolean {
  return a.en === b.en;
}

function answerOf(question: Question, query: MeasureQuery, readings: readonly Reading[]): MeasureAnswer {
  const columns = new Map<MeasureId, Column>();
  for (const reading of readings) for (const [m, column] of Object.entries(reading.measures)) columns.set(m as MeasureId, column);
  const keys = new Set(keysOf(question));
  if (question.by === "sku") for (const column of columns.values()) for (const key of column.values.keys()) keys.add(key);
  const unheard: Maybe<Decimal> = missing({ en: "the store has no query for this measure", zh: "存储层没有该指标的查询" });
  const rows = [...keys].sort().map((key): MeasureRow => {
    const values = query.measures.map((m) => {
      const column = columns.get(m);
      return [m, column === undefined ? unheard : (column.values.get(key) ?? column.absent(key))] as const;
    });
    return { key: question.by === null ? null : key, values: Object.fromEntries(values) };
  });
  const notes: Text[] = [];
  if (query.scope.country !== undefined) {
    notes.push({ en: "country is the store's, not where the parcel went", zh: "国家指店铺所在国，不是收货国" });
  }
  for (const note of readings.flatMap((r) => r.notes)) if (!notes.some((n) => same(n, note))) notes.push(note);
  const newestOf = new Map<MeasureId, Day>();
  for (const reading of readings)
    for (const m of Object.keys(reading.measures) as MeasureId[]) {
      const newest = reading.newestOf?.has(m) ? reading.newestOf.get(m) : reading.newest;
      if (newest !== null && newest !== undefined) newestOf.set(m, newest);
    }
  const covering = readings.find((r) => r.coverage !== null);
  return {
    rows,
    coverage: covering?.coverage ?? { covered: 0, of: question.stores.length * question.length },
    ...(covering?.coverageOf && { coverageOf: covering.coverageOf }),
    sources: [...new Set(readings.flatMap((r) => r.sources))],
    newest:
      readings
        .flatMap((r) => r.newest ?? [])
        .sort()
        .at(-1) ?? null,
    newestOf,
    notes,
  };
}

/** Facts, on any PostgreSQL. */
export function makeFacts(prisma: PrismaClient): Facts {
  const atOneMoment = moments(prisma);
  return {
    read: (query) =>
      atOneMoment(async (facts) => {
        const kept = { facts, answer: makeKept() };
        const asked = new Set(query.measures);
        const readAll = async (
          scope: MeasureQuery["scope"],
        ): Promise<{ readonly question: Question; readonly readings: readonly Reading[] }> => {
          const question = await resolve(prisma, { ...query, scope }, kept);
          const families = FAMILIES.filter((f) => f.measures.some((m) => asked.has(m)));
          // None of them needs another one's answer, and what several need is kept.
          const readings = await Promise.all(families.map((f) => f.read(prisma, question, asked)));
          return { question, readings };
        };
        const all = await readAll(query.scope);
        const out = new Set(query.by === "store" ? [] : all.readings.flatMap((r) => r.unknowable ?? []));
        const rest = query.scope.stores.filter((s) => !out.has(s));
        if (out.size === 0 || rest.length === 0) return answerOf(all.question, query, all.readings);
        // Sales of a store whose returns cannot be told would only thin the others' rate.
        const told = await readAll({ ...query.scope, stores: rest });
        const answer = answerOf(told.question, query, told.readings);
        const why = all.readings.filter((r) => r.unknowable !== undefined).flatMap((r) => r.notes);
        return { ...answer, notes: [...answer.notes, ...why.filter((n) => !answer.notes.some((m) => same(m, n)))] };
      }),
  };
}
