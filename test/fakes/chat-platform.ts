import type { Sealed } from "../../src/message/message.ts";
import type { ChatPlatform, Fate, MessageRef, Part, PartKind, PostOutcome } from "../../src/ports/chat-platform.ts";

/** A message as it lies on the platform: the truth that tests count. */
export interface Posted {
  readonly key: string;
  readonly channel: string;
  readonly threadId: string;
  readonly messageId: string;
  readonly sealed: Sealed;
  readonly at: number;
}

export type Mishap =
  /** It arrived and the answer was lost on the way back. */
  | "reply-lost"
  /** It never arrived, and nobody can tell. */
  | "request-lost"
  | "throws"
  | "rate-limited"
  | "refused"
  /** The process died right after the platform took it. */
  | "dies-after"
  /** The process died before the request left. */
  | "dies-before";

/** Thrown through everything, as a killed process would be: nothing after it runs. */
export class Died extends Error {}

/** A chat platform in memory with a ledger of what was posted, and mishaps on request. */
export class FakeChatPlatform implements ChatPlatform {
  readonly id = "fake";
  readonly ledger: Posted[] = [];
  readonly script: Mishap[] = [];
  readonly capabilities: ChatPlatform["capabilities"];
  readonly #now: () => Date;
  readonly retryAfterMs = 30_000;
  /** Calls of `post` before the time that a rate limit named. */
  hasty = 0;
  #closedUntil = new Map<string, number>();
  died = false;
  /** What it finds that a message cannot hold. */
  owes: (sealed: Sealed) => readonly Part[] = () => [];

  constructor(now: () => Date, options: { readonly reconcile: boolean } = { reconcile: true }) {
    this.#now = now;
    this.capabilities = { edit: false, reconcile: options.reconcile, threads: true };
  }

  start(): Promise<void> {
    return Promise.resolve();
  }
  stop(): Promise<void> {
    return Promise.resolve();
  }

  async post(
    target: { readonly channel: string; readonly threadId?: string },
    sealed: Sealed,
    key: string,
    _deadline?: Date,
    owe?: (parts: readonly Part[]) => Promise<void>,
  ): Promise<PostOutcome> {
    await owe?.(this.owes(sealed));
    return this.#send(target, sealed, key);
  }

  follow({ channel, threadId }: MessageRef, _part: PartKind, sealed: Sealed, key: string): Promise<PostOutcome> {
    return this.#send({ channel, threadId }, sealed, key);
  }

  #send(target: { readonly channel: string; readonly threadId?: string }, sealed: Sealed, key: string): Promise<PostOutcome> {
    const now = this.#now().getTime();
    if ((this.#closedUntil.get(target.channel) ?? 0) > now) this.hasty += 1;
    const mishap = this.script.shift();
    const take = (): MessageRef => {
      const messageId = `m${this.ledger.length + 1}`;
      const threadId = target.threadId ?? messageId;
      this.ledger.push({ key, channel: target.channel, threadId, messageId, sealed, at: now });
      return { channel: target.channel, messageId, threadId, revision: 0 };
    };
    switch (mishap) {
      case undefined:
        return Promise.resolve({ kind: "sent", ref: take() });
      case "reply-lost":
        take();
        return Promise.resolve({ kind: "unknown", reason: "no answer within 10 s" });
      case "request-lost":
        return Promise.resolve({ kind: "unknown", reason: "connection reset" });
      case "throws":
        return Promise.reject(new Error("socket hang up"));
      case "rate-limited": {
        const until = now + this.retryAfterMs;
        this.#closedUntil.set(target.channel, until);
        return Promise.resolve({ kind: "later", notBefore: new Date(until), reason: "429" });
      }
      case "refused":
        return Promise.resolve({ kind: "failed", code: "channel_not_found", reason: "the channel is gone" });
      case "dies-after":
        take();
        this.died = true;
        return Promise.reject(new Died());
      case "dies-before":
        this.died = true;
        return Promise.reject(new Died());
    }
  }

  fate(target: { readonly channel: string }, key: string): Promise<Fate> {
    const there = this.ledger.find((p) => p.key === key && p.channel === target.channel);
    if (!there) return Promise.resolve({ kind: "absent" });
    return Promise.resolve({
      kind: "sent",
      ref: { channel: there.channel, messageId: there.messageId, threadId: there.threadId, revision: 0 },
    });
  }

  /** What people in a channel read, oldest first. */
  in(channel: string): readonly Posted[] {
    return this.ledger.filter((p) => p.channel === channel);
  }
}
