/** What one of a currency is worth in another. */
export interface Worth {
  readonly currency: string;
  readonly rate: number;
}

/**
 * Money that is known, in a currency from which no rate leads to the one that it is wanted in. `worth` is all money of a line: it cannot be compared
 * with that of others.
 */
export interface NoRate {
  readonly of: "cost" | "price" | "freight" | "worth";
  readonly from: string;
  readonly to: string;
}
