import { addMonths, type Day, dayNumber, fromDayNumber, startOfMonth } from "../../src/domain/calendar/day.ts";
import type { ChartLanguage } from "../define.ts";

export interface Ticks {
  readonly at: readonly number[];
  readonly step: number;
}

/** Round numbers (1, 2 or 5 × 10ⁿ apart) from at or below `min` to at or above `max`, about `count` of them. */
export function niceTicks(min: number, max: number, count: number, smallestStep: number): Ticks {
  const span = max > min ? max - min : Math.max(Math.abs(max), smallestStep * count);
  const low = max > min ? min : Math.min(0, max);
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(smallestStep, [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999) ?? rough);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil((low + span) / step - 1e-9));
  // Multiplied from whole numbers, since adding 0.1 twenty times does not end at 2.
  return { at: Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12))), step };
}

export interface DayTick {
  readonly day: Day;
  readonly label: string;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function shortDay(d: Day, lang: ChartLanguage): string {
  const [, month, dayOfMonth] = d.split("-").map(Number) as [number, number, number];
  return lang === "zh" ? `${month}/${dayOfMonth}` : `${MONTHS[month - 1] ?? ""} ${dayOfMonth}`;
}

export function shortMonth(d: Day, lang: ChartLanguage): string {
  const month = Number(d.slice(5, 7));
  return lang === "zh" ? `${month}月` : (MONTHS[month - 1] ?? "");
}

/** January is told by its year, and so is the first tick when the axis spans more than one. */
function monthLabel(d: Day, first: boolean, lang: ChartLanguage): string {
  const named = shortMonth(d, lang);
  if (d.slice(5, 7) === "01") return lang === "zh" ? `${d.slice(0, 4)}年` : d.slice(0, 4);
  return first ? (lang === "zh" ? `${d.slice(2, 4)}年${named}` : `${named} '${d.slice(2, 4)}`) : named;
}

function months(from: Day, to: Day, most: number, lang: ChartLanguage): DayTick[] {
  const starts: Day[] = [];
  for (let d = startOfMonth(from); d <= to; d = addMonths(d, 1)) if (d >= from) starts.push(d);
  const every = [1, 2, 3, 4, 6, 12, 24, 60, 120].find((n) => starts.length / n <= most) ?? 240;
  const kept = starts.filter((d) => (Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7)) - 1) % every === 0);
  const manyYears = from.slice(0, 4) !== to.slice(0, 4);
  return kept.map((d, i) => ({ day: d, label: monthLabel(d, i === 0 && manyYears, lang) }));
}

/** At most `most` marked days between two days: single days, weeks, or the first of months; the last day is always marked. */
export function dayTicks(from: Day, to: Day, grain: "day" | "month", most: number, lang: ChartLanguage): DayTick[] {
  const length = dayNumber(to) - dayNumber(from) + 1;
  if (grain === "month" || length > most * 14) return months(from, to, most, lang);
  const every = [1, 2, 3, 5, 7, 14].find((n) => length / n <= most) ?? 14;
  const last = dayNumber(to);
  const ticks: DayTick[] = [];
  for (let n = last; n >= last - length + 1; n -= every) ticks.unshift({ day: fromDayNumber(n), label: shortDay(fromDayNumber(n), lang) });
  return ticks;
}

/** The place of a day on a UTC time axis. */
export const at = (d: string): number => Date.parse(`${d}T00:00:00Z`);

/** `11/1 – 11/21`, with the years where there are two of them; months by their names. */
export function shortPeriod(from: Day, to: Day, grain: "day" | "month", lang: ChartLanguage): string {
  const years = grain === "month" || from.slice(0, 4) !== to.slice(0, 4);
  const written = (d: Day): string => {
    const year = d.slice(0, 4);
    if (grain === "month") return lang === "zh" ? `${year}/${Number(d.slice(5, 7))}` : `${shortMonth(d, lang)} ${year}`;
    if (!years) return shortDay(d, lang);
    return lang === "zh" ? `${year}/${shortDay(d, lang)}` : `${shortDay(d, lang)}, ${year}`;
  };
  const [start, end] = [written(from), written(to)];
  return start === end ? end : `${start} – ${end}`;
}
