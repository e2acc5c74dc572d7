import type { NewPurchase, Purchase, Purchases } from "../../src/ports/purchases.ts";

const unasked = (what: string) => () => Promise.reject(new Error(`${what} is not part of this fake`));

const bare = (asked: NewPurchase, id: number): Purchase => ({
  ...asked,
  id,
  order: id,
  legs: asked.legs ?? [{ mode: asked.mode, units: asked.quantity }],
  proposed: asked.proposed ?? null,
  worth: asked.worth ?? null,
  neededBy: asked.neededBy ?? null,
  note: asked.note ?? null,
  state: asked.state ?? "approved",
  first: null,
  because: null,
  price: null,
  readyOn: null,
  revision: 0,
});

/** Approvals that a test writes down, for whoever reads them. What comes of decisions is tried on the store itself. */
export class FakePurchases implements Purchases {
  readonly #all: Purchase[] = [];

  approve: Purchases["approve"] = (asked) => {
    const purchase = bare(asked, this.#all.length + 1);
    this.#all.push(purchase);
    return Promise.resolve({ first: true, purchase });
  };

  approved: Purchases["approved"] = ({ since, sku }) =>
    Promise.resolve(
      this.#all.filter((p) => p.state === "approved" && p.planAsOf >= since && (sku === undefined || p.sku === sku)).toReversed(),
    );

  waiting: Purchases["waiting"] = ({ sku } = {}) =>
    Promise.resolve(this.#all.filter((p) => p.state === "waiting" && (sku === undefined || p.sku === sku)).toReversed());

  byId: Purchases["byId"] = (id) => Promise.resolve(this.#all[id - 1]);
  orders: Purchases["orders"] = () => Promise.resolve([]);
  order: Purchases["order"] = () => Promise.resolve(undefined);
  goods: Purchases["goods"] = () => Promise.resolve([]);
  second = unasked("second");
  reject = unasked("reject");
  revise = unasked("revise");
  withdraw = unasked("withdraw");
  place = unasked("place");
  close = unasked("close");
}
