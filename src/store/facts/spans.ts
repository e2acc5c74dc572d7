import { type Day, dayNumber, fromDayNumber } from "../../domain/calendar/day.ts";
import type { PrismaClient } from "../client/client.ts";
import { arrayLiteral } from "../imports/arrays.ts";
import type { Question } from "./question.ts";

/** Day numbers of a store on which a fact is known, inside the asked days. */
export type KnownDays = ReadonlyMap<number, ReadonlySet<number>>;

/**
 * The days that the visible imports of a fact speak of: for each import from its first to its last record, or as far as the period that
 * was stated with it reaches; a day inside without records is a real 0. A stated period counts only up to the day before the file was
 * read: a file cannot know the rest. Between two imports nothing is known. `newest` looks up to `asOf`, beyond the period too.
 */
export function knownDays(prisma: PrismaClient, question: Question, facts: readonly string[]): Promise<Known> {
  const read = () => readKnownDays(prisma, question, facts);
  if (question.facts === undefined || question.days === null) return read();
  const { from, to } = question.days;
  return question.facts.once(`known ${facts.join(" ")} of ${question.storeIds} ${from} ${to} ${question.asOf}`, read);
}

type Known = ReadonlyMap<string, { readonly days: KnownDays; readonly newest: Day | null }>;

async function readKnownDays(prisma: PrismaClient, question: Question, facts: readonly string[]): Promise<Known> {
  const answer = new Map<string, { days: Map<number, Set<number>>; newest: Day | null }>();
  for (const fact of facts) answer.set(fact, { days: new Map(), newest: null });
  if (question.days === null) return answer;
  const { from, to } = question.days;
  const rows = await prisma.$queryRaw<{ store: number; fact: string; known: string | null; newest: string | null }[]>`
    SELECT store, fact, (range_agg(known) * datemultirange(daterange(${from}::date, ${to}::date, '[]')))::text AS known,
      least(max(upper(known)) - 1, ${question.asOf}::date)::text AS newest
    FROM (
      SELECT i.store_id AS store, f.fact, daterange(d.first, d.last, '[]') AS known
      FROM import i JOIN store s ON s.id = i.store_id
      CROSS JOIN LATERAL (SELECT i.fact UNION SELECT b.fact FROM import_batch b WHERE b.import_id = i.id) f
      CROSS JOIN LATERAL (SELECT least(i.first_day, i.period_from) AS first, greatest(i.last_day,
        CASE WHEN i.period_to IS NOT NULL THEN least(i.period_to, (i.started_at AT TIME ZONE s.zone)::date - 1) END) AS last) d
      WHERE i.state = 'visible' AND i.store_id = ANY(${question.storeIds}::int[]) AND f.fact = ANY(${arrayLiteral(facts)}::text[])
        AND d.first <= d.last
    ) k GROUP BY store, fact`;
  for (const row of rows) {
    const mine = answer.get(row.fact);
    if (mine === undefined) continue;
    const known = new Set<number>();
    for (const [, a, b] of (row.known ?? "").matchAll(/\[(\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d)\)/g)) {
      for (let d = dayNumber(a as Day); d < dayNumber(b as Day); d++) known.add(d);
    }
    mine.days.set(row.store, known);
    if (row.newest !== null && (mine.newest === null || row.newest > mine.newest)) mine.newest = row.newest as Day;
  }
  return answer;
}

export function countDays(days: KnownDays): number {
  let all = 0;
  for (const known of days.values()) all += known.size;
  return all;
}

export function lastDay(days: KnownDays): Day | null {
  let last = Number.NEGATIVE_INFINITY;
  for (const known of days.values()) for (const d of known) last = Math.max(last, d);
  return last === Number.NEGATIVE_INFINITY ? null : fromDayNumber(last);
}
