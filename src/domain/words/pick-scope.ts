import { UserError } from "../user-error.ts";
import type { KpiWords } from "./kpi-words.ts";
import type { Names } from "./lexicon.ts";

type NamedStore = Names["stores"][number];

/** What "all stores" means: the real ones; the simulated ones only where there are no others. */
export function allStores(names: Names): readonly NamedStore[] {
  const real = names.stores.filter((s) => !s.simulated);
  return real.length > 0 ? real : names.stores;
}

/**
 * Codes of the stores that the words name, never none: those said by name, those of the countries said, those of both where both are
 * said; all of them when nothing was said. A country is the one that a store sells in, not the one that an order went to.
 * Simulated and real stores are never added up.
 */
export function pickStores(words: Pick<KpiWords, "stores" | "countries">, names: Names): readonly string[] {
  if (names.stores.length === 0)
    throw new UserError(
      "no-stores",
      { zh: "还没有任何店铺", en: "there is no store yet" },
      {
        zh: "先用 npm run purser -- store add 建店铺，再导入订单报告。",
        en: "Add one with `npm run purser -- store add`, then import an orders report.",
      },
    );
  const named = words.stores.length > 0 ? names.stores.filter((s) => words.stores.includes(s.code)) : allStores(names);
  const codes = new Set(words.countries.map((c) => c.code));
  const picked = codes.size === 0 ? named : named.filter((s) => codes.has(s.country));
  if (picked.length === 0) throw nowhere(words, named, names);
  const [real, simulated] = [picked.filter((s) => !s.simulated), picked.filter((s) => s.simulated)];
  if (real.length > 0 && simulated.length > 0)
    throw new UserError(
      "simulated-mixed",
      {
        zh: `${codesOf(simulated).join("、")} 是模拟店铺，不能与真实店铺 ${codesOf(real).join("、")} 相加`,
        en: `${codesOf(simulated).join(", ")} is simulated: its figures are not added to those of ${codesOf(real).join(", ")}`,
      },
      { zh: "请分开查询。", en: "Ask for one or the other." },
    );
  return codesOf(picked);
}

const codesOf = (stores: readonly NamedStore[]): string[] => stores.map((s) => s.code);

function nowhere({ stores, countries }: Pick<KpiWords, "stores" | "countries">, named: readonly NamedStore[], names: Names): UserError {
  const where = { zh: countries.map((c) => c.zh).join("、"), en: countries.map((c) => c.en).join(" or ") };
  return new UserError(
    "scope-empty",
    stores.length > 0
      ? { zh: `店铺 ${codesOf(named).join("、")} 不在${where.zh}`, en: `${codesOf(named).join(", ")} does not sell in ${where.en}` }
      : { zh: `没有开在${where.zh}的店铺`, en: `no store sells in ${where.en}` },
    { zh: `各店国家：${listed(names)}`, en: `Stores by country: ${listed(names)}` },
  );
}

const listed = (names: Names): string => names.stores.map((s) => `${s.code} (${s.country})`).join(", ");
