import { dayIn } from "../domain/calendar/zone.ts";
import { editKey } from "../ports/delivery.ts";
import { jobEntries, type JobEntry, postKey, runJobFor, type RunJobDeps } from "./run-job.ts";

const HOUR = 3_600_000;

/** Looks again at what a job could not say, once after every change of the facts. */
export interface JobAgain {
  /** How many messages were looked at anew. */
  look(): Promise<number>;
}

async function anew(deps: RunJobDeps, entry: JobEntry): Promise<boolean> {
  const job = deps.jobs.get(entry.job);
  if (job?.again === undefined) return false;
  const now = deps.clock.now();
  const context = deps.contextAt(now);
  // Later than this nobody scrolls back for it.
  const since = new Date(now.getTime() - job.lateHours * HOUR);
  for (const day of new Set([dayIn(entry.zone, now), dayIn(entry.zone, since)])) {
    const key = postKey(entry.job, entry.binding, job.period(day));
    const post = await context.outbox.byKey(key);
    if (post === undefined || post.state === "failed" || post.createdAt < since) continue;
    const said = (await context.outbox.byKey(editKey(key)))?.message ?? post.message;
    if (!job.again(said)) continue;
    await runJobFor(deps, entry.job, entry.binding, { at: post.createdAt, day, late: false }, now);
    return true;
  }
  return false;
}

/**
 * A file that comes after the hour of a digest is heard of here: by the newest days that the facts speak of, so that it does not matter who
 * imported it, another process or another replica. Two that look at once write the same edit.
 */
export function jobAgain(deps: RunJobDeps): JobAgain {
  let seen: string | undefined;
  return {
    async look() {
      const context = deps.contextAt(deps.clock.now());
      const stamp = JSON.stringify(await context.company.freshness());
      if (stamp === seen) return 0;
      let looked = 0;
      for (const entry of await jobEntries(deps)) if (await anew(deps, entry)) looked += 1;
      seen = stamp;
      return looked;
    },
  };
}
