import type { Kpi } from "../kpi/kpi.ts";
import { countrySpellings } from "./countries.ts";
import { roleWord, type RoleWord, SKU_ROLES } from "./roles.ts";
import type { Meaning } from "./token.ts";

/** What names there are in this company. */
export interface Names {
  readonly kpis: readonly Kpi[];
  readonly stores: readonly { readonly code: string; readonly name: string; readonly country: string; readonly simulated: boolean }[];
  readonly categories: readonly string[];
  /** Roles that SKUs have, as files write them. */
  readonly roles?: readonly string[];
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

/** Roles that can be asked for: the four of the operating model, and the company's own. */
export function roleNames(names: Names): readonly RoleWord[] {
  return [...new Map([...SKU_ROLES, ...(names.roles ?? []).map(roleWord)].map((r) => [r.id, r])).values()];
}

/** "traffic" alone is sessions, and "main" anything: an English role says that it is one. 引流款 is nothing else. */
function roleEntries(role: RoleWord): Entry[] {
  const meaning: Meaning = { kind: "role", role: role.id };
  return [...new Set([role.id, role.zh, ...role.spellings])].flatMap((word) => {
    const said = [
      `role ${word}`,
      `${word} role`,
      `${word} skus`,
      `${word} products`,
      `定位${word}`,
      `${word}定位`,
      `角色${word}`,
      `${word}角色`,
    ];
    return [...said, ...(word.endsWith("款") ? [word] : [])].map((s) => entry(s, meaning));
  });
}

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
      ...roleNames(names).flatMap(roleEntries),
      ...country,
    ].filter((e) => e.spelling.trim() !== ""),
  };
}

export function kpiSpellings(kpi: Kpi): string[] {
  return [...new Set([kpi.id, kpi.name.en, kpi.name.zh, ...kpi.aliases])];
}
