import type { Text } from "../value.ts";
import { figure } from "./figures.ts";

/** Nobody plans farther; what lasts longer is "more than 10 years". */
export const FARTHEST = 3650;
const MONTH = 30;
const YEAR = 365;

/** Days until `units` are sold as expected, day 0 being the next, with the part of the last day; Infinity where that is not within ten years. */
export function lastsDays(expected: (i: number) => number, units: number): number {
  let left = units;
  for (let i = 0; i < FARTHEST; i += 1) {
    if (left <= 0) return i;
    const sold = Math.max(0, expected(i));
    if (left <= sold) return i + left / sold;
    left -= sold;
  }
  return Infinity;
}

/** `8.5 months`, `17 months`, `about 5 years`, `more than 10 years`. */
export function spanText(days: number): Text {
  const months = days / MONTH;
  if (days >= FARTHEST) return { zh: "10 年以上", en: "more than 10 years" };
  if (months >= 24) return { zh: `约 ${figure(days / YEAR)} 年`, en: `about ${figure(days / YEAR)} years` };
  const n = figure(months, months < 10 ? 1 : 0);
  return { zh: `${n} 个月`, en: `${n} ${n === "1" ? "month" : "months"}` };
}

/** Chinese sets a figure apart from the word before it: `要卖 23 个月`, but `要卖约 3 年`. */
export const apart = (zh: string): string => (/^\d/.test(zh) ? ` ${zh}` : zh);
