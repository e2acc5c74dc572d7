import { addDays, type Day, fromDayNumber, parseDay } from "../../domain/calendar/day.ts";
import { atLocal, dayIn, startOfDay, type Zone } from "../../domain/calendar/zone.ts";

/** Which of `09/06/25` is the month. `unknown` takes only what can be read in one way. */
export type DateOrder = "month-first" | "day-first" | "unknown";

const MONTH_FIRST = new Set(["US"]);
const DAY_FIRST = new Set([
  "GB",
  "IE",
  "IN",
  "AU",
  "DE",
  "FR",
  "IT",
  "ES",
  "NL",
  "BE",
  "PL",
  "TR",
  "BR",
  "MX",
  "SG",
  "AE",
  "SA",
  "EG",
  "MY",
  "TH",
  "VN",
  "ID",
]);
export function dateOrderOf(country: string | null): DateOrder {
  if (country === null) return "unknown";
  return MONTH_FIRST.has(country) ? "month-first" : DAY_FIRST.has(country) ? "day-first" : "unknown";
}

export interface Moment {
  readonly at: Date;
  /** The instant's day in the store's zone. */
  readonly day: Day;
}

export interface DateReading {
  readonly zone: Zone;
  /** In which zone a clock time without an offset is. Absent: such a time is refused. */
  readonly naive?: "utc" | "store";
  readonly order?: DateOrder;
}

export type DateFault = "blank" | "not-a-date" | "ambiguous-date";

export const isDateFault = (x: Day | Moment | DateFault): x is DateFault => x === "blank" || x === "not-a-date" || x === "ambiguous-date";

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$/i;
// What a spreadsheet or a script makes of a day.
const MIDNIGHT = /[T ]00:00(?::00(?:\.0+)?)?$/;
const SLASHED = /^(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})$/;
const SLASHED_CLOCK = /^(\d{1,4}[/.]\d{1,2}[/.]\d{2,4}),? +(\d{1,2}:.+)$/;
const YEAR_FIRST = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/;
const MONTH_DAY = /^([A-Za-z]{3,9})\.?[ -](\d{1,2}),?[ -](\d{4}|\d{2})(?:,? (.+))?$/;
const DAY_MONTH = /^(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4}|\d{2})(?:,? (.+))?$/;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s?([AP])\.?M\.?)?(?:\s?(Z|[A-Za-z]{3,4}|(?:UTC|GMT)?[+-]\d{2}:?\d{2}))?$/i;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
// CST is Central, China and Cuba; IST is India, Israel and Ireland: not here, so that they are refused.
const ABBREVIATIONS: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  PST: -8,
  PDT: -7,
  MST: -7,
  MDT: -6,
  CDT: -5,
  EST: -5,
  EDT: -4,
  BST: 1,
  WET: 0,
  WEST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MEZ: 1,
  MESZ: 2,
  JST: 9,
  AEST: 10,
  AEDT: 11,
};

const two = (n: number | string): string => String(n).padStart(2, "0");
const yearOf = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));
const dayOf = (y: number, m: number, d: number): Day | undefined => parseDay(`${String(y).padStart(4, "0")}-${two(m)}-${two(d)}`);

/** Minutes that a written offset is ahead of UTC. */
function offsetMinutes(text: string): number | undefined {
  const named = ABBREVIATIONS[text.toUpperCase()];
  if (named !== undefined) return named * 60;
  const m = /([+-])(\d{2}):?(\d{2})$/.exec(text);
  if (!m) return undefined;
  const minutes = Number(m[2]) * 60 + Number(m[3]);
  return minutes > 14 * 60 || Number(m[3]) > 59 ? undefined : m[1] === "-" ? -minutes : minutes;
}

function moment(d: Day | undefined, seconds: number, offset: string | undefined, reading: DateReading): Moment | DateFault {
  if (d === undefined || !(seconds >= 0 && seconds < 86_400)) return "not-a-date";
  if (offset === undefined && reading.naive === "store") return { at: atLocal(d, seconds / 60, reading.zone), day: d };
  const minutes = offset === undefined ? (reading.naive === "utc" ? 0 : undefined) : offsetMinutes(offset);
  if (minutes === undefined) return offset === undefined ? "ambiguous-date" : "not-a-date";
  const at = new Date(Date.parse(`${d}T00:00:00Z`) + seconds * 1000 - minutes * 60_000);
  return { at, day: dayIn(reading.zone, at) };
}

function clockSeconds(h: string, m: string, s: string | undefined, half: string | undefined): number {
  let hours = Number(h);
  if (Number(m) > 59 || Number(s ?? 0) > 59) return Number.NaN;
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return Number.NaN;
    hours = (hours % 12) + (half.toUpperCase() === "P" ? 12 : 0);
  }
  return hours * 3600 + Number(m) * 60 + Number(s ?? 0);
}

/** A day written without a time, in the few ways that can be read in one way only. */
export function parseDate(written: string, order: DateOrder): Day | DateFault {
  const text = written.trim();
  if (text === "") return "blank";
  const iso = parseDay(text.replace(MIDNIGHT, ""));
  if (iso !== undefined) return iso;
  const y = YEAR_FIRST.exec(text);
  if (y) return dayOf(Number(y[1]), Number(y[2]), Number(y[3])) ?? "not-a-date";
  const s = SLASHED.exec(text);
  if (s) {
    const [, first = "", mark, second = "", year = ""] = s;
    const monthFirst = dayOf(yearOf(year), Number(first), Number(second));
    const dayFirst = dayOf(yearOf(year), Number(second), Number(first));
    // 05.09.2026: nobody writes the month first with dots.
    if (mark === "." || order === "day-first") return dayFirst ?? "not-a-date";
    if (order === "month-first") return monthFirst ?? "not-a-date";
    if (monthFirst !== undefined && dayFirst !== undefined) return monthFirst === dayFirst ? monthFirst : "ambiguous-date";
    return monthFirst ?? dayFirst ?? "not-a-date";
  }
  const named = wordDate(text);
  return named && named.rest === undefined ? (named.day ?? "not-a-date") : "not-a-date";
}

function wordDate(text: string): { readonly day: Day | undefined; readonly rest: string | undefined } | undefined {
  const md = MONTH_DAY.exec(text);
  const dm = md ? null : DAY_MONTH.exec(text);
  const [word, dd, year, rest] = md ? [md[1], md[2], md[3], md[4]] : dm ? [dm[2], dm[1], dm[3], dm[4]] : [];
  if (word === undefined || dd === undefined || year === undefined) return undefined;
  const month = MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;
  return { day: month === 0 ? undefined : dayOf(yearOf(year), month, Number(dd)), rest };
}

/** An instant. A day without a time is its first instant in the store's zone. */
export function parseMoment(written: string, reading: DateReading): Moment | DateFault {
  const text = written.trim();
  if (text === "") return "blank";
  const iso = ISO.exec(text);
  if (iso) {
    const d = parseDay(text.slice(0, 10));
    if (iso[4] === undefined) return d === undefined ? "not-a-date" : { at: startOfDay(d, reading.zone), day: d };
    return moment(d, clockSeconds(iso[4], iso[5] ?? "", iso[6], undefined), iso[7], reading);
  }
  const words = wordDate(text);
  if (words?.rest !== undefined) {
    const c = CLOCK.exec(words.rest.trim());
    if (!c) return "not-a-date";
    return moment(words.day, clockSeconds(c[1] ?? "", c[2] ?? "", c[3], c[4]), c[5], reading);
  }
  const slashed = SLASHED_CLOCK.exec(text);
  if (slashed) {
    const d = parseDate(slashed[1] ?? "", reading.order ?? "unknown");
    const c = CLOCK.exec((slashed[2] ?? "").trim());
    if (isDateFault(d) || !c) return isDateFault(d) ? d : "not-a-date";
    return moment(d, clockSeconds(c[1] ?? "", c[2] ?? "", c[3], c[4]), c[5], reading);
  }
  const d = parseDate(text, reading.order ?? "unknown");
  if (isDateFault(d)) return d;
  return { at: startOfDay(d, reading.zone), day: d };
}

/** The first day that a record may speak of: Amazon sold its first book in July 1995. */
export const EARLIEST = fromDayNumber(Date.UTC(1995, 0, 1) / 86_400_000);

/** The instant up to which something is in time: of a day without a clock time its last one in the store's zone. */
export function parseDeadline(written: string, reading: DateReading): Date | DateFault {
  const d = parseDate(written, reading.order ?? "unknown");
  if (!isDateFault(d)) return new Date(startOfDay(addDays(d, 1), reading.zone).getTime() - 1);
  const found = parseMoment(written, reading);
  return isDateFault(found) ? found : found.at;
}
