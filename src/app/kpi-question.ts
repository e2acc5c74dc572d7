import type { Day } from "../domain/calendar/day.ts";
import { periodCode } from "../domain/calendar/period-text.ts";
import type { Period } from "../domain/calendar/period.ts";
import type { Comparison, ToDate } from "../domain/kpi/engine/compare-with.ts";
import { hasSixTwelve } from "../domain/kpi/engine/six-twelve.ts";
import type { Kpi } from "../domain/kpi/kpi.ts";
import type { Scope, Split } from "../domain/kpi/measure.ts";
import { UserError } from "../domain/user-error.ts";
import type { Text } from "../domain/value.ts";
import { type KpiWords, readKpiWords } from "../domain/words/kpi-words.ts";
import { lexicon, type Lexicon } from "../domain/words/lexicon.ts";
import { allStores, pickStores } from "../domain/words/pick-scope.ts";
import type { PeriodWord } from "../domain/words/period-word.ts";
import { roleWord } from "../domain/words/roles.ts";
import { resolvePeriod } from "../domain/words/resolve-period.ts";
import { unknownWord } from "../domain/words/unknown-word.ts";
import type { Company, CompanyData, SkuInfo, Store } from "../ports/company.ts";
import type { Context } from "./types.ts";

/** What `/kpi` was asked, with every name checked against what there is and every day counted. */
export interface KpiQuestion {
  /** null: the overview. */
  readonly kpi: Kpi | null;
  readonly scope: Scope;
  readonly stores: readonly Store[];
  readonly storeCount: number;
  readonly company: Company;
  readonly period: Period;
  readonly toDate: ToDate | null;
  readonly comparison: Comparison;
  /** Whether the target was asked for by name. */
  readonly target: boolean;
  /** Role of the one asked SKU, or the asked role: targets and thresholds may be set for it. */
  readonly role: string | null;
  readonly split: Split | null;
  /** The last six weeks and twelve months instead of a period. */
  readonly sixTwelve: boolean;
  readonly today: Day;
  readonly notes: readonly Text[];
}

const DEFAULT_PERIOD: PeriodWord = { kind: "rolling", count: 30, unit: "day" };
const NEAR = 5;

/** Puts back the quotation marks that the line reader took off a word of several words. */
const asTyped = (words: readonly string[]): string => words.map((w) => (/\s/u.test(w) && !w.includes('"') ? `"${w}"` : w)).join(" ");

/** The SKU of a word: spelt exactly so, else the only one that differs in capitals alone. */
async function findSku(word: string, company: CompanyData): Promise<{ readonly sku: SkuInfo | null; readonly near: readonly string[] }> {
  const found = await company.findSkus(word, NEAR);
  const exact = found.find((s) => s.sku === word);
  if (exact !== undefined) return { sku: exact, near: [] };
  const alike = found.filter((s) => s.sku.toLowerCase() === word.toLowerCase());
  const [only, another] = alike;
  if (only !== undefined && another === undefined) return { sku: only, near: [] };
  return { sku: null, near: (alike.length > 0 ? alike : found).map((s) => s.sku) };
}

/** Product codes among the words; throws for what is none. */
async function skuOf(words: KpiWords, names: Lexicon, company: CompanyData): Promise<SkuInfo | undefined> {
  if (words.sku !== null) {
    const { sku, near } = await findSku(words.sku, company);
    if (sku === null)
      throw new UserError(
        "unknown-sku",
        {
          zh: `没有 SKU ${words.sku}${near.length > 0 ? `，相近的有：${near.join("、")}` : ""}`,
          en: `no SKU is called ${words.sku}${near.length > 0 ? `; there are ${near.join(", ")}` : ""}`,
        },
        { zh: "SKU 区分大小写。", en: "SKUs are case-sensitive." },
      );
    return sku;
  }
  let found: { readonly word: string; readonly sku: SkuInfo } | undefined;
  for (const word of words.unknown) {
    const { sku, near } = await findSku(word, company);
    if (sku === null) throw unknownWord(words.tokens, word, names, near);
    if (found !== undefined && found.sku.sku !== sku.sku)
      throw new UserError(
        "two-skus",
        { zh: `一次只能查一个 SKU，却写了 ${found.word}、${word}`, en: `one SKU at a time, please; I read ${found.word} and ${word}` },
        { zh: "想看全部请写“按SKU”。", en: "For all of them, split by sku." },
      );
    found = { word, sku };
  }
  return found?.sku;
}

/** The period as it is meant on a day; null where it has not begun there yet. */
function periodOn(asked: PeriodWord, today: Day): string | null {
  try {
    return periodCode(resolvePeriod(asked, today).period);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** Today where the stores are; where their days differ the company's zone decides, and the answer says so if it makes a difference. */
function todayOf(
  stores: readonly Store[],
  company: Company,
  context: Pick<Context, "today">,
  asked: PeriodWord,
): { readonly today: Day; readonly note: Text | null } {
  const days = new Set(stores.map((s) => context.today(s.zone)));
  const [only] = days;
  if (only !== undefined && days.size === 1) return { today: only, note: null };
  const today = context.today(company.zone);
  if ([...days].every((d) => periodOn(asked, d) === periodOn(asked, today))) return { today, note: null };
  return {
    today,
    note: {
      zh: `各店当地日期不同，期间按公司时区 ${company.zone} 的 ${today} 计算`,
      en: `the stores' local days differ: the period is counted from ${today} in ${company.zone}`,
    },
  };
}

function comparisonOf(words: KpiWords, today: Day, toDate: ToDate | null): Comparison {
  const said = words.comparison;
  if (said === null || said.kind === "target") return { kind: "previous" };
  // "This month against last month" means the same days of it, not all of it.
  if (said.kind === "period" && said.word.kind === "calendar" && said.word.back === 1 && said.word.unit === toDate)
    return { kind: "previous" };
  return said.kind === "period" ? { kind: "period", period: resolvePeriod(said.word, today).period } : said;
}

/** The role of a SKU or of the scope, by the name that policies have it under. */
function roleOf(words: KpiWords, sku: SkuInfo | undefined): string | null {
  if (words.role !== null) return words.role;
  return sku?.role == null ? null : roleWord(sku.role).id;
}

function refuseEmptyRole(role: string | null, roles: readonly string[]): void {
  if (role === null || roles.some((r) => roleWord(r).id === role)) return;
  const { zh, en } = roleWord(role);
  throw new UserError(
    "role-empty",
    { zh: `没有 SKU 的定位是${zh}`, en: `no SKU has the role ${en}` },
    { zh: "请在商品资料（products）的 role 列填写定位后导入。", en: "Import products with a role column." },
  );
}

/** Six weeks and twelve months, as weekly business reviews look at a KPI. */
const SIX_TWELVE = /^(?:6[-–/+]12|六周十二月)$/u;

function refuseBesideSixTwelve(words: KpiWords): void {
  const example = { zh: "例如：/kpi 净销售额 6-12", en: "For example: /kpi net-sales 6-12" };
  if (words.kpi === null) throw new UserError("six-twelve-needs-kpi", { zh: "6-12 要先说指标", en: "6-12 needs a KPI" }, example);
  if (words.period !== null || words.split !== null || (words.comparison !== null && words.comparison.kind !== "target"))
    throw new UserError(
      "six-twelve-alone",
      {
        zh: "6-12 固定看近 6 周和近 12 个月并对比去年，不能再加期间、拆分或对比",
        en: "6-12 is of the last six weeks and twelve months against the year before: it takes no period, split or comparison",
      },
      example,
    );
  if (!hasSixTwelve(words.kpi))
    throw new UserError(
      "no-six-twelve",
      {
        zh: `${words.kpi.name.zh}按固定窗口计算，没有周、月的数`,
        en: `${words.kpi.name.en} looks at a window of its own and has no figure of a week or month`,
      },
      { zh: "可以看走势：按天或按月。", en: "Look at its course instead: by day or by month." },
    );
}

/** Words in, checked question out: the names are those of the company, SKUs are looked up, periods are counted in the stores' days. */
export async function kpiQuestion(typed: readonly string[], context: Pick<Context, "company" | "kpis" | "today">): Promise<KpiQuestion> {
  const [company, known, categories, roles] = await Promise.all([
    context.company.company(),
    context.company.stores(),
    context.company.categories(),
    context.company.skuRoles(),
  ]);
  const names = lexicon({ kpis: [...context.kpis.values()], stores: known, categories, roles });
  const plain = typed.filter((word) => !SIX_TWELVE.test(word));
  const sixTwelve = plain.length < typed.length;
  const words = readKpiWords(asTyped(plain), names);
  if (sixTwelve) refuseBesideSixTwelve(words);
  // Where there is no store yet, every name of one is unknown: the first thing to say is that there is none.
  const picked = pickStores(words, names.names);
  const sku = await skuOf(words, names, context.company);
  refuseEmptyRole(words.role, roles);
  const stores = known.filter((s) => picked.includes(s.code));
  const said = words.period ?? DEFAULT_PERIOD;
  const { today, note } = todayOf(stores, company, context, said);
  const { period, toDate, asked } = resolvePeriod(said, today);
  if (words.kpi === null && words.split !== null)
    throw new UserError(
      "split-needs-kpi",
      { zh: "拆分要先说指标", en: "a split needs a KPI" },
      { zh: "例如：/kpi 销量 按店铺", en: "For example: /kpi units by store" },
    );
  const cut: Text | null =
    asked === null
      ? null
      : {
          zh: `所问期间到 ${asked.to}，今天是 ${today}，只算到 ${period.to}`,
          en: `asked until ${asked.to}; today is ${today}, so it is counted until ${period.to}`,
        };
  const [country, another] = words.countries;
  return {
    kpi: words.kpi,
    scope: {
      stores: stores.map((s) => s.code),
      ...(country !== undefined && another === undefined && { country: country.code }),
      ...(words.category !== null && { category: words.category }),
      ...(sku !== undefined && { sku: sku.sku }),
      ...(words.role !== null && { role: words.role }),
    },
    stores,
    storeCount: allStores(names.names).length,
    company,
    period,
    toDate,
    comparison: comparisonOf(words, today, toDate),
    target: words.target === true,
    role: roleOf(words, sku),
    split: words.split,
    sixTwelve,
    today,
    notes: [note, cut].filter((t) => t !== null),
  };
}
