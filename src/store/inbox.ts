import { randomUUID } from "node:crypto";
import type { Inbox, Owed } from "../ports/inbox.ts";
import type { PrismaClient } from "./client/client.ts";
import { jsonText } from "./rows.ts";

interface OwedRow {
  readonly event_id: string;
  readonly at: Date;
  readonly asked: unknown;
  readonly trail: unknown;
  readonly tries: number;
}

const owed = ({ event_id: eventId, at, asked, trail, tries }: OwedRow): Owed => ({ eventId, at, asked, trail, tries });

/**
 * The primary key decides, so that two replicas that get the same gesture at once do one thing. `holder` is this process in this life: an
 * earlier life with the same name would take its own dead work for being done.
 */
export function inbox(prisma: PrismaClient, holder: string = randomUUID()): Inbox {
  return {
    first: async (platform, eventId, now) => {
      const [row] = await prisma.$queryRaw<{ first: boolean }[]>`
        WITH fresh AS (
          INSERT INTO inbox (platform, event_id, at) VALUES (${platform}, ${eventId}, ${now})
          ON CONFLICT DO NOTHING RETURNING 1
        ), mine AS (
          SELECT 1 FROM inbox WHERE platform = ${platform} AND event_id = ${eventId} AND asked IS NOT NULL AND held_by = ${holder}
        )
        SELECT EXISTS (SELECT FROM fresh) OR EXISTS (SELECT FROM mine) AS first`;
      return row?.first === true;
    },
    forget: async (before) => (await prisma.inbox.deleteMany({ where: { at: { lt: before } } })).count,
    note: async (platform, eventId, asked, now, leaseMs) => {
      const noted = await prisma.$executeRaw`
        INSERT INTO inbox (platform, event_id, at, asked, held_by, held_until, tries)
        VALUES (${platform}, ${eventId}, ${now}, ${jsonText(asked)}::jsonb, ${holder}, now() + ${leaseMs} * interval '1 millisecond', 1)
        ON CONFLICT DO NOTHING`;
      return noted === 1;
    },
    keep: async (platform, eventIds, leaseMs) => {
      await prisma.$executeRaw`
        UPDATE inbox SET held_until = now() + ${leaseMs} * interval '1 millisecond'
        WHERE platform = ${platform} AND event_id = ANY(${[...eventIds]}) AND asked IS NOT NULL AND held_by = ${holder}`;
    },
    mark: async (platform, eventId, trail) => {
      const marked = await prisma.$executeRaw`
        UPDATE inbox SET trail = ${jsonText(trail)}::jsonb
        WHERE platform = ${platform} AND event_id = ${eventId} AND asked IS NOT NULL AND held_by = ${holder}`;
      return marked === 1;
    },
    done: async (platform, eventId) => {
      await prisma.$executeRaw`
        UPDATE inbox SET asked = NULL, trail = NULL, held_by = NULL, held_until = NULL
        WHERE platform = ${platform} AND event_id = ${eventId} AND asked IS NOT NULL AND held_by = ${holder}`;
    },
    release: async (platform, eventIds) => {
      await prisma.$executeRaw`
        UPDATE inbox SET held_by = NULL, held_until = now(), tries = greatest(tries - 1, 0)
        WHERE platform = ${platform} AND event_id = ANY(${[...eventIds]}) AND asked IS NOT NULL AND held_by = ${holder}`;
    },
    takeOver: async (platform, leaseMs, limit) => {
      const rows = await prisma.$queryRaw<OwedRow[]>`
        WITH free AS MATERIALIZED (
          SELECT platform, event_id FROM inbox
          WHERE platform = ${platform} AND asked IS NOT NULL AND held_until <= now() AND held_by IS DISTINCT FROM ${holder}
          ORDER BY at, event_id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
        UPDATE inbox SET held_by = ${holder}, held_until = now() + ${leaseMs} * interval '1 millisecond', tries = tries + 1
        FROM free WHERE inbox.platform = free.platform AND inbox.event_id = free.event_id
        RETURNING inbox.event_id, at, asked, trail, tries`;
      return rows.map(owed).toSorted((a, b) => a.at.getTime() - b.at.getTime());
    },
  };
}
