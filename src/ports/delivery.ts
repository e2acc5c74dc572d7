import type { Language, Message, Sealed } from "../message/message.ts";
import type { Text } from "../domain/value.ts";
import type { MessageRef, Part, PartKind, PostOutcome, Reasoned } from "./chat-platform.ts";

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

/** The job of posts that tell of posts which did not arrive. */
export const NOTICE = "undelivered";

/** Key of the row that edits a post. */
export const editKey = (post: string): string => `${post}#edit`;

/** Key of the row that brings what a post could not hold. */
export const partKey = (post: string, { kind, at }: Part): string => `${post}#${kind}:${at}`;

/** What a post could not hold, as a message of its own. */
export interface OwedPart {
  readonly key: string;
  readonly part: PartKind;
  readonly message: Message;
}

/** A wish that a post which was (or will be) sent reads differently. */
export interface Revision {
  /** Of the post. */
  readonly key: string;
  readonly message: Message;
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
  /** What went wrong last, for the log: `code: reason` of what failed for good. */
  readonly error: string | null;
  /** The same as people read it, without the code. */
  readonly because: Text | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  /** Key of the post that this row edits in place; null for a post of its own. */
  readonly edits: string | null;
  /** What this row is of the post that it replies to; null for a post of its own. */
  readonly part: PartKind | null;
  /** Between these a request of an EARLIER attempt may have left; null when there was none. */
  readonly firstTriedAt: Date | null;
  readonly lastTriedAt: Date | null;
}

/** A channel of a platform, or all of them. */
export interface Place {
  readonly platform: string;
  readonly channel?: string;
}

/** What a worker wants; absent: everything. */
export interface Wanted {
  readonly kind: "posts" | "edits" | "parts";
  /** Places that are not to be spoken in now: what is due there stays where it is. */
  readonly closed: readonly Place[];
  /** Those that this process is connected to; what is for others is left to who is. Absent: all of them. */
  readonly platforms?: readonly string[];
}

/** Posts that are due for long, of one platform. */
export interface Waiting {
  readonly platform: string;
  readonly posts: number;
  /** When the first of them was due. */
  readonly since: Date;
  /** When anything was sent there last, or was being sent: null, never. Later than `since`, they only wait their turn. */
  readonly lastSent: Date | null;
}

/**
 * What became of a claimed row. `sent`, `failed` and `unknown` are final; a root that failed fails its waiting replies too.
 * `later` puts it back and returns the attempt, since nothing was sent. `retry` puts it back as tried once: something may have been
 * sent, so the next claim (attempts > 1) looks on the platform first. More attempts are those that ended without a word.
 */
export type Settlement = PostOutcome | ({ readonly kind: "retry"; readonly notBefore: Date } & Reasoned);

export interface Outbox {
  /** Writes all posts in one transaction; those whose key exists are left alone. Returns the keys that are new. */
  put(posts: readonly Post[], now: Date): Promise<readonly string[]>;
  /**
   * Claims up to `limit` due rows for a while: pending, and claimed ones whose lease ran out (attempts counted before the work). One row
   * a channel, one edit and one part; a reply and a part only when its root was sent, an edit only when what it edits was.
   */
  claim(
    worker: string,
    now: Date,
    leaseMs: number,
    limit: number,
    wanted?: Wanted,
  ): Promise<readonly (OutboxRow & { readonly rootRef: MessageRef | null; readonly editedRef: MessageRef | null })[]>;
  /**
   * What the post of this claim cannot hold, in place of what an earlier attempt at it owed: written before it is sent, and sent when it
   * was. False, and nothing is written, when the claim is not this worker's any more.
   */
  owe(id: number, worker: string, parts: readonly OwedPart[], now: Date): Promise<boolean>;
  /** Records the outcome, if the claim is still this worker's. */
  settle(id: number, worker: string, outcome: Settlement, now: Date): Promise<boolean>;
  byKey(key: string): Promise<OutboxRow | undefined>;
  recent(limit: number): Promise<readonly OutboxRow[]>;
  /**
   * Asks for posts to be edited in place, not before `notBefore`: several wishes for one post until then become one, the last of them.
   * Nothing for a post that does not exist or says the same already.
   */
  revise(revisions: readonly Revision[], now: Date, notBefore: Date): Promise<void>;
  /** Posts that failed or whose fate is unknown, and nobody was told of yet; not those that tell of others (`job` = NOTICE). Oldest first. */
  unnoticed(limit: number): Promise<readonly OutboxRow[]>;
  /** Puts the posts that tell of them and marks them told, in one step; false (and nothing is put) when one of them was told meanwhile. */
  notice(ids: readonly number[], posts: readonly Post[], now: Date): Promise<boolean>;
  /** Posts and edits that were due before; those that wait for another one first are not meant. A platform each, by name. */
  waiting(dueBefore: Date): Promise<readonly Waiting[]>;
  /** Failed and unknown posts, newest first. */
  undelivered(limit: number): Promise<readonly OutboxRow[]>;
  /**
   * Puts a failed or unknown post (and the replies that failed with it) back, because a person said so. False when it is neither. What it
   * owed is forgotten: it will be told anew. The audit entry is written in the same step, so that who comes second finds who was first.
   */
  replay(key: string, now: Date, expiresAt: Date, entry?: AuditEntry): Promise<boolean>;
}

export type { Inbox } from "./inbox.ts";

/** Where in its message a token lies. */
export type TokenPlace = { readonly kind: "button"; readonly at: number } | { readonly kind: "form"; readonly at: number };

/** What a button or form means, kept by the server; the platform carries only the token. */
export interface Tokens {
  /** One token for each deed of a message, which is kept with them, so that it can be shown again without what was decided. */
  issue(
    deeds: readonly { readonly action: string; readonly args: unknown; readonly version: string | null; readonly place: TokenPlace }[],
    shown: { readonly message: Message; readonly lang: Language },
    now: Date,
  ): Promise<readonly string[]>;
  look(token: string): Promise<
    | {
        readonly action: string;
        readonly args: unknown;
        readonly version: string | null;
        readonly doneBy: string | null;
        readonly doneAt: Date | null;
        readonly place: TokenPlace;
        /** The message that it lies in, as it was sent. */
        readonly shown: Sealed;
        /** What of that message is done, this one included. */
        readonly decided: readonly { readonly place: TokenPlace; readonly by: string; readonly at: Date }[];
      }
    | undefined
  >;
  /**
   * Takes the right to do it, for `leaseMs`: true for one caller only, false while somebody has it or when it is done. A process
   * that dies while doing it leaves no mark but the lease, so the press can be repeated and is not lost. No column is needed:
   * while `done_by` is null, `done_at` is the end of the lease (and `look` answers null for both). The same `gesture` has it again at
   * once: it comes from a process that took it over from one that died.
   */
  take(token: string, now: Date, leaseMs: number, gesture?: string): Promise<boolean>;
  /** Gives the right back after a failure; nothing when it is done. */
  release(token: string): Promise<void>;
  /** Marks it done and writes the audit entry (null: it was written with the decision) in one step; false (and no entry) when it was marked before. */
  done(token: string, by: string, now: Date, entry: AuditEntry | null): Promise<boolean>;
  /** Forgets messages with buttons that were issued before; a press on them is told that they are not in use any more. */
  forget(before: Date): Promise<number>;
}

/** Who runs which slot of which job. */
export interface JobRuns {
  /** Claims (job, channel, slot); false when it was claimed before and either finished or is still being run. */
  claim(job: string, channel: string, slot: Date, now: Date, leaseMs: number): Promise<boolean>;
  finish(
    job: string,
    channel: string,
    slot: Date,
    /** `note` is for the log and `because` for people; absent where the note is the same in every language. */
    outcome: { readonly kind: "posted" | "nothing" | "failed"; readonly note: string; readonly because?: Text },
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
      readonly because: Text | null;
      readonly at: Date;
    }[]
  >;
}

/** Who did what to what, when; where it was said is in the details. */
export interface AuditEntry {
  readonly at: Date;
  readonly by: string;
  readonly what: string;
  readonly on: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Audit {
  record(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  recent(limit: number): Promise<readonly AuditEntry[]>;
  /** The newest entry of one deed on one thing. */
  last(what: string, on: string): Promise<AuditEntry | undefined>;
}
