import { agedDays, capitalRate, clearanceLoss, feeShare } from "../domain/policy/declared/order-economics.ts";
import { type Policy, resolvePolicy } from "../domain/policy/policy.ts";
import { type Budget, spend } from "../domain/restock/budget.ts";
import { type BudgetLines, budgetLines } from "../domain/restock/budget-lines.ts";
import { figure } from "../domain/restock/figures.ts";
import { noRateShort, rateCommand } from "../domain/restock/no-rate.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import type { Company } from "../ports/company.ts";
import { currentPlan, type PlanScope } from "./plan.ts";
import type { Context } from "./types.ts";
import { UserError } from "../domain/user-error.ts";

export interface BudgetAsk {
  readonly amount: number;
  /** null: the company's. */
  readonly currency: string | null;
}

const WORD = /^(?:budget|预算)$/iu;
const CURRENCIES: Readonly<Record<string, string>> = {
  $: "USD",
  美元: "USD",
  美金: "USD",
  rmb: "CNY",
  "¥": "CNY",
  "￥": "CNY",
  元: "CNY",
  人民币: "CNY",
  "€": "EUR",
  欧元: "EUR",
  "£": "GBP",
  英镑: "GBP",
  日元: "JPY",
  加元: "CAD",
};
const THOUSANDS: Readonly<Record<string, number>> = { k: 1000, 千: 1000, 万: 10_000, w: 10_000 };
const MOST = 1e10;

/** `USD`, `美元`, `$`; undefined for a word that is none. */
function currencyOf(word: string): string | undefined {
  const known = Object.hasOwn(CURRENCIES, word.toLowerCase()) ? CURRENCIES[word.toLowerCase()] : undefined;
  return (
    known ??
    (/^[A-Za-z]{3}$/.test(word) && Intl.supportedValuesOf("currency").includes(word.toUpperCase()) ? word.toUpperCase() : undefined)
  );
}

const bad = (word: string): UserError =>
  new UserError(
    "bad-budget",
    {
      zh: word === "" ? "预算：请写明金额。" : `预算“${word}”：看不懂这个金额。`,
      en: word === "" ? "budget: expected an amount." : `budget "${word}": not an amount of money.`,
    },
    {
      zh: "例如：/restock 预算 20000 USD，或 /restock 预算 2万 美元",
      en: "For example: /restock budget 20000 USD, or /restock budget 20k",
    },
  );

/**
 * What to say of three letters after the amount that are no currency; null where there are none. A warehouse or store may be called so: ask only
 * when nothing is.
 */
export function noCurrency(words: readonly string[]): UserError | null {
  const word = words[words.findIndex((w) => WORD.test(w)) + 2] ?? "";
  if (!/^[A-Za-z]{3}$/.test(word)) return null;
  return new UserError(
    "unknown-currency",
    { zh: `预算：不认识币种“${word}”。`, en: `budget: ${word} is no currency that is known.` },
    { zh: "例如：/restock 预算 20000 USD", en: "For example: /restock budget 20000 USD" },
  );
}

const notAbove = (): UserError =>
  new UserError(
    "bad-budget",
    { zh: "预算：金额必须大于 0。", en: "budget: the amount must be above 0." },
    {
      zh: "例如：/restock 预算 20000 USD，或 /restock 预算 2万 美元",
      en: "For example: /restock budget 20000 USD, or /restock budget 20k",
    },
  );

/** The budget among the words of `/restock`, and the words that are left; null where none is asked for. */
export function budgetAmong(words: readonly string[]): { readonly budget: BudgetAsk; readonly rest: readonly string[] } | null {
  const at = words.findIndex((w) => WORD.test(w));
  if (at < 0) return null;
  const word = words[at + 1] ?? "";
  const m = /^([^\d.,]{0,3})(\d[\d,，]*(?:\.\d+)?)([k千万w]?)(.{0,4})$/iu.exec(word);
  const [, before = "", digits = "", unit = "", after = ""] = m ?? [];
  const amount = Number(digits.replaceAll(/[,，]/gu, "")) * (THOUSANDS[unit.toLowerCase()] ?? 1);
  if (!m || amount > MOST) throw bad(word);
  if (!(amount > 0)) throw notAbove();
  const attached = before || after;
  const next = words[at + 2];
  const written = attached === "" ? undefined : currencyOf(attached);
  if (attached !== "" && written === undefined) throw bad(word);
  const apart = written === undefined && next !== undefined ? currencyOf(next) : undefined;
  const used = apart === undefined ? 2 : 3;
  return { budget: { amount, currency: written ?? apart ?? null }, rest: words.filter((_, i) => i < at || i >= at + used) };
}

/** How a budget would be spent on the plan as it stands. */
export interface BudgetPlan {
  readonly asOf: string;
  readonly limit: number;
  readonly currency: string;
  readonly spent: Budget<PlanLine>;
  readonly lines: BudgetLines;
  /** Code of the warehouse or store; null: all. */
  readonly scope: string | null;
  readonly top: number;
  readonly policies: readonly Text[];
  readonly notes: readonly Text[];
  readonly simulated: boolean;
}

/** What decides the order of the lines, and where it comes from. */
async function decisive(context: Context, asOf: PlanLine["asOf"], store: string | null): Promise<readonly Text[]> {
  const overrides = await context.policies.overrides();
  const place = { day: asOf, ...(store !== null && { store }) };
  const said = (policy: Policy<number>, of: (value: number) => Text): Text => {
    const { value, override } = resolvePolicy(policy, overrides, place);
    const text = of(value);
    return {
      zh: `${text.zh}（${override ? `${override.by} 设定` : "默认"}）`,
      en: `${text.en} (${override ? `set by ${override.by}` : "default"})`,
    };
  };
  const share = (value: number): string => `${figure(value * 100, 1)}%`;
  return [
    said(feeShare, (v) => ({ zh: `佣金、配送等费用占售价 ${share(v)}`, en: `commission and fulfilment take ${share(v)} of a price` })),
    said(capitalRate, (v) => ({ zh: `资金年成本 ${share(v)}`, en: `capital costs ${share(v)} a year` })),
    said(clearanceLoss, (v) => ({
      zh: `超过 ${figure(resolvePolicy(agedDays, overrides, place).value)} 天没卖出的，亏成本的 ${share(v)}`,
      en: `${share(v)} of cost is lost on what is older than ${figure(resolvePolicy(agedDays, overrides, place).value)} days`,
    })),
  ];
}

/** As rates are known today: one that was told a minute ago counts. */
async function rateOf(currency: string, company: Company, { plans, today }: Context): Promise<number | null> {
  return currency === company.currency ? 1 : plans.rate(today(company.zone), currency, company.currency);
}

/** Which rate is missing, and the currencies in which the same can be asked. */
function noRate(
  all: readonly PlanLine[],
  { unrated }: BudgetLines,
  currency: string,
  company: string | null,
  rate: number | null,
): UserError {
  const others = [...new Set([...(company === null ? [] : [company]), ...all.map((l) => l.currency)])].filter(
    (c) => c !== currency && budgetLines(all, c, company, c === company ? 1 : null).wants.length > 0,
  );
  const pair =
    rate === null && company !== null ? { from: currency, to: company } : { from: unrated[0]?.currency ?? currency, to: currency };
  const [short, command] = [noRateShort(pair), rateCommand(pair)];
  return new UserError(
    "no-rate",
    { zh: `${short.zh}，算不了这个预算。`, en: `There is ${short.en}, so that this budget cannot be compared with the orders.` },
    {
      zh: `${others.length > 0 ? `可以用 ${others.join("、")} 写预算，或` : "请"}先运行 ${command.zh}`,
      en: `${others.length > 0 ? `Say it in ${others.join(" or ")}, or tell` : "Tell"} the rate with ${command.en}`,
    },
  );
}

/** Spends a budget on the orders of the current plan. */
export async function planBudget(ask: BudgetAsk, scope: PlanScope, top: number, context: Context): Promise<BudgetPlan> {
  const [plan, company] = await Promise.all([currentPlan(context, scope), context.company.company()]);
  const currencies = new Set(plan.lines.map((l) => l.currency));
  const currency = ask.currency ?? company.currency ?? [...currencies][0] ?? "USD";
  const rate = await rateOf(currency, company, context);
  const lines = budgetLines(plan.lines, currency, company.currency ?? null, rate);
  if (lines.wants.length === 0 && lines.unrated.length > 0) throw noRate(plan.lines, lines, currency, company.currency ?? null, rate);
  return {
    asOf: plan.asOf,
    limit: ask.amount,
    currency,
    spent: spend(lines.wants, ask.amount),
    lines,
    scope: scope.warehouse ?? scope.store,
    top,
    policies: await decisive(context, plan.asOf, scope.store),
    notes: plan.notes,
    simulated: plan.lines.some((l) => l.simulated),
  };
}
