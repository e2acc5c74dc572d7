import type { Purchase, Purchases } from "../../src/ports/purchases.ts";

/** Approvals in memory, by the words of their port. */
export class FakePurchases implements Purchases {
  readonly #all: Purchase[] = [];
  readonly #withdrawn = new Set<number>();

  approve: Purchases["approve"] = (asked) => {
    const stands = this.#standing().find((p) => p.sku === asked.sku && p.warehouse === asked.warehouse && p.planAsOf === asked.planAsOf);
    if (stands) return Promise.resolve({ first: false, purchase: stands });
    const purchase = { ...asked, id: this.#all.length + 1 };
    this.#all.push(purchase);
    return Promise.resolve({ first: true, purchase });
  };

  approved: Purchases["approved"] = ({ since, sku }) =>
    Promise.resolve(
      this.#standing()
        .filter((p) => p.planAsOf >= since && (sku === undefined || p.sku === sku))
        .toReversed(),
    );

  withdraw: Purchases["withdraw"] = (id) => {
    const stands = this.#standing().some((p) => p.id === id);
    this.#withdrawn.add(id);
    return Promise.resolve(stands);
  };

  #standing(): Purchase[] {
    return this.#all.filter((p) => !this.#withdrawn.has(p.id));
  }
}
