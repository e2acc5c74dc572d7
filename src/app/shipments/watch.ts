import { ETA_SLIP, type SlipFacts, slipFacts, slipSubject } from "../../domain/alerts/eta-slip.ts";
import { addDays, type Day, earlier } from "../../domain/calendar/day.ts";
import { etaSlipDays } from "../../domain/policy/declared/attention.ts";
import { policyReader } from "../../domain/policy/reader.ts";
import { type Slip, slipOf } from "../../domain/shipments/slip.ts";
import { etaOf, isOpen, type Shipment, type ShipmentEvent, type ShipmentKey, stateOf } from "../../domain/shipments/types.ts";
import type { Text } from "../../domain/value.ts";
import type { Message } from "../../message/message.ts";
import type { Alert } from "../../ports/alerts.ts";
import type { Binding } from "../../ports/company.ts";
import type { Post } from "../../ports/delivery.ts";
import { planDay } from "../plan.ts";
import type { Context } from "../types.ts";
import { linesOfSkus } from "./replan.ts";
import { slipFactsOf } from "./slip-facts.ts";

/** How a slip is told, and how it ends; the words are the views'. */
export interface SlipWords {
  readonly slipped: (facts: SlipFacts, policies: readonly Text[], asOf: Day) => Message;
  /** What the message of the slip reads as from then on. */
  readonly over: (facts: SlipFacts, end: SlipEnd) => Message;
  /** Below it, where it is news. */
  readonly back: (facts: SlipFacts, end: SlipEnd) => Message;
}

/** `back`: its ETA came back; `there`: it arrived; `gone`: it was lost or cancelled; `unknown`: it is in no file any more, an import was undone. */
export interface SlipEnd {
  readonly why: "back" | "there" | "gone" | "unknown";
  readonly eta: Day | null;
}

/** For the audit and the log. */
export interface Watched {
  readonly told: readonly SlipFacts[];
  readonly over: number;
}

/** A slip is news until the goods should be there, and a few days at least. */
const WORTH_MS = 3 * 86_400_000;
const DEBOUNCE_MS = 45_000;

/** The job of these posts, in the outbox and in the log. */
export const SLIP_POSTS = "eta-slips";

/** ETAs of a history, oldest first; what was known before the first change is the first of them. */
export function etasOf(events: readonly ShipmentEvent[]): Day[] {
  const etas: Day[] = [];
  for (const e of events) for (const eta of [e.etaBefore, e.eta]) if (eta !== null && eta !== etas.at(-1)) etas.push(eta);
  return etas;
}

const hears = (channel: Binding, facts: SlipFacts): boolean =>
  channel.purpose === "stock" && (channel.stores.length === 0 || facts.stores.some((s) => channel.stores.includes(s)));

/** One post a slip and channel: its key says from where to where, so that it is told once, whoever sees it first. */
const keyOf = (channel: Binding, f: Pick<SlipFacts, "warehouse" | "number" | "to">): string =>
  [SLIP_POSTS, channel.platform, channel.channel, slipSubject(f), f.to].join(":");

async function found(context: Context, key: ShipmentKey): Promise<Shipment | undefined> {
  return (await context.shipments.find(key))[0];
}

/** What a slip does to the stock, by a plan with the day that was expected beside the plan as it is. */
async function impact(context: Context, shipment: Shipment, slip: Slip, asOf: Day): Promise<SlipFacts | null> {
  const skus = shipment.lines.filter((l) => isOpen(l.state)).map((l) => l.sku);
  const { now, otherwise } = await linesOfSkus(context, asOf, skus, (a, input) =>
    a.shipment === shipment.number && input.warehouse === shipment.warehouse && a.day !== null
      ? { ...a, day: earlier(a.day, slip.from) }
      : a,
  );
  await context.plans.renew(asOf, now);
  return slipFacts(shipment, slip, otherwise, now);
}

async function tell(context: Context, facts: SlipFacts, words: SlipWords, days: number, asOf: Day): Promise<void> {
  const policies = [{ zh: `预计到货晚 ${days} 天以上才算延误`, en: `an ETA that moves by ${days} days or more is a slip` }];
  const channels = (await context.company.bindings()).filter((c) => hears(c, facts));
  const until = Math.max(context.now.getTime() + WORTH_MS, Date.parse(`${addDays(facts.to, 1)}T00:00:00Z`));
  const posts = channels.map((c): Post => ({
    key: keyOf(c, facts),
    platform: c.platform,
    channel: c.channel,
    replyTo: null,
    job: SLIP_POSTS,
    message: words.slipped(facts, policies, asOf),
    lang: c.lang,
    expiresAt: new Date(until),
  }));
  await context.outbox.put(posts, context.now);
}

/** What was told of a slip reads differently now that it is over; that it came back is said below it too. */
async function tellOver(context: Context, facts: SlipFacts, end: SlipEnd, words: SlipWords): Promise<void> {
  for (const c of (await context.company.bindings()).filter((b) => hears(b, facts))) {
    const key = keyOf(c, facts);
    const told = await context.outbox.byKey(key);
    if (!told || told.state === "failed") continue;
    await context.outbox.revise([{ key, message: words.over(facts, end) }], context.now, new Date(context.now.getTime() + DEBOUNCE_MS));
    if (end.why !== "back") continue;
    const expiresAt = new Date(context.now.getTime() + WORTH_MS);
    const reply = { key: `${key}:back`, replyTo: key, message: words.back(facts, end), lang: c.lang, expiresAt };
    await context.outbox.put([{ ...reply, platform: c.platform, channel: c.channel, job: SLIP_POSTS }], context.now);
  }
}

/** How a slip that was told has ended; undefined while it stands. */
function endOf(shipment: Shipment | undefined, events: readonly ShipmentEvent[], days: number): SlipEnd | undefined {
  if (!shipment) return { why: "unknown", eta: null };
  const [eta, state] = [etaOf(shipment.lines), stateOf(shipment.lines)];
  if (state === "arrived" || state === "received") return { why: "there", eta };
  if (state === "lost" || state === "cancelled") return { why: "gone", eta };
  return slipOf(etasOf(events), days) === null ? { why: "back", eta } : undefined;
}

/** What a warning that is open tells of this slip; undefined: it is not told of yet. */
function toldOf(open: readonly Alert[], key: ShipmentKey, slip: Slip): SlipFacts | undefined {
  const alert = open.find((a) => a.subject === slipSubject(key));
  const facts = alert && slipFactsOf(alert);
  return facts && facts.from === slip.from && slip.to <= facts.to ? facts : undefined;
}

/**
 * Looks at what became of ETAs since the last look, by files and by people: SKUs of shipments that slipped are planned anew, and who hears of
 * stock is told once what the slip costs. Safe to do twice and by several processes: posts have keys.
 */
export async function watchShipments(context: Context, words: SlipWords): Promise<Watched> {
  const [changed, overrides, { zone }] = await Promise.all([
    context.shipments.look(context.now),
    context.policies.overrides(),
    context.company.company(),
  ]);
  const open = await context.alerts.open(ETA_SLIP);
  if (changed.length === 0 && open.length === 0) return { told: [], over: 0 };
  const today = context.today(zone);
  const days = Math.round(policyReader(overrides, { day: today })(etaSlipDays));
  const asOf = (await context.plans.lines({ limit: 1 })).asOf ?? (await planDay(context));

  const told: SlipFacts[] = [];
  const again: SlipFacts[] = [];
  const judged: { readonly key: ShipmentKey; readonly upTo: number }[] = [];
  for (const key of changed) {
    const [shipment, events] = [await found(context, key), await context.shipments.events(key)];
    const slip = slipOf(etasOf(events), days);
    const eta = shipment ? etaOf(shipment.lines) : null;
    if (shipment && slip && eta !== null && isOpen(stateOf(shipment.lines))) {
      const known = toldOf(open, key, slip);
      const facts = known ? null : await impact(context, shipment, { from: slip.from, to: eta }, asOf);
      if (facts) told.push(facts);
      // Who looked at it before may not have said it everywhere; said twice it is one post.
      if (known) again.push(known);
    }
    judged.push({ key, upTo: events.at(-1)?.id ?? 0 });
  }

  const ended: { readonly facts: SlipFacts; readonly end: SlipEnd; readonly subject: string }[] = [];
  for (const alert of open) {
    const facts = slipFactsOf(alert);
    const end = endOf(await found(context, facts), await context.shipments.events(facts), days);
    if (end) ended.push({ facts, end, subject: alert.subject });
  }
  for (const facts of [...told, ...again]) await tell(context, facts, words, days, asOf);
  for (const { facts, end } of ended) await tellOver(context, facts, end, words);
  // Only after it is said: who dies before says the same again under the same keys.
  await context.alerts.apply(ETA_SLIP, today, {
    firing: told.map((facts) => ({ subject: slipSubject(facts), facts: { ...facts } })),
    recovered: ended.map((e) => e.subject),
  });
  for (const { key, upTo } of judged) await context.shipments.judged(key, upTo, context.now);
  return { told, over: ended.length };
}
