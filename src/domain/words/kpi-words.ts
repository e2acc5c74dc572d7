import type { Kpi } from "../kpi/kpi.ts";
import type { Split } from "../kpi/measure.ts";
import { UserError } from "../user-error.ts";
import type { Country } from "./countries.ts";
import type { Lexicon } from "./lexicon.ts";
import type { PeriodWord } from "./period-word.ts";
import { scan } from "./scan.ts";
import { simplified } from "./simplified.ts";
import type { ComparisonWord, Meaning, Token } from "./token.ts";

/** What `/kpi` was asked, as far as the words tell it. */
export interface KpiWords {
  readonly kpi: Kpi | null;
  /** Codes, each once; empty = not said. */
  readonly stores: readonly string[];
  readonly countries: readonly Country[];
  readonly category: string | null;
  /** Said with `sku:`; other product codes are among the unknown words. */
  readonly sku: string | null;
  /** By the name that roles.ts gives it. */
  readonly role: string | null;
  readonly period: PeriodWord | null;
  readonly split: Split | null;
  readonly comparison: ComparisonWord | null;
  /** Whether the target was asked for by name. */
  readonly target: true | null;
  /** Words that are no name of anything: product codes, or mistakes. */
  readonly unknown: readonly string[];
  readonly tokens: readonly Token[];
}

type Of<K extends Meaning["kind"]> = Extract<Meaning, { readonly kind: K }>;

function all<K extends Meaning["kind"]>(tokens: readonly Token[], kind: K): { readonly text: string; readonly meaning: Of<K> }[] {
  return tokens.flatMap((t) => (t.meaning.kind === kind ? [{ text: t.text, meaning: t.meaning as Of<K> }] : []));
}

/** Distinct things said of one kind; saying the same twice (GMV销售额) is no contradiction. */
function distinct<K extends Meaning["kind"]>(tokens: readonly Token[], kind: K, key: (m: Of<K>) => string): ReturnType<typeof all<K>> {
  return [...new Map(all(tokens, kind).map((t) => [key(t.meaning), t])).values()];
}

function two(
  code: string,
  what: { zh: string; en: string },
  found: readonly { readonly text: string }[],
  hint: { zh: string; en: string },
): UserError {
  const said = found.map((t) => t.text);
  return new UserError(
    code,
    {
      zh: `一次只能查一个${what.zh}，却写了 ${said.length} 个：${said.join("、")}`,
      en: `one ${what.en} at a time, please; I read ${said.length}: ${said.join(", ")}`,
    },
    hint,
  );
}

/** W1 is a week, and may be somebody's product: then it must be said. */
function twoPeriods(said: readonly string[]): { zh: string; en: string } {
  const code = said.find((text) => /^\p{L}+\p{N}+$/u.test(text));
  return code === undefined
    ? {
        zh: "一段时间写成 2026-10-01..2026-10-15；想对比就写“对比 2026-09”。",
        en: "Write a span as 2026-10-01..2026-10-15, and a comparison as “vs 2026-09”.",
      }
    : { zh: `如果 ${code} 是商品编码，请写 sku:${code}。`, en: `If ${code} is a product, write sku:${code}.` };
}

const isLastYear = (word: PeriodWord): boolean => word.kind === "calendar" && word.unit === "year" && word.back === 1;

interface Times {
  readonly period: PeriodWord | null;
  readonly comparison: ComparisonWord | null;
  readonly target: true | null;
}

/** Periods and comparisons of the words. "last year" beside another period is what it is compared with. */
function times(tokens: readonly Token[]): Times {
  let periods = distinct(tokens, "period", (m) => JSON.stringify(m.word));
  const said = distinct(tokens, "comparison", (m) => JSON.stringify(m.comparison));
  // A target stands beside any comparison: it is no period.
  let comparisons = said.filter((c) => c.meaning.comparison.kind !== "target");
  if (periods.length === 2 && comparisons.length === 0 && periods.some((p) => isLastYear(p.meaning.word))) {
    comparisons = [{ text: "last year", meaning: { kind: "comparison", comparison: { kind: "last-year" } } }];
    periods = periods.filter((p) => !isLastYear(p.meaning.word));
  }
  if (periods.length > 1) throw two("two-periods", { zh: "期间", en: "period" }, periods, twoPeriods(periods.map((p) => p.text)));
  if (comparisons.length > 1)
    throw two("two-comparisons", { zh: "对比", en: "comparison" }, comparisons, {
      zh: "可选：环比、同比、对比 2026-09、不对比。",
      en: "Choose one of: vs previous, vs last-year, vs 2026-09, no comparison.",
    });
  return {
    period: periods[0]?.meaning.word ?? null,
    comparison: comparisons[0]?.meaning.comparison ?? null,
    target: comparisons.length < said.length ? true : null,
  };
}

function split(tokens: readonly Token[]): Split | null {
  const other = all(tokens, "no-split")[0];
  if (other !== undefined)
    throw new UserError(
      "unknown-split",
      { zh: `不支持“${other.text}”拆分`, en: `a KPI cannot be split ${other.text}` },
      { zh: "可以：按店铺、按SKU、按天、按月", en: "Splits: by store, by sku, by day, by month" },
    );
  const found = distinct(tokens, "split", (m) => m.split);
  if (found.length > 1)
    throw two("two-splits", { zh: "拆分方式", en: "split" }, found, { zh: "例如：按店铺", en: "For example: by store" });
  return found[0]?.meaning.split ?? null;
}

const strange = (tokens: readonly Token[]): number => all(tokens, "unknown").length;

/** As it was typed, or in simplified letters where more of it is understood so: names of stores and categories stay as they are. */
function tokensOf(text: string, lexicon: Lexicon): readonly Token[] {
  const typed = scan(text, lexicon);
  if (strange(typed) === 0) return typed;
  const folded = scan(simplified(text), lexicon);
  return strange(folded) < strange(typed) ? folded : typed;
}

/** Reads the words of `/kpi`, in any order and in either language. Throws UserError where they contradict each other. */
export function readKpiWords(text: string, lexicon: Lexicon): KpiWords {
  const tokens = tokensOf(text, lexicon);
  const kpis = distinct(tokens, "kpi", (m) => m.kpi.id);
  if (kpis.length > 1)
    throw two("two-kpis", { zh: "指标", en: "KPI" }, kpis, { zh: "不写指标就是总览。", en: "Without a KPI you get the overview." });
  const categories = distinct(tokens, "category", (m) => m.category);
  if (categories.length > 1)
    throw two("two-categories", { zh: "类目", en: "category" }, categories, {
      zh: "例如：类目:家居",
      en: 'For example: category:"Home & Kitchen"',
    });
  const skus = distinct(tokens, "sku", (m) => m.sku);
  if (skus.length > 1)
    throw two("two-skus", { zh: "SKU", en: "SKU" }, skus, { zh: "想看全部请写“按SKU”。", en: "For all of them, split by sku." });
  const roles = distinct(tokens, "role", (m) => m.role);
  if (roles.length > 1)
    throw two("two-roles", { zh: "商品定位", en: "role" }, roles, { zh: "例如：定位:引流款", en: "For example: role traffic" });
  return {
    kpi: kpis[0]?.meaning.kpi ?? null,
    stores: distinct(tokens, "store", (m) => m.store).map((t) => t.meaning.store),
    countries: distinct(tokens, "country", (m) => m.country.code).map((t) => t.meaning.country),
    category: categories[0]?.meaning.category ?? null,
    sku: skus[0]?.meaning.sku ?? null,
    role: roles[0]?.meaning.role ?? null,
    split: split(tokens),
    ...times(tokens),
    unknown: all(tokens, "unknown").map((t) => t.text),
    tokens,
  };
}
