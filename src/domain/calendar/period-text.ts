import type { Text } from "../value.ts";
import { addMonths, endOfMonth, type Day, startOfMonth } from "./day.ts";
import { length, type Period } from "./period.ts";
import { isoWeek } from "./week.ts";

/** A period in the shortest form that names it exactly: `2026-10-05`, `2026-W41`, `2026-10`, `2026-Q3`, `2026`, else from and to. */
export function periodCode(p: Period): string {
  const whole = p.from === startOfMonth(p.from) && p.to === endOfMonth(p.to);
  if (p.from === p.to) return p.from;
  if (whole && startOfMonth(p.to) === p.from) return p.from.slice(0, 7);
  if (whole && p.to === endOfMonth(addMonths(p.from, 2)) && Number(p.from.slice(5, 7)) % 3 === 1)
    return `${p.from.slice(0, 4)}-Q${Math.ceil(Number(p.from.slice(5, 7)) / 3)}`;
  if (whole && p.from.endsWith("-01-01") && p.to === (`${p.from.slice(0, 4)}-12-31` as Day)) return p.from.slice(0, 4);
  const week = isoWeek(p.from);
  if (length(p) === 7 && isoWeek(p.to).week === week.week) return `${week.year}-W${String(week.week).padStart(2, "0")}`;
  return `${p.from}..${p.to}`;
}

/** The same for people; `/kpi` understands both spellings. */
export function periodText(p: Period): Text {
  const code = periodCode(p);
  if (!code.includes("..")) return { zh: code, en: code };
  return { zh: `${p.from} 至 ${p.to}`, en: `${p.from} to ${p.to}` };
}
