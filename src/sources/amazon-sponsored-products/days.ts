import { expected } from "../tables/said.ts";
import type { Day } from "../../domain/calendar/day.ts";
import type { Row } from "../tables/row.ts";

interface Span {
  readonly from: Day;
  readonly to: Day;
}

// `Jul 06, 2026 - Jul 29, 2026`, with any of the dashes; a hyphen inside an ISO date has no spaces around it.
const RANGE = /^(.+?)\s+(?:[-–—~]|to|至)\s+(.+)$/i;

/** The days that a line speaks of, as the console writes them into one cell. */
export function rangeIn(row: Row, column: string): Span {
  const written = row.raw(column);
  const m = RANGE.exec(written);
  const from = row.dayOf(column, m?.[1] ?? written);
  const to = m ? row.dayOf(column, m[2] ?? "") : from;
  if (to < from) row.reject("wrong-order", column, { zh: `${column} 的结束早于开始`, en: `${column} ends before it begins` });
  return { from, to };
}

/** Days in two columns; the second may be blank or missing, for a report by day. */
export function spanIn(row: Row, first: string, last: string): Span {
  const from = row.day(first);
  const to = row.optionalDay(last) ?? from;
  if (to < from)
    row.reject("wrong-order", last, expected(last, { zh: ` ${from} 或更晚（见 ${first}）`, en: `${from} or later, as ${first} says` }));
  return { from, to };
}
