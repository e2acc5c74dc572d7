import { alertChannel, refOf } from "../app/announce.ts";
import { currentPlan } from "../app/plan.ts";
import { hourIn } from "../app/promo/status.ts";
import type { Context, Job } from "../app/types.ts";
import { CONTENT_SPIKE, contentSpikes, newestHour } from "../domain/alerts/content-spike.ts";
import { addDays, daysBetween } from "../domain/calendar/day.ts";
import { spikeTimes, spikeUnits, spikeWatch } from "../domain/policy/declared/alerts.ts";
import { type PolicyReader, policyReader } from "../domain/policy/reader.ts";
import type { PlanLine } from "../domain/restock/types.ts";
import type { Binding, Store } from "../ports/company.ts";
import { contentSpike, type SpikeTold } from "../views/content-spike.ts";

/** A week to compare with, and a day's stretch before the first of it. */
const DAYS = 8;
/** Orders that are older tell what was, and not what goes on: a file of yesterday is still in time, one of the day before is not. */
const FRESH_DAYS = 1;

const CONTENT_PLATFORMS: readonly string[] = ["tiktok"];

const watched = ({ platform }: Store, read: PolicyReader): boolean => {
  const set = read(spikeWatch);
  return set === "yes" || (set === "content" && CONTENT_PLATFORMS.includes(platform));
};

const subjectOf = (s: Pick<SpikeTold, "store" | "sku">): string => `${s.store}/${s.sku}`;

function stockOf(lines: readonly PlanLine[], store: string, sku: string): Pick<SpikeTold, "stock" | "warehouse" | "inbound"> {
  const mine = lines.filter((l) => l.sku === sku && l.stores.includes(store));
  const most = mine.toSorted((a, b) => (b.onHand ?? 0) - (a.onHand ?? 0))[0];
  const known = mine.filter((l) => l.onHand !== null);
  return {
    stock: known.length === 0 ? null : known.reduce((s, l) => s + Math.max(0, l.onHand ?? 0), 0),
    warehouse: most?.warehouse ?? null,
    inbound: mine.reduce((s, l) => s + l.inbound, 0),
  };
}

interface Look {
  readonly spikes: readonly SpikeTold[];
  /** Stores whose orders are fresh enough to say that something is over. */
  readonly fresh: ReadonlySet<string>;
  readonly stale: number;
}

/** Hours of each store against the same hours of the week before. */
async function look(context: Context, stores: readonly Store[], readFor: (store: Store) => PolicyReader): Promise<Look> {
  const spikes: Omit<SpikeTold, keyof ReturnType<typeof stockOf>>[] = [];
  const fresh = new Set<string>();
  let stale = 0;
  for (const store of stores) {
    const today = context.today(store.zone);
    const from = addDays(today, -DAYS - FRESH_DAYS);
    const hour = hourIn(store.zone, context.now);
    // Who asks for an earlier instant sees no more than was there then.
    const rows = (await context.promos.hours({ stores: [store.code], from, to: today })).filter((r) => r.day < today || r.hour <= hour);
    const until = newestHour(rows);
    if (until === null || daysBetween(until.day, today) > FRESH_DAYS) {
      stale += 1;
      continue;
    }
    fresh.add(store.code);
    const read = readFor(store);
    const first = rows.reduce((least, r) => (r.day < least ? r.day : least), until.day);
    for (const s of contentSpikes(rows, first, { times: read(spikeTimes), least: read(spikeUnits) })) {
      spikes.push({ ...s, store: store.code, until, simulated: store.simulated });
    }
  }
  // The plan is read where there is something to say of it: most hours there is not.
  const lines = spikes.length === 0 ? [] : (await currentPlan(context)).lines;
  return { spikes: spikes.map((s) => ({ ...s, ...stockOf(lines, s.store, s.sku) })), fresh, stale };
}

const ours = (channel: Binding, store: string): boolean => channel.stores.length === 0 || channel.stores.includes(store);

/** Sales of content channels by the hour: a product that goes round is told once, until it has calmed down and begins anew. */
export const job: Job = {
  summary: {
    zh: "内容爆单：TikTok 等内容渠道的 SKU 突然大卖，当场报一次，附怎么办",
    en: "Spikes on content channels: told once, within the hour that the orders are known, with what to do",
  },
  purpose: "stock",
  cron: "10 * * * *",
  lateHours: 12,
  period: (slot, at) => (at === undefined ? slot : `${slot}T${at.toISOString().slice(11, 13)}`),

  async run(context, channel, slot) {
    const overrides = await context.policies.overrides();
    const readFor = (store: Store) => policyReader(overrides, { day: slot.day, store: store.code });
    const stores = (await context.company.stores()).filter((s) => watched(s, readFor(s)));
    if (stores.length === 0) return { kind: "nothing", because: { zh: "没有内容渠道的店铺", en: "no store is a content channel" } };
    const { spikes, fresh, stale } = await look(context, stores, readFor);
    if (fresh.size === 0) {
      return {
        kind: "nothing",
        because: {
          zh: `内容渠道没有今天或昨天的订单（${stale} 家店铺），看不出爆单`,
          en: `no orders of today or yesterday are known of ${stale} content ${stale === 1 ? "store" : "stores"}: a spike cannot be seen`,
        },
      };
    }
    const open = await context.alerts.open(CONTENT_SPIKE);
    const firing = new Map(spikes.map((s) => [subjectOf(s), s]));
    const known = new Set(open.map((a) => a.subject));
    let fresher = spikes.filter((s) => !known.has(subjectOf(s)) && ours(channel, s.store)).map((s) => ({ spike: s, id: 0 }));
    if (slot.dryRun !== true) {
      // Of a store without news nothing is said to be over.
      const recovered = open.map((a) => a.subject).filter((s) => !firing.has(s) && fresh.has(s.slice(0, s.indexOf("/"))));
      const facts = spikes.map((s) => ({ subject: subjectOf(s), facts: { units: s.units, usual: s.usual, hours: s.hours } }));
      await context.alerts.apply(CONTENT_SPIKE, slot.day, { firing: facts, recovered });
      const { opened } = await context.alerts.unannounced(CONTENT_SPIKE, alertChannel(channel));
      fresher = opened.flatMap((a) => {
        const spike = firing.get(a.subject);
        return spike && ours(channel, spike.store) ? [{ spike, id: a.id }] : [];
      });
    }
    if (fresher.length === 0) {
      return {
        kind: "nothing",
        because: spikes.some((s) => ours(channel, s.store))
          ? { zh: "爆单的 SKU 之前已报过", en: "what spikes was told before" }
          : { zh: "没有 SKU 卖得比平时同时段多很多", en: "nothing sells far more than at the same hours of the last days" },
      };
    }
    const company = policyReader(overrides, { day: slot.day });
    return {
      kind: "post",
      message: {
        ...contentSpike(
          fresher.map((f) => f.spike),
          [{ zh: "可售为最近一次快照，快照后卖掉的没有减去", en: "on hand is the newest snapshot: what was sold since is not taken off" }],
          [
            {
              zh: `比前 7 天同时段高 ${company(spikeTimes)} 倍、且多卖 ${company(spikeUnits)} 件才报`,
              en: `told from ${company(spikeTimes)} times the same hours of the last 7 days and ${company(spikeUnits)} units more on`,
            },
          ],
        ),
        ...(slot.dryRun !== true && { refs: fresher.map((f) => refOf({ kind: CONTENT_SPIKE, id: f.id }, "opened")) }),
      },
      after: (key) =>
        context.alerts.announced(
          alertChannel(channel),
          key,
          fresher.map(({ id }) => ({ id, what: "opened" as const })),
        ),
    };
  },
};
