import { countryName } from "../../domain/words/countries.ts";
import { roleNames } from "../../domain/words/lexicon.ts";
import { mainKpis } from "../../domain/kpi/engine/overview.ts";
import type { Kpi } from "../../domain/kpi/kpi.ts";
import { STATE_NAMES, statesOf, STATE_WORDS } from "../../domain/restock/words.ts";
import type { Text } from "../../domain/value.ts";
import type { CompanyData } from "../../ports/company.ts";
import type { WireWord } from "./wire.ts";

/** Where the names come from that a command's arguments may be. */
export interface Names {
  readonly company: Pick<CompanyData, "stores" | "warehouses" | "categories" | "skuRoles" | "findSkus">;
  readonly kpis: () => ReadonlyMap<string, Kpi>;
}

const SKUS_AT_ONCE = 8;

const same = (text: string): Text => ({ zh: text, en: text });

/** Periods that are worth proposing; the reader of periods knows many more. */
export const PERIODS: readonly Text[] = [
  { zh: "近7天", en: "last 7 days" },
  { zh: "近30天", en: "last 30 days" },
  { zh: "上月", en: "last month" },
  { zh: "本月", en: "this month" },
  { zh: "上周", en: "last week" },
  { zh: "本周", en: "this week" },
  { zh: "昨天", en: "yesterday" },
  { zh: "近90天", en: "last 90 days" },
  { zh: "本季度", en: "this quarter" },
  { zh: "上季度", en: "last quarter" },
  { zh: "今年", en: "this year" },
  { zh: "去年", en: "last year" },
];

/** Where only a month can stand. */
export const MONTHS: readonly Text[] = [
  { zh: "上月", en: "last month" },
  { zh: "本月", en: "this month" },
];

/** One spelling in each language of everything that a state word can mean: 断货 is out and about to be, `order` is all that needs one. */
function stateWords(): WireWord[] {
  const HAN = /\p{Script=Han}/u;
  const meanings = Map.groupBy(STATE_WORDS, (word) => statesOf(word)?.join() ?? "");
  return [...meanings].map(([, spellings]): WireWord => {
    const [zh = "", en = ""] = [spellings.find((word) => HAN.test(word)), spellings.find((word) => !HAN.test(word))];
    const states = statesOf(zh === "" ? en : zh) ?? [];
    const title = { zh: states.map((s) => STATE_NAMES[s].zh).join("、"), en: states.map((s) => STATE_NAMES[s].en).join(", ") };
    return { kind: "state", typed: { zh, en }, title, also: spellings };
  });
}

/** What people ask most first, the rest by name. */
function ordered(kpis: ReadonlyMap<string, Kpi>): readonly Kpi[] {
  const main = mainKpis(kpis);
  return [...main, ...[...kpis.values()].filter((kpi) => !main.includes(kpi)).toSorted((a, b) => (a.id < b.id ? -1 : 1))];
}

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];
/** A name of several words is typed in quotation marks. */
const quoted = (name: string): string => (/\s/u.test(name) ? `"${name}"` : name);

/** Every name but those of SKUs, of which there may be thousands. */
export async function vocabulary({ company, kpis }: Names): Promise<readonly WireWord[]> {
  const [stores, warehouses, categories, roles] = await Promise.all([
    company.stores(),
    company.warehouses(),
    company.categories(),
    company.skuRoles(),
  ]);
  return [
    ...ordered(kpis()).map(({ id, name, aliases }): WireWord => ({
      kind: "kpi",
      typed: { zh: name.zh, en: id },
      title: name,
      also: aliases,
    })),
    ...stores.map((s): WireWord => ({ kind: "store", typed: same(s.code), title: same(s.name), also: [s.name] })),
    ...warehouses.map((w): WireWord => ({ kind: "warehouse", typed: same(w.code), title: same(w.name), also: [w.name] })),
    ...unique(stores.map((s) => s.country)).map((code): WireWord => {
      const title = countryName(code);
      return { kind: "country", typed: { zh: title.zh, en: code }, title, also: [title.en] };
    }),
    ...categories.map((name): WireWord => ({ kind: "category", typed: same(quoted(name)), title: same(name), also: [name] })),
    ...roleNames({ kpis: [], stores: [], categories: [], roles }).map((role): WireWord => {
      const typed = { zh: role.zh, en: role.id };
      return { kind: "role", typed, title: { zh: role.zh, en: role.en }, also: role.spellings };
    }),
    ...PERIODS.map((typed): WireWord => ({ kind: "period", typed, title: typed, also: [] })),
    ...MONTHS.map((typed): WireWord => ({ kind: "month", typed, title: typed, also: [] })),
    ...stateWords(),
  ];
}

/** SKUs that a beginning may mean, the nearest first. */
export async function skuWords({ company }: Pick<Names, "company">, text: string): Promise<readonly WireWord[]> {
  const found = await company.findSkus(text, SKUS_AT_ONCE);
  return found.map(({ sku, title }): WireWord => ({ kind: "sku", typed: same(quoted(sku)), title: same(title ?? ""), also: [] }));
}
