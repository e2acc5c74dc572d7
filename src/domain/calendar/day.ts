/** A calendar day as `YYYY-MM-DD`, in nobody's zone. Days compare as text. */
export type Day = string & { readonly __day: true };

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS = 86_400_000;

/** The day written in `text`, or undefined when it is no day of the Gregorian calendar (2026-02-30 is none). */
export function parseDay(text: string): Day | undefined {
  const m = FORM.exec(text);
  if (!m) return undefined;
  const at = Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3]));
  return new Date(at).toISOString().slice(0, 10) === text ? (text as Day) : undefined;
}

/** As parseDay, for texts that were checked before; throws otherwise. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new RangeError(`"${text}" is not a day (YYYY-MM-DD)`);
  return parsed;
}

// Plans of thousands of SKUs go over the same days again and again, and a Date takes longer than what is reckoned with it.
const KNOWN_DAYS = 5000;
const numbers = new Map<Day, number>();
const names = new Map<number, Day>();

/** Days since 1970-01-01. */
export function dayNumber(d: Day): number {
  let n = numbers.get(d);
  if (n === undefined) {
    if (numbers.size >= KNOWN_DAYS) numbers.clear();
    numbers.set(d, (n = Date.parse(`${d}T00:00:00Z`) / MS));
  }
  return n;
}

export function fromDayNumber(n: number): Day {
  let d = names.get(n);
  if (d === undefined) {
    if (names.size >= KNOWN_DAYS) names.clear();
    names.set(n, (d = new Date(n * MS).toISOString().slice(0, 10) as Day));
  }
  return d;
}

export function addDays(d: Day, days: number): Day {
  return fromDayNumber(dayNumber(d) + days);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(d: Day): number {
  return ((((dayNumber(d) + 3) % 7) + 7) % 7) + 1;
}

export function startOfMonth(d: Day): Day {
  return `${d.slice(0, 7)}-01` as Day;
}

export function endOfMonth(d: Day): Day {
  return addDays(startOfMonth(addMonths(startOfMonth(d), 1)), -1);
}

/** The same day `months` later, or that month's last day where it is shorter (31 January + 1 = 28 February). */
export function addMonths(d: Day, months: number): Day {
  const [y, m, dd] = d.split("-").map(Number) as [number, number, number];
  const first = new Date(Date.UTC(y, m - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(dd, last));
  return first.toISOString().slice(0, 10) as Day;
}

/** `YYYY-MM` */
export function monthOf(d: Day): string {
  return d.slice(0, 7);
}

export const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
export const later = (a: Day, b: Day): Day => (a > b ? a : b);
