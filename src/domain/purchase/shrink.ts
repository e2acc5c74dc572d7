/** Legs of an order that the supplier confirmed in part: what is lacking is taken from the last leg first, since the first one is the urgent one. */
export function shrink<L extends { readonly units: number }>(legs: readonly L[], quantity: number): readonly L[] {
  let left = quantity;
  return legs.flatMap((leg) => {
    const units = Math.min(leg.units, left);
    left -= units;
    return units > 0 ? [{ ...leg, units }] : [];
  });
}
