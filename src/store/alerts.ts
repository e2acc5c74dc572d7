import type { Alert, Alerts } from "../ports/alerts.ts";
import { Prisma, type PrismaClient } from "./client/client.ts";
import { dateOf, dayOf, dayOrNull, jsonText } from "./rows.ts";

function alertOf(row: Prisma.AlertModel): Alert {
  if (row.state !== "open" && row.state !== "recovered") throw new Error(`alert ${row.id} is in the state "${row.state}"`);
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    state: row.state,
    openedOn: dayOf(row.opened_on),
    recoveredOn: dayOrNull(row.recovered_on),
    facts: row.facts as Record<string, unknown>,
  };
}

/** Whether an alert `a` was told in a channel. A post that failed for good (expired, no such channel) told nobody anything. */
const told = (channel: string, what: "opened" | "recovered") => Prisma.sql`EXISTS (
  SELECT 1 FROM alert_announcement s LEFT JOIN outbox o ON o.key = s.post_key
  WHERE s.alert_id = a.id AND s.channel = ${channel} AND s.what = ${what} AND o.state IS DISTINCT FROM 'failed')`;

/**
 * An open alert of this kind, whose subject is another kind and whose day is the newest on which that kind was looked at. Where it is
 * not there yet, the newest change tells.
 */
const OBSERVED = "observed";

export function alerts(prisma: PrismaClient): Alerts {
  return {
    open: async (kind) => (await prisma.alert.findMany({ where: { kind, state: "open" }, orderBy: { id: "asc" } })).map(alertOf),

    byIds: async (ids) => (await prisma.alert.findMany({ where: { id: { in: [...ids] } }, orderBy: { id: "asc" } })).map(alertOf),

    during: async (from, to) => {
      const rows = await prisma.alert.findMany({
        where: {
          kind: { not: OBSERVED },
          opened_on: { lte: dateOf(to) },
          OR: [{ recovered_on: null }, { recovered_on: { gte: dateOf(from) } }],
        },
        orderBy: [{ opened_on: "asc" }, { id: "asc" }],
      });
      return rows.map(alertOf);
    },

    observedOn: async (kind) => {
      const [row] = await prisma.$queryRaw<[{ day: Date | null }]>`
        SELECT coalesce((SELECT opened_on FROM alert WHERE kind = ${OBSERVED} AND subject = ${kind} AND state = 'open'),
          (SELECT max(greatest(opened_on, recovered_on)) FROM alert WHERE kind = ${kind})) AS day`;
      return dayOrNull(row.day);
    },

    apply: async (kind, day, { firing, recovered }) => {
      // Last word of a subject, and in one order for all replicas, so that two of them cannot wait for each other.
      const facts = new Map(firing.map((f) => [f.subject, jsonText(f.facts)]));
      const subjects = [...facts.keys()].sort();
      const texts = subjects.map((s) => facts.get(s) ?? "{}");
      const gone = [...new Set(recovered)].filter((s) => !facts.has(s)).sort();
      const date = dateOf(day);
      const newest = Prisma.sql`(SELECT opened_on FROM alert WHERE kind = ${OBSERVED} AND subject = ${kind} AND state = 'open')`;
      const [seen, now, closed] = await prisma.$transaction([
        // Its row lock makes two observations come one after the other.
        prisma.$queryRaw<[{ day: Date }]>`
          INSERT INTO alert (kind, subject, state, opened_on, facts)
          SELECT ${OBSERVED}, ${kind}, 'open', greatest(${date}::date, max(greatest(opened_on, recovered_on))), '{}'
          FROM alert WHERE kind = ${kind}
          ON CONFLICT (kind, subject) WHERE state = 'open' DO UPDATE SET opened_on = greatest(alert.opened_on, ${date}::date)
          RETURNING opened_on AS day`,
        // xmax is 0 in a row that this statement inserted, and set in one that was there.
        prisma.$queryRaw<(Prisma.AlertModel & { fresh: boolean })[]>`
          INSERT INTO alert (kind, subject, state, opened_on, facts)
          SELECT ${kind}, f.subject, 'open', ${date}::date, f.facts::jsonb
          FROM unnest(${subjects}::text[], ${texts}::text[]) AS f (subject, facts)
          WHERE ${date}::date >= ${newest}
          ON CONFLICT (kind, subject) WHERE state = 'open' DO UPDATE SET facts = EXCLUDED.facts
          RETURNING *, xmax = 0 AS fresh`,
        prisma.$queryRaw<Prisma.AlertModel[]>`
          UPDATE alert SET state = 'recovered', recovered_on = ${date}::date
          WHERE kind = ${kind} AND state = 'open' AND subject = ANY (${gone}::text[]) AND ${date}::date >= ${newest}
          RETURNING *`,
      ]);
      const byId = (a: { id: number }, b: { id: number }) => a.id - b.id;
      return {
        opened: now
          .filter((r) => r.fresh)
          .sort(byId)
          .map(alertOf),
        still: now
          .filter((r) => !r.fresh)
          .sort(byId)
          .map(alertOf),
        recovered: closed.sort(byId).map(alertOf),
        observedOn: dayOf(seen[0].day),
      };
    },

    unannounced: async (kind, channel) => {
      const [opened, recovered] = await Promise.all([
        prisma.$queryRaw<Prisma.AlertModel[]>`
          SELECT a.* FROM alert a WHERE a.kind = ${kind} AND a.state = 'open' AND NOT ${told(channel, "opened")} ORDER BY a.id`,
        prisma.$queryRaw<Prisma.AlertModel[]>`
          SELECT a.* FROM alert a WHERE a.kind = ${kind} AND a.state = 'recovered'
            AND ${told(channel, "opened")} AND NOT ${told(channel, "recovered")} ORDER BY a.id`,
      ]);
      return { opened: opened.map(alertOf), recovered: recovered.map(alertOf) };
    },

    announced: async (channel, postKey, which) => {
      const ids = which.map((w) => w.id);
      const whats = which.map((w) => w.what);
      // The first word stands, unless nobody heard it.
      await prisma.$executeRaw`
        INSERT INTO alert_announcement (alert_id, channel, what, post_key)
        SELECT DISTINCT w.id, ${channel}, w.what, ${postKey} FROM unnest(${ids}::int[], ${whats}::text[]) AS w (id, what)
        ON CONFLICT (alert_id, channel, what) DO UPDATE SET post_key = EXCLUDED.post_key
        WHERE EXISTS (SELECT 1 FROM outbox o WHERE o.key = alert_announcement.post_key AND o.state = 'failed')`;
    },
  };
}
