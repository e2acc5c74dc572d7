import { UserError } from "../user-error.ts";
import type { Text } from "../value.ts";
import { closest, closestName } from "./closest.ts";
import { kpiSpellings, type Lexicon, roleNames } from "./lexicon.ts";
import type { RoleWord } from "./roles.ts";
import type { Token } from "./token.ts";

const WORDS = [
  "yesterday",
  "today",
  "last-week",
  "this-week",
  "last-month",
  "this-month",
  "mtd",
  "qtd",
  "ytd",
  "last-quarter",
  "last 30 days",
  "last-year",
  "by store",
  "by sku",
  "by day",
  "by month",
  "vs previous",
  "vs last-year",
  "vs target",
  "昨天",
  "上周",
  "本周",
  "上月",
  "本月",
  "近30天",
  "按店铺",
  "按SKU",
  "按天",
  "按月",
  "环比",
  "同比",
  "对比目标",
] as const;

const HAN = /\p{Script=Han}/u;

/**
 * The texts in which the mistake may lie, longest first: a misspelt name in two words (`retrun rate`), one of which may be a word in its
 * own right (net sale), or a Chinese run of which a part was understood (退货绿).
 */
function readings(tokens: readonly Token[], at: number): string[] {
  const token = tokens[at];
  if (token === undefined) return [];
  const before = tokens[at - 1];
  const after = tokens[at + 1];
  const joinable = (t: Token | undefined): t is Token => t !== undefined && (t.meaning.kind === "unknown" || t.meaning.kind === "kpi");
  const join = (a: Token, b: Token): string => (b.glued ? a.text + b.text : `${a.text} ${b.text}`);
  const out: string[] = [];
  if (joinable(before)) out.push(join(before, token));
  if (joinable(after)) out.push(join(token, after));
  return [...out, token.text];
}

/** The error for a word that nothing is called, with what was probably meant. `skus` are product codes that resemble it. */
export function unknownWord(tokens: readonly Token[], word: string, lexicon: Lexicon, skus: readonly string[]): UserError {
  const at = tokens.findIndex((t) => t.meaning.kind === "unknown" && t.text === word);
  const role = unknownRole(tokens, at, lexicon) ?? unknownSplit(tokens, at) ?? unknownComparison(tokens, at);
  if (role !== undefined) return role;
  const hasKpi = tokens.some((t) => t.meaning.kind === "kpi");
  const kpis = lexicon.names.kpis.flatMap((kpi) => kpiSpellings(kpi).map((s) => [s, { kpi, s }] as const));
  const texts = readings(tokens, at);
  for (const text of texts) {
    const near = closest(text, kpis);
    if (near === undefined) continue;
    return new UserError(
      "unknown-kpi",
      {
        zh: `没有叫“${text}”的指标，是不是想查“${HAN.test(near.s) ? near.s : near.kpi.name.zh}”（${near.kpi.id}）？`,
        en: `no KPI is called ${text}; did you mean ${HAN.test(near.s) && HAN.test(text) ? near.s : near.kpi.id}?`,
      },
      knownKpis(lexicon),
    );
  }
  const near = closest(
    word,
    roleNames(lexicon.names).flatMap((r) => r.spellings.filter((s) => s.endsWith("款")).map((s) => [s, r] as const)),
  );
  if (near !== undefined) return noRole(word, near, lexicon);
  const store = closest(
    word,
    lexicon.names.stores.flatMap((s) => [s.code, s.name].map((n) => [n, s.code] as const)),
  );
  const stores = lexicon.names.stores.map((s) => s.code);
  const storeHint: Text = { zh: `现有店铺：${stores.join("、")}`, en: `Stores: ${stores.join(", ")}` };
  if (store !== undefined)
    return new UserError(
      "unknown-store",
      { zh: `没有店铺 ${word}，是不是 ${store}？`, en: `no store is called ${word}; did you mean ${store}?` },
      storeHint,
    );
  const category = closestName(word, lexicon.names.categories);
  if (category !== undefined)
    return new UserError("unknown-category", {
      zh: `没有类目 ${word}，是不是“${category}”？`,
      en: `no category is called ${word}; did you mean "${category}"?`,
    });
  if (skus.length > 0)
    return new UserError("unknown-sku", {
      zh: `没有 SKU ${word}，相近的有：${skus.join("、")}`,
      en: `no SKU is called ${word}; there are ${skus.join(", ")}`,
    });
  const [said, other] = texts.map((text) => [text, closestName(text, WORDS)] as const).find(([, near]) => near !== undefined) ?? [word];
  if (other !== undefined)
    return new UserError("unknown-word", {
      zh: `看不懂“${said}”，是不是“${other}”？`,
      en: `I do not understand "${said}"; did you mean "${other}"?`,
    });
  return new UserError(
    "unknown-word",
    {
      zh: `看不懂“${word}”：不是指标、店铺、国家、类目、SKU，也不是期间`,
      en: `I do not understand "${word}": it is no KPI, store, country, category, SKU or period`,
    },
    hasKpi ? storeHint : knownKpis(lexicon),
  );
}

const BY = /^(?:by|per|split(?:\s+by)?|按|分)$/iu;
const BY_HAN = /^[按分](.+)$/u;
const SPLITS: readonly Text[] = [
  { zh: "店铺", en: "store" },
  { zh: "SKU", en: "sku" },
  { zh: "天", en: "day" },
  { zh: "月", en: "month" },
];

/** `by supplier`, `按供应商`: the person has said that it is a split. */
function unknownSplit(tokens: readonly Token[], at: number): UserError | undefined {
  const text = tokens[at]?.text ?? "";
  const said = BY.test(text) ? (tokens[at + 1]?.text ?? "") : BY_HAN.exec(text)?.[1];
  const before = tokens[at - 1];
  // The word after `by` may be the first one that nothing is called.
  const name = said ?? (before !== undefined && before.meaning.kind === "unknown" && BY.test(before.text) ? text : undefined);
  if (name === undefined) return undefined;
  const near = closest(
    name,
    SPLITS.flatMap((s) => [s.en, s.zh].map((n) => [n, s] as const)),
  );
  const meant = near === undefined ? { zh: "", en: "" } : { zh: `，是不是“按${near.zh}”？`, en: `; did you mean by ${near.en}?` };
  return new UserError(
    "unknown-split",
    name === ""
      ? { zh: "“按”后面要写拆分方式", en: `"${text}" wants a split after it` }
      : { zh: `不能按“${name}”拆分${meant.zh}`, en: `a KPI cannot be split by ${name}${meant.en}` },
    { zh: "可以：按店铺、按SKU、按天、按月", en: "Splits: by store, by sku, by day, by month" },
  );
}

const AGAINST = /^(?:vs\.?|versus|against|compared?(?:\s+(?:to|with))?|对比|比较|比)$/iu;
const AGAINST_HAN = /^(?:对比|比较)(.+)$/u;
const COMPARISONS: readonly (readonly [string, Text])[] = [
  ["previous", { zh: "环比", en: "vs previous" }],
  ["last-year", { zh: "同比", en: "vs last-year" }],
  ["target", { zh: "对比目标", en: "vs target" }],
  ["目标", { zh: "对比目标", en: "vs target" }],
];

/** `vs foo`, `对比预算`: the person has said that it is something to compare with. */
function unknownComparison(tokens: readonly Token[], at: number): UserError | undefined {
  const text = tokens[at]?.text ?? "";
  const said = AGAINST.test(text) ? (tokens[at + 1]?.text ?? "") : AGAINST_HAN.exec(text)?.[1];
  const before = tokens[at - 1];
  const name = said ?? (before !== undefined && before.meaning.kind === "unknown" && AGAINST.test(before.text) ? text : undefined);
  if (name === undefined) return undefined;
  const near = closest(name, COMPARISONS);
  const meant = near === undefined ? { zh: "", en: "" } : { zh: `，是不是“${near.zh}”？`, en: `; did you mean ${near.en}?` };
  return new UserError(
    "unknown-comparison",
    name === ""
      ? { zh: "“对比”后面要写与什么比", en: `"${text}" wants something to compare with after it` }
      : { zh: `不能与“${name}”对比${meant.zh}`, en: `a KPI cannot be compared with ${name}${meant.en}` },
    {
      zh: "可以：环比、同比、对比 2026-09、对比目标、不对比",
      en: "Comparisons: vs previous, vs last-year, vs 2026-09, vs target, no comparison",
    },
  );
}

const ROLE = /^(?:role|定位|角色)\s*[:=：]?\s*(.*)$/iu;

/** `role trafic`, `定位:引留`: the person has said that it is a role. */
function unknownRole(tokens: readonly Token[], at: number, lexicon: Lexicon): UserError | undefined {
  const said = ROLE.exec(tokens[at]?.text ?? "")?.[1];
  if (said === undefined) return undefined;
  const name = said === "" ? (tokens[at + 1]?.text ?? tokens[at - 1]?.text ?? "") : said;
  return noRole(
    name,
    closest(
      name,
      roleNames(lexicon.names).flatMap((r) => r.spellings.map((s) => [s, r] as const)),
    ),
    lexicon,
  );
}

function noRole(name: string, near: RoleWord | undefined, lexicon: Lexicon): UserError {
  const known = roleNames(lexicon.names);
  const roles: Text = { zh: `商品定位：${known.map((r) => r.zh).join("、")}`, en: `Roles: ${known.map((r) => r.en).join(", ")}` };
  return new UserError(
    "unknown-role",
    near === undefined
      ? { zh: `没有叫“${name}”的商品定位`, en: `no role is called ${name}` }
      : { zh: `没有叫“${name}”的商品定位，是不是“${near.zh}”？`, en: `no role is called ${name}; did you mean role ${near.en}?` },
    roles,
  );
}

export function knownKpis(lexicon: Lexicon): Text {
  const { kpis } = lexicon.names;
  return { zh: `可查指标：${kpis.map((k) => `${k.name.zh}（${k.id}）`).join("、")}`, en: `KPIs: ${kpis.map((k) => k.id).join(", ")}` };
}
