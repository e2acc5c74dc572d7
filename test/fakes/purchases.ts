import type { Purchase, Purchases } from "../../src/ports/purchases.ts";

const legsOf = (p: Pick<Purchase, "quantity" | "mode" | "legs">) => p.legs ?? [{ mode: p.mode, units: p.quantity }];

/** Approvals in memory, by the words of their port. */
export class FakePurchases implements Purchases {
  readonly #all: Purchase[] = [];
  readonly #withdrawn = new Set<number>();

  approve: Purchases["approve"] = (asked, adds) => {
    const stands = this.#standing().find((p) => p.sku === asked.sku && p.warehouse === asked.warehouse && p.planAsOf === asked.planAsOf);
    if (stands && adds?.id === stands.id && adds.quantity === stands.quantity) {
      const legs = [...Map.groupBy([...legsOf(stands), ...legsOf(asked)], (l) => l.mode)].map(([mode, of]) => ({
        mode,
        units: of.reduce((sum, l) => sum + l.units, 0),
      }));
      const cash = stands.cash && asked.cash && { ...asked.cash, amount: String(Number(stands.cash.amount) + Number(asked.cash.amount)) };
      const raised = { ...stands, ...asked, quantity: stands.quantity + asked.quantity, mode: legs[0]?.mode ?? null, legs, cash };
      this.#all[stands.id - 1] = raised;
      return Promise.resolve({ first: true, purchase: raised });
    }
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
