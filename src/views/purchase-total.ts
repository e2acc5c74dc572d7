import { add, money, type Money, toJson } from "../domain/money/money.ts";
import type { Value } from "../message/message.ts";
import type { Purchase } from "../ports/purchases.ts";
import { t } from "./purchase-words.ts";

/** Cash of lines together: `totals` by currency, and how many lines have no known cost. */
export function totalsOf(lines: readonly Pick<Purchase, "cash">[]): { readonly totals: readonly Money[]; readonly unknown: number } {
  const totals = new Map<string, Money>();
  let unknown = 0;
  for (const { cash } of lines) {
    if (cash === null) {
      unknown += 1;
      continue;
    }
    const one = money(cash.amount, cash.currency);
    const before = totals.get(cash.currency);
    totals.set(cash.currency, before === undefined ? one : add(before, one));
  }
  return { totals: [...totals.values()], unknown };
}

/** One amount where all are of one currency and known; else why there is none. */
export function cashOfLines(lines: readonly Pick<Purchase, "cash">[]): Value {
  const { totals, unknown } = totalsOf(lines);
  const [only, ...others] = totals;
  if (unknown > 0)
    return {
      kind: "missing",
      because: t(`${unknown} 行成本未知`, `the cost of ${unknown} ${unknown === 1 ? "line" : "lines"} is not known`),
      sensitivity: "margin",
    };
  if (only === undefined || others.length > 0)
    return { kind: "missing", because: t("多币种，见各行", "several currencies: see the lines"), sensitivity: "margin" };
  return { kind: "money", ...toJson(only), sensitivity: "margin" };
}
