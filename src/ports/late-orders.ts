import type { Day } from "../domain/calendar/day.ts";

export interface LateQuery {
  /** Working days in which an order must leave where its file names no day, store by store. */
  readonly stores: readonly { readonly code: string; readonly workingDays: number }[];
  /** Facts after this day are not looked at. */
  readonly asOf: Day;
}

/** Orders of one store that the seller ships himself and that are on the shelf although they should have left. */
export interface LateStore {
  readonly store: string;
  /** Orders that were due on a day which the newest file reaches beyond, and that had not left in it. */
  readonly orders: number;
  /** Day on which the first of them had to leave; null where there is none. */
  readonly oldest: Day | null;
  /** The newest day that the store's files speak of. */
  readonly knownUpTo: Day;
  /** Orders that had not left in the last file that spoke of them, and of which newer files say nothing. */
  readonly unheard: number;
}

/** What should have left and has not. */
export interface LateOrders {
  /** Stores that ship themselves and whose files say when orders leave; the others are left out, since nobody knows. */
  late(query: LateQuery): Promise<readonly LateStore[]>;
}
