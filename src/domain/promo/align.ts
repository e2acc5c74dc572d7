import { addDays, type Day, weekday } from "../calendar/day.ts";
import { length } from "../calendar/period.ts";
import type { Text } from "../value.ts";
import { WEEKDAYS } from "../words/weekdays.ts";
import { daysOfEvent } from "./calendar.ts";
import type { Promo, PromoFrame } from "./types.ts";

/** The same event before, and how it is known. */
export interface PastEvent {
  readonly from: Day;
  readonly to: Day;
  readonly source: "person" | "promo" | "calendar";
  /** The kept promotion that it was. */
  readonly promo: number | null;
  readonly notes: readonly Text[];
}

const dayName = (d: Day): Text => WEEKDAYS[weekday(d) - 1] ?? { zh: "", en: "" };

function unlike(now: Pick<Promo, "from" | "to">, past: { readonly from: Day; readonly to: Day }): Text[] {
  const notes: Text[] = [];
  const [n, p] = [length(now), length(past)];
  if (n !== p) {
    notes.push({
      zh: `去年 ${p} 天，今年 ${n} 天：按日均对比`,
      en: `${p} ${p === 1 ? "day" : "days"} last time, ${n} now: compared a day`,
    });
  }
  if (weekday(now.from) !== weekday(past.from)) {
    const [a, b] = [dayName(past.from), dayName(now.from)];
    notes.push({ zh: `去年${a.zh}开始，今年${b.zh}开始`, en: `began on a ${a.en} last time, on a ${b.en} now` });
  }
  return notes;
}

/**
 * The last time that the same event was, aligned by event and not by date: days that a person gave, a kept promotion of the same event and a store in
 * common, what the calendar knows. null where nobody knows.
 */
export function pastEvent(
  promo: Pick<PromoFrame, "event" | "from" | "to" | "past" | "stores">,
  kept: readonly Promo[],
  platform: string | null,
): PastEvent | null {
  const notes = (past: { readonly from: Day; readonly to: Day }): readonly Text[] => unlike(promo, past);
  if (promo.past) return { ...promo.past, source: "person", promo: null, notes: notes(promo.past) };
  const before = kept
    .filter(
      (k) => k.event === promo.event && k.state !== "called-off" && k.to < promo.from && k.stores.some((s) => promo.stores.includes(s)),
    )
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))[0];
  if (before) return { from: before.from, to: before.to, source: "promo", promo: before.id, notes: notes(before) };
  const found = daysOfEvent(promo.event, Number(promo.from.slice(0, 4)) - 1, platform);
  if (!found) return null;
  const past = { from: found.from, to: found.to };
  return { ...past, source: "calendar", promo: null, notes: notes(past) };
}

/** Days before an event that are like any others: so many of them, going back, without the days of other events. */
export function baseDays(before: Day, count: number, other: readonly { readonly from: Day; readonly to: Day }[]): readonly Day[] {
  const found: Day[] = [];
  // Twice as far back at most: a quarter ago is another season.
  for (let i = 1; i <= 2 * count && found.length < count; i += 1) {
    const d = addDays(before, -i);
    if (!other.some((o) => d >= o.from && d <= o.to)) found.push(d);
  }
  return found.toReversed();
}
