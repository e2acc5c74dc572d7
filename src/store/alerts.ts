import type { Alert, Alerts } from "../ports/alerts.ts";
import type { Prisma, PrismaClient } from "./client/client.ts";
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

export function alerts(prisma: PrismaClient): Alerts {
  return {
    open: async (kind) => (await prisma.alert.findMany({ where: { kind, state: "open" }, orderBy: { id: "asc" } })).map(alertOf),

    apply: async (kind, day, { firing, recovered }) => {
      // Last word of a subject, and in one order for all replicas, so that two of them cannot wait for each other.
      const facts = new Map(firing.map((f) => [f.subject, jsonText(f.facts)]));
      const subjects = [...facts.keys()].sort();
      const texts = subjects.map((s) => facts.get(s) ?? "{}");
      const gone = [...new Set(recovered)].filter((s) => !facts.has(s)).sort();
      const date = dateOf(day);
      const [now, closed] = await prisma.$transaction([
        // xmax is 0 in a row that this statement inserted, and set in one that was there.
        prisma.$queryRaw<(Prisma.AlertModel & { fresh: boolean })[]>`
          INSERT INTO alert (kind, subject, state, opened_on, facts)
          SELECT ${kind}, f.subject, 'open', ${date}::date, f.facts::jsonb
          FROM unnest(${subjects}::text[], ${texts}::text[]) AS f (subject, facts)
          ON CONFLICT (kind, subject) WHERE state = 'open' DO UPDATE SET facts = EXCLUDED.facts
          RETURNING *, xmax = 0 AS fresh`,
        prisma.$queryRaw<Prisma.AlertModel[]>`
          UPDATE alert SET state = 'recovered', recovered_on = ${date}::date
          WHERE kind = ${kind} AND state = 'open' AND subject = ANY (${gone}::text[])
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
      };
    },

    unannounced: async (kind, channel) => {
      const said = (what: string) => ({ some: { channel, what } });
      const unsaid = (what: string) => ({ none: { channel, what } });
      const [opened, recovered] = await Promise.all([
        prisma.alert.findMany({ where: { kind, state: "open", announced: unsaid("opened") }, orderBy: { id: "asc" } }),
        prisma.alert.findMany({
          where: { kind, state: "recovered", AND: [{ announced: said("opened") }, { announced: unsaid("recovered") }] },
          orderBy: { id: "asc" },
        }),
      ]);
      return { opened: opened.map(alertOf), recovered: recovered.map(alertOf) };
    },

    announced: async (channel, postKey, which) => {
      await prisma.alertAnnouncement.createMany({
        data: which.map(({ id, what }) => ({ alert_id: id, channel, what, post_key: postKey })),
        skipDuplicates: true,
      });
    },
  };
}
