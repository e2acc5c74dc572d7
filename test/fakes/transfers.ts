import type { Transfers } from "../../src/ports/transfers.ts";

const unasked = (what: string) => () => Promise.reject(new Error(`${what} is not part of this fake`));

/** Nobody approved a move. */
export const noTransfers: Transfers = {
  approve: unasked("approve"),
  open: () => Promise.resolve([]),
  counted: () => Promise.resolve([]),
  byId: () => Promise.resolve(undefined),
  leave: unasked("leave"),
  close: unasked("close"),
  withdraw: unasked("withdraw"),
};
