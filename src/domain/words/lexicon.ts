import type { Kpi } from "../kpi/kpi.ts";
import { countrySpellings } from "./countries.ts";
import type { Meaning } from "./token.ts";

/** What names there are in this company. */
export interface Names {
  readonly kpis: readonly Kpi[];
  readonly stores: readonly { readonly code: string; readonly name: string; readonly country: string; readonly simulated: boolean }[];
  readonly categories: readonly string[];
}

interface Entry {
  readonly form: RegExp;
  readonly spelling: string;
  readonly meaning: Meaning;
}

export interface Lexicon {
  readonly names: Names;
  /** In the order that decides when two entries are equally long. */
  readonly entries: readonly Entry[];
}

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

/** A phrase in any case, its parts joined by spaces, hyphens or nothing: `return rate`, `Return-Rate`. */
function phrase(text: string): RegExp {
  const parts = text
    .normalize("NFKC")
    .trim()
    .split(/[\s_-]+/u)
    .filter((p) => p !== "")
    .map(escape);
  return new RegExp(parts.join(String.raw`[\s_-]*`), "iuy");
}

const entry = (spelling: string, meaning: Meaning): Entry => ({ form: phrase(spelling), spelling, meaning });

/** All names that `/kpi` understands without a prefix. */
export function lexicon(names: Names): Lexicon {
  const country = countrySpellings().flatMap(([spelling, c]) => {
    const meaning: Meaning = { kind: "country", country: c };
    return /[\u4E00-\u9FFF]/u.test(spelling) ? [entry(spelling, meaning), entry(`${spelling}站`, meaning)] : [entry(spelling, meaning)];
  });
  return {
    names,
    entries: [
      ...names.stores.flatMap((s) => [s.code, s.name].map((n) => entry(n, { kind: "store", store: s.code }))),
      ...names.kpis.flatMap((kpi) => kpiSpellings(kpi).map((n) => entry(n, { kind: "kpi", kpi }))),
      ...names.categories.map((category) => entry(category, { kind: "category", category })),
      ...country,
    ].filter((e) => e.spelling.trim() !== ""),
  };
}

export function kpiSpellings(kpi: Kpi): string[] {
  return [...new Set([kpi.id, kpi.name.en, kpi.name.zh, ...kpi.aliases])];
}
