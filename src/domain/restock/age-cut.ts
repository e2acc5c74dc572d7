import { toCartons } from "./order-quantity.ts";

/**
 * The most of an order of which no more than `share` is expected to grow too old; whole cartons, and never less than `least` units. `left` is
 * how many of an order would: of more, more.
 */
export function cutForAge(
  order: { readonly quantity: number; readonly least: number; readonly carton: number | null },
  left: (quantity: number) => number,
  share: number,
): number {
  const { quantity, carton } = order;
  const pack = toCartons(1, carton);
  const least = Math.min(quantity, toCartons(Math.max(1, Math.ceil(order.least)), carton));
  const keeps = (q: number): boolean => left(q) <= share * q;
  if (keeps(quantity)) return quantity;
  // Cartons beyond the least: the most that still keeps.
  let [low, high] = [0, Math.ceil((quantity - least) / pack)];
  while (low < high) {
    const mid = Math.ceil((low + high) / 2);
    if (keeps(least + mid * pack)) low = mid;
    else high = mid - 1;
  }
  return Math.min(quantity, least + low * pack);
}
