import { attentionNow } from "../app/attention/now.ts";
import { watchSnoozes } from "../app/attention/watch.ts";
import { alertChannel, overtaken, refOf, type Unsaid, unsaid } from "../app/announce.ts";
import { currentPlan, planDay, refreshPlan } from "../app/plan.ts";
import { placeOf } from "../app/plan-given.ts";
import { stockOutFactsOf } from "../app/stock-out-facts.ts";
import type { Context, Job, Slot } from "../app/types.ts";
import { type Day, earlier } from "../domain/calendar/day.ts";
import { dayIn } from "../domain/calendar/zone.ts";
import { type Observed, STOCK_OUT, stockOutAlerts, subjectOf } from "../domain/alerts/stock-out.ts";
import { stockOutEnterDays, stockOutExitDays } from "../domain/policy/declared/alerts.ts";
import { policyReader } from "../domain/policy/reader.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import type { Text } from "../domain/value.ts";
import { counted } from "../domain/words/counted.ts";
import type { Alert } from "../ports/alerts.ts";
import type { Binding } from "../ports/company.ts";
import { snoozesOver, whoIsOn } from "../views/attention.ts";
import { ownValues } from "../views/plan-policies.ts";
import type { Revision } from "../ports/delivery.ts";
import { stockWarning, stockWarningNow } from "../views/stock-warning.ts";

const NAME = "stock-warnings";
const period: Job["period"] = (slot) => slot;

const ours = (channel: Binding) => (alert: Alert) =>
  channel.stores.length === 0 || stockOutFactsOf(alert).stores.some((s) => channel.stores.includes(s));

/** A morning wants the plan of this morning: renewed when a day has passed or a file came after it. */
async function freshPlan(context: Context, slot: Slot): Promise<Awaited<ReturnType<typeof currentPlan>>> {
  const plan = await currentPlan(context);
  const day = await planDay(context);
  if (slot.dryRun === true || (plan.asOf === day && plan.notes.length === 0)) return plan;
  await refreshPlan(context, day);
  return currentPlan(context);
}

function nothing(plan: { readonly lines: readonly PlanLine[] }, open: number, slotTaken: boolean, waiting: number): Text {
  if (slotTaken && waiting > 0)
    return {
      zh: `今天已经发过；新增的 ${waiting} 个明天报`,
      en: `already posted today; ${counted(waiting, "new one is", "new ones are")} told tomorrow`,
    };
  if (slotTaken) return { zh: "今天已经发过，没有新增", en: "already posted today, and nothing new since" };
  if (plan.lines.length === 0) return { zh: "还没有补货计划", en: "there is no plan yet" };
  const known = plan.lines.some((l) => l.state !== "unknown" && l.state !== "dormant");
  if (!known) return { zh: "没有库存快照，无法预警", en: "no stock snapshot is known, so nothing can be warned of" };
  if (open > 0)
    return {
      zh: `没有新情况；${open} 个预警之前已报过，仍未解决`,
      en: `nothing new; ${counted(open, "warning was told before and is", "warnings were told before and are")} still open`,
    };
  return { zh: "没有 SKU 临近断货", en: "no SKU is near a stock-out" };
}

/** What would be told if the alerts were brought up to date now, without doing it. Such an alert has no id yet. */
function foretold(open: readonly Alert[], observed: Observed, left: Unsaid, day: Day): Pick<Unsaid, "opened" | "recovered"> {
  const known = new Map(open.map((a) => [a.subject, a]));
  const gone = new Set(observed.recovered);
  const unheard = new Set(left.opened.map((a) => a.subject));
  const fresh = observed.firing
    .filter((f) => !known.has(f.subject))
    .map((f): Alert => ({
      id: 0,
      kind: STOCK_OUT,
      subject: f.subject,
      state: "open",
      openedOn: day,
      recoveredOn: null,
      facts: { ...f.facts },
    }));
  return {
    opened: [...left.opened.filter((a) => !gone.has(a.subject)), ...fresh],
    recovered: [...left.recovered, ...open.filter((a) => gone.has(a.subject) && !unheard.has(a.subject))],
  };
}

/** The day that is looked at. Who asks ahead sees no more than today: it must not make tomorrow's own look an old one. */
async function observedDay(context: Context, slot: Slot): Promise<Day> {
  const { zone } = await context.company.company();
  const day = context.today(zone);
  return slot.asked === undefined ? day : earlier(day, dayIn(zone, slot.asked));
}

const outdated = (day: Day, newest: Day): Text => ({
  zh: `${day} 的情况早于最近一次检查（${newest}），不新增也不解除任何预警`,
  en: `what was known on ${day} is older than the newest look, of ${newest}: no warning is opened or ended by it`,
});

/** Earlier warnings of which some are over: one message per alert, which says how it stands. */
async function revisions(context: Context, channel: Binding, slot: Slot, asOf: Day): Promise<readonly Revision[]> {
  const old = await overtaken(context, STOCK_OUT, { name: NAME, period }, channel, slot);
  return old.map(({ post, open, gone, refs }) => {
    const { basis } = post.message;
    const now = stockWarningNow({
      open: open.map(stockOutFactsOf),
      gone: gone.map(stockOutFactsOf),
      asOf,
      policies: basis?.policies ?? [],
    });
    return { key: post.key, message: { ...now, refs } };
  });
}

export const job: Job = {
  summary: { zh: "库存预警：快断货的 SKU 只报一次，恢复也只报一次", en: "Stock warnings: each told once, and its recovery once" },
  purpose: "stock",
  cron: "0 9 * * *",
  lateHours: 12,
  period,

  async run(context, channel, slot) {
    const plan = await freshPlan(context, slot);
    const [open, overrides] = await Promise.all([context.alerts.open(STOCK_OUT), context.policies.overrides()]);
    const readFor = (line: PlanLine) => policyReader(overrides, placeOf(line));
    const observed = stockOutAlerts(plan.lines, new Set(open.map((a) => a.subject)), readFor);
    const day = await observedDay(context, slot);
    const notes = [...plan.notes];
    if (slot.dryRun === true) {
      const newest = await context.alerts.observedOn(STOCK_OUT);
      if (newest !== null && day < newest) notes.push(outdated(day, newest));
    } else {
      const firing = observed.firing.map((f) => ({ subject: f.subject, facts: { ...f.facts } }));
      const applied = await context.alerts.apply(STOCK_OUT, day, { firing, recovered: observed.recovered });
      // Nor is what is open today told under the key of a day that is over.
      if (day < applied.observedOn) return { kind: "nothing", because: outdated(day, applied.observedOn) };
    }

    if (slot.dryRun !== true) await watchSnoozes(context, snoozesOver);
    const left = await unsaid(context, STOCK_OUT, { name: NAME, period }, channel, slot);
    const revises = slot.dryRun === true ? [] : await revisions(context, channel, slot, plan.asOf);
    const news = slot.dryRun === true ? foretold(open, observed, left, day) : left;
    const now = await attentionNow(context, plan.lines, overrides, day);
    const snoozed = new Set(now.snoozes.map(subjectOf));
    const opened = news.opened.filter(ours(channel)).filter((a) => !snoozed.has(a.subject));
    const recovered = news.recovered.filter(ours(channel));
    const openHere = (await context.alerts.open(STOCK_OUT)).filter(ours(channel));
    const told = new Set(opened.map((a) => a.subject));
    const fresh = opened.length + recovered.length;
    if (fresh === 0 || left.slotTaken) return { kind: "nothing", because: nothing(plan, openHere.length, left.slotTaken, fresh), revises };

    const company = policyReader(overrides, { day: plan.asOf });
    const said = [...opened.map((a) => ({ a, what: "opened" as const })), ...recovered.map((a) => ({ a, what: "recovered" as const }))];
    return {
      kind: "post",
      revises,
      message: {
        ...stockWarning({
          opened: opened.map(stockOutFactsOf),
          recovered: recovered.map(stockOutFactsOf),
          still: openHere.filter((a) => !told.has(a.subject) && !snoozed.has(a.subject)).length,
          snoozed: openHere.filter((a) => snoozed.has(a.subject)).length,
          on: whoIsOn(now),
          asOf: plan.asOf,
          policies: [
            {
              zh: `${company(stockOutEnterDays)} 天内断货或该下单即预警，断货推到 ${company(stockOutExitDays)} 天外才解除`,
              en: `warns ${company(stockOutEnterDays)} days ahead or when an order is due; ends when the stock-out is more than ${company(stockOutExitDays)} days off`,
            },
            ...ownValues(
              plan.lines.filter((l) => told.has(subjectOf(l))),
              overrides,
              { day: plan.asOf },
              [stockOutEnterDays, stockOutExitDays],
            ),
          ],
          notes,
        }),
        refs: said.map(({ a, what }) => refOf(a, what)),
      },
      after: (key) =>
        context.alerts.announced(
          alertChannel(channel),
          key,
          said.map(({ a, what }) => ({ id: a.id, what })),
        ),
    };
  },
};
