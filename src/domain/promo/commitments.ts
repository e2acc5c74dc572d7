import type { Commitment, PromoEntry } from "./types.ts";

/** What creators were promised of one SKU, against what there will be to sell. */
export interface Promised {
  readonly sku: string;
  readonly units: number;
  readonly by: readonly { readonly creator: string; readonly units: number; readonly entry: number }[];
  /** On the shelf when the promotion begins, with what was confirmed; null where stock is not known. */
  readonly available: number | null;
  /** Promised beyond that; 0 where it fits or nobody can tell. */
  readonly over: number;
}

/** What was there to keep the promises: what is left and what was sold since the promotion began. */
export const withSold = (promised: readonly Promised[], soldOf: (sku: string) => number): readonly Promised[] =>
  promised.map((p) => {
    if (p.available === null) return p;
    const available = p.available + soldOf(p.sku);
    return { ...p, available, over: Math.max(0, p.units - Math.floor(available)) };
  });

export function promisedOf(
  commitments: readonly PromoEntry<Commitment>[],
  availableOf: (sku: string) => number | null,
): readonly Promised[] {
  return [...Map.groupBy(commitments, (c) => c.note.sku)]
    .map(([sku, of]): Promised => {
      const units = of.reduce((sum, c) => sum + c.note.units, 0);
      const available = availableOf(sku);
      return {
        sku,
        units,
        by: of.map((c) => ({ creator: c.note.creator, units: c.note.units, entry: c.id })),
        available,
        over: available === null ? 0 : Math.max(0, units - Math.floor(available)),
      };
    })
    .toSorted((a, b) => b.over - a.over || b.units - a.units || (a.sku < b.sku ? -1 : 1));
}
