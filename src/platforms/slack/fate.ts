import { createHash } from "node:crypto";
import { type Text, why } from "../../domain/value.ts";
import type { Attempts, Fate, MessageRef, PartKind, Target } from "../../ports/chat-platform.ts";
import type { Clock } from "../../ports/system.ts";
import { hasSign } from "../common/part-name.ts";
import type { WebClient } from "./client.ts";
import { inChannel, judge, reasonAt, slackCode } from "./errors.ts";

/** Metadata of our posts. Other apps in the channel can read it: the key in it is a hash and tells nothing. */
export const EVENT_TYPE = "purser_post";

export const opaque = (key: string): string => createHash("sha256").update(key).digest("base64url");

/** A person as the place of a post: it goes to their direct message. `W…` are people of a large organisation. */
export const isPerson = (channel: string): boolean => /^[UW]/.test(channel);

export interface Self {
  readonly botId: string;
  readonly userId: string;
}

export interface FateNeeds {
  readonly client: WebClient;
  readonly self: () => Promise<Self>;
  readonly clock: Clock;
  /** How long Slack may take to show an accepted message in its history. */
  readonly historyLagMs: number;
  /** A request that was given up may still have arrived this much later. */
  readonly requestMs: number;
}

// Slack stamps messages by its own clock; ours may be off by this much before `purser doctor` complains.
const SKEW_MS = 5 * 60_000;
const PAGE = 200;
const ROOT_GONE: ReadonlySet<string> = new Set(["thread_not_found", "message_not_found"]);
const BACK_OFF_MS = 30_000;

interface Seen {
  readonly ts?: string | undefined;
  readonly thread_ts?: string | undefined;
  readonly bot_id?: string | undefined;
  readonly user?: string | undefined;
  readonly files?: readonly { readonly name?: string | null | undefined }[] | undefined;
  readonly metadata?: { readonly event_type?: string | undefined; readonly event_payload?: object | undefined } | undefined;
}

interface Page {
  readonly messages?: readonly Seen[] | undefined;
  readonly has_more?: boolean | undefined;
  readonly response_metadata?: { readonly next_cursor?: string | undefined } | undefined;
}

/** What became of a post: the channel's history (or the thread's) is read for our bot's message with this key. */
export function makeFate(needs: FateNeeds) {
  const { client, clock } = needs;

  return async function fate(
    target: Target & { readonly part?: { readonly kind: PartKind } },
    key: string,
    attempts: Attempts,
  ): Promise<Fate> {
    const now = clock.now().getTime();
    // A file carries no metadata.
    const isFile = target.part !== undefined && target.part.kind !== "picture";
    const wanted: Wanted = isFile ? fileOf(key) : markedBy(opaque(key));
    const where = inChannel(target.channel, target.threadId);
    // Not there is not the same as not accepted, as long as history may lag behind.
    const sure = attempts.to.getTime() + needs.requestMs + needs.historyLagMs;
    let found: MessageRef | undefined;
    try {
      const self = await needs.self();
      found = await look({ ...target, channel: await historyOf(target.channel) }, wanted, self, attempts);
    } catch (error) {
      // The root of a thread lags like any message.
      if (!ROOT_GONE.has(slackCode(error) ?? "") || now >= sure) return notTold(error, where, now);
    }
    if (found !== undefined) return { kind: "sent", ref: found };
    if (now >= sure) return { kind: "absent" };
    const lag = needs.historyLagMs / 1000;
    return {
      kind: "unclear",
      askAgainAt: new Date(sure),
      ...reasonAt(where, { zh: `Slack 的历史消息可能延迟 ${lag} 秒`, en: `Slack's history may lag by ${lag} s` }),
    };
  };

  /** Where posts to it are kept. Opening what is open already changes nothing. */
  async function historyOf(channel: string): Promise<string> {
    if (!isPerson(channel)) return channel;
    const { channel: direct } = await client.conversations.open({ users: channel });
    if (direct?.id === undefined) throw new Error("Slack opened no direct message");
    return direct.id;
  }

  async function look(target: Target, wanted: Wanted, self: Self, { from }: Attempts): Promise<MessageRef | undefined> {
    const { channel, threadId } = target;
    const oldest = String(Math.max(0, Math.floor((from.getTime() - SKEW_MS) / 1000)));
    let cursor: string | undefined;
    do {
      const question = { channel, oldest, limit: PAGE, include_all_metadata: true, ...(cursor === undefined ? {} : { cursor }) };
      const page: Page =
        threadId === undefined
          ? await client.conversations.history(question)
          : await client.conversations.replies({ ...question, ts: threadId });
      const mine = (page.messages ?? []).find((m) => wanted(m, self));
      if (mine?.ts !== undefined) return { channel, messageId: mine.ts, threadId: mine.thread_ts ?? threadId ?? mine.ts, revision: 0 };
      const next = page.response_metadata?.next_cursor;
      if (page.has_more === true && (next === undefined || next === "")) throw new Error("Slack's history has more and does not say where");
      cursor = next === "" ? undefined : next;
    } while (cursor !== undefined);
    return undefined;
  }
}

type Wanted = (message: Seen, self: Self) => boolean;

/** A file is shared by the bot's user, and whether as a bot is not documented. Who shares it once more is somebody else. */
const fileOf =
  (key: string): Wanted =>
  ({ bot_id: bot, user, files }, { botId, userId }) =>
    (bot === botId || user === userId) && files?.some(({ name }) => hasSign(name ?? "", key)) === true;

const markedBy =
  (mark: string): Wanted =>
  ({ bot_id: bot, metadata }, { botId }) =>
    bot === botId && metadata?.event_type === EVENT_TYPE && keyOf(metadata.event_payload) === mark;

const keyOf = (payload: object | undefined): unknown => (payload as { key?: unknown } | undefined)?.key;

function notTold(error: unknown, where: Text, now: number): Fate {
  const judged = judge(error, where);
  const { reason, because } = judged;
  switch (judged.kind) {
    case "later":
      return { kind: "unclear", askAgainAt: new Date(now + judged.waitMs), reason, because };
    case "unknown":
      return { kind: "unclear", askAgainAt: new Date(now + BACK_OFF_MS), reason, because };
    case "final":
      return {
        kind: "unknowable",
        ...why({ zh: `读不到历史消息：${because.zh}`, en: `its history cannot be read: ${because.en}` }),
      };
  }
}
