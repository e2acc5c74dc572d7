import { join } from "node:path";
import type { Job } from "../src/app/types.ts";
import { discover } from "../src/discover.ts";
import { addDays, day as dayOf } from "../src/domain/calendar/day.ts";
import { atLocal, dayIn, zone } from "../src/domain/calendar/zone.ts";
import { type Entry, makeTick } from "../src/schedule/tick.ts";
import { FakeJobRuns } from "../test/fakes/job-runs.ts";

export interface DstReport {
  /** Jobs, and times of the day, each on each day. */
  readonly cases: number;
  /** Where a local day had none, or more than there are. */
  readonly wrong: readonly string[];
}

/** Between two ticks; every time of day in question is a multiple of it. */
const STEP = 900_000;
/** Clocks go forward, and back. */
const DAYS: readonly (readonly [string, readonly string[]])[] = [
  ["America/Los_Angeles", ["2026-03-08", "2026-11-01"]],
  ["Europe/Berlin", ["2026-03-29", "2026-10-25"]],
];
const HOURS = 24;
/** A time that the clock skips or shows twice is one time all the same: an hourly job has 24 on every day. */
const timesADay = (cron: string): number => (cron.split(" ")[1] === "*" ? HOURS : 1);
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Every job at its time of day, and one at every half hour of the first hours of the day, by two replicas that tick over the days around the change. */
export async function dstExperiment(hours: number): Promise<DstReport> {
  const jobs = await discover<Job>("job", join(import.meta.dirname, "../src/jobs"));
  // What is due weekly or monthly is looked at as if it were due on these days.
  const daily = [...jobs].map(([name, { cron }]) => [name, [...cron.split(" ").slice(0, 2), "* * *"].join(" ")] as const);
  const times = Array.from({ length: hours * 2 }, (_, i) => [`half-hour-${i}`, `${(i % 2) * 30} ${Math.floor(i / 2)} * * *`] as const);
  const wrong: string[] = [];
  let cases = 0;
  for (const [zoneName, days] of DAYS) {
    const where = zone(zoneName);
    for (const day of days.map(dayOf)) {
      const entries = [...daily, ...times].map(([job, cron]): Entry => ({
        job,
        channel: "slack:C1",
        cron,
        zone: where,
        lateHours: 12,
        quiet: null,
      }));
      const ran = new Map<string, number>();
      const jobRuns = new FakeJobRuns();
      let at = atLocal(addDays(day, -1), 0, where).getTime();
      const end = atLocal(addDays(day, 2), 0, where).getTime();
      const replica = (): ((now: Date) => Promise<void>) =>
        makeTick<Entry>({
          entries: () => Promise.resolve(entries),
          jobRuns,
          run: (entry, { slot }) => {
            const key = `${entry.job} ${dayIn(where, slot)}`;
            ran.set(key, (ran.get(key) ?? 0) + 1);
            return Promise.resolve({ kind: "posted", note: "" });
          },
          clock: { now: () => new Date(at) },
          log: quiet,
        });
      const [one, two] = [replica(), replica()];
      for (; at < end; at += STEP) await Promise.all([one(new Date(at)), two(new Date(at))]);
      for (const { job, cron } of entries) {
        for (const d of [addDays(day, -1), day, addDays(day, 1)]) {
          cases += 1;
          const times = ran.get(`${job} ${d}`) ?? 0;
          if (times !== timesADay(cron)) wrong.push(`${job} ${zoneName} ${d}: ${times}`);
        }
      }
    }
  }
  return { cases, wrong };
}
