import { addDays } from "../domain/calendar/day.ts";
import type { Alert } from "../ports/alerts.ts";
import type { Binding } from "../ports/company.ts";
import { postKey } from "./run-job.ts";
import { editKey, type OutboxRow } from "../ports/delivery.ts";
import type { Context, Job, Slot } from "./types.ts";

type What = "opened" | "recovered";

// A crash between the outbox and the memory of alerts is made good by the next run; a bot that stood still for longer than this says it again.
const LOOK_BACK_DAYS = 35;

/** Keys of the posts of the last weeks, the slot's own first. */
function keysBefore(job: { readonly name: string; readonly period: Job["period"] }, binding: Binding, slot: Slot): string[] {
  const periods = new Set(Array.from({ length: LOOK_BACK_DAYS }, (_, i) => job.period(addDays(slot.day, -i))));
  return [...periods].map((period) => postKey(job.name, binding, period));
}

/** `gone`: the message that told of the opening says that it is over. */
export const refOf = (alert: Pick<Alert, "kind" | "id">, what: What | "gone"): string => `${alert.kind}:${alert.id}:${what}`;

/** The channel as alerts remember it. */
export const alertChannel = (b: Pick<Binding, "platform" | "channel">): string => `${b.platform}:${b.channel}`;

export interface Unsaid {
  readonly opened: readonly Alert[];
  readonly recovered: readonly Alert[];
  /** The post of this slot exists already: what is unsaid waits for the next. */
  readonly slotTaken: boolean;
}

/**
 * Alerts that were not told in this channel yet. What was told is read from the posts themselves first (their `refs`), so that a process
 * that died after it wrote the post and before it remembered the alerts does not make them told twice. A post that failed for good told
 * nobody anything. Writes nothing in a dry run.
 */
export async function unsaid(
  context: Pick<Context, "alerts" | "outbox">,
  kind: string,
  job: { readonly name: string; readonly period: Job["period"] },
  binding: Binding,
  slot: Slot,
): Promise<Unsaid> {
  const channel = alertChannel(binding);
  const found = await context.alerts.unannounced(kind, channel);
  const pending = new Map<string, { id: number; what: What }>([
    ...found.opened.map((a) => [refOf(a, "opened"), { id: a.id, what: "opened" }] as const),
    ...found.recovered.map((a) => [refOf(a, "recovered"), { id: a.id, what: "recovered" }] as const),
  ]);
  const today = postKey(job.name, binding, job.period(slot.day));
  let slotTaken = false;
  for (const key of keysBefore(job, binding, slot)) {
    const row = await context.outbox.byKey(key);
    if (!row) continue;
    if (key === today) slotTaken = true;
    if (row.state === "failed") continue;
    const told = (row.message.refs ?? []).filter((ref) => pending.has(ref));
    if (told.length === 0) continue;
    const which = told.map((ref) => pending.get(ref)).filter((x) => x !== undefined);
    if (slot.dryRun !== true) await context.alerts.announced(channel, key, which);
    for (const ref of told) pending.delete(ref);
  }
  return {
    opened: found.opened.filter((a) => pending.has(refOf(a, "opened"))),
    recovered: found.recovered.filter((a) => pending.has(refOf(a, "recovered"))),
    slotTaken,
  };
}

export interface Overtaken {
  readonly post: OutboxRow;
  /** Alerts that it told of, as they are now. */
  readonly open: readonly Alert[];
  readonly gone: readonly Alert[];
  /** For the revised message: what it tells, and of what it says that it is over. */
  readonly refs: readonly string[];
}

/** Posts that still show an alert as open which is over: their message is edited in place, so that nobody acts on old news. */
export async function overtaken(
  context: Pick<Context, "alerts" | "outbox">,
  kind: string,
  job: { readonly name: string; readonly period: Job["period"] },
  binding: Binding,
  slot: Slot,
): Promise<readonly Overtaken[]> {
  const opened = new RegExp(`^${kind}:(\\d+):opened$`);
  const found: Overtaken[] = [];
  for (const key of keysBefore(job, binding, slot)) {
    const post = await context.outbox.byKey(key);
    const told = (post?.message.refs ?? []).flatMap((ref) => opened.exec(ref)?.[1] ?? []).map(Number);
    if (!post || post.state === "failed" || told.length === 0) continue;
    const alerts = await context.alerts.byIds(told);
    const gone = alerts.filter((a) => a.state === "recovered");
    const said = new Set((await context.outbox.byKey(editKey(key)))?.message.refs ?? post.message.refs);
    if (gone.every((a) => said.has(refOf(a, "gone")))) continue;
    const refs = [...(post.message.refs ?? []), ...gone.map((a) => refOf(a, "gone"))];
    found.push({ post, open: alerts.filter((a) => a.state === "open"), gone, refs });
  }
  return found;
}
