import { addDays, type Day, day, weekday } from "../calendar/day.ts";
import { days, type Period } from "../calendar/period.ts";
import type { Maybe, Text } from "../value.ts";
import type { Decimal } from "decimal.js";
import type { MeasureAnswer, MeasureId } from "./measure.ts";

/** Days that are not like others; a picture shades them, so that nobody takes a peak for a trend. */
export interface SpecialPeriod {
  readonly label: Text;
  readonly from: Day;
  readonly to: Day;
}

const THURSDAY = 4;

/** Friday after the fourth Thursday of November to Monday. */
function blackFriday(year: number): SpecialPeriod {
  const first = day(`${year}-11-01`);
  const thursday = addDays(first, ((THURSDAY - weekday(first) + 7) % 7) + 21);
  return { label: { zh: "黑五网一", en: "Black Friday to Cyber Monday" }, from: addDays(thursday, 1), to: addDays(thursday, 4) };
}

const PRIME: Text = { zh: "Prime 会员日", en: "Prime Day" };
const PRIME_AUTUMN: Text = { zh: "Prime 秋促", en: "Prime Big Deal Days" };

/** Days that Amazon sets anew each year and announced itself (aboutamazon.com); a year that is not here has none until it is written down. */
const SET: readonly SpecialPeriod[] = [
  { label: PRIME, from: day("2024-07-16"), to: day("2024-07-17") },
  { label: PRIME_AUTUMN, from: day("2024-10-08"), to: day("2024-10-09") },
  { label: PRIME, from: day("2025-07-08"), to: day("2025-07-11") },
  { label: PRIME_AUTUMN, from: day("2025-10-07"), to: day("2025-10-08") },
];

/** Peaks of sales that touch a period. `amazon`: whether a store of that platform is asked for. */
export function peaks(period: Period, amazon: boolean): SpecialPeriod[] {
  const years: number[] = [];
  for (let year = Number(period.from.slice(0, 4)); year <= Number(period.to.slice(0, 4)); year++) years.push(year);
  return [...years.map(blackFriday), ...(amazon ? SET : [])]
    .filter((p) => p.from <= period.to && p.to >= period.from)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

const is = (value: Maybe<Decimal> | undefined, fits: (n: Decimal) => boolean): boolean => value?.kind === "value" && fits(value.value);

export const STOCK_DAYS = ["sku-days", "sku-days-in-stock"] as const satisfies readonly MeasureId[];

/** Runs of days on which a SKU has a snapshot and nothing that can be sold, out of an answer by day. */
export function stockOuts(period: Period, answer: MeasureAnswer): SpecialPeriod[] {
  const rows = new Map(answer.rows.map((r) => [r.key, r.values]));
  const found: { from: Day; to: Day }[] = [];
  for (const d of days(period)) {
    const values = rows.get(d);
    if (!is(values?.["sku-days"], (n) => n.gt(0)) || !is(values?.["sku-days-in-stock"], (n) => n.isZero())) continue;
    const open = found.at(-1);
    if (open !== undefined && addDays(open.to, 1) === d) open.to = d;
    else found.push({ from: d, to: d });
  }
  return found.map((f) => ({ label: { zh: "断货", en: "out of stock" }, ...f }));
}
