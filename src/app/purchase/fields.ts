import { UserError } from "../../domain/user-error.ts";
import type { Text } from "../../domain/value.ts";
import type { Day } from "../../domain/calendar/day.ts";
import { dayOf, type Fields, optional, written } from "../retro/fields.ts";

/** As large as a count in the store; a supplier who delivers more is no supplier of a shop. */
const MOST_UNITS = 10_000_000;

/** Digits as people type them: full-width ones and separators are forgiven. */
const bare = (text: string): string => text.normalize("NFKC").replaceAll(/[\s,]/gu, "");

export function unitsOf(
  text: string,
  label: Text,
  { least, most = MOST_UNITS }: { readonly least: number; readonly most?: number },
): number {
  const number = bare(text);
  const units = /^\d+$/.test(number) ? Number(number) : Number.NaN;
  if (Number.isInteger(units) && units >= least && units <= most) return units;
  throw new UserError(
    "field-no-units",
    {
      zh: `“${label.zh}”是“${text}”，应为 ${least} 到 ${most} 之间的整数。`,
      en: `"${label.en}" is "${text}", not a whole number from ${least} to ${most}.`,
    },
    { zh: "例如 120", en: "For example 120" },
  );
}

export const unitsField = (fields: Fields, name: string, label: Text, least: number, most?: number): number =>
  unitsOf(written(fields, name, label), label, { least, ...(most !== undefined && { most }) });

export function optionalUnits(fields: Fields, name: string, label: Text, least = 0): number | null {
  const text = optional(fields, name, label);
  return text === null ? null : unitsOf(text, label, { least });
}

/** A price as decimal text: currency signs and separators are passed over. */
export function priceOf(text: string, label: Text): string {
  const number = bare(text).replaceAll(/[$€£¥￥]|[A-Za-z]{2,3}\$?/gu, "");
  if (/^\d{1,9}(\.\d{1,6})?$/.test(number) && Number(number) > 0) return number;
  throw new UserError(
    "field-no-price",
    { zh: `“${label.zh}”是“${text}”，应为大于 0 的金额。`, en: `"${label.en}" is "${text}", not an amount above 0.` },
    { zh: "例如 4.10", en: "For example 4.10" },
  );
}

/** A day that has come already, from `least` on. */
export function dayPast(fields: Fields, name: string, label: Text, least: Day, today: Day): Day {
  written(fields, name, label);
  const day = dayOf(fields, name, label, least) ?? today;
  if (day <= today) return day;
  throw new UserError(
    "not-yet",
    { zh: `“${label.zh}”是 ${day}，还没到。`, en: `"${label.en}" is ${day}, which is still to come.` },
    { zh: `填 ${today} 或之前的日期。`, en: `Give ${today} or a day before.` },
  );
}
