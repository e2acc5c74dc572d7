import type { Commitment, PromoEntry } from "./types.ts";

/** Units of one SKU whose orders named a code. */
export interface CodeRow {
  /** As the first order wrote it; case does not tell codes apart. */
  readonly code: string;
  readonly sku: string;
  readonly units: number;
}

/** What a code sold, and whose it is. */
export interface CodeSales {
  readonly code: string;
  /** Creators or campaigns that it was given to; empty where nobody entered it. */
  readonly creators: readonly string[];
  readonly units: number;
  /** Promised to them; null where nothing was. */
  readonly promised: number | null;
}

export const sameCode = (a: string, b: string): boolean => a.toUpperCase() === b.toUpperCase();

// Platforms write their own promotions as sentences ("US Core Free Shipping 2015/04/08"): nobody gave those to a creator.
const nobodys = (code: string): boolean => /\s/u.test(code);

/** Sales by code, those of creators first; a creator's code without a sale is told too, since that is news. */
export function codeSales(commitments: readonly PromoEntry<Commitment>[], rows: readonly CodeRow[]): readonly CodeSales[] {
  const given = commitments.flatMap(({ note }) => (note.code === undefined ? [] : [{ ...note, code: note.code }]));
  const codes = new Map([...given, ...rows].toReversed().map((x) => [x.code.toUpperCase(), x.code]));
  return [...codes.values()]
    .map((code): CodeSales => {
      const [own, sold] = [given.filter((g) => sameCode(g.code, code)), rows.filter((r) => sameCode(r.code, code))];
      return {
        code,
        creators: [...new Set(own.map((g) => g.creator))],
        units: sold.reduce((s, r) => s + r.units, 0),
        promised: own.length === 0 ? null : own.reduce((s, g) => s + g.units, 0),
      };
    })
    .filter((c) => c.creators.length > 0 || !nobodys(c.code))
    .toSorted((a, b) => Math.sign(b.creators.length) - Math.sign(a.creators.length) || b.units - a.units || (a.code < b.code ? -1 : 1));
}
