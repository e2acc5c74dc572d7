import { type Day, addDays, dayNumber, daysBetween, earlier, endOfMonth, later, monthOf, startOfMonth } from "../../domain/calendar/day.ts";
import { type AskedStore, type Question, keyOf } from "./question.ts";
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
