import { type Day, addDays, dayNumber, daysBetween, earlier, endOfMonth, later, monthOf, startOfMonth } from "../../domain/calendar/day.ts";
import type { StoreDays } from "../../domain/kpi/measure.ts";
import { type AskedStore, type Question, keyOf, keysOf } from "./question.ts";
import type { KnownDays } from "./spans.ts";
import { type Interval, tile } from "./tile.ts";

/** Periods that each have a figure of their own: reports over intervals must fit into one of them. */
export function bucketsOf(question: Question): readonly Interval[] {
  if (question.days === null) return [];
  const { from, to } = question.days;
  const all = Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i));
  if (question.by === "day") return all.map((d) => ({ from: d, to: d }));
  if (question.by !== "month") return [{ from, to }];
  return [...new Map(all.map((d) => [monthOf(d), d])).values()].map((d) => ({
    from: later(startOfMonth(d), from),
    to: earlier(endOfMonth(d), to),
  }));
}

/** An interval that a store has a report of. `whole`: its rows speak of the store, not of SKUs. */
export interface Report extends Interval {
  readonly store: number;
  readonly source: "daily-sales" | "traffic";
  readonly whole: boolean;
}

/** A report that is added up, and the key under which. */
export interface Chosen extends Report {
  readonly key: string;
}

/** Kinds of reports, the preferred one first. */
export type Preference = readonly Pick<Report, "source" | "whole">[];

/** Chooses for each store which reports to add up on the days that are not known otherwise. Never two for one day. */
export function choose(question: Question, reports: readonly Report[], known: KnownDays, preference: Preference): readonly Chosen[] {
  const chosen: Chosen[] = [];
  const buckets = bucketsOf(question);
  for (const store of question.stores) {
    const mine = reports.filter((r) => r.store === store.id);
    if (mine.length === 0) continue;
    const taken = new Set(known.get(store.id));
    for (const kind of preference) {
      const fitting = mine.filter((r) => r.source === kind.source && r.whole === kind.whole);
      if (fitting.length === 0) continue;
      const byBucket = buckets.length === 1 ? [fitting] : groupByBucket(question, store, fitting);
      for (const [i, bucket] of buckets.entries()) {
        const found = tile(byBucket[i] ?? [], bucket, taken);
        for (const report of found) {
          chosen.push({ ...report, key: keyOf(question, store, report.from) });
          for (let d = dayNumber(report.from); d <= dayNumber(report.to); d++) taken.add(d);
        }
      }
    }
  }
  return chosen;
}

/** A year by day has 365 buckets: each report is looked at in its own only. */
function groupByBucket(question: Question, store: AskedStore, reports: readonly Report[]): readonly (readonly Report[])[] {
  const byKey = Map.groupBy(reports, (r) => keyOf(question, store, r.from));
  return bucketsOf(question).map((b) => byKey.get(keyOf(question, store, b.from)) ?? []);
}

/** Days that are known in the end, by store. */
export function withChosen(known: KnownDays, chosen: readonly Chosen[]): KnownDays {
  const all = new Map([...known].map(([store, days]) => [store, new Set(days)]));
  for (const c of chosen) {
    const days = all.get(c.store) ?? new Set<number>();
    for (let d = dayNumber(c.from); d <= dayNumber(c.to); d++) days.add(d);
    all.set(c.store, days);
  }
  return all;
}

/** Known store-days under each key of a split by store or month, and all of them. Months that have not begun have no key. */
export function coverageOf(question: Question, known: KnownDays): ReadonlyMap<string, StoreDays> {
  const answer = new Map<string, StoreDays>();
  if (question.days === null) return answer;
  const { from } = question.days;
  const covered = new Map<string, number>();
  for (const store of question.stores)
    for (const d of known.get(store.id) ?? []) {
      const key = keyOf(question, store, addDays(from, d - dayNumber(from)));
      covered.set(key, (covered.get(key) ?? 0) + 1);
    }
  // Days to come count as days of the period, as they do for the whole.
  const all = Array.from({ length: question.length }, (_, i) => addDays(from, i));
  for (const key of keysOf(question)) {
    const of = question.by === "month" ? all.filter((d) => monthOf(d) === key).length * question.stores.length : question.length;
    answer.set(key, { covered: covered.get(key) ?? 0, of });
  }
  return answer;
}

/** Keys of which at least one store-day is known: there, no row means 0. */
export function knownKeys(question: Question, known: KnownDays): ReadonlySet<string> {
  const keys = new Set<string>();
  if (question.days === null) return keys;
  const from = dayNumber(question.days.from);
  for (const store of question.stores) {
    for (const d of known.get(store.id) ?? []) keys.add(keyOf(question, store, addDays(question.days.from, d - from) satisfies Day));
  }
  return keys;
}
