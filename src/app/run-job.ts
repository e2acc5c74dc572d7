import { dayIn } from "../domain/calendar/zone.ts";
import { UserError } from "../domain/user-error.ts";
import type { Text } from "../domain/value.ts";
import { formatValue } from "../message/format.ts";
import type { Message } from "../message/message.ts";
import type { Binding } from "../ports/company.ts";
import type { Post } from "../ports/delivery.ts";
import type { Clock } from "../ports/system.ts";
import { closestName } from "../domain/words/closest.ts";
import { sameJson } from "./same.ts";
import type { Context, Job, JobOutcome, Slot } from "./types.ts";

export interface RunJobDeps {
  readonly jobs: ReadonlyMap<string, Job>;
  /** Facts are asked as of this instant; the outbox always lives in real time. */
  readonly contextAt: (now: Date) => Context;
  readonly clock: Clock;
  /** Wakes the delivery. */
  readonly nudge?: () => void;
}

/** What a job did in one channel. */
export interface JobReport {
  readonly job: string;
  readonly platform: string;
  readonly channel: string;
  readonly slot: string;
  readonly key: string;
  readonly outcome: "queued" | "already-posted" | "nothing" | "dry-run";
  readonly because?: Text;
  readonly messages: readonly Message[];
}

/** A job in a channel, as the schedule sees it. */
export interface JobEntry {
  readonly job: string;
  readonly channel: string;
  readonly cron: string;
  readonly zone: Binding["zone"];
  readonly lateHours: number;
  readonly quiet: Binding["quiet"];
  readonly binding: Binding;
}

/** Every job in every channel that is bound to its purpose. */
export async function jobEntries(deps: RunJobDeps): Promise<readonly JobEntry[]> {
  const bindings = await deps.contextAt(deps.clock.now()).company.bindings();
  return [...deps.jobs].flatMap(([name, job]) =>
    bindings
      .filter((b) => b.purpose === job.purpose)
      .map((binding) => ({
        job: name,
        channel: `${binding.platform}:${binding.channel}`,
        cron: job.cron,
        zone: binding.zone,
        lateHours: job.lateHours,
        quiet: binding.quiet,
        binding,
      })),
  );
}

/** `daily-digest:slack:C0123:2026-11-21`; a reply adds its place in the thread. */
export function postKey(job: string, binding: Binding, period: string, place?: string): string {
  return [job, binding.platform, binding.channel, period, ...(place === undefined ? [] : [place])].join(":");
}

function markLate(message: Message, binding: Binding, slot: Date): Message {
  const due = { kind: "instant", at: slot.toISOString(), zone: binding.zone } as const;
  const zh = `补发：原定 ${formatValue(due, "zh")}。`;
  const en = `Late: this was due ${formatValue(due, "en")}.`;
  const { lead } = message;
  return { ...message, lead: lead ? { zh: `${zh}${lead.zh}`, en: `${en} ${lead.en}` } : { zh, en } };
}

const HOUR = 3_600_000;
// Several changes of one message within this time are one edit: platforms count edits, and nobody reads faster.
const DEBOUNCE_MS = 45_000;

function postsOf(outcome: Exclude<JobOutcome, { kind: "nothing" }>, make: (message: Message, place?: string) => Post): Post[] {
  if (outcome.kind === "post") return [make(outcome.message)];
  const root = make(outcome.thread.root);
  return [root, ...outcome.thread.replies.map((r) => ({ ...make(r.message, r.key), replyTo: root.key }))];
}

/** Runs one job for one channel and puts what it says into the outbox, under its key: a second run changes nothing. */
export async function runJobFor(deps: RunJobDeps, name: string, binding: Binding, slot: Slot, contextNow: Date): Promise<JobReport> {
  const job = known(deps.jobs, name);
  const context = deps.contextAt(contextNow);
  const period = job.period(slot.day, slot.at);
  const key = postKey(name, binding, period);
  const told = { job: name, platform: binding.platform, channel: binding.channel, slot: slot.at.toISOString(), key };

  const outcome = await job.run(context, binding, { ...slot, asked: deps.clock.now() });
  if (slot.dryRun !== true && outcome.revises && outcome.revises.length > 0) {
    const at = deps.clock.now();
    await context.outbox.revise(outcome.revises, at, new Date(at.getTime() + DEBOUNCE_MS));
    deps.nudge?.();
  }
  if (outcome.kind === "nothing") return { ...told, outcome: "nothing", because: outcome.because, messages: [] };

  const now = deps.clock.now();
  const expiresAt = new Date(now.getTime() + job.lateHours * HOUR);
  const posts = postsOf(outcome, (message, place) => ({
    key: postKey(name, binding, period, place),
    platform: binding.platform,
    channel: binding.channel,
    replyTo: null,
    job: name,
    message: slot.late && place === undefined ? markLate(message, binding, slot.at) : message,
    lang: binding.lang,
    expiresAt,
  }));
  const messages = posts.map((p) => p.message);
  if (slot.dryRun === true) return { ...told, outcome: "dry-run", messages };

  const fresh = await context.outbox.put(posts, now);
  if (outcome.kind === "post" && outcome.after && (fresh.length > 0 || (await saysTheSame(context, posts)))) await outcome.after(key);
  if (fresh.length > 0) deps.nudge?.();
  return { ...told, outcome: fresh.length > 0 ? "queued" : "already-posted", messages };
}

/**
 * A process may have died between the outbox and `after`: the same post is then followed up by the next run. A post of the
 * same key that says something else is no reason to follow up, since what is new in it was never said.
 */
async function saysTheSame(context: Context, posts: readonly Post[]): Promise<boolean> {
  const [post] = posts;
  const kept = post && (await context.outbox.byKey(post.key));
  return kept !== undefined && sameJson(kept.message, post?.message);
}

function known(jobs: ReadonlyMap<string, Job>, name: string): Job {
  const job = jobs.get(name);
  if (job) return job;
  const near = closestName(name, jobs.keys());
  const all = [...jobs.keys()].join(", ");
  throw new UserError(
    "unknown-job",
    {
      zh: `没有“${name}”这个任务${near === undefined ? "。" : `，是不是 ${near}？`}`,
      en: `There is no job "${name}"${near === undefined ? "." : `; did you mean ${near}?`}`,
    },
    { zh: `任务：${all}`, en: `Jobs: ${all}` },
  );
}

/** `purser job NAME`: the job as if it were due at `at`, in every channel that is bound to it, under the normal keys. */
export async function runJob(
  deps: RunJobDeps,
  name: string,
  at: Date,
  options: { readonly dryRun: boolean },
): Promise<readonly JobReport[]> {
  const job = known(deps.jobs, name);
  const entries = (await jobEntries(deps)).filter((e) => e.job === name);
  if (entries.length === 0) {
    throw new UserError(
      "no-channel",
      {
        zh: `没有频道绑定 ${job.purpose}，${name} 无处可发。`,
        en: `No channel is bound to ${job.purpose}, so ${name} has nowhere to post.`,
      },
      {
        zh: `先绑定：npm run purser -- bind ${job.purpose} local ops`,
        en: `Bind one first: npm run purser -- bind ${job.purpose} local ops`,
      },
    );
  }
  const reports: JobReport[] = [];
  for (const { binding } of entries) {
    const slot = { at, day: dayIn(binding.zone, at), late: false, ...(options.dryRun && { dryRun: true }) };
    reports.push(await runJobFor(deps, name, binding, slot, at));
  }
  return reports;
}

/** What the heartbeat calls for a slot that is due. */
export async function runEntry(
  deps: RunJobDeps,
  entry: JobEntry,
  due: { readonly slot: Date; readonly late: boolean; readonly missed: number },
): Promise<{ readonly kind: "posted" | "nothing"; readonly note: string; readonly because: Text }> {
  const slot = { at: due.slot, day: dayIn(entry.zone, due.slot), late: due.late };
  const report = await runJobFor(deps, entry.job, entry.binding, slot, deps.clock.now());
  const { missed, late } = due;
  const stands: Text =
    missed > 0 ? { zh: `；并代替此前错过的 ${missed} 次`, en: `; stands for ${missed} missed before it` } : { zh: "", en: "" };
  const tell = (kind: "posted" | "nothing", { zh, en }: Text) => {
    const because = { zh: `${zh}${stands.zh}`, en: `${en}${stands.en}` };
    return { kind, note: because.en, because };
  };
  if (report.outcome === "nothing") return tell("nothing", report.because ?? { zh: "", en: "" });
  const before = report.outcome === "already-posted";
  return tell("posted", {
    zh: `${before ? "此前已发送 " : ""}${report.key}${late ? "，补发" : ""}`,
    en: `${report.outcome} ${report.key}${late ? ", late" : ""}`,
  });
}
