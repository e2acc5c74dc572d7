import { type AttentionNow, attentionNow, ofLine } from "../src/app/attention/now.ts";
import { foldSnoozed } from "../src/domain/alerts/fold.ts";
import { subjectOf } from "../src/domain/alerts/stock-out.ts";
import { currentPlan, planDay, planOfSku } from "../src/app/plan.ts";
import { placeOf } from "../src/app/plan-given.ts";
import { manyReturns } from "../src/app/restock-returns.ts";
import { approvalsFor, rulesOf } from "../src/app/restock-sku.ts";
import { type BudgetAsk, budgetAmong, noCurrency, planBudget } from "../src/app/restock-budget.ts";
import { readStockWords, type StockWords } from "../src/app/restock-words.ts";
import type { Answer, Asker, Command, Context } from "../src/app/types.ts";
import { fillRate, reviewDays, serviceLevel } from "../src/domain/policy/declared/order.ts";
import type { Day } from "../src/domain/calendar/day.ts";
import { changesSince } from "../src/domain/restock/changes.ts";
import { fastPath } from "../src/domain/restock/risk.ts";
import { PLAN_STATES, type PlanLine } from "../src/domain/restock/types.ts";
import type { Text } from "../src/domain/value.ts";
import { policyReader } from "../src/domain/policy/reader.ts";
import { UserError } from "../src/domain/user-error.ts";
import { withoutMoney } from "../src/app/purchase/answers.ts";
import { leadJson } from "../src/views/lead-json.ts";
import { planJson } from "../src/views/plan-json.ts";
import { ownValues, planPolicies, policyJson } from "../src/views/plan-policies.ts";
import { budgetJson, restockBudget } from "../src/views/restock-budget.ts";
import { restockList } from "../src/views/restock-list.ts";
import { togetherTexts } from "../src/views/restock-together.ts";
import { foldedBlocks, noneOf, ONLY_NAME, whoIsOn } from "../src/views/attention.ts";
import { restockSku } from "../src/views/restock-sku.ts";

const TOP = 15;

async function list(args: StockWords, context: Context, asker: Asker): Promise<Answer> {
  const scope = { warehouse: args.warehouse, store: args.store };
  const [plan, overrides] = await Promise.all([currentPlan(context, scope, ["demand", "value"]), context.policies.overrides()]);
  const place = { day: plan.asOf, ...(args.store !== null && { store: args.store }) };
  const now = await attentionNow(context, plan.lines, overrides, context.today(asker.zone));
  const told = toldLines(args, plan.lines, now, asker.member.slug);
  const lines = told.states === null ? told.lines : told.lines.filter((l) => told.states?.includes(l.state));
  if (args.only !== undefined && told.lines.length === 0)
    return { message: noneOf(args.only), data: { lines: [], total: 0, asOf: plan.asOf } };
  return {
    message: restockList({
      asOf: plan.asOf,
      lines: told.lines,
      states: told.states,
      top: args.top ?? TOP,
      scope,
      ...(args.only !== undefined && { called: ONLY_NAME[args.only] }),
      on: whoIsOn(now),
      foot: foldedBlocks({ folded: told.folded }, now.names, args.only),
      policies: [
        ...planPolicies(overrides, place, plan.lines),
        ...ownValues(plan.lines, overrides, place, [fillRate, serviceLevel, reviewDays]),
      ],
      notes: plan.notes,
      together: togetherTexts(plan.lines, plan.asOf, Math.ceil(policyReader(overrides, place)(reviewDays))),
    }),
    data: {
      // Who asks for the first few gets these, and how many there are.
      // Written out only when somebody wants the data: a chat does not, and the lines may be ten thousand.
      get lines() {
        return (args.top === null ? lines : lines.slice(0, args.top)).map((l) => planJson(l, asker.clearance));
      },
      total: lines.length,
      asOf: plan.asOf,
      policy: policyJson(overrides, place),
      notes: plan.notes,
      snoozed: told.folded.map(({ snooze: { sku, warehouse, kind, until, awaits, reason, by } }) => ({
        sku,
        warehouse,
        kind,
        until,
        awaits,
        reason,
        by,
      })),
    },
  };
}

/** What is listed: all that nobody snoozed; where states are asked for, those; one's own, or the snoozed ones. */
function toldLines(args: StockWords, lines: readonly PlanLine[], now: AttentionNow, slug: string) {
  const all = foldSnoozed(lines, now.snoozes);
  if (args.only === "snoozed") return { lines: all.folded.map((f) => f.line), states: args.states ?? PLAN_STATES, folded: all.folded };
  if (args.only === "mine") {
    const mine = new Set(now.assignments.filter((a) => a.member === slug).map(subjectOf));
    const [own, folded] = [lines.filter((l) => mine.has(subjectOf(l))), all.folded.filter((f) => mine.has(subjectOf(f.line)))];
    return { lines: own, states: args.states ?? PLAN_STATES, folded };
  }
  return args.states === null ? { lines: all.shown, states: null, folded: all.folded } : { lines, states: args.states, folded: [] };
}

function changedSince(before: readonly PlanLine[], now: PlanLine): { readonly since: Day; readonly what: readonly Text[] } | null {
  const then = before.find((l) => l.warehouse === now.warehouse);
  if (then === undefined) return null;
  const what = changesSince(then, now);
  return what.length === 0 ? null : { since: then.asOf, what };
}

async function one(sku: string, args: StockWords, context: Context, asker: Asker): Promise<Answer> {
  const asOf = await planDay(context);
  const { details, overrides } = await planOfSku(context, asOf, sku);
  const inScope = details.filter(
    (d) => (args.warehouse === null || d.line.warehouse === args.warehouse) && (args.store === null || d.line.stores.includes(args.store)),
  );
  const detail = inScope[0];
  if (!detail) {
    const where = args.warehouse ?? args.store;
    throw new UserError(
      "nothing-planned",
      where === null
        ? { zh: `${sku} 没有销量也没有库存，无从计划。`, en: `${sku} has neither sales nor stock: there is nothing to plan.` }
        : { zh: `${sku} 在 ${where} 没有销量也没有库存。`, en: `${sku} has neither sales nor stock in ${where}.` },
      details.length > 0
        ? {
            zh: `有数据的仓库：${details.map((d) => d.line.warehouse).join("、")}`,
            en: `It is known in: ${details.map((d) => d.line.warehouse).join(", ")}`,
          }
        : { zh: "请先导入订单和库存报表。", en: "Import its orders and an inventory report first." },
    );
  }
  const place = placeOf(detail.input);
  const reader = policyReader(overrides, place);
  const rules = rulesOf(detail, reader);
  const [before, approved, members, waits, returns] = await Promise.all([
    context.plans.before(asOf, sku),
    approvalsFor(context, detail),
    context.company.members(),
    context.purchases.waiting({ sku }),
    manyReturns(context, detail.line, reader),
  ]);
  const waiting = waits.filter((p) => p.warehouse === detail.line.warehouse);
  const after = detail.ahead?.withOrder;
  const changed = changedSince(before, detail.line);
  const fast = fastPath(detail);
  const now = await attentionNow(context, [detail.line], overrides, context.today(asker.zone));
  const attention = ofLine(now, detail.line);
  return {
    message: restockSku({
      detail,
      lines: details.map((d) => d.line),
      rules,
      policies: planPolicies(overrides, place, [detail.line]),
      notes: [],
      ...(changed && { changed }),
      ...(returns && { returns }),
      approved,
      waiting,
      names: new Map(members.map((m) => [m.slug, m.name])),
      attention: { ...attention, zone: asker.zone },
    }),
    data: {
      lines: inScope.map((d) => planJson(d.line, asker.clearance)),
      asOf,
      policy: policyJson(overrides, place),
      warehouse: detail.line.warehouse,
      projection: (detail.ahead?.projection ?? []).map((p, i) => ({
        day: p.day,
        stockP50: p.stock,
        stockP10: fast[i] ?? null,
        arriving: p.arriving,
        demand: p.demand,
        lost: p.lost,
        stockP50WithOrder: after?.[i]?.stock ?? null,
      })),
      leadTimes: leadJson(detail.times),
      demand: detail.line.demand,
      changed,
      returns,
      firstStock: rules.first,
      turnover: rules.turnover,
      peak: rules.peak,
      transfers: detail.line.transfers ?? [],
      approved: approved.map((p) => withoutMoney(p, asker.clearance)),
      waiting: waiting.map((p) => withoutMoney(p, asker.clearance)),
    },
  };
}

interface Words extends StockWords {
  readonly budget?: BudgetAsk;
}

async function read(words: readonly string[], context: Context): Promise<Words> {
  const asked = budgetAmong(words);
  const rest = await readStockWords(asked?.rest ?? words, context).catch((error: unknown) => {
    throw (asked && error instanceof UserError && error.code === "unknown-sku" ? noCurrency(words) : null) ?? error;
  });
  if (asked && (rest.sku !== null || rest.states !== null))
    throw new UserError(
      "too-many-words",
      { zh: "预算按整个计划分配，不能再指定 SKU 或状态。", en: "A budget is spent over the whole plan: no SKU and no state goes with it." },
      { zh: "可以指定仓库或店铺，例如：/restock 预算 20000 USD US-FBA", en: "A warehouse or store may: /restock budget 20000 USD US-FBA" },
    );
  return { ...rest, ...(asked && { budget: asked.budget }) };
}

async function budgeted(ask: BudgetAsk, args: StockWords, context: Context, asker: Asker): Promise<Answer> {
  const plan = await planBudget(ask, { warehouse: args.warehouse, store: args.store }, args.top ?? TOP, context);
  return { message: restockBudget(plan), data: budgetJson(plan, asker.clearance) };
}

export const command: Command<Words> = {
  summary: {
    zh: "该补什么货、补多少、什么时候下单、走什么头程；钱不够时先买什么",
    en: "What to order, how much, by when, by which route; and what first when money is short",
  },
  usage: {
    zh: "[SKU] [仓库|店铺] [状态] [前N]，或 预算 金额 币种",
    en: "[SKU] [warehouse|store] [state] [top N], or budget AMOUNT CURRENCY",
  },
  examples: ["/restock", "/restock top 30", "/restock 断货", "/restock overstock", "/restock budget 20000 USD"],
  roles: "everyone",
  parse: (words, context) => read(words, context),
  run: (args, context, asker) =>
    args.budget
      ? budgeted(args.budget, args, context, asker)
      : args.sku === null
        ? list(args, context, asker)
        : one(args.sku, args, context, asker),
};
