import type { WireKind } from "../wire.ts";

/** One thing that may stand in a place of a usage line: a kind of name with the words before it, or words to be typed as they are. */
export interface Choice {
  readonly before: string;
  readonly kind: WireKind | null;
}

/** A place of a usage line, `[by store|sku]`: one of its choices, or nothing. */
export type Slot = readonly Choice[];

// What usage lines call the kinds. `N` is a number behind a word: `top N`, `前N`.
const KINDS: Readonly<Record<string, WireKind>> = {
  kpi: "kpi",
  指标: "kpi",
  store: "store",
  店铺: "store",
  warehouse: "warehouse",
  仓库: "warehouse",
  country: "country",
  国家: "country",
  category: "category",
  类目: "category",
  role: "role",
  定位: "role",
  角色: "role",
  sku: "sku",
  period: "period",
  期间: "period",
  month: "month",
  月份: "month",
  state: "state",
  状态: "state",
  command: "command",
  命令: "command",
};
const COUNTS = [10, 20, 50];

const kindOf = (word: string): WireKind | undefined => KINDS[word.toLowerCase()];
// In a place that begins with a word, `by store|sku`, only what is written in capitals (or in Chinese) is a name.
const isName = (word: string): boolean => word === word.toUpperCase() && kindOf(word) !== undefined;

function choices(alternative: string, before: string): Slot {
  const words = alternative.trim().split(/\s+/u);
  const last = words.at(-1) ?? "";
  const lead = words.slice(0, -1).join(" ");
  const counted = /^(.*?)N$/u.exec(alternative.trim())?.[1];
  if (counted !== undefined) return COUNTS.map((n) => ({ before: `${counted}${n}`, kind: null }));
  const prefix = lead === "" ? before : `${lead} `;
  if (prefix === "") {
    const kind = kindOf(last);
    return kind === undefined ? [{ before: last, kind: null }] : [{ before: "", kind }];
  }
  const kind = isName(last) ? kindOf(last) : undefined;
  return kind === undefined ? [{ before: `${prefix}${last}`, kind: null }] : [{ before: prefix, kind }];
}

/**
 * The places of a usage line. Words at the beginning of a place hold for all of it (`[by store|sku]`), in the middle only for their own
 * choice (`[STORE|role ROLE]`). What cannot be read proposes nothing: it is still shown as it was written.
 */
export function slotsOf(usage: string): readonly Slot[] {
  return [...usage.matchAll(/\[([^[\]]+)\]/gu)].map(([, inside = ""]) => {
    const alternatives = inside.split("|");
    const before = /^\s*([^\s|]+)\s+\S/u.exec(alternatives[0] ?? "")?.[1];
    const shared = before === undefined || alternatives[0]?.endsWith("N") === true ? "" : `${before} `;
    return alternatives.flatMap((alternative) => choices(alternative, shared));
  });
}
