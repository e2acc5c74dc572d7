import { NUMERAL, readNumeral } from "./numerals.ts";
import type { PeriodWord } from "./period-word.ts";

/** A spelling, and what it means; undefined where the spelling turns out to be none (99月). */
interface Pattern {
  readonly form: RegExp;
  readonly read: (groups: readonly (string | undefined)[]) => PeriodWord | undefined;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH_NAME =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const YEAR = "(20\\d{2})";
const GAP = "[\\s_-]*";

const pattern = (source: string, read: Pattern["read"]): Pattern => ({ form: new RegExp(source, "iuy"), read });
const fixed = (source: string, word: PeriodWord): Pattern => pattern(source, () => word);
const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : readNumeral(text));
const yearOf = (text: string | undefined): number | null => (text === undefined ? null : Number(text));
const monthNumber = (name: string | undefined): number => MONTHS.indexOf((name ?? "").slice(0, 3).toLowerCase()) + 1;

const ago = (days: number): PeriodWord => ({ kind: "days-ago", days });
const calendar = (unit: "week" | "month" | "quarter" | "year", back: number): PeriodWord => ({ kind: "calendar", unit, back });

function rolling(count: number | undefined, unit: string | undefined): PeriodWord | undefined {
  if (count === undefined || count < 1) return undefined;
  const u = (unit ?? "d").toLowerCase();
  if (/^(?:w|周|星期|礼拜|个星期|个礼拜|个周)/u.test(u)) return { kind: "rolling", count, unit: "week" };
  if (/^(?:m|个?月)/u.test(u)) return { kind: "rolling", count, unit: "month" };
  if (/^(?:y|年)/u.test(u)) return { kind: "rolling", count: count * 12, unit: "month" };
  return { kind: "rolling", count, unit: "day" };
}

function quarterOf(text: string | undefined): number {
  return readNumeral(text ?? "") ?? 0;
}

function quarter(year: string | undefined, q: number): PeriodWord | undefined {
  return q >= 1 && q <= 4 ? { kind: "quarter", year: yearOf(year), quarter: q } : undefined;
}

/** Every spelling of a period but ranges. The longest that fits is taken, so their order does not matter. */
export const PERIOD_PATTERNS: readonly Pattern[] = [
  fixed("today|今天|今日|当天|当日", ago(0)),
  fixed("yesterday|昨天|昨日", ago(1)),
  fixed(`(?:the${GAP})?day${GAP}before${GAP}yesterday|前天|前日`, ago(2)),

  fixed(
    `(?:this|current)${GAP}week(?:${GAP}to${GAP}date)?|wtd|week${GAP}to${GAP}date|本周|这周|这个?星期|这一周|当周|本星期`,
    calendar("week", 0),
  ),
  fixed(`(?:last|previous|prior)${GAP}week|上周|上个?星期|上一周|上个?礼拜|上星期`, calendar("week", 1)),
  fixed(`week${GAP}before${GAP}last|上上周|上上个?星期`, calendar("week", 2)),

  fixed(
    `(?:this|current)${GAP}month(?:${GAP}to${GAP}date)?|mtd|month${GAP}to${GAP}date|本月|这个?月|当月|本月至今|本月以来|月初至今`,
    calendar("month", 0),
  ),
  fixed(`(?:last|previous|prior)${GAP}month|上个?月|上一个?月`, calendar("month", 1)),
  fixed(`month${GAP}before${GAP}last|上上个?月`, calendar("month", 2)),

  fixed(
    `(?:this|current)${GAP}quarter(?:${GAP}to${GAP}date)?|qtd|quarter${GAP}to${GAP}date|本季度?|这个?季度|当季|本季度至今`,
    calendar("quarter", 0),
  ),
  fixed(`(?:last|previous|prior)${GAP}quarter|上个?季度|上一个?季度|上季`, calendar("quarter", 1)),

  fixed(
    `(?:this|current)${GAP}year(?:${GAP}to${GAP}date)?|ytd|year${GAP}to${GAP}date|今年|本年度?|今年至今|今年以来|年初至今|年初以来`,
    calendar("year", 0),
  ),
  fixed(`(?:last|previous|prior)${GAP}year|去年|上一?年|去年全年`, calendar("year", 1)),

  pattern(`(?:the${GAP})?(?:last|past|recent|previous|trailing)${GAP}(\\d{1,4})${GAP}(d(?:ays?)?|w(?:eeks?)?|m(?:onths?)?|years?)`, (g) =>
    rolling(number(g[1]), g[2]),
  ),
  pattern(`(?:the${GAP})?past${GAP}(day|week|month|year)`, (g) => rolling(1, g[1])),
  pattern("(\\d{1,4})(d|days?)", (g) => rolling(number(g[1]), "d")),
  pattern(`(?:最近|近|过去|前)\\s*(${NUMERAL})\\s*(?:个)?\\s*(天|日|周|星期|礼拜|月|年)(?:内|以?来)?`, (g) => rolling(number(g[1]), g[2])),
  pattern("(?:最近|近|过去)半年", () => rolling(6, "m")),
  pattern("(?:最近|近|过去)一?个?季度?", () => rolling(3, "m")),
  pattern(`(${NUMERAL})\\s*天`, (g) => rolling(number(g[1]), "d")),

  pattern(`${YEAR}([-/.])(\\d{1,2})\\2(\\d{1,2})(?!\\d)`, (g) => ({
    kind: "day",
    year: Number(g[1]),
    month: Number(g[3]),
    day: Number(g[4]),
  })),
  pattern(`${YEAR}年\\s*(\\d{1,2})月\\s*(\\d{1,2})[日号]?`, (g) => ({
    kind: "day",
    year: Number(g[1]),
    month: Number(g[2]),
    day: Number(g[3]),
  })),
  pattern(`${YEAR}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(?!\\d)`, (g) => ({
    kind: "day",
    year: Number(g[1]),
    month: Number(g[2]),
    day: Number(g[3]),
  })),
  pattern("(\\d{1,2})月\\s*(\\d{1,2})[日号]?", (g) => ({ kind: "day", year: null, month: Number(g[1]), day: Number(g[2]) })),
  pattern(`${MONTH_NAME}\\s*(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s*${YEAR})?`, (g) => ({
    kind: "day",
    year: yearOf(g[3]),
    month: monthNumber(g[1]),
    day: Number(g[2]),
  })),
  pattern(`(\\d{1,2})(?:st|nd|rd|th)?\\s+${MONTH_NAME}(?:,?\\s*${YEAR})?`, (g) => ({
    kind: "day",
    year: yearOf(g[3]),
    month: monthNumber(g[2]),
    day: Number(g[1]),
  })),

  // The separator is needed: 20725 is a product code, not May 2072.
  pattern(`${YEAR}[-/.](\\d{1,2})(?![-/]\\d|\\.\\d|\\d)`, (g) => ({ kind: "month", year: Number(g[1]), month: Number(g[2]) })),
  pattern(`${YEAR}年\\s*(\\d{1,2})月份?`, (g) => ({ kind: "month", year: Number(g[1]), month: Number(g[2]) })),
  pattern(`(${NUMERAL})月份?`, (g) => ({ kind: "month", year: null, month: number(g[1]) ?? 0 })),
  pattern(`去年\\s*(${NUMERAL})月份?`, (g) => ({ kind: "month-of", yearsBack: 1, month: number(g[1]) ?? 0 })),
  pattern(`今年\\s*(${NUMERAL})月份?`, (g) => ({ kind: "month-of", yearsBack: 0, month: number(g[1]) ?? 0 })),
  pattern(`${MONTH_NAME}(?:[\\s,-]*${YEAR})?`, (g) => ({ kind: "month", year: yearOf(g[2]), month: monthNumber(g[1]) })),

  pattern(`${YEAR}-?w(\\d{1,2})`, (g) => ({ kind: "week", year: Number(g[1]), week: Number(g[2]) })),
  pattern(`w(\\d{1,2})`, (g) => ({ kind: "week", year: null, week: Number(g[1]) })),
  pattern(`week\\s+(\\d{1,2})(?:\\s+(?:of\\s+)?${YEAR})?`, (g) => ({ kind: "week", year: yearOf(g[2]), week: Number(g[1]) })),
  pattern(`(?:${YEAR}年\\s*)?第(${NUMERAL})周`, (g) => ({ kind: "week", year: yearOf(g[1]), week: number(g[2]) ?? 0 })),

  pattern(`${YEAR}[\\s-]*q([1-4])`, (g) => quarter(g[1], quarterOf(g[2]))),
  pattern(`q([1-4])(?:[\\s-]*${YEAR})?`, (g) => quarter(g[2], quarterOf(g[1]))),
  pattern(`(?:${YEAR}年\\s*)?第?([一二三四1-4])季度?`, (g) => quarter(g[1], quarterOf(g[2]))),
  pattern(`${YEAR}(?:年(?:全年)?)?`, (g) => ({ kind: "year", year: Number(g[1]) })),
];

/** What may stand between the two ends of a range. */
export const RANGE_SEPARATOR = /\s*(?:\.{2,3}|…|~|–|—|至|到|-)\s*|\s+(?:to|until|till|through)\s+/iuy;
export const RANGE_PREFIX = /(?:from|between)\s+|从|自/iuy;
export const RANGE_SUFFIX = /之间|期间|为止|止/uy;
export const OPEN_PREFIX = /since\s+/iuy;
export const OPEN_SUFFIX = /\s*(?:以来|至今|起)/uy;
/** `between … and …`; elsewhere "and" joins two things that have nothing to do with each other. */
export const BETWEEN_SEPARATOR = /\s*(?:and|和|与)\s*/iuy;
/** The second end may leave out what it shares with the first: `2026-10-01..15`, `10月1日到15日`. */
export const SHORT_END = /(?:(\d{1,2})[-/.])?(\d{1,2})[日号]?(?![-/.\d月])/uy;
