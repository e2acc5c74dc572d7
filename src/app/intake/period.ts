import { addDays, addMonths, type Day, earlier, endOfMonth, later, parseDay, startOfMonth } from "../../domain/calendar/day.ts";
import type { Period } from "../../domain/calendar/period.ts";
import { UserError } from "../../domain/user-error.ts";

/** `2026-10`, `2026-10-05` or `2026-10-01..2026-10-31`, both days included. */
export function readPeriod(text: string, today: Day): Period {
  const written = text.trim();
  const month = /^(\d{4})-(\d{2})$/.exec(written) ? parseDay(`${written}-01`) : undefined;
  const [first = "", last = first, more] = written.split(/\s*(?:\.\.|至|~)\s*/);
  const from = month ?? parseDay(first);
  // A report of the current month is made before the month ends: it covers what has passed.
  const to = month ? later(month, earlier(endOfMonth(month), today)) : parseDay(last);
  if (from === undefined || to === undefined || more !== undefined || to < from) {
    throw new UserError(
      "bad-period",
      { zh: `“${written}”不是有效的期间。`, en: `"${written}" is not a period.` },
      { zh: "写成 2026-10 或 2026-10-01..2026-10-31。", en: "Write 2026-10 or 2026-10-01..2026-10-31." },
    );
  }
  // East of the store it is tomorrow already.
  if (to > addDays(today, 1)) {
    throw new UserError(
      "future-period",
      {
        zh: `期间 ${written} 延伸到未来（店铺当地今天是 ${today}）。`,
        en: `The period ${written} reaches into the future; today is ${today}.`,
      },
      { zh: `结束日期最晚为 ${today}。`, en: `It may end on ${today} at the latest.` },
    );
  }
  return { from, to };
}

/** What the file's name seems to say; filled into the question, never taken for an answer. */
export function periodInName(name: string, today: Day): string {
  const m = /(?<!\d)(20\d{2})[-_. ]?(0[1-9]|1[0-2])(?!\d)/.exec(name);
  const said = m ? `${m[1]}-${m[2]}` : undefined;
  return said !== undefined && said <= today.slice(0, 7) ? said : addMonths(startOfMonth(today), -1).slice(0, 7);
}
