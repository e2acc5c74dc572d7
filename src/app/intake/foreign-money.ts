import type { Text } from "../../domain/value.ts";
import { figure } from "../../domain/restock/figures.ts";
import { counted } from "../../domain/words/counted.ts";
import type { Store } from "../../ports/company.ts";

/**
 * Money in another currency than the store's is taken, and is worth saying: without an exchange rate no sum that it is part of has a
 * value, and one wrong cell would blank a month of the whole company.
 */
export function foreignMoney(store: Store | null): { see: (fact: object, row: number) => void; notes: () => readonly Text[] } {
  const found = new Map<string, { rows: number; readonly first: number }>();
  return {
    see(fact, row) {
      if (store === null || !("currency" in fact) || typeof fact.currency !== "string" || fact.currency === store.currency) return;
      const known = found.get(fact.currency);
      if (known === undefined) found.set(fact.currency, { rows: 1, first: row });
      else known.rows += 1;
    },
    notes: () =>
      [...found].map(([currency, { rows, first }]) => ({
        zh: `有 ${figure(rows)} 行是 ${currency}（第一处在第 ${first} 行），而 ${store?.code ?? ""} 用 ${store?.currency ?? ""}。没有 ${currency}→${store?.currency ?? ""} 汇率时，包含这些行的金额都算不出来。若是写错，请撤销这次导入。`,
        en: `${counted(rows, "row")} in ${currency} (the first in line ${first}), while ${store?.code ?? ""} sells in ${store?.currency ?? ""}: without a rate ${currency}→${store?.currency ?? ""} no sum that has them can be told. If that is a mistake, undo this import.`,
      })),
  };
}
