import type { Language, Message } from "../message/message.ts";
import type { MessageRef, PostOutcome } from "./chat-platform.ts";

/** What somebody wants to have posted. The key is unique: asked twice, it is posted once. */
export interface Post {
  readonly key: string;
  readonly platform: string;
  readonly channel: string;
  /** Key of the post that this one replies to; it is sent first. */
  readonly replyTo: string | null;
  readonly job: string | null;
  readonly message: Message;
  readonly lang: Language;
  /** After this it is no news any more and is dropped as failed. */
  readonly expiresAt: Date | null;
}

export type PostState = "pending" | "claimed" | "sent" | "failed" | "unknown";

export interface OutboxRow extends Post {
  readonly id: number;
  readonly state: PostState;
  readonly attempts: number;
  readonly notBefore: Date;
  readonly claimedBy: string | null;
  readonly claimedUntil: Date | null;
  readonly ref: MessageRef | null;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}

/**
 * What became of a claimed row. `sent`, `failed` and `unknown` are final; a root that failed fails its waiting replies too.
 * `later` puts it back and returns the attempt, since nothing was sent. `retry` puts it back and keeps the attempt: something may
 * have been sent, so the next claim (attempts > 1) looks on the platform first.
 */
export type Settlement = PostOutcome | { readonly kind: "retry"; readonly notBefore: Date; readonly reason: string };

export interface Outbox {
  /** Writes all posts in one transaction; those whose key exists are left alone. Returns the keys that are new. */
  put(posts: readonly Post[], now: Date): Promise<readonly string[]>;
  /** Claims up to `limit` due rows for a while: pending, and claimed ones whose lease ran out (attempts counted before the work). One row a channel; a reply only when its root was sent. */
  claim(
    worker: string,
    now: Date,
    leaseMs: number,
    limit: number,
  ): Promise<readonly (OutboxRow & { readonly rootRef: MessageRef | null })[]>;
  /** Records the outcome, if the claim is still this worker's. */
  settle(id: number, worker: string, outcome: Settlement, now: Date): Promise<boolean>;
  byKey(key: string): Promise<OutboxRow | undefined>;
  recent(limit: number): Promise<readonly OutboxRow[]>;
}

/** Gestures that were taken in, so that the same one delivered twice does one thing. */
export interface Inbox {
  /** True the first time. */
  first(platform: string, eventId: string, now: Date): Promise<boolean>;
}

/** What a button or form means, kept by the server; the platform carries only the token. */
export interface Tokens {
  issue(
    deeds: readonly { readonly action: string; readonly args: unknown; readonly version: string | null }[],
    now: Date,
  ): Promise<readonly string[]>;
  look(token: string): Promise<
    | {
        readonly action: string;
        readonly args: unknown;
        readonly version: string | null;
        readonly doneBy: string | null;
        readonly doneAt: Date | null;
      }
    | undefined
  >;
  /**
   * Takes the right to do it, for `leaseMs`: true for one caller only, false while somebody has it or when it is done. A process
   * that dies while doing it leaves no mark but the lease, so the press can be repeated and is not lost. No column is needed:
   * while `done_by` is null, `done_at` is the end of the lease (and `look` answers null for both).
   */
  take(token: string, now: Date, leaseMs: number): Promise<boolean>;
  /** Gives the right back after a failure; nothing when it is done. */
  release(token: string): Promise<void>;
  /** Marks it done; false when it was marked before. */
  done(token: string, by: string, now: Date): Promise<boolean>;
}

/** Who runs which slot of which job. */
export interface JobRuns {
  /** Claims (job, channel, slot); false when it was claimed before and either finished or is still being run. */
  claim(job: string, channel: string, slot: Date, now: Date, leaseMs: number): Promise<boolean>;
  finish(
    job: string,
    channel: string,
    slot: Date,
    outcome: { readonly kind: "posted" | "nothing" | "failed"; readonly note: string },
    now: Date,
  ): Promise<void>;
  lastSlot(job: string, channel: string): Promise<Date | undefined>;
  recent(limit: number): Promise<
    readonly {
      readonly job: string;
      readonly channel: string;
      readonly slot: Date;
      readonly outcome: string | null;
      readonly note: string | null;
      readonly at: Date;
    }[]
  >;
}

export interface Audit {
  record(entry: {
    readonly at: Date;
    readonly by: string;
    readonly what: string;
    readonly on: string;
    readonly details: Readonly<Record<string, unknown>>;
  }): Promise<void>;
}
