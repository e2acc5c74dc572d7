import { channelStores, policyLookup, toldCurrency } from "../app/channel-stores.ts";
import { dayDuties } from "../app/day-duties.ts";
import { lastDays } from "../app/day-known.ts";
import { type DigestGroup, digestGroup, digestLate } from "../app/digest.ts";
import { attentionNow } from "../app/attention/now.ts";
import { foldSnoozed } from "../domain/alerts/fold.ts";
import { currentPlan } from "../app/plan.ts";
import { postKey } from "../app/run-job.ts";
import { reachOf, staleFacts } from "../app/stale-facts.ts";
import type { Context, Job, JobOutcome, Slot } from "../app/types.ts";
import { addDays, type Day } from "../domain/calendar/day.ts";
import type { Message } from "../message/message.ts";
import type { Binding, Store } from "../ports/company.ts";
import { editKey } from "../ports/delivery.ts";
import { planCounts, wants } from "../views/plan-counts.ts";
import { isNoDigest, noDigest, tooLittle } from "../views/digest-missing.ts";
import { type DigestData, type DigestStock, digestMessage, inPlaceOf } from "../views/digest.ts";

const NAME = "daily-digest";
const WORST = 3;
const period: Job["period"] = (day) => addDays(day, -1);

/** The plan of the channel's stores. A line serves several stores when they draw on one warehouse, and is one line all the same. */
async function stockOf(context: Context, channel: Binding, today: Day): Promise<DigestStock> {
  const [only, ...others] = channel.stores;
  const plan = await currentPlan(context, { warehouse: null, store: only !== undefined && others.length === 0 ? only : null });
  const ours = channel.stores.length === 0 ? plan.lines : plan.lines.filter((l) => l.stores.some((s) => channel.stores.includes(s)));
  const { out, unavoidable, avoidable } = planCounts(ours);
  // What is out is out; what somebody put off is nobody's duty today.
  const { snoozes } = await attentionNow(context, ours, await context.policies.overrides(), today);
  const { shown, folded } = foldSnoozed(ours, snoozes);
  const decide = planCounts(shown);
  return {
    asOf: plan.lines.length === 0 ? null : plan.asOf,
    known: ours.some((l) => l.onHand !== null),
    out,
    unavoidable,
    avoidable,
    toOrder: decide.toOrder,
    today: decide.today,
    toMove: decide.toMove,
    snoozed: folded.filter(({ line }) => wants(line)).length,
    worst: ours.filter((l) => l.state === "out").slice(0, WORST),
  };
}

async function gather(context: Context, channel: Binding, slot: Slot, stores: readonly Store[]): Promise<DigestData> {
  const [currency, policy, freshness] = await Promise.all([
    toldCurrency(context, channel, stores),
    policyLookup(context, slot.day),
    context.company.freshness(),
  ]);
  const yesterday = lastDays(stores, freshness, slot.at);
  const days = [...new Set(yesterday.values())].toSorted().toReversed();
  const groups: DigestGroup[] = [];
  for (const day of days) {
    const mine = stores.filter((s) => yesterday.get(s.code) === day);
    groups.push(await digestGroup({ context, stores: mine, day, currency, policy, freshness }));
  }
  const channelYesterday: Day = addDays(slot.day, -1);
  const simulated = stores.some((s) => s.simulated);
  const [stock, stale, late, duties] = await Promise.all([
    stockOf(context, channel, slot.day),
    staleFacts(context, stores, channelYesterday, yesterday, policy),
    digestLate(context, stores, slot.day, policy),
    dayDuties(context, slot.day, simulated),
  ]);
  return {
    day: days.length === 1 ? (days[0] ?? channelYesterday) : channelYesterday,
    currency,
    groups,
    stock,
    stale,
    late,
    duties,
    reach: reachOf(stores, freshness),
    simulated,
  };
}

/** What the channel reads now under this day's key: the post, or what it was edited into. */
async function saidBefore(
  context: Context,
  channel: Binding,
  slot: Slot,
): Promise<{ readonly key: string; readonly message: Message } | null> {
  const key = postKey(NAME, channel, period(slot.day));
  const [post, edit] = [await context.outbox.byKey(key), await context.outbox.byKey(editKey(key))];
  const message = edit?.message ?? post?.message;
  return message === undefined || post?.state === "failed" ? null : { key, message };
}

/**
 * Yesterday in one message a channel, store by store where it is not the same day everywhere. Where too little is known of the day, one
 * sentence says so, and gives way to the digest when the reports come.
 */
export const job: Job = {
  summary: {
    zh: "运营日报：昨天的销售、断货、退货、迟发、待办和数据时效",
    en: "Daily digest: yesterday's sales, stock-outs, returns, late orders, what waits today and how fresh the data is",
  },
  purpose: "digest",
  cron: "30 8 * * *",
  lateHours: 12,
  period,
  again: isNoDigest,

  async run(context, channel, slot): Promise<JobOutcome> {
    const stores = await channelStores(context, channel);
    if (stores.length === 0) {
      return { kind: "nothing", because: { zh: "还没有店铺", en: "there is no store yet" } };
    }
    const data = await gather(context, channel, slot, stores);
    if (tooLittle(data)) return { kind: "post", message: noDigest(data) };
    const digest = digestMessage(data);
    const before = slot.dryRun === true ? null : await saidBefore(context, channel, slot);
    if (before === null || !isNoDigest(before.message)) return { kind: "post", message: digest };
    return {
      kind: "nothing",
      because: { zh: "数据已补齐，之前的说明换成了日报", en: "the reports have come: the digest takes the place of what was said" },
      revises: [{ key: before.key, message: inPlaceOf(digest) }],
    };
  },
};
