import type { Text } from "../../src/domain/value.ts";
import type { JobRuns } from "../../src/ports/delivery.ts";

interface Run {
  readonly job: string;
  readonly channel: string;
  readonly slot: Date;
  leaseUntil: Date;
  at: Date;
  outcome: string | null;
  note: string | null;
  because: Text | null;
}

export class FakeJobRuns implements JobRuns {
  readonly runs: Run[] = [];

  claim: JobRuns["claim"] = (job, channel, slot, now, leaseMs) => {
    const leaseUntil = new Date(now.getTime() + leaseMs);
    const run = this.#find(job, channel, slot);
    if (!run) {
      this.runs.push({ job, channel, slot, leaseUntil, at: now, outcome: null, note: null, because: null });
      return Promise.resolve(true);
    }
    if (run.outcome !== null || run.leaseUntil > now) return Promise.resolve(false);
    run.leaseUntil = leaseUntil;
    return Promise.resolve(true);
  };

  finish: JobRuns["finish"] = (job, channel, slot, outcome, now) => {
    const run = this.#find(job, channel, slot);
    if (!run) throw new Error(`${job} ${channel} ${slot.toISOString()} was never claimed`);
    Object.assign(run, {
      outcome: outcome.kind,
      note: outcome.note,
      because: outcome.because ?? (outcome.note === "" ? null : { zh: outcome.note, en: outcome.note }),
      at: now,
    });
    return Promise.resolve();
  };

  lastSlot: JobRuns["lastSlot"] = (job, channel) =>
    Promise.resolve(
      this.runs
        .filter((r) => r.job === job && r.channel === channel)
        .map((r) => r.slot)
        .toSorted((a, b) => a.getTime() - b.getTime())
        .at(-1),
    );

  recent: JobRuns["recent"] = (limit) => Promise.resolve(this.runs.toReversed().slice(0, limit));

  #find(job: string, channel: string, slot: Date): Run | undefined {
    return this.runs.find((r) => r.job === job && r.channel === channel && r.slot.getTime() === slot.getTime());
  }
}
