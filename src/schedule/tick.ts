import type { Zone } from "../domain/calendar/zone.ts";
import type { Text } from "../domain/value.ts";
import type { JobRuns } from "../ports/delivery.ts";
import type { Clock, Log } from "../ports/system.ts";
import { afterQuiet, dueSlots, isQuiet, type Quiet } from "./slots.ts";

/** A job in a channel. */
export interface Entry {
  readonly job: string;
  /** `slack:C0123`, the same in every process. */
  readonly channel: string;
  readonly cron: string;
  readonly zone: Zone;
  readonly lateHours: number;
  readonly quiet: Quiet | null;
}

export interface Due {
  readonly slot: Date;
  /** Later than a reader would notice. */
  readonly late: boolean;
  /** Older slots that this one stands for. */
  readonly missed: number;
}

export type RunOutcome = { readonly kind: "posted" | "nothing" | "failed"; readonly note: string; readonly because?: Text };

export interface TickDeps<E extends Entry> {
  entries(): Promise<readonly E[]>;
  readonly jobRuns: JobRuns;
  run(entry: E, due: Due): Promise<RunOutcome>;
  /** Entries of one beat come one after the other: each lease begins when its own work does. */
  readonly clock: Clock;
  readonly log: Log;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
// A heartbeat comes every minute and a busy machine may hold it up; nobody calls ten minutes late.
const LATE_AFTER = 15 * MINUTE;
// Longer than any job works; a process that died leaves the slot to the others after this.
const LEASE = 10 * MINUTE;
// A job that throws is tried again when its lease is over, this often, and is then told as failed.
const TRIES = 3;
// The rarest jobs are monthly.
const LOOK_BACK = 40 * DAY;

export type Verdict =
  | { readonly kind: "run"; readonly due: Due }
  /** Too old to be worth anything: written down as missed, so that it is seen and not asked again. */
  | { readonly kind: "missed"; readonly slot: Date; readonly note: Text }
  /** Seen for the first time: what lay before is nobody's news. */
  | { readonly kind: "baseline"; readonly slot: Date };

/**
 * What an entry owes at `now`, given the newest slot that was ever claimed. Several missed slots are one: the newest stands
 * for them. The claimed slot is looked at again, since its process may have died at work; the claim itself knows.
 * In quiet hours nothing is owed; a slot that falls into them is due at their end.
 */
export function owed(entry: Entry, last: Date | undefined, now: Date): Verdict | undefined {
  if (isQuiet(entry.quiet, entry.zone, now)) return undefined;
  const from = last === undefined ? now.getTime() - LOOK_BACK : Math.max(last.getTime() - 1, now.getTime() - LOOK_BACK);
  const slots = dueSlots(entry.cron, entry.zone, new Date(from), now).filter((s) => afterQuiet(entry.quiet, entry.zone, s) <= now);
  const slot = slots.at(-1);
  if (!slot) return undefined;
  const lateBy = now.getTime() - afterQuiet(entry.quiet, entry.zone, slot).getTime();
  if (last === undefined && lateBy > LATE_AFTER) return { kind: "baseline", slot };
  if (lateBy > entry.lateHours * HOUR) {
    return { kind: "missed", slot, note: tooLate(Math.floor(lateBy / HOUR), entry.lateHours) };
  }
  const missed = slots.length - (last !== undefined && slots[0]?.getTime() === last.getTime() ? 2 : 1);
  return { kind: "run", due: { slot, late: lateBy > LATE_AFTER, missed: last === undefined ? 0 : Math.max(0, missed) } };
}

const FIRST_SEEN: Text = { zh: "绑定晚于这个时刻，从下一次开始", en: "first seen after this slot; the next one is the first" };
const tooLate = (late: number, worth: number): Text => ({
  zh: `已错过 ${late} 小时，超过 ${worth} 小时不再补发`,
  en: `missed: ${late} h late, worth running for ${worth} h`,
});
const noted = (text: Text): Pick<RunOutcome, "note" | "because"> => ({ note: text.en, because: text });

function slotOf(verdict: Verdict | undefined): Date | undefined {
  return verdict?.kind === "run" ? verdict.due.slot : verdict?.slot;
}

/** One heartbeat: claims and runs what is owed. Entries do not wait for each other's failures. */
export function makeTick<E extends Entry>(deps: TickDeps<E>): (now: Date) => Promise<void> {
  const { jobRuns, clock, log } = deps;
  const failures = new Map<string, number>();
  // What this process finished needs no more questions to the store.
  const settled = new Map<string, number>();

  async function one(entry: E, now: Date): Promise<void> {
    const id = `${entry.job} ${entry.channel}`;
    const known = settled.get(id);
    if (known !== undefined && slotOf(owed(entry, new Date(known), now))?.getTime() === known) return;
    const last = await jobRuns.lastSlot(entry.job, entry.channel);
    const verdict = owed(entry, last, now);
    const slot = slotOf(verdict);
    if (verdict === undefined || slot === undefined || known === slot.getTime()) return;
    if (!(await jobRuns.claim(entry.job, entry.channel, slot, clock.now(), LEASE))) return;

    const attempt = `${id} ${slot.toISOString()}`;
    const finish = async (outcome: RunOutcome): Promise<void> => {
      await jobRuns.finish(entry.job, entry.channel, slot, outcome, clock.now());
      settled.set(id, slot.getTime());
      failures.delete(attempt);
      log.info("job-finished", {
        job: entry.job,
        channel: entry.channel,
        slot: slot.toISOString(),
        kind: outcome.kind,
        note: outcome.note,
      });
    };
    if (verdict.kind === "baseline") return finish({ kind: "nothing", ...noted(FIRST_SEEN) });
    if (verdict.kind === "missed") return finish({ kind: "nothing", ...noted(verdict.note) });
    try {
      await finish(await deps.run(entry, verdict.due));
    } catch (error) {
      const tries = (failures.get(attempt) ?? 0) + 1;
      failures.set(attempt, tries);
      log.error("job-failed", error, { job: entry.job, channel: entry.channel, slot: slot.toISOString(), tries });
      if (tries >= TRIES) await finish({ kind: "failed", note: error instanceof Error ? error.message : String(error) });
    }
  }

  return async (now) => {
    for (const entry of await deps.entries()) {
      try {
        await one(entry, now);
      } catch (error) {
        log.error("tick-failed", error, { job: entry.job, channel: entry.channel });
      }
    }
  };
}
