import type { JobRuns } from "../ports/delivery.ts";
import type { PrismaClient } from "./client/client.ts";
import { clean } from "./rows.ts";

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
        data: { finished_at: now, outcome: outcome.kind, note: clean(outcome.note) },
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
        note: r.note,
        at: r.finished_at ?? r.started_at,
      }));
    },
  };
}
