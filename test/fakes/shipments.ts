import type { Shipments } from "../../src/ports/shipments.ts";

const never = (what: string) => () => Promise.reject(new Error(`${what} is not asked here`));

/** Nothing is on its way, and nobody says anything of it: for callers that only ask. */
export const noShipments: Shipments = {
  find: () => Promise.resolve([]),
  events: () => Promise.resolve([]),
  look: () => Promise.resolve([]),
  saidSince: () => Promise.resolve([]),
  judged: never("judged"),
  book: never("book"),
  say: never("say"),
};
