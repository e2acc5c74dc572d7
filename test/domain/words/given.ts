import { UserError } from "../../../src/domain/user-error.ts";
import { type KpiWords, readKpiWords } from "../../../src/domain/words/kpi-words.ts";
import { lexicon } from "../../../src/domain/words/lexicon.ts";
import { unknownWord } from "../../../src/domain/words/unknown-word.ts";
import { declaredKpis } from "../../fakes/kpis.ts";

/** Words of a company with three real stores and a simulated one. */
export const names = lexicon({
  kpis: [...(await declaredKpis()).values()],
  stores: [
    { code: "amazon-us", name: "Amazon US", country: "US", simulated: false },
    { code: "amazon-uk", name: "Amazon UK", country: "GB", simulated: false },
    { code: "tiktok-us", name: "TikTok 美国小店", country: "US", simulated: false },
    { code: "demo-jp", name: "Demo", country: "JP", simulated: true },
  ],
  categories: ["Home & Kitchen", "Toys", "宠物用品", "Returns"],
});

/** What was understood, without the words themselves. */
export function reads(text: string): Partial<Record<keyof KpiWords, unknown>> {
  const { tokens: _, kpi, countries, ...rest } = readKpiWords(text, names);
  const all = { kpi: kpi?.id ?? null, countries: countries.map((c) => c.code), ...rest };
  return Object.fromEntries(Object.entries(all).filter(([, v]) => v !== null && !(Array.isArray(v) && v.length === 0)));
}

/** What is said to words that make no sense; "understood" where they do. */
export function refuses(text: string): { readonly en: string; readonly zh: string } {
  try {
    const words = readKpiWords(text, names);
    const [unknown] = words.unknown;
    if (unknown === undefined) return { en: "understood", zh: "understood" };
    return unknownWord(words.tokens, unknown, names, []).text;
  } catch (error) {
    if (error instanceof UserError) return error.text;
    throw error;
  }
}
