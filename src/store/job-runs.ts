import type { Text } from "../domain/value.ts";
import type { JobRuns } from "../ports/delivery.ts";
import type { PrismaClient } from "./client/client.ts";
import { clean } from "./rows.ts";

type Outcome = Parameters<JobRuns["finish"]>[3];

/** One line for the log, and below it what people read where that differs. */
const written = ({ note, because }: Outcome): string =>
  clean(because === undefined ? note : `${note.replaceAll(/\s*\n\s*/g, " ")}\n${JSON.stringify(because)}`);

function readNote(kept: string | null): { readonly note: string | null; readonly because: Text | null } {
  if (kept === null || kept === "") return { note: kept, because: null };
  const end = kept.indexOf("\n{");
  return end < 0
    ? { note: kept, because: { zh: kept, en: kept } }
    : { note: kept.slice(0, end), because: JSON.parse(kept.slice(end + 1)) as Text };
}

export function jobRuns(prisma: PrismaClient): JobRuns {
  return {
    claim: async (job, channel, slot, now, leaseMs) => {
      const until = new Date(now.getTime() + leaseMs);
      const claimed = await prisma.$executeRaw`
        INSERT INTO job_run (job, channel, slot, started_at, lease_until)
        VALUES (${job}, ${channel}, ${slot}, ${now}, ${until})
        ON CONFLICT (job, channel, slot) DO UPDATE SET started_at = EXCLUDED.started_at, lease_until = EXCLUDED.lease_until
        WHERE job_run.finished_at IS NULL AND job_run.lease_until <= ${now}`;
      return claimed === 1;
    },
    finish: async (job, channel, slot, outcome, now) => {
      await prisma.jobRun.update({
        where: { job_channel_slot: { job, channel, slot } },
        data: { finished_at: now, outcome: outcome.kind, note: written(outcome) },
      });
    },
    lastSlot: async (job, channel) => {
      const newest = await prisma.jobRun.findFirst({ where: { job, channel }, orderBy: { slot: "desc" }, select: { slot: true } });
      return newest?.slot;
    },
    recent: async (limit) => {
      const rows = await prisma.jobRun.findMany({ orderBy: { started_at: "desc" }, take: limit });
      return rows.map((r) => ({
        job: r.job,
        channel: r.channel,
        slot: r.slot,
        outcome: r.outcome,
        ...readNote(r.note),
        at: r.finished_at ?? r.started_at,
      }));
    },
  };
}
