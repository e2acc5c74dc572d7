import type { Decimal } from "decimal.js";
import { addDays, addMonths, type Day, endOfMonth, monthOf, startOfMonth } from "../../calendar/day.ts";
import type { Period } from "../../calendar/period.ts";
import { startOfWeek } from "../../calendar/week.ts";
import { type Maybe, missing } from "../../value.ts";
import type { Kpi } from "../kpi.ts";
import type { MeasureAnswer, StoreDays } from "../measure.ts";
import type { KpiAsk, ReadMeasures } from "./ask.ts";
import { coveredDaysOf } from "./covered-days.ts";
import { evaluate } from "./evaluate.ts";
import { coverageComparable } from "../../policy/declared/kpi.ts";
import { judgement } from "./marks.ts";
import { queryOf } from "./query.ts";
import { windowed } from "./series.ts";

const WEEKS = 6;
const MONTHS = 12;
/** So that a Monday is held against a Monday. */
const YEAR_OF_WEEKS = 52;

export interface Pair {
  /** Monday of the week, or first of the month. */
  readonly day: Day;
  readonly value: Maybe<Decimal>;
  /** The same a year before. */
  readonly before: Maybe<Decimal>;
}

/** The last six whole weeks and the last twelve months, the running one included, each with the year before. */
export interface SixTwelve {
  readonly kpi: Kpi;
  readonly weeks: readonly Pair[];
  readonly months: readonly Pair[];
  /** Whether the last month is over. */
  readonly whole: boolean;
  /** What the last month that is over may be held against: the month before it, where as much of that is known. */
  readonly beforeLast: Maybe<Decimal>;
  /** The answer that basis and notes come from. */
  readonly basis: MeasureAnswer;
}

const share = ({ covered, of }: StoreDays): number => (of === 0 ? 0 : covered / of);

/** Whether a KPI has a figure of each week and month: one that looks at a window of its own has not. */
export const hasSixTwelve = (kpi: Kpi): boolean => kpi.scale !== "ninety-days" && kpi.trailingDays === undefined;

export async function answerSixTwelve(ask: KpiAsk, read: ReadMeasures): Promise<SixTwelve> {
  const { kpi, today } = ask;
  const query = { ...queryOf([kpi], ask, today), maturityDays: judgement(kpi, ask.policy).maturityDays };
  const firstWeek = addDays(startOfWeek(today), -7 * WEEKS);
  const lastDay = addDays(today, -1);
  const firstMonth = addMonths(startOfMonth(lastDay), 1 - MONTHS);
  const weeksFrom = (from: Day): Period => ({ from, to: addDays(from, 7 * WEEKS - 1) });
  const yearBefore = addDays(firstWeek, -7 * YEAR_OF_WEEKS);

  const days = await read({ ...query, period: weeksFrom(firstWeek), by: "day" });
  const pastDays = await read({ ...query, period: weeksFrom(yearBefore), by: "day" });
  const months = await read({ ...query, period: { from: addMonths(firstMonth, -MONTHS), to: lastDay }, by: "month" });

  const week = (answer: MeasureAnswer, from: Day): Maybe<Decimal> => windowed(kpi, { from, to: addDays(from, 6) }, answer);
  const month = (first: Day): Maybe<Decimal> => {
    const period = { from: first, to: endOfMonth(first) < lastDay ? endOfMonth(first) : lastDay };
    const row = months.rows.find((r) => r.key === monthOf(first));
    // Before the first file there is no fact, and no months' worth of nothing.
    if (row === undefined) return missing({ zh: "没有数据", en: "nothing is known" });
    return evaluate(kpi, row.values, { period, days: coveredDaysOf(period, months, monthOf(first)) }).value;
  };
  const most = ask.policy(coverageComparable).value;
  // The half month in which the files begin is no month before another, nor a year before: a sum would seem to have doubled.
  const against = (then: Day, now: Day): Maybe<Decimal> => {
    const [there, here] = [then, now].map((first) => months.coverageOf?.get(monthOf(first)));
    if (kpi.denominator !== null || there === undefined || here === undefined) return month(then);
    if (Math.abs(share(here) - share(there)) <= most) return month(then);
    const [thin, { covered, of }] = share(there) < share(here) ? [then, there] : [now, here];
    return missing({
      zh: `${monthOf(thin)} 只有 ${covered}/${of} 店·天的数据`,
      en: `of ${monthOf(thin)} only ${covered} of ${of} store-days are known`,
    });
  };
  const whole = lastDay === endOfMonth(lastDay);
  const lastOver = addMonths(firstMonth, MONTHS - (whole ? 1 : 2));
  return {
    kpi,
    weeks: Array.from({ length: WEEKS }, (_, i) => ({
      day: addDays(firstWeek, 7 * i),
      value: week(days, addDays(firstWeek, 7 * i)),
      before: week(pastDays, addDays(yearBefore, 7 * i)),
    })),
    months: Array.from({ length: MONTHS }, (_, i) => {
      const first = addMonths(firstMonth, i);
      return { day: first, value: month(first), before: against(addMonths(first, -MONTHS), first) };
    }),
    whole,
    beforeLast: against(addMonths(lastOver, -1), lastOver),
    basis: { ...months, notes: [...new Map([...days.notes, ...months.notes].map((n) => [n.en, n])).values()] },
  };
}
