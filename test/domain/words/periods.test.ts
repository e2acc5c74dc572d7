import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, dayNumber, fromDayNumber } from "../../../src/domain/calendar/day.ts";
import { periodCode, periodText } from "../../../src/domain/calendar/period-text.ts";
import type { Period } from "../../../src/domain/calendar/period.ts";
import { UserError } from "../../../src/domain/user-error.ts";
import { readPeriod } from "../../../src/domain/words/read-period.ts";
import { resolvePeriod } from "../../../src/domain/words/resolve-period.ts";

/** A Sunday. */
const TODAY = day("2026-11-22");

function means(text: string, today = TODAY): string {
  const word = readPeriod(text);
  if (word === undefined) return `"${text}" is no period`;
  const { from, to } = resolvePeriod(word, today).period;
  return `${from}..${to}`;
}

function refuses(text: string): string {
  try {
    return means(text);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

describe("words of time, on Sunday 22 November 2026", () => {
  it.each([
    ["today", "2026-11-22..2026-11-22"],
    ["今天", "2026-11-22..2026-11-22"],
    ["yesterday", "2026-11-21..2026-11-21"],
    ["昨天", "2026-11-21..2026-11-21"],
    ["前天", "2026-11-20..2026-11-20"],
    ["last week", "2026-11-09..2026-11-15"],
    ["last-week", "2026-11-09..2026-11-15"],
    ["LAST_WEEK", "2026-11-09..2026-11-15"],
    ["上周", "2026-11-09..2026-11-15"],
    ["上个星期", "2026-11-09..2026-11-15"],
    ["上上周", "2026-11-02..2026-11-08"],
    ["this week", "2026-11-16..2026-11-21"],
    ["本周", "2026-11-16..2026-11-21"],
    ["last month", "2026-10-01..2026-10-31"],
    ["上月", "2026-10-01..2026-10-31"],
    ["上个月", "2026-10-01..2026-10-31"],
    ["上上个月", "2026-09-01..2026-09-30"],
    ["this month", "2026-11-01..2026-11-21"],
    ["mtd", "2026-11-01..2026-11-21"],
    ["month to date", "2026-11-01..2026-11-21"],
    ["本月", "2026-11-01..2026-11-21"],
    ["qtd", "2026-10-01..2026-11-21"],
    ["上季度", "2026-07-01..2026-09-30"],
    ["ytd", "2026-01-01..2026-11-21"],
    ["今年以来", "2026-01-01..2026-11-21"],
    ["last year", "2025-01-01..2025-12-31"],
    ["去年", "2025-01-01..2025-12-31"],
  ])("%s is %s", (text, expected) => expect(means(text)).toBe(expected));

  it.each([
    ["last 30 days", "2026-10-23..2026-11-21"],
    ["last-30-days", "2026-10-23..2026-11-21"],
    ["past 30 days", "2026-10-23..2026-11-21"],
    ["30d", "2026-10-23..2026-11-21"],
    ["近30天", "2026-10-23..2026-11-21"],
    ["近 30 天", "2026-10-23..2026-11-21"],
    ["近三十天", "2026-10-23..2026-11-21"],
    ["最近7天", "2026-11-15..2026-11-21"],
    ["过去七天", "2026-11-15..2026-11-21"],
    ["7天", "2026-11-15..2026-11-21"],
    ["last 2 weeks", "2026-11-08..2026-11-21"],
    ["近两周", "2026-11-08..2026-11-21"],
    ["last 3 months", "2026-08-22..2026-11-21"],
    ["近三个月", "2026-08-22..2026-11-21"],
    ["近一个月", "2026-10-22..2026-11-21"],
    ["近半年", "2026-05-22..2026-11-21"],
    ["近一年", "2025-11-22..2026-11-21"],
  ])("%s ends yesterday: %s", (text, expected) => expect(means(text)).toBe(expected));

  it.each([
    ["2026-10", "2026-10-01..2026-10-31"],
    ["2026/10", "2026-10-01..2026-10-31"],
    ["2026年10月", "2026-10-01..2026-10-31"],
    ["2026年10月份", "2026-10-01..2026-10-31"],
    ["10月", "2026-10-01..2026-10-31"],
    ["十月", "2026-10-01..2026-10-31"],
    ["12月", "2025-12-01..2025-12-31"],
    ["11月", "2026-11-01..2026-11-21"],
    ["去年10月", "2025-10-01..2025-10-31"],
    ["October", "2026-10-01..2026-10-31"],
    ["Oct 2025", "2025-10-01..2025-10-31"],
    ["2026-W41", "2026-10-05..2026-10-11"],
    ["2026w41", "2026-10-05..2026-10-11"],
    ["W41", "2026-10-05..2026-10-11"],
    ["第41周", "2026-10-05..2026-10-11"],
    ["W50", "2025-12-08..2025-12-14"],
    ["Q3", "2026-07-01..2026-09-30"],
    ["三季度", "2026-07-01..2026-09-30"],
    ["2025年第四季度", "2025-10-01..2025-12-31"],
    ["2025-Q4", "2025-10-01..2025-12-31"],
    ["Q4", "2026-10-01..2026-11-21"],
    ["2025", "2025-01-01..2025-12-31"],
    ["2025年", "2025-01-01..2025-12-31"],
    ["2026-10-05", "2026-10-05..2026-10-05"],
    ["2026/10/5", "2026-10-05..2026-10-05"],
    ["2026.10.5", "2026-10-05..2026-10-05"],
    ["20261005", "2026-10-05..2026-10-05"],
    ["2026年10月5日", "2026-10-05..2026-10-05"],
    ["10月5号", "2026-10-05..2026-10-05"],
    ["12月5日", "2025-12-05..2025-12-05"],
    ["Oct 5", "2026-10-05..2026-10-05"],
    ["5 Oct 2025", "2025-10-05..2025-10-05"],
    ["2月29日", "2024-02-29..2024-02-29"],
  ])("%s is the latest of its name that has begun: %s", (text, expected) => expect(means(text)).toBe(expected));

  it.each([
    "2026-10-01..2026-10-15",
    "2026-10-01...2026-10-15",
    "2026-10-01 .. 2026-10-15",
    "2026-10-01 to 2026-10-15",
    "from 2026-10-01 to 2026-10-15",
    "between 2026-10-01 and 2026-10-15",
    "2026-10-01~2026-10-15",
    "2026-10-01～2026-10-15",
    "2026-10-01 - 2026-10-15",
    "2026-10-01-2026-10-15",
    "2026-10-01–2026-10-15",
    "2026-10-01至2026-10-15",
    "从2026-10-01到2026-10-15",
    "2026年10月1日到10月15日",
    "10月1日到15日",
    "10月1日-10月15日",
    "2026-10-01..15",
    "2026-10-01..10-15",
    "Oct 1 to Oct 15",
  ])("%s is the first half of October", (text) => expect(means(text)).toBe("2026-10-01..2026-10-15"));

  it("joins months and words of time to spans", () => {
    expect(means("2026-08..2026-10")).toBe("2026-08-01..2026-10-31");
    expect(means("8月到10月")).toBe("2026-08-01..2026-10-31");
    expect(means("10月1日到昨天")).toBe("2026-10-01..2026-11-21");
    expect(means("2026-11-20..today")).toBe("2026-11-20..2026-11-22");
    expect(means("since 2026-11-01")).toBe("2026-11-01..2026-11-21");
    expect(means("10月1日以来")).toBe("2026-10-01..2026-11-21");
  });

  it("on the first day of a month, this month is that day", () => {
    expect(means("mtd", day("2026-11-01"))).toBe("2026-11-01..2026-11-01");
    expect(means("本周", day("2026-11-16"))).toBe("2026-11-16..2026-11-16");
  });

  it("knows which periods are still running", () => {
    const toDate = (text: string): string | null => {
      const word = readPeriod(text);
      return word === undefined ? "no period" : resolvePeriod(word, TODAY).toDate;
    };
    expect([toDate("mtd"), toDate("2026-11"), toDate("2026-11-01..2026-11-30"), toDate("Q4"), toDate("本周"), toDate("今年")]).toEqual([
      "month",
      "month",
      "month",
      "quarter",
      "week",
      "year",
    ]);
    expect([toDate("last month"), toDate("last 30 days"), toDate("2026-11-01..2026-11-20"), toDate("today")]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it("says what was asked where a span reaches into the future", () => {
    const word = readPeriod("2026-11-10..2026-12-31");
    expect(word && resolvePeriod(word, TODAY)).toEqual({
      period: { from: "2026-11-10", to: "2026-11-21" },
      toDate: null,
      asked: { from: "2026-11-10", to: "2026-12-31" },
    });
  });

  it.each([
    ["2026-02-30", "there is no day 2026-02-30 in the calendar"],
    ["2026-13", "there is no month 13: months go from 1 to 12"],
    ["2025-W53", "2025 has no week 53"],
    ["2026-12", "2026-12 has not begun: today is 2026-11-22"],
    ["2027", "2027 has not begun: today is 2026-11-22"],
    ["2026-10-15..2026-10-01", "the period ends on 2026-10-01, before it begins on 2026-10-15"],
  ])("refuses %s: %s", (text, because) => expect(refuses(text)).toBe(because));

  it.each(["20725", "22423", "85123A", "gmv", "99", "2026-10-", "last", "天", "30"])("does not take %s for a period", (text) => {
    expect(readPeriod(text)).toBeUndefined();
  });
});

describe("a period that was printed", () => {
  const anyDay = fc.integer({ min: dayNumber(day("2001-01-01")), max: dayNumber(day("2026-10-31")) }).map(fromDayNumber);
  const ends = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 400 }));
  const past = fc
    .oneof(
      fc.tuple(anyDay, ends).map(([from, n]): Period => ({ from, to: addDays(from, n) })),
      // Spellings of whole units come up too rarely by chance.
      anyDay.map((d) => resolvePeriod({ kind: "month", year: Number(d.slice(0, 4)), month: Number(d.slice(5, 7)) }, TODAY).period),
      fc
        .tuple(fc.integer({ min: 2001, max: 2025 }), fc.integer({ min: 1, max: 52 }))
        .map(([year, week]) => resolvePeriod({ kind: "week", year, week }, TODAY).period),
      fc
        .tuple(fc.integer({ min: 2001, max: 2025 }), fc.integer({ min: 1, max: 4 }))
        .map(([year, quarter]) => resolvePeriod({ kind: "quarter", year, quarter }, TODAY).period),
      fc.integer({ min: 2001, max: 2025 }).map((year) => resolvePeriod({ kind: "year", year }, TODAY).period),
    )
    .filter((p) => p.to < TODAY);

  it("is understood as the same days, in either language", () => {
    fc.assert(
      fc.property(past, (p) => {
        for (const text of [periodCode(p), periodText(p).en, periodText(p).zh]) expect(means(text)).toBe(`${p.from}..${p.to}`);
      }),
      { numRuns: 1000 },
    );
  });
});
