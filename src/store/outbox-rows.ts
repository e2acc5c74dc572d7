import { type Text, why } from "../domain/value.ts";
import { isMessage } from "../message/kept.ts";
import { type Language, type Message, message } from "../message/message.ts";
import type { MessageRef, PartKind, Reasoned } from "../ports/chat-platform.ts";
import type { OutboxRow, OwedPart, Post, PostState, Settlement } from "../ports/delivery.ts";
import type { Prisma } from "./client/client.ts";
import { clean, json } from "./rows.ts";

export type Row = Prisma.OutboxModel;

export function refOf(row: Row): MessageRef | null {
  if (row.message_id === null) return null;
  return {
    channel: row.sent_channel ?? row.channel,
    messageId: row.message_id,
    threadId: row.thread_id ?? row.message_id,
    revision: row.revision,
  };
}

/** Stands in lists for what cannot be read; it is never sent. */
const UNREADABLE: Message = message({
  title: { zh: "（消息内容无法读取）", en: "(a message that cannot be read)" },
  sensitivity: "public",
});

/** A later version may have written it, before somebody went back to this one. */
export const readable = (row: Row): boolean => isMessage(row.message);

export const unreadable: Settlement = {
  kind: "failed",
  code: "unreadable",
  ...why({ zh: "消息内容无法读取，可能由更新的版本写入", en: "what was kept is no message that this version can read" }),
};

export function outboxRow(row: Row): OutboxRow {
  return {
    id: row.id,
    key: row.key,
    platform: row.platform,
    channel: row.channel,
    replyTo: row.reply_to,
    job: row.job,
    message: isMessage(row.message) ? row.message : UNREADABLE,
    lang: row.lang as Language,
    expiresAt: row.expires_at,
    state: row.state as PostState,
    attempts: row.attempts,
    notBefore: row.not_before,
    claimedBy: row.claimed_by,
    claimedUntil: row.claimed_until,
    ref: refOf(row),
    ...readReason(row),
    createdAt: row.created_at,
    sentAt: row.sent_at,
    edits: row.edits,
    part: row.part as PartKind | null,
    firstTriedAt: row.first_tried_at,
    lastTriedAt: row.last_tried_at,
  };
}

/** One line for the log, and below it what people read, where that is known in both languages. */
export function written({ reason, because }: Reasoned, code = ""): string {
  const line = `${code}${reason}`.replaceAll(/\s*\n\s*/g, " ");
  return clean(because === undefined ? line : `${line}\n${JSON.stringify(because)}`);
}

const WITH_CODE = /^[\w-]+: (?=.)/;

function readReason({ error: kept, state }: Row): Pick<OutboxRow, "error" | "because"> {
  if (kept === null) return { error: null, because: null };
  const end = kept.indexOf("\n{");
  if (end >= 0) return { error: kept.slice(0, end), because: JSON.parse(kept.slice(end + 1)) as Text };
  const plain = state === "failed" ? kept.replace(WITH_CODE, "") : kept;
  return { error: kept, because: { zh: plain, en: plain } };
}

export const fresh = (p: Post, now: Date) => ({
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
});

export const owed = ({ key: replyTo, platform, channel, job, lang }: OutboxRow, { key, part, message }: OwedPart, now: Date) => ({
  ...fresh({ key, platform, channel, replyTo, job, message, lang, expiresAt: null }, now),
  part,
});

export const FREE = { claimed_by: null, claimed_until: null } as const;

export function change(outcome: Settlement, now: Date): Prisma.OutboxUpdateManyMutationInput {
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
      return { ...FREE, state: "failed", error: written(outcome, `${outcome.code}: `) };
    case "later":
      return {
        ...FREE,
        state: "pending",
        not_before: outcome.notBefore,
        error: written(outcome),
        attempts: { decrement: 1 },
      };
    case "retry":
      return {
        ...FREE,
        state: "pending",
        not_before: outcome.notBefore,
        error: written(outcome),
        last_tried_at: now,
        attempts: 1,
      };
    case "unknown":
      return { ...FREE, state: "unknown", error: written(outcome) };
  }
}
