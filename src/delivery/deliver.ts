import type { Sensitivity } from "../domain/value.ts";
import type { Language, Message, Sealed } from "../message/message.ts";
import type { ChatPlatform, Fate } from "../ports/chat-platform.ts";
import type { Outbox, Settlement } from "../ports/delivery.ts";
import type { Clock, Log, Random } from "../ports/system.ts";
import { backoff } from "./backoff.ts";

export type Claimed = Awaited<ReturnType<Outbox["claim"]>>[number];

export interface DeliveryDeps {
  /** Unique among all processes and all their lives: a claim is known by it. */
  readonly worker: string;
  readonly outbox: Outbox;
  readonly platforms: ReadonlyMap<string, ChatPlatform>;
  /** What a channel may see, asked when a post is sent and not when it was written: a channel can become shared. */
  readonly clearance: (platform: ChatPlatform, channel: string) => Promise<Sensitivity>;
  readonly seal: (message: Message, lang: Language, clearance: Sensitivity, now: Date) => Promise<Sealed>;
  /** Milliseconds between two posts into one channel of a platform. */
  readonly pace: (platform: string) => number;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

// Longer than a slow seal, the upload of its pictures (20 s) and a request (10 s); what died at work is looked at again after this.
const LEASE = 90_000;
// An upload and a request may take this long; a claim with less left (the machine slept) is not worth the risk of posting twice.
const MARGIN = 45_000;
const BATCH = 8;
const ATTEMPTS = 5;
const NOT_CONNECTED = 60_000;

/** What became of the attempts before this one: settled now, or free to be sent (again). */
async function ofEarlier(
  row: Claimed,
  platform: ChatPlatform,
  target: Parameters<ChatPlatform["post"]>[0],
  now: Date,
  again: (reason: string) => Settlement,
): Promise<Settlement | "absent" | "repeatable"> {
  const gaveUp = (more: string): string => `gave up after ${ATTEMPTS} attempts: ${more}`;
  const last = row.error ?? "each ended without an answer";
  // Edited twice is edited once.
  if (row.edits !== null) return row.attempts > ATTEMPTS ? { kind: "failed", code: "gave-up", reason: gaveUp(last) } : "repeatable";
  if (!platform.capabilities.reconcile || !platform.fate) {
    return { kind: "unknown", reason: `${last}; ${row.platform} cannot be asked whether it arrived` };
  }
  let fate: Fate;
  try {
    fate = await platform.fate(target, row.key, { from: row.firstTriedAt ?? row.createdAt, to: row.lastTriedAt ?? now });
  } catch (error) {
    if (row.attempts > ATTEMPTS) return { kind: "unknown", reason: gaveUp(`it cannot be told whether it arrived: ${sentence(error)}`) };
    return again(`could not look whether it arrived: ${sentence(error)}`);
  }
  switch (fate.kind) {
    case "sent":
      return fate;
    case "unclear":
      return { kind: "later", notBefore: fate.askAgainAt, reason: fate.reason };
    case "unknowable":
      return { kind: "unknown", reason: fate.reason };
    case "absent":
      return row.attempts > ATTEMPTS ? { kind: "failed", code: "gave-up", reason: gaveUp(last) } : "absent";
    case "repeatable":
      return row.attempts > ATTEMPTS ? { kind: "unknown", reason: gaveUp(last) } : "repeatable";
  }
}

/** Decides what becomes of one claimed row; everything that is sent is sent here. */
async function attempt(row: Claimed, deps: DeliveryDeps, now: Date): Promise<Settlement> {
  const platform = deps.platforms.get(row.platform);
  if (!platform) {
    return { kind: "later", notBefore: new Date(now.getTime() + NOT_CONNECTED), reason: `${row.platform} is not connected here` };
  }
  if (row.edits !== null && (!platform.edit || !row.editedRef)) {
    return { kind: "failed", code: "cannot-edit", reason: `${row.platform} cannot edit what was sent` };
  }
  const target = { channel: row.channel, ...(row.rootRef && { threadId: row.rootRef.threadId }) };
  const again = (reason: string): Settlement => ({
    kind: "retry",
    notBefore: new Date(now.getTime() + backoff(row.attempts, deps.random.fraction())),
    reason,
  });

  // An earlier attempt may have got through and died before it was written down: look before anything is sent again.
  const earlier = row.attempts > 1 ? await ofEarlier(row, platform, target, now, again) : "absent";
  if (typeof earlier === "object") return earlier;
  // What may be there already is sent again to make sure, old news or not.
  if (earlier === "absent" && row.expiresAt !== null && row.expiresAt <= now) {
    return { kind: "failed", code: "expired", reason: `not sent before ${row.expiresAt.toISOString()}, after which it is no news` };
  }

  let sealed: Sealed;
  try {
    sealed = await deps.seal(row.message, row.lang, await deps.clearance(platform, row.channel), now);
  } catch (error) {
    deps.log.error("seal-failed", error, { key: row.key });
    // Nothing was sent, but a broken message must not come back for ever: it keeps its attempt.
    return row.attempts >= ATTEMPTS ? { kind: "failed", code: "broken", reason: sentence(error) } : again(sentence(error));
  }
  // A process that was asleep since it claimed may no longer hold the claim. What is left is the time of one post.
  if (row.claimedUntil !== null && deps.clock.now().getTime() > row.claimedUntil.getTime() - MARGIN) {
    return { kind: "later", notBefore: deps.clock.now(), reason: "the claim was about to run out" };
  }
  try {
    const outcome =
      row.editedRef && platform.edit ? await platform.edit(row.editedRef, sealed) : await platform.post(target, sealed, row.key);
    return outcome.kind === "unknown" && platform.capabilities.reconcile ? again(outcome.reason) : outcome;
  } catch (error) {
    deps.log.error("post-threw", error, { key: row.key, platform: row.platform });
    return platform.capabilities.reconcile ? again(sentence(error)) : { kind: "unknown", reason: sentence(error) };
  }
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export interface Round {
  /** Rows that were looked at. */
  readonly rows: number;
  /** When the first of those that were put back is due again. */
  readonly next: Date | null;
}

/** Sends what is due now, a row a channel at a time and at the channel's pace. */
export function makeDeliverDue(deps: DeliveryDeps): (now: Date) => Promise<Round> {
  const freeAt = new Map<string, number>();

  async function one(row: Claimed): Promise<Date | null> {
    const { outbox, log, clock } = deps;
    const channel = `${row.platform}:${row.channel}`;
    const now = clock.now();
    const free = freeAt.get(channel) ?? 0;
    const outcome: Settlement =
      free > now.getTime() && row.attempts <= 1 && row.edits === null
        ? { kind: "later", notBefore: new Date(free), reason: "pace" }
        : await attempt(row, deps, now);

    const done = clock.now();
    if (outcome.kind === "sent") freeAt.set(channel, done.getTime() + deps.pace(row.platform));
    if (outcome.kind === "later" && outcome.reason !== "pace") freeAt.set(channel, Math.max(free, outcome.notBefore.getTime()));
    const kept = await outbox.settle(row.id, deps.worker, outcome, done);
    const fields = { key: row.key, platform: row.platform, attempts: row.attempts };
    if (!kept) log.warn("claim-lost", { ...fields, outcome: outcome.kind });
    else if (outcome.kind === "failed") log.error("post-failed", outcome.reason, { ...fields, code: outcome.code });
    else if (outcome.kind === "unknown") log.error("post-unknown", outcome.reason, fields);
    else if (outcome.kind === "sent") log.info("post-sent", fields);
    else log.debug("post-put-back", { ...fields, reason: outcome.reason });
    return outcome.kind === "later" || outcome.kind === "retry" ? outcome.notBefore : null;
  }

  return async (now) => {
    const rows = await deps.outbox.claim(deps.worker, now, LEASE, BATCH);
    const results = await Promise.allSettled(rows.map(one));
    for (const [i, result] of results.entries()) {
      // The store could not be told: the lease runs out and the next claim looks first.
      if (result.status === "rejected") deps.log.error("settle-failed", result.reason, { key: rows[i]?.key });
    }
    const again = results.flatMap((r) => (r.status === "fulfilled" && r.value !== null ? [r.value.getTime()] : []));
    return { rows: rows.length, next: again.length === 0 ? null : new Date(Math.min(...again)) };
  };
}
