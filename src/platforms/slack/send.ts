import type { Text } from "../../domain/value.ts";
import type { Sealed } from "../../message/message.ts";
import type { MessageRef, Part, PostOutcome } from "../../ports/chat-platform.ts";
import type { Clock, Log } from "../../ports/system.ts";
import type { WebClient } from "./client.ts";
import { AS_DATA } from "./draw/message.ts";
import { BLOCKS_REFUSED, inChannel, outcome, reasonAt, slackCode } from "./errors.ts";
import { EVENT_TYPE, isPerson, opaque } from "./fate.ts";
import { partsOf } from "./parts.ts";
import type { Pictures } from "./pictures.ts";
import type { FollowUps } from "./follow-up.ts";
import { type Ladder, ladder, type Rung } from "./ladder.ts";

export interface SendNeeds {
  readonly client: WebClient;
  readonly pictures: Pictures;
  readonly followUps: FollowUps;
  readonly clock: Clock;
  readonly log: Log;
}

interface Job {
  readonly sealed: Sealed;
  readonly key: string;
  /** After it the post may be another process's. */
  readonly deadline: Date | undefined;
}

interface Place {
  readonly channel: string;
  readonly threadId?: string;
}

/** chat.update knows no previews. */
export const EDITED = { link_names: false, parse: "none" } as const;

const NO_MESSAGE: Text = { zh: "消息不存在", en: "there is no such message" };
const PICTURES: Text = { zh: "图片还在处理", en: "its pictures are on their way" };

const TS = /^\d{1,12}\.\d{6}$/;
const REMEMBERED = 5_000;

function keep<T>(memory: Map<string, T>, key: string, value: T): void {
  memory.set(key, value);
  if (memory.size > REMEMBERED) for (const oldest of [...memory.keys()].slice(0, REMEMBERED / 2)) memory.delete(oldest);
}

export function makeSend(needs: SendNeeds) {
  const { client, clock, log } = needs;
  /** Root of each reply that was sent, so that a reply to a reply goes to the root. */
  const roots = new Map<string, string>();
  /** Rung on which the next attempt at a post begins. */
  const below = new Map<string, number>();

  /**
   * Down the ladder as long as Slack refuses blocks; a refusal is an answer, so nothing was sent yet. No request leaves after the
   * deadline; the next attempt begins on the rung below the one that was refused.
   */
  async function descend<T>({ rungs }: Ladder, { sealed, key, deadline }: Job, send: (rung: Rung) => Promise<T>): Promise<T | "later"> {
    for (let i = Math.min(below.get(key) ?? 0, rungs.length - 1); ; i += 1) {
      const rung = rungs[i];
      if (rung === undefined) throw new Error("a ladder without rungs");
      if (deadline !== undefined && clock.now() > deadline) return "later";
      try {
        const sent = await send(rung);
        below.delete(key);
        return sent;
      } catch (error) {
        const code = slackCode(error);
        if (code === undefined || !BLOCKS_REFUSED.has(code) || i === rungs.length - 1) throw error;
        log.error("slack.blocks-refused", error, { key, rung: i });
        needs.pictures.forget(sealed);
        keep(below, key, i + 1);
      }
    }
  }

  const again = (where: Text): PostOutcome => ({
    kind: "later",
    notBefore: clock.now(),
    ...reasonAt(where, { zh: "这次来不及发送", en: "too late for this attempt" }),
  });

  async function post(
    { channel, threadId }: Place,
    sealed: Sealed,
    key: string,
    deadline?: Date,
    owe?: (parts: readonly Part[]) => Promise<void>,
  ): Promise<PostOutcome> {
    const where = inChannel(channel, threadId);
    if (threadId !== undefined && !TS.test(threadId)) return { kind: "failed", code: "thread-not-found", ...reasonAt(where, NO_MESSAGE) };
    const root = threadId === undefined ? undefined : (roots.get(`${channel} ${threadId}`) ?? threadId);
    const pictures = await needs.pictures.of(sealed, key);
    if (pictures.kind === "waiting")
      return {
        kind: "later",
        notBefore: new Date(clock.now().getTime() + pictures.waitMs),
        ...reasonAt(where, PICTURES),
      };
    const steps = ladder(sealed, pictures.ready);
    await owe?.(partsOf(sealed, steps.files, pictures.missing));
    try {
      const sent = await descend(steps, { sealed, key, deadline }, (rung) =>
        client.chat.postMessage({
          channel,
          ...rung,
          ...AS_DATA,
          ...(root === undefined ? {} : { thread_ts: root }),
          metadata: { event_type: EVENT_TYPE, event_payload: { key: opaque(key) } },
        }),
      );
      if (sent === "later") return again(where);
      const { ts, message } = sent;
      // What is sent to a person lies in their direct message, and only there can it be edited.
      const at = isPerson(channel) ? (sent.channel ?? channel) : channel;
      if (ts === undefined)
        return { kind: "unknown", ...reasonAt(where, { zh: "Slack 应答了，但没有给出消息编号", en: "Slack said yes and not where" }) };
      const thread = message?.thread_ts ?? root ?? ts;
      if (thread !== ts) for (const place of new Set([channel, at])) keep(roots, `${place} ${ts}`, thread);
      if (owe === undefined) {
        const rest = { message: sealed.message, lang: sealed.lang, parts: partsOf(sealed, steps.files, pictures.missing) };
        needs.followUps.after({ channel: at, threadId: thread }, rest, key);
      }
      return { kind: "sent", ref: { channel: at, messageId: ts, threadId: thread, revision: 0 } };
    } catch (error) {
      return outcome(error, where, clock.now());
    }
  }

  async function edit(ref: MessageRef, sealed: Sealed, deadline?: Date): Promise<PostOutcome> {
    const where = { zh: `频道 ${ref.channel} 的消息 ${ref.messageId}`, en: `message ${ref.messageId} in channel ${ref.channel}` };
    if (!TS.test(ref.messageId)) return { kind: "failed", code: "message-not-found", ...reasonAt(where, NO_MESSAGE) };
    const key = `${ref.channel} ${ref.messageId} ${ref.revision + 1}`;
    const pictures = await needs.pictures.of(sealed, key);
    if (pictures.kind === "waiting")
      return {
        kind: "later",
        notBefore: new Date(clock.now().getTime() + pictures.waitMs),
        ...reasonAt(where, PICTURES),
      };
    const steps = ladder(sealed, pictures.ready);
    try {
      const edited = await descend(steps, { sealed, key, deadline }, (rung) =>
        client.chat.update({ channel: ref.channel, ts: ref.messageId, ...rung, blocks: rung.blocks ?? [], ...EDITED }),
      );
      if (edited === "later") return again(where);
      return { kind: "sent", ref: { ...ref, revision: ref.revision + 1 } };
    } catch (error) {
      return outcome(error, where, clock.now());
    }
  }

  return { post, edit };
}
