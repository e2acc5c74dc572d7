import type { Frame } from "./frame.ts";

/** Orders of a store that were due in the month, and those that left too late. */
export interface LateStore {
  readonly store: string;
  readonly due: number;
  readonly late: number;
}

/** Stores that ship themselves, the most late orders first; those of which nobody knows are left out. */
export async function lateOrders(f: Frame): Promise<readonly LateStore[]> {
  const answer = await f.read({
    measures: ["orders-due", "orders-late"],
    scope: { stores: f.codes },
    period: f.period,
    currency: f.currency,
    asOf: f.today,
    by: "store",
  });
  return answer.rows
    .flatMap(({ key, values }): LateStore[] => {
      const [due, late] = [values["orders-due"], values["orders-late"]];
      if (key === null || due?.kind !== "value" || late?.kind !== "value" || due.value.isZero()) return [];
      return [{ store: key, due: due.value.toNumber(), late: late.value.toNumber() }];
    })
    .toSorted((a, b) => b.late - a.late || b.due - a.due);
}
