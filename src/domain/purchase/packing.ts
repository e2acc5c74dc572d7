import { toCartons } from "../restock/order-quantity.ts";

/** What a supplier may object to in a quantity that a person insists on. */
export interface Packing {
  /** The least order, where the quantity is below it. */
  readonly belowMoq: number | null;
  /** Units of a carton, where the last carton would not be full. */
  readonly brokenCarton: number | null;
  /** The next quantity above that is neither. The same as the quantity where nothing is wrong. */
  readonly rounded: number;
}

/** Holds a quantity against minimum order and carton; what is not known objects to nothing. */
export function packing(quantity: number, { moq, carton }: { readonly moq: number | null; readonly carton: number | null }): Packing {
  const least = Math.ceil(moq ?? 0);
  const pack = Math.max(1, Math.ceil(carton ?? 1));
  return {
    belowMoq: quantity < least ? least : null,
    brokenCarton: quantity % pack === 0 ? null : pack,
    rounded: toCartons(Math.max(quantity, least), carton),
  };
}

/** Whole cartons and what is left over; null where the carton is not known. */
export function cartonsOf(quantity: number, carton: number | null): { readonly full: number; readonly loose: number } | null {
  if (carton === null || carton < 1) return null;
  return { full: Math.floor(quantity / carton), loose: quantity % carton };
}
