import { addDays, type Day, dayNumber, fromDayNumber } from "../../domain/calendar/day.ts";
import type { PrismaClient } from "../client/client.ts";
import { type Chosen, choose } from "../facts/buckets.ts";
import type { Question } from "../facts/question.ts";
import { findReports } from "../facts/reports.ts";
import { knownDays } from "../facts/spans.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import type { Place } from "./places.ts";

/** Days of history that a plan looks at: two years, so that a season is seen twice. */
export const HISTORY_DAYS = 730;

/** A store whose sales ended this much before its neighbours' has stopped; until then its file is only late. */
const STOPPED_AFTER_DAYS = 31;

export interface KnownSales {
  readonly from: Day;
  readonly asOf: Day;
  /** Reports of single days by SKU, on days without order lines. */
  readonly reports: readonly Chosen[];
  /** Newest day of which the sales of all stores are known; null where none are. */
  readonly through: Day | null;
  /** Whether all stores' sales of a day are known. */
  readonly known: (day: number) => boolean;
}

/** Which days' sales are known at a place. Reports over longer intervals say nothing of a day, and are left out. */
export async function readKnownSales(prisma: PrismaClient, place: Place, asOf: Day): Promise<KnownSales> {
  const from = addDays(asOf, 1 - HISTORY_DAYS);
  const question: Question = {
    stores: place.demand,
    storeIds: arrayLiteral(place.demand.map((s) => s.id)),
    days: place.demand.length === 0 ? null : { from, to: asOf },
    length: HISTORY_DAYS,
    by: "day",
    sku: null,
    category: null,
    currency: place.currency,
    maturityDays: null,
    asOf,
  };
  const lines = (await knownDays(prisma, question, ["order-lines"])).get("order-lines")?.days ?? new Map<number, ReadonlySet<number>>();
  const reports = choose(question, await findReports(prisma, question, lines, true), lines, [
    { source: "daily-sales", whole: false },
    { source: "traffic", whole: false },
  ]);
  const days = new Map(place.demand.map((s) => [s.id, new Set(lines.get(s.id))]));
  for (const r of reports) days.get(r.store)?.add(dayNumber(r.from));
  const spans = [...days.values()].filter((d) => d.size > 0).map((d) => ({ days: d, first: Math.min(...d), last: Math.max(...d) }));
  const newest = Math.max(...spans.map((s) => s.last));
  const through = Math.min(...spans.filter((s) => s.last >= newest - STOPPED_AFTER_DAYS).map((s) => s.last));
  return {
    from,
    asOf,
    reports,
    through: spans.length === 0 ? null : fromDayNumber(through),
    known: (day) =>
      spans.some((s) => s.first <= day && day <= s.last) && spans.every((s) => s.days.has(day) || day < s.first || day > s.last),
  };
}
