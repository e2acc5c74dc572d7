import type { MessageRef } from "../ports/chat-platform.ts";
import { editKey, NOTICE, type Outbox, type Waiting } from "../ports/delivery.ts";
import { why } from "../domain/value.ts";
import { auditRow } from "./audit.ts";
import type { PrismaClient } from "./client/client.ts";
import { change, FREE, fresh, outboxRow, owed, readable, refOf, type Row, unreadable, written } from "./outbox-rows.ts";
import { jsonText } from "./rows.ts";

class ToldMeanwhile extends Error {}

const ROOT_FAILED = written(why({ zh: "它所回复的消息没有发出", en: "the post that it replies to was not sent" }), "root-failed: ");
const NOTHING_TO_EDIT = written(why({ zh: "它要编辑的消息没有发出", en: "what it edits was not sent" }), "nothing-to-edit: ");

/** Of a post that was not sent, so that none of them was either. */
const partsOf = (post: string) => ({ reply_to: post, part: { not: null } });

/** What nobody will ever send is looked for this often, in ms. */
const BURY = 1_000;

export function outbox(prisma: PrismaClient): Outbox {
  // When it was looked for, by the callers' clock.
  let buried = -Infinity;

  /** What nobody will ever send, whether or not its platform is connected: old news, and replies to what was never said. */
  async function bury(now: Date): Promise<void> {
    if (Math.abs(now.getTime() - buried) < BURY) return;
    buried = now.getTime();
    // With an attempt behind it a post may have arrived; the worker looks first and then decides.
    await prisma.$executeRaw`
      UPDATE outbox SET state = 'failed', error = 'expired: not sent before ' || to_char(expires_at, 'YYYY-MM-DD HH24:MI') || E' UTC\n' || json_build_object(
        'zh', '到 ' || to_char(expires_at, 'YYYY-MM-DD HH24:MI') || ' UTC 仍未发出，已经过时',
        'en', 'not sent before ' || to_char(expires_at, 'YYYY-MM-DD HH24:MI') || ' UTC, after which it is no news')
      WHERE state = 'pending' AND attempts = 0 AND expires_at <= ${now}`;
    await prisma.$executeRaw`
      UPDATE outbox reply SET state = 'failed', error = ${ROOT_FAILED}
      FROM outbox root
      WHERE root.key = reply.reply_to AND root.state = 'failed' AND reply.state = 'pending'`;
    await prisma.$executeRaw`
      UPDATE outbox edit SET state = 'failed', error = ${NOTHING_TO_EDIT}, noticed_at = ${now}
      FROM outbox original
      WHERE original.key = edit.edits AND original.state = 'failed' AND edit.state = 'pending'`;
  }

  return {
    put: async (posts, now) => {
      if (posts.length === 0) return [];
      const made = await prisma.outbox.createManyAndReturn({
        data: posts.map((p) => fresh(p, now)),
        skipDuplicates: true,
        select: { key: true },
      });
      return made.map((r) => r.key);
    },

    claim: async (worker, now, leaseMs, limit, wanted) => {
      await bury(now);
      const kind = wanted?.kind ?? null;
      const closed = wanted?.closed ?? [];
      const connected = wanted?.platforms ?? null;
      const until = new Date(now.getTime() + leaseMs);
      // The head of a channel is its oldest open row, replies that wait for their root left out; only a head is ever due, so a
      // channel has one row at work and keeps its order. SKIP LOCKED and the second look at the locked row (its state changed
      // when another worker was faster) make a row one worker's only.
      const rows = await prisma.$queryRaw<Row[]>`
        WITH head AS (
          SELECT DISTINCT ON (o.platform, o.channel, o.edits IS NULL, o.part IS NULL) o.id
          FROM outbox o LEFT JOIN outbox root ON root.key = coalesce(o.reply_to, o.edits)
          WHERE o.state IN ('pending', 'claimed') AND (${connected}::text[] IS NULL OR o.platform = ANY(${connected}::text[]))
            AND (coalesce(o.reply_to, o.edits) IS NULL OR root.state = 'sent')
          ORDER BY o.platform, o.channel, o.edits IS NULL, o.part IS NULL, (o.state = 'claimed') DESC,
            CASE WHEN coalesce(o.edits, o.part) IS NULL THEN NULL ELSE o.not_before END, o.id
        ), due AS (
          SELECT o.id, o.state, o.claimed_until FROM outbox o JOIN head ON head.id = o.id
          WHERE ((o.state = 'pending' AND o.not_before <= ${now}) OR (o.state = 'claimed' AND o.claimed_until <= ${now}))
            AND coalesce(CASE WHEN o.edits IS NOT NULL THEN 'edits' WHEN o.part IS NOT NULL THEN 'parts' ELSE 'posts' END = ${kind}::text, true)
            AND NOT EXISTS (
              SELECT 1 FROM unnest(${closed.map((c) => c.platform)}::text[], ${closed.map((c) => c.channel ?? null)}::text[]) shut(platform, channel)
              WHERE shut.platform = o.platform AND coalesce(shut.channel, o.channel) = o.channel)
          ORDER BY o.id LIMIT ${limit} FOR UPDATE OF o SKIP LOCKED
        )
        UPDATE outbox SET state = 'claimed', attempts = attempts + 1, claimed_by = ${worker}, claimed_until = ${until},
          first_tried_at = coalesce(outbox.first_tried_at, ${now}),
          last_tried_at = CASE WHEN due.state = 'claimed' THEN due.claimed_until ELSE outbox.last_tried_at END
        FROM due WHERE outbox.id = due.id
        RETURNING outbox.*`;
      const strange = rows.filter((r) => !readable(r)).map((r) => r.id);
      // Settled here, or what one of them breaks would keep all others waiting.
      if (strange.length > 0) {
        await prisma.outbox.updateMany({ where: { id: { in: strange }, claimed_by: worker }, data: change(unreadable, now) });
        buried = -Infinity;
      }
      const others = await prisma.outbox.findMany({ where: { key: { in: rows.flatMap((r) => r.reply_to ?? r.edits ?? []) } } });
      const refs = new Map(others.map((r) => [r.key, refOf(r)]));
      const of = (key: string | null): MessageRef | null => (key === null ? null : (refs.get(key) ?? null));
      const mine = rows.filter(readable).sort((a, b) => a.id - b.id);
      return mine.map((r) => ({ ...outboxRow(r), rootRef: of(r.reply_to), editedRef: of(r.edits) }));
    },

    owe: async (id, worker, parts, now) =>
      prisma.$transaction(async (tx) => {
        // Locked, so that nobody settles or claims it in between.
        const [post] = await tx.$queryRaw<Row[]>`
          SELECT * FROM outbox WHERE id = ${id} AND state = 'claimed' AND claimed_by = ${worker} FOR UPDATE`;
        if (post === undefined) return false;
        await tx.outbox.deleteMany({ where: partsOf(post.key) });
        await tx.outbox.createMany({ data: parts.map((p) => owed(outboxRow(post), p, now)), skipDuplicates: true });
        return true;
      }),

    settle: async (id, worker, outcome, now) => {
      // Its replies and edits go with it.
      if (outcome.kind === "failed") buried = -Infinity;
      const { count } = await prisma.outbox.updateMany({
        where: { id, state: "claimed", claimed_by: worker },
        data: change(outcome, now),
      });
      // Put back before anything left, it was never tried.
      if (count === 1 && outcome.kind === "later") {
        await prisma.outbox.updateMany({ where: { id, state: "pending", attempts: 0 }, data: { first_tried_at: null } });
      }
      return count === 1;
    },

    byKey: async (key) => {
      const row = await prisma.outbox.findUnique({ where: { key } });
      return row === null ? undefined : outboxRow(row);
    },

    recent: async (limit) => (await prisma.outbox.findMany({ orderBy: { id: "desc" }, take: limit })).map(outboxRow),

    revise: async (revisions, now, notBefore) => {
      for (const { key, message } of revisions) {
        const said = jsonText(message);
        // Nobody has seen it yet: it is written right at once.
        const written = await prisma.$executeRaw`
          UPDATE outbox SET message = ${said}::jsonb WHERE key = ${key} AND state = 'pending' AND attempts = 0`;
        if (written > 0) continue;
        // An edit that is being sent is taken back from its worker: what it sends is outdated, and an edit may be made twice.
        await prisma.$executeRaw`
          INSERT INTO outbox (key, platform, channel, job, message, lang, state, attempts, not_before, created_at, edits, revision)
          SELECT ${editKey(key)}, platform, channel, job, ${said}::jsonb, lang, 'pending', 0, ${notBefore}, ${now}, key, 0
          FROM outbox WHERE key = ${key} AND state IN ('claimed', 'pending', 'sent', 'unknown') AND (message IS DISTINCT FROM ${said}::jsonb OR EXISTS (SELECT 1 FROM outbox e WHERE e.key = ${editKey(key)}))
          ON CONFLICT (key) DO UPDATE SET message = excluded.message, state = 'pending', attempts = 0, error = NULL, claimed_by = NULL,
            claimed_until = NULL, first_tried_at = NULL, last_tried_at = NULL, noticed_at = NULL,
            not_before = CASE WHEN outbox.state = 'pending' THEN outbox.not_before ELSE excluded.not_before END
          WHERE outbox.message IS DISTINCT FROM excluded.message`;
      }
    },

    unnoticed: async (limit) =>
      (
        await prisma.outbox.findMany({
          where: {
            state: { in: ["failed", "unknown"] },
            noticed_at: null,
            NOT: { error: { startsWith: "root-failed" } },
            OR: [{ job: null }, { job: { not: NOTICE } }],
          },
          orderBy: { id: "asc" },
          take: limit,
        })
      ).map(outboxRow),

    notice: async (ids, posts, now) =>
      prisma
        .$transaction(async (tx) => {
          // The first of two replicas marks them; the other waits for its rows and finds none.
          const { count } = await tx.outbox.updateMany({ where: { id: { in: [...ids] }, noticed_at: null }, data: { noticed_at: now } });
          if (count === ids.length) {
            await tx.outbox.createMany({ data: posts.map((p) => fresh(p, now)), skipDuplicates: true });
            return true;
          }
          // Some were told by another: the marks of this step are taken back with it.
          throw new ToldMeanwhile();
        })
        .catch((error: unknown) => {
          if (error instanceof ToldMeanwhile) return false;
          throw error;
        }),

    waiting: async (dueBefore) =>
      prisma.$queryRaw<Waiting[]>`
        SELECT o.platform, count(*)::int AS posts, min(o.not_before) AS since,
          (SELECT max(coalesce(s.sent_at, s.last_tried_at, s.first_tried_at)) FROM outbox s
            WHERE s.platform = o.platform AND s.state IN ('sent', 'claimed')) AS "lastSent"
        FROM outbox o LEFT JOIN outbox root ON root.key = coalesce(o.reply_to, o.edits)
        WHERE o.state = 'pending' AND o.not_before < ${dueBefore} AND (coalesce(o.reply_to, o.edits) IS NULL OR root.state = 'sent')
        GROUP BY o.platform ORDER BY o.platform`,

    undelivered: async (limit) =>
      (await prisma.outbox.findMany({ where: { state: { in: ["failed", "unknown"] } }, orderBy: { id: "desc" }, take: limit })).map(
        outboxRow,
      ),

    replay: async (key, now, expiresAt, entry) => {
      const again = {
        ...FREE,
        state: "pending",
        attempts: 0,
        not_before: now,
        expires_at: expiresAt,
        first_tried_at: null,
        last_tried_at: null,
        noticed_at: null,
        error: null,
      };
      return prisma.$transaction(async (tx) => {
        const { count } = await tx.outbox.updateMany({ where: { key, state: { in: ["failed", "unknown"] } }, data: again });
        if (count === 0) return false;
        await tx.outbox.deleteMany({ where: partsOf(key) });
        await tx.outbox.updateMany({ where: { reply_to: key, state: "failed", error: { startsWith: "root-failed" } }, data: again });
        if (entry !== undefined) await tx.audit.create({ data: auditRow(entry) });
        return true;
      });
    },
  };
}
