import { channelStores, policyLookup, toldCurrency } from "../app/channel-stores.ts";
import { currentPlan } from "../app/plan.ts";
import { staleFacts } from "../app/stale-facts.ts";
import type { Context, Job } from "../app/types.ts";
import { addDays, type Day } from "../domain/calendar/day.ts";
import { dayIn } from "../domain/calendar/zone.ts";
import { change, mood } from "../domain/kpi/engine/change.ts";
import { evaluate, measuresOf } from "../domain/kpi/engine/evaluate.ts";
import { judgement } from "../domain/kpi/engine/marks.ts";
import { answerOverview, type OverviewLine } from "../domain/kpi/engine/overview.ts";
import type { Kpi } from "../domain/kpi/kpi.ts";
import { missing, present } from "../domain/value.ts";
import type { FactKind } from "../domain/facts/facts.ts";
import type { Binding, Store } from "../ports/company.ts";
import { planCounts } from "../views/plan-counts.ts";
import { type DigestGroup, type DigestStock, digestMessage } from "../views/digest.ts";

const SHOWN = ["gmv", "net-sales", "units", "orders", "conversion"];
const SALES: ReadonlySet<string> = new Set<FactKind>(["order-lines", "daily-sales", "traffic"]);
/** Marketplaces make a day's reports some hours after its end. */
const REPORT_MS = 6 * 3_600_000;
const BY_STORE = ["gmv", "units", "orders"];

type Lookup = Awaited<ReturnType<typeof policyLookup>>;

const named = (context: Context, ids: readonly string[]): Kpi[] => ids.map((id) => context.kpis.get(id)).filter((k) => k !== undefined);

async function storeLines(
  context: Context,
  stores: readonly string[],
  day: Day,
  currency: string,
  policy: Lookup,
): Promise<DigestGroup["byStore"]> {
  const kpis = named(context, BY_STORE);
  const query = { measures: kpis.flatMap(measuresOf), scope: { stores }, currency, asOf: addDays(day, 1), by: "store" as const };
  const read = async (d: Day) => {
    const { rows } = await context.facts.read({ ...query, period: { from: d, to: d } });
    return new Map(rows.map((r) => [r.key, r.values]));
  };
  const [now, before] = [await read(day), await read(addDays(day, -7))];
  return stores.map((store) => ({
    store,
    lines: kpis.map((kpi): OverviewLine => {
      const figure = evaluate(kpi, now.get(store), { period: { from: day, to: day }, days: 1 });
      const past = evaluate(kpi, before.get(store), { period: { from: addDays(day, -7), to: addDays(day, -7) }, days: 1 });
      const moved = change(kpi, figure.value, past.value);
      return {
        kpi,
        figure,
        thin: null,
        judgement: judgement(kpi, policy),
        before: past,
        change: moved,
        mood: mood(kpi, moved, true),
      };
    }),
  }));
}

async function group(context: Context, stores: readonly string[], day: Day, currency: string, policy: Lookup): Promise<DigestGroup> {
  const period = { from: day, to: day };
  const today = addDays(day, 1);
  const kpis = named(context, SHOWN);
  const ask = { kpis, scope: { stores }, period, toDate: null, currency, today, policy };
  const read = (q: Parameters<Context["facts"]["read"]>[0]) => context.facts.read(q);
  const weekAgo = { from: addDays(day, -7), to: addDays(day, -7) };
  const dayBefore = await answerOverview({ ...ask, comparison: { kind: "previous" } }, read);
  const weekBefore = await answerOverview({ ...ask, comparison: { kind: "period", period: weekAgo } }, read);
  const returned = await read({ measures: ["units-returned"], scope: { stores }, period, currency, asOf: today });
  const units = returned.rows.find((r) => r.key === null)?.values["units-returned"];
  const settling = Math.max(0, ...dayBefore.lines.map((l) => l.judgement.maturityDays));
  return {
    day,
    stores,
    dayBefore,
    weekBefore,
    byStore: stores.length > 1 ? await storeLines(context, stores, day, currency, policy) : [],
    unitsReturned:
      units === undefined
        ? missing({ zh: "没有退货数据", en: "there are no returns data" })
        : units.kind === "missing"
          ? units
          : present(units.value.toNumber()),
    settledOn: settling > 0 ? addDays(day, settling) : null,
  };
}

const WORST = 3;

/** The plan of the channel's stores. A line serves several stores when they draw on one warehouse, and is one line all the same. */
async function stockOf(context: Context, channel: Binding): Promise<DigestStock> {
  const [only, ...others] = channel.stores;
  const plan = await currentPlan(context, { warehouse: null, store: only !== undefined && others.length === 0 ? only : null });
  const ours = channel.stores.length === 0 ? plan.lines : plan.lines.filter((l) => l.stores.some((s) => channel.stores.includes(s)));
  const { out, unavoidable, avoidable, toOrder, today } = planCounts(ours);
  return {
    asOf: plan.lines.length === 0 ? null : plan.asOf,
    known: ours.some((l) => l.onHand !== null),
    out,
    unavoidable,
    avoidable,
    toOrder,
    today,
    worst: ours.filter((l) => l.state === "out").slice(0, WORST),
  };
}

/**
 * A store's yesterday: the last day that has ended in its own zone. A day that ended only just now and that no report speaks of yet is
 * nobody's omission; the day before is told then, instead of a gap every morning.
 */
async function lastDays(context: Context, stores: readonly Store[], at: Date): Promise<ReadonlyMap<string, Day>> {
  const freshness = await context.company.freshness();
  return new Map(
    stores.map(({ code, zone }) => {
      const ended = addDays(dayIn(zone, at), -1);
      const reported = freshness.some((f) => f.store === code && SALES.has(f.fact) && f.newest >= ended);
      return [code, reported ? ended : addDays(dayIn(zone, new Date(at.getTime() - REPORT_MS)), -1)];
    }),
  );
}

/** Yesterday in one message a channel, store by store where it is not the same day everywhere. */
export const job: Job = {
  summary: {
    zh: "运营日报：昨天的销售、断货、退货和数据时效",
    en: "Daily digest: yesterday's sales, stock-outs, returns and how fresh the data is",
  },
  purpose: "digest",
  cron: "30 8 * * *",
  lateHours: 12,
  period: (day) => addDays(day, -1),

  async run(context, channel, slot) {
    const stores = await channelStores(context, channel);
    if (stores.length === 0) {
      return { kind: "nothing", because: { zh: "还没有店铺", en: "there is no store yet" } };
    }
    const currency = await toldCurrency(context, channel, stores);
    const policy = await policyLookup(context, slot.day);
    const yesterday = await lastDays(context, stores, slot.at);
    const days = [...new Set(yesterday.values())].toSorted().toReversed();
    const groups: DigestGroup[] = [];
    for (const day of days) {
      const codes = stores.filter((s) => yesterday.get(s.code) === day).map((s) => s.code);
      groups.push(await group(context, codes, day, currency, policy));
    }
    const channelYesterday = addDays(slot.day, -1);
    return {
      kind: "post",
      message: digestMessage({
        day: days.length === 1 ? (days[0] ?? channelYesterday) : channelYesterday,
        currency,
        groups,
        stock: await stockOf(context, channel),
        stale: await staleFacts(context, stores, channelYesterday, yesterday, policy),
        simulated: stores.some((s) => s.simulated),
      }),
    };
  },
};
