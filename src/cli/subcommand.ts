import type { ParseArgsConfig } from "node:util";
import { type Day, parseDay } from "../domain/calendar/day.ts";
import { isCurrency } from "../domain/money/currency.ts";
import type { Config } from "../config.ts";
import type { Language } from "../message/message.ts";
import type { Terminal } from "./support/terminal.ts";

export interface CliIo extends Terminal {
  readonly config: Config;
  /** Of the person at this machine. */
  readonly lang: Language;
}

export interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** One subcommand of the command line; its name is the name of its file. Returns the exit code: 0 done, 1 failed, 2 wrong usage. */
export interface Subcommand {
  readonly summary: string;
  readonly usage: string;
  readonly options?: NonNullable<ParseArgsConfig["options"]>;
  run(parsed: Parsed, io: CliIo): Promise<number>;
}

/** Wrong usage: printed with the subcommand's usage, exit code 2. */
export class UsageError extends Error {}

export const text = (v: string | boolean | undefined): string | undefined => (typeof v === "string" ? v : undefined);

export function langOf(values: Parsed["values"]): Language | undefined {
  const lang = text(values["lang"]);
  if (lang !== undefined && lang !== "zh" && lang !== "en") throw new UsageError(`--lang ${lang}: expected zh or en`);
  return lang;
}

export function required(values: Parsed["values"], name: string): string {
  const v = text(values[name]);
  if (v === undefined || v === "") throw new UsageError(`--${name} is missing`);
  return v;
}

export function wholeNumber(values: Parsed["values"], name: string): number | null {
  const v = text(values[name]);
  if (v === undefined) return null;
  if (!/^\d{1,4}$/.test(v)) throw new UsageError(`--${name} ${v}: expected a whole number`);
  return Number(v);
}

/** A code that goes into file names, commands and keys. */
export function codeOf(written: string): string {
  if (!/^[A-Za-z0-9][\w.-]{0,39}$/.test(written))
    throw new UsageError(`"${written}" is no code: letters, digits, "-", "_" and ".", at most 40`);
  return written;
}

/** Regions that ISO gave two letters; the names of all others are their own code. */
const REGIONS = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

export function countryOf(values: Parsed["values"]): string {
  const country = required(values, "country").toUpperCase();
  if (!/^[A-Z]{2}$/.test(country) || REGIONS.of(country) === undefined)
    throw new UsageError(`--country ${country}: expected two letters of ISO 3166, such as US`);
  return country;
}

export function currencyOf(written: string, place: string): string {
  const code = written.toUpperCase();
  if (!isCurrency(code)) throw new UsageError(`${place} ${written}: not a known currency (ISO 4217, such as USD)`);
  return code;
}

export function dayOf(values: Parsed["values"], name: string): Day | undefined {
  const v = text(values[name]);
  const day = v === undefined ? undefined : parseDay(v);
  if (v !== undefined && day === undefined) throw new UsageError(`--${name} ${v}: expected a day, YYYY-MM-DD`);
  return day;
}
