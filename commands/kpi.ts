import type { Asker, Command, Context } from "../src/app/types.ts";
import { addDays, type Day, earlier, endOfMonth, later } from "../src/domain/calendar/day.ts";
import { dayIn } from "../src/domain/calendar/zone.ts";
import { answerKpi } from "../src/domain/kpi/engine/answer.ts";
import type { KpiAsk } from "../src/domain/kpi/engine/ask.ts";
import { measuresOf } from "../src/domain/kpi/engine/evaluate.ts";
import { answerSixTwelve, type SixTwelve } from "../src/domain/kpi/engine/six-twelve.ts";
import { targetOf } from "../src/domain/kpi/engine/target.ts";
import { peaks, type SpecialPeriod, STOCK_DAYS, stockOuts } from "../src/domain/kpi/special-periods.ts";
import { answerOverview, knownLines, mainKpis } from "../src/domain/kpi/engine/overview.ts";
import { MEASURES } from "../src/domain/kpi/measure.ts";
import { resolvePolicy } from "../src/domain/policy/policy.ts";
import { type KpiQuestion, kpiQuestion } from "../src/app/kpi-question.ts";
import { missing, type Text } from "../src/domain/value.ts";
import { kpiMessage } from "../src/views/kpi-answer.ts";
import { maySee } from "../src/message/audience.ts";
import { type SixTwelveAim, sixTwelveData, sixTwelveMessage } from "../src/views/kpi-six-twelve.ts";
import { noTargetText } from "../src/views/kpi-target.ts";
import { kpiData, overviewData } from "../src/views/kpi-data.ts";
import { overviewMessage } from "../src/views/kpi-overview.ts";

/** The single store's currency, else what the channel asked for, else the company's. */
async function currencyFor(question: KpiQuestion, context: Context, asker: Asker): Promise<string> {
  const [only, another] = question.stores;
  if (only !== undefined && another === undefined) return only.currency;
  const bound = (await context.company.bindings()).find(
    (b) => b.platform === asker.platform && b.channel === asker.channel && b.currency !== null,
  );
  return bound?.currency ?? question.company.currency;
}

/** When the stores' newest files were read; of several stores the one that waits longest counts. */
async function readOn({ stores }: KpiQuestion, context: Context): Promise<(facts: readonly string[]) => Day | null> {
  const freshness = await context.company.freshness();
  return (facts) => {
    const days = stores.flatMap((s) => {
      const read = freshness.filter((f) => f.store === s.code && facts.includes(f.fact)).map((f) => dayIn(s.zone, f.importedAt));
      return read.length === 0 ? [] : [read.reduce(later)];
    });
    return days.length === 0 ? null : days.reduce(earlier);
  };
}

/** Money of several currencies is told in one; the reader must know that a rate had its say. */
function converted(stores: KpiQuestion["stores"], currency: string): Text[] {
  const foreign = [...new Set(stores.map((s) => s.currency))].filter((c) => c !== currency);
  if (foreign.length === 0) return [];
  return [
    { zh: `${foreign.join("、")} 按当日汇率折算为 ${currency}`, en: `${foreign.join(", ")} turned into ${currency} at each day's rate` },
  ];
}

/** What a picture over days shades: peaks of sales and, of one SKU, the days without stock. */
async function specialPeriods(question: KpiQuestion, ask: Omit<KpiAsk, "kpi">, context: Context): Promise<SpecialPeriod[]> {
  const { period, scope } = ask;
  const found = peaks(
    period,
    question.stores.some((s) => s.platform === "amazon"),
  );
  if (scope.sku === undefined) return found;
  const query = { measures: STOCK_DAYS, scope, period, by: "day" as const, currency: ask.currency, asOf: ask.today };
  return [...found, ...stockOuts(period, await context.facts.read(query))];
}

/** The target as it falls on a whole week and a whole month; null where none is set for this. */
function sixTwelveAim(ask: KpiAsk, { weeks, months }: SixTwelve): SixTwelveAim | null {
  const [week, month, aim] = [weeks[0]?.day, months[0]?.day, ask.aim];
  if (aim === undefined || week === undefined || month === undefined) return null;
  const of = (period: KpiAsk["period"]) => targetOf({ ...ask, ...aim }, period, NO_FIGURE)?.value.toNumber();
  const [inWeek, inMonth] = [of({ from: week, to: addDays(week, 6) }), of({ from: month, to: endOfMonth(month) })];
  return inWeek === undefined || inMonth === undefined ? null : { week: inWeek, month: inMonth };
}

const NO_FIGURE = missing({ zh: "没有数据", en: "nothing is known" });

export const command: Command<KpiQuestion> = {
  summary: { zh: "查指标：数值、变化、走势、拆分", en: "A KPI: value, change, trend, split" },
  usage: {
    zh: "[指标] [店铺|国家|类目|定位|SKU] [期间] [按店铺|按SKU|按天|按月] [环比|同比|对比 期间] [对比目标] | [指标] 6-12",
    en: "[KPI] [STORE|COUNTRY|CATEGORY|role ROLE|SKU] [PERIOD] [by store|sku|day|month] [vs previous|last-year|PERIOD] [vs target] | KPI 6-12",
  },
  examples: [
    "/kpi",
    "/kpi return-rate last month by store",
    "/kpi 退货率 上月",
    "/kpi gmv last 30 days vs last-year",
    "/kpi 销量 近7天 按SKU",
    "/kpi acos last month vs target",
    "/kpi 毛利率 引流款 上月",
    "/kpi net-sales 6-12",
  ],
  roles: "everyone",

  parse(words, context) {
    return kpiQuestion(words, context);
  },

  async run(question, context, asker) {
    const overrides = await context.policies.overrides();
    const [only, another] = question.scope.stores;
    const place = {
      day: question.today,
      ...(only !== undefined && another === undefined && { store: only }),
      ...(question.role !== null && { role: question.role }),
      ...(question.scope.sku !== undefined && { sku: question.scope.sku }),
    };
    const ask: Omit<KpiAsk, "kpi"> = {
      scope: question.scope,
      period: question.period,
      toDate: question.toDate,
      comparison: question.comparison,
      split: question.split,
      currency: await currencyFor(question, context, asker),
      today: question.today,
      policy: (policy) => resolvePolicy(policy, overrides, place),
      readOn: await readOn(question, context),
      aim: {
        everyStore: question.stores.length === question.storeCount,
        companyCurrency: question.company.currency,
        storeCurrency: question.stores.length === 1 ? (question.stores[0]?.currency ?? null) : null,
      },
    };
    const { kpi } = question;
    const money = kpi === null || measuresOf(kpi).some((m) => MEASURES[m] === "money");
    const shown = {
      scope: question.scope,
      storeCount: question.storeCount,
      simulated: question.stores.some((s) => s.simulated),
      notes: [...question.notes, ...(money ? converted(question.stores, ask.currency) : [])],
    };
    if (kpi === null) {
      const kpis = mainKpis(context.kpis, (k) => maySee(asker.clearance, k.sensitivity));
      const overview = knownLines(await answerOverview({ ...ask, kpis }, (q) => context.facts.read(q)));
      return { message: overviewMessage(overview, shown), data: overviewData(overview, asker.lang, asker.clearance) };
    }
    if (question.sixTwelve) {
      const found = await answerSixTwelve({ ...ask, kpi }, (q) => context.facts.read(q));
      const message = sixTwelveMessage(found, ask.currency, sixTwelveAim({ ...ask, kpi }, found), shown, question.today);
      return { message, data: sixTwelveData(found, ask.currency, asker.lang, asker.clearance) };
    }
    const special = question.split === null || question.split === "day" ? await specialPeriods(question, ask, context) : [];
    const answer = await answerKpi({ ...ask, kpi }, (q) => context.facts.read(q));
    const notes = question.target && answer.target === null ? [...shown.notes, noTargetText(kpi.id)] : shown.notes;
    const told = { ...shown, notes, special };
    return { message: kpiMessage(answer, told), data: kpiData(answer, asker.lang, asker.clearance) };
  },
};
