import type { MessageRef } from "../ports/chat-platform.ts";
import type { Outbox, OutboxRow, PostState, Settlement } from "../ports/delivery.ts";
import type { Language, Message } from "../message/message.ts";
import type { Prisma, PrismaClient } from "./client/client.ts";
import { clean, json } from "./rows.ts";

type Row = Prisma.OutboxModel;

function refOf(row: Row): MessageRef | null {
  if (row.message_id === null) return null;
  return {
    channel: row.sent_channel ?? row.channel,
    messageId: row.message_id,
    threadId: row.thread_id ?? row.message_id,
    revision: row.revision,
  };
}

function outboxRow(row: Row): OutboxRow {
  return {
    id: row.id,
    key: row.key,
    platform: row.platform,
    channel: row.channel,
    replyTo: row.reply_to,
    job: row.job,
    message: row.message as unknown as Message,
    lang: row.lang as Language,
    expiresAt: row.expires_at,
    state: row.state as PostState,
    attempts: row.attempts,
    notBefore: row.not_before,
    claimedBy: row.claimed_by,
    claimedUntil: row.claimed_until,
    ref: refOf(row),
    error: row.error,
    createdAt: row.created_at,
    sentAt: row.sent_at,
  };
}

const FREE = { claimed_by: null, claimed_until: null } as const;

function change(outcome: Settlement, now: Date): Prisma.OutboxUpdateManyMutationInput {
  switch (outcome.kind) {
    case "sent":
      return {
        ...FREE,
        state: "sent",
        sent_channel: outcome.ref.channel,
        message_id: outcome.ref.messageId,
        thread_id: outcome.ref.threadId,
        revision: outcome.ref.revision,
        sent_at: now,
        error: null,
      };
    case "failed":
      return { ...FREE, state: "failed", error: clean(`${outcome.code}: ${outcome.reason}`) };
    case "later":
      return {
        ...FREE,
        state: "pending",
        not_before: outcome.notBefore,
        error: clean(outcome.reason),
        attempts: { decrement: 1 },
      };
    case "retry":
      return { ...FREE, state: "pending", not_before: outcome.notBefore, error: clean(outcome.reason) };
    case "unknown":
      return { ...FREE, state: "unknown", error: clean(outcome.reason) };
  }
}

export function outbox(prisma: PrismaClient): Outbox {
  /** What nobody will ever send, whether or not its platform is connected: old news, and replies to what was never said. */
  async function bury(now: Date): Promise<void> {
    // With an attempt behind it a post may have arrived; the worker looks first and then decides.
    await prisma.$executeRaw`
      UPDATE outbox SET state = 'failed', error = 'expired: not sent before ' || to_char(expires_at, 'YYYY-MM-DD HH24:MI') || ' UTC'
      WHERE state = 'pending' AND attempts = 0 AND expires_at <= ${now}`;
    await prisma.$executeRaw`
      UPDATE outbox reply SET state = 'failed', error = 'root-failed: the post that it replies to was not sent'
      FROM outbox root
      WHERE root.key = reply.reply_to AND root.state = 'failed' AND reply.state = 'pending'`;
  }

  return {
    put: async (posts, now) => {
      if (posts.length === 0) return [];
      const made = await prisma.outbox.createManyAndReturn({
        data: posts.map((p) => ({
          key: p.key,
          platform: p.platform,
          channel: p.channel,
          reply_to: p.replyTo,
          job: p.job,
          message: json(p.message),
          lang: p.lang,
          state: "pending",
          not_before: now,
          expires_at: p.expiresAt,
          created_at: now,
        })),
        skipDuplicates: true,
        select: { key: true },
      });
      return made.map((r) => r.key);
    },

    claim: async (worker, now, leaseMs, limit) => {
      await bury(now);
      const until = new Date(now.getTime() + leaseMs);
      // The head of a channel is its oldest open row, replies that wait for their root left out; only a head is ever due, so a
      // channel has one row at work and keeps its order. SKIP LOCKED and the second look at the locked row (its state changed
      // when another worker was faster) make a row one worker's only.
      const rows = await prisma.$queryRaw<Row[]>`
        WITH head AS (
          SELECT DISTINCT ON (o.platform, o.channel) o.id
          FROM outbox o LEFT JOIN outbox root ON root.key = o.reply_to
          WHERE o.state IN ('pending', 'claimed') AND (o.reply_to IS NULL OR root.state = 'sent')
          ORDER BY o.platform, o.channel, (o.state = 'claimed') DESC, o.id
        ), due AS (
          SELECT o.id FROM outbox o JOIN head ON head.id = o.id
          WHERE (o.state = 'pending' AND o.not_before <= ${now}) OR (o.state = 'claimed' AND o.claimed_until <= ${now})
          ORDER BY o.id LIMIT ${limit} FOR UPDATE OF o SKIP LOCKED
        )
        UPDATE outbox SET state = 'claimed', attempts = attempts + 1, claimed_by = ${worker}, claimed_until = ${until}
        FROM due WHERE outbox.id = due.id
        RETURNING outbox.*`;
      const roots = await prisma.outbox.findMany({ where: { key: { in: rows.flatMap((r) => r.reply_to ?? []) } } });
      const refs = new Map(roots.map((r) => [r.key, refOf(r)]));
      return rows
        .sort((a, b) => a.id - b.id)
        .map((r) => ({ ...outboxRow(r), rootRef: r.reply_to === null ? null : (refs.get(r.reply_to) ?? null) }));
    },

    settle: async (id, worker, outcome, now) => {
      const { count } = await prisma.outbox.updateMany({
        where: { id, state: "claimed", claimed_by: worker },
        data: change(outcome, now),
      });
      return count === 1;
    },

    byKey: async (key) => {
      const row = await prisma.outbox.findUnique({ where: { key } });
      return row === null ? undefined : outboxRow(row);
    },

    recent: async (limit) => (await prisma.outbox.findMany({ orderBy: { id: "desc" }, take: limit })).map(outboxRow),
  };
}
