import { symbolFits } from "../../domain/money/symbol.ts";
import type { Store } from "../../ports/company.ts";
import type { Sniff, Source } from "../types.ts";

/** A whole cell that is an amount with its currency's sign before it: `$1,234.50`, `"MX$5"`, `- £3`. Signs inside of words do not count. */
const SIGNED = /(?:^|[\t,;|\n"])[ \-−(]*([A-Z]{0,3}\p{Sc})[ \-−]*\d[\d.,' \u00a0\u202f]*\)?[ ]*(?=["\t,;|\r\n]|$)/gmu;
/** A whole cell that is one of Amazon's marketplaces. */
const CHANNEL = /(?:^|[\t,;|\n"])amazon\.(?:com?\.)?([a-z]{2,3})(?=["\t,;|\r\n]|$)/gim;

const COUNTRY_OF: Readonly<Record<string, string>> = { com: "US", uk: "GB" };

const found = (text: string, pattern: RegExp): readonly string[] => [...new Set(Array.from(text.matchAll(pattern), (m) => m[1] ?? ""))];

/**
 * Whether a store is one that the beginning of a file can be of, by the signs beside its amounts and the marketplaces that it names. Rows
 * that contradict the store are rejected later in any case; here nobody is asked for what the file itself tells.
 */
export function signsFit({ text }: Sniff, source: Source): (store: Store) => boolean {
  const symbols = found(text, SIGNED);
  const countries = (source.fits?.platform === "amazon" ? found(text, CHANNEL) : []).map(
    (end) => COUNTRY_OF[end.toLowerCase()] ?? end.toUpperCase(),
  );
  // A report of a whole account names several marketplaces: each of its stores takes its own lines.
  return ({ currency, country }) =>
    symbols.every((s) => symbolFits(s, currency)) && (countries.length === 0 || countries.includes(country));
}
