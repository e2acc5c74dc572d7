import { addDays, addMonths, type Day, daysBetween, endOfMonth, startOfMonth } from "./day.ts";

/** Days from `from` to `to`, both included; never empty. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

export function period(from: Day, to: Day): Period {
  if (to < from) throw new RangeError(`a period ends before it begins: ${from}..${to}`);
  return { from, to };
}

export function length(p: Period): number {
  return daysBetween(p.from, p.to) + 1;
}

export function days(p: Period): Day[] {
  return Array.from({ length: length(p) }, (_, i) => addDays(p.from, i));
}

export function contains(p: Period, d: Day): boolean {
  return p.from <= d && d <= p.to;
}

function wholeMonths(p: Period): number | undefined {
  if (p.from !== startOfMonth(p.from) || p.to !== endOfMonth(p.to)) return undefined;
  return (Number(p.to.slice(0, 4)) - Number(p.from.slice(0, 4))) * 12 + Number(p.to.slice(5, 7)) - Number(p.from.slice(5, 7)) + 1;
}

/** The period of the same kind just before: whole months for whole months, else as many days. */
export function previous(p: Period): Period {
  const months = wholeMonths(p);
  if (months !== undefined) return { from: addMonths(p.from, -months), to: addDays(p.from, -1) };
  return { from: addDays(p.from, -length(p)), to: addDays(p.from, -1) };
}

/** The same days a year earlier; whole months stay whole months (29 February becomes 28). */
export function lastYear(p: Period): Period {
  const to = wholeMonths(p) === undefined ? addMonths(p.to, -12) : endOfMonth(addMonths(startOfMonth(p.to), -12));
  return { from: addMonths(p.from, -12), to };
}

/** Month to date against the same days of the month before: 1..n of each, cut at the shorter month's end. */
export function sameDaysOfPreviousMonth(p: Period): Period {
  return { from: addMonths(p.from, -1), to: addMonths(p.to, -1) };
}
