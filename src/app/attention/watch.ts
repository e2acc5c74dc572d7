import { stockOutEnterDays } from "../../domain/policy/declared/alerts.ts";
import { STOCK_OUT, subjectOf } from "../../domain/alerts/stock-out.ts";
import { addDays } from "../../domain/calendar/day.ts";
import { policyReader } from "../../domain/policy/reader.ts";
import type { PlanLine } from "../../domain/restock/types.ts";
import type { Message } from "../../message/message.ts";
import type { Binding } from "../../ports/company.ts";
import type { Post } from "../../ports/delivery.ts";
import { alertChannel, refOf } from "../announce.ts";
import { currentPlan } from "../plan.ts";
import { placeOf } from "../plan-given.ts";
import type { Context } from "../types.ts";
import { type AttentionNow, attentionNow } from "./now.ts";

export type Over = AttentionNow["over"][number];

/** How it is told that lines are back. `names`: of members by their slugs; `on`: who is on a line, by its subject. */
export type BackWords = (over: readonly Over[], names: ReadonlyMap<string, string>, on: ReadonlyMap<string, string>) => Message;

export const BACK_POSTS = "snoozes-over";

const WORTH_MS = 86_400_000;

/** Whether a line still wants anybody's attention; what is in plenty by now ends without a word. */
function pressing(line: PlanLine, context: { readonly enterDays: number }): boolean {
  switch (line.state) {
    case "out":
    case "unavoidable":
    case "move-now":
    case "order-now":
      return true;
    case "fine":
      return line.stockOutDate !== null && line.stockOutDate <= addDays(line.asOf, context.enterDays);
    case "overstock":
    case "dormant":
    case "unknown":
      return false;
  }
}

const hears = (channel: Binding, { line }: Over): boolean =>
  channel.purpose === "stock" && (channel.stores.length === 0 || (line?.stores ?? []).some((s) => channel.stores.includes(s)));

/**
 * Ends what is over: a day that has come, a shipment that was received, a line that got materially worse. Lines that still press are told to who hears of
 * stock at once, in one message. Safe to do twice: the post has a key of what it tells.
 */
export async function watchSnoozes(context: Context, words: BackWords): Promise<readonly Over[]> {
  if ((await context.attention.snoozes()).length === 0) return [];
  const [{ zone }, overrides, plan] = await Promise.all([context.company.company(), context.policies.overrides(), currentPlan(context)]);
  const now = await attentionNow(context, plan.lines, overrides, context.today(zone));
  if (now.over.length === 0) return [];
  const told = now.over.filter(
    (o) => o.line !== undefined && pressing(o.line, { enterDays: Math.round(policyReader(overrides, placeOf(o.line))(stockOutEnterDays)) }),
  );
  const on = new Map(now.assignments.map((a) => [subjectOf(a), now.names.get(a.member) ?? a.member]));
  const channels = (await context.company.bindings()).filter((c) => told.some((o) => hears(c, o)));
  const open = new Map((await context.alerts.open(STOCK_OUT)).map((a) => [a.subject, a]));
  for (const c of channels) {
    const mine = told.filter((o) => hears(c, o));
    const ids = mine.map((o) => o.snooze.id).toSorted((a, b) => a - b);
    const alerts = mine.flatMap((o) => open.get(subjectOf(o.snooze)) ?? []);
    const post: Post = {
      key: [BACK_POSTS, c.platform, c.channel, ids.join("-")].join(":"),
      platform: c.platform,
      channel: c.channel,
      replyTo: null,
      job: BACK_POSTS,
      message: { ...words(mine, now.names, on), refs: alerts.map((a) => refOf(a, "opened")) },
      lang: c.lang,
      expiresAt: new Date(context.now.getTime() + WORTH_MS),
    };
    await context.outbox.put([post], context.now);
    // A warning that opened under the snooze is told by this post, and not by the next morning's again.
    await context.alerts.announced(
      alertChannel(c),
      post.key,
      alerts.map((a) => ({ id: a.id, what: "opened" })),
    );
  }
  for (const { snooze, because } of now.over) {
    const entry = {
      at: context.now,
      by: "purser",
      what: "snooze-over",
      on: `${snooze.warehouse}/${snooze.sku}`,
      details: { id: snooze.id, because },
    };
    await context.attention.end(snooze.id, because, null, context.now, entry);
  }
  return now.over;
}
