import { UserError } from "../user-error.ts";
import type { KpiWords } from "./kpi-words.ts";
import type { Names } from "./lexicon.ts";

export interface PickedStores {
  /** Never empty. */
  readonly stores: readonly string[];
  /** Set when no store is of that country: then the country is the buyer's. */
  readonly country: string | null;
}

/**
 * The stores that the words name: those said by name, those of the countries said, their intersection where both are; all of them when
 * nothing was said. A country without a store of ours is taken as the country that the orders went to.
 */
export function pickStores(words: Pick<KpiWords, "stores" | "countries">, names: Names): PickedStores {
  if (names.stores.length === 0)
    throw new UserError(
      "no-stores",
      { zh: "还没有任何店铺", en: "there is no store yet" },
      { zh: "先用 purser store add 建店铺，再导入订单报告。", en: "Add one with `purser store add`, then import an orders report." },
    );
  const said = words.stores.length > 0 ? words.stores : names.stores.map((s) => s.code);
  if (words.countries.length === 0) return { stores: said, country: null };
  const codes = new Set(words.countries.map((c) => c.code));
  const ofCountry = names.stores.filter((s) => codes.has(s.country)).map((s) => s.code);
  const both = said.filter((code) => ofCountry.includes(code));
  if (both.length > 0) return { stores: both, country: null };
  const [country, another] = words.countries;
  if (ofCountry.length > 0 || another !== undefined || country === undefined) {
    const wanted = words.countries.map((c) => c.code).join(", ");
    throw new UserError(
      "scope-empty",
      {
        zh: `店铺 ${said.join("、")} 都不在 ${words.countries.map((c) => c.zh).join("、")}`,
        en: `none of the stores ${said.join(", ")} is in ${wanted}`,
      },
      { zh: `各店国家：${listed(names)}`, en: `Stores by country: ${listed(names)}` },
    );
  }
  return { stores: said, country: country.code };
}

const listed = (names: Names): string => names.stores.map((s) => `${s.code} (${s.country})`).join(", ");
