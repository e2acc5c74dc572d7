import { UserError } from "../domain/user-error.ts";
import { type Sensitivity, type Text, why } from "../domain/value.ts";
import type { Language, Message, Sealed } from "../message/message.ts";
import { type ChatPlatform, type Fate, OutOfSight, type Part, type PostOutcome, type Reasoned } from "../ports/chat-platform.ts";
import type { Outbox, Settlement } from "../ports/delivery.ts";
import type { Clock, Log, Random } from "../ports/system.ts";
import { backoff } from "./backoff.ts";
import type { Drafts } from "./drafts.ts";
import { holds, owedOf } from "./parts.ts";

export type Claimed = Awaited<ReturnType<Outbox["claim"]>>[number];

export interface AttemptDeps {
  /** Unique among all processes and all their lives: a claim is known by it. */
  readonly worker: string;
  readonly outbox: Pick<Outbox, "owe">;
  readonly platforms: ReadonlyMap<string, ChatPlatform>;
  /** What a channel may see, asked when a post is sent and not when it was written: a channel can become shared. */
  readonly clearance: (platform: ChatPlatform, channel: string) => Promise<Sensitivity>;
  readonly seal: (message: Message, lang: Language, clearance: Sensitivity, now: Date) => Promise<Sealed>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** What a lane wants to hear of an attempt. */
export interface Around {
  /** Right before a request: waits for its turn, or says that it is not to be now. */
  readonly turn: () => Promise<Settlement | undefined>;
  /** Something was written down that follows the post. */
  readonly owed: () => void;
}

const MINUTE = 60_000;
/** Longer than a slow seal, the upload of its pictures (20 s) and a request (10 s); what died at work is looked at again after this. */
export const LEASE = 90_000;
// A post is not begun with less of its claim left than an upload and a request may take.
const MARGIN = 45_000;
// No request leaves with less left than it may take itself (10 s), and something for clocks that differ.
const LAST_REQUEST = 15_000;
/** Attempts that ended without a word, each of which may have ended its process: after these it is not tried again. */
const DEATHS = 10;
/** After so many attempts it may be what ends its process, and is tried alone. */
export const SUSPECT = 3;
/** A platform may be out of order for hours; a post that nobody dated is tried for so long. */
const PATIENCE = 24 * 60 * MINUTE;
// What cannot be drawn is a mistake of ours, or a store that answers by halves for a moment.
const BROKEN_AFTER = 15 * MINUTE;
const NOT_CONNECTED = MINUTE;
// Who reads there is asked again soon: a platform that does not answer that takes no post either.
const READERS_AGAIN = 15_000;

/** What was thrown, in both languages where it has them. */
function words(error: unknown): Text {
  if (error instanceof UserError) return error.text;
  const said = error instanceof Error ? error.message : String(error);
  return { zh: said, en: said };
}

const NO_ANSWER: Text = { zh: "没有应答", en: "no answer" };
const gaveUpAfter = (zh: string, en: string, last: Text): Text => ({
  zh: `尝试 ${zh}后放弃：${last.zh}`,
  en: `gave up after ${en}: ${last.en}`,
});

const notConnected = (platform: string): Text => ({ zh: `${platform} 在这里没有连接`, en: `${platform} is not connected here` });

interface Tried {
  readonly row: Claimed;
  readonly now: Date;
  /** From the first attempt to the end of the last one; a weekend on which nobody was awake is no trying. */
  readonly triedMs: number;
  readonly again: (said: Reasoned) => Settlement;
}

/** What became of the attempts before this one: settled now, or free to be sent (again). */
async function ofEarlier(
  { row, now, triedMs, again }: Tried,
  platform: ChatPlatform,
  target: Parameters<NonNullable<ChatPlatform["fate"]>>[0],
): Promise<Settlement | "absent" | "repeatable"> {
  const last = row.because ?? { zh: "每次都没有应答", en: "each ended without an answer" };
  const gaveUp = row.attempts > DEATHS ? why(gaveUpAfter(`${DEATHS} 次`, `${DEATHS} attempts`, last)) : undefined;
  // Edited twice is edited once.
  if (row.edits !== null) return gaveUp === undefined ? "repeatable" : { kind: "failed", code: "gave-up", ...gaveUp };
  if (!platform.capabilities.reconcile || !platform.fate) {
    return {
      kind: "unknown",
      ...why({
        zh: `${last.zh}；${row.platform} 无法查询是否送达`,
        en: `${last.en}; ${row.platform} cannot be asked whether it arrived`,
      }),
    };
  }
  let fate: Fate;
  try {
    fate = await platform.fate(target, row.key, { from: row.firstTriedAt ?? row.createdAt, to: row.lastTriedAt ?? now });
  } catch (error) {
    const { zh, en } = words(error);
    const said = why({ zh: `无法确认是否送达：${zh}`, en: `it cannot be told whether it arrived: ${en}` });
    return gaveUp === undefined && triedMs < PATIENCE ? again(said) : { kind: "unknown", ...said };
  }
  switch (fate.kind) {
    case "sent":
      return fate;
    case "unclear":
      return { kind: "later", notBefore: fate.askAgainAt, ...reasonOf(fate) };
    case "unknowable":
      return { kind: "unknown", ...reasonOf(fate) };
    case "absent":
      return gaveUp === undefined ? "absent" : { kind: "failed", code: "gave-up", ...gaveUp };
    case "repeatable":
      return gaveUp === undefined ? "repeatable" : { kind: "unknown", ...gaveUp };
  }
}

const reasonOf = ({ reason, because }: Reasoned): Reasoned => ({ reason, ...(because && { because }) });

/** Decides what becomes of one claimed row; everything that is sent is sent here. */
export async function attempt(row: Claimed, deps: AttemptDeps, drafts: Drafts, { turn, owed }: Around): Promise<Settlement> {
  const { clock, log } = deps;
  const now = clock.now();
  const platform = deps.platforms.get(row.platform);
  if (!platform) {
    const notBefore = new Date(now.getTime() + NOT_CONNECTED);
    return { kind: "later", notBefore, ...why(notConnected(row.platform)), everywhere: true };
  }
  if (row.edits !== null && (!platform.edit || !row.editedRef)) {
    return {
      kind: "failed",
      code: "cannot-edit",
      ...why({ zh: `${row.platform} 不能编辑已发出的消息`, en: `${row.platform} cannot edit what was sent` }),
    };
  }
  if (row.part !== null && (!platform.follow || !row.rootRef)) {
    return {
      kind: "failed",
      code: "cannot-follow",
      ...why({ zh: `${row.platform} 不能在消息下补发文件`, en: `${row.platform} cannot put a file below a message` }),
    };
  }
  const target = targetOf(row);
  const triedMs = row.firstTriedAt === null || row.lastTriedAt === null ? 0 : row.lastTriedAt.getTime() - row.firstTriedAt.getTime();
  const soon = (): Date => new Date(clock.now().getTime() + backoff(triedMs, deps.random.fraction()));
  const again = (said: Reasoned): Settlement => ({ kind: "retry", notBefore: soon(), ...reasonOf(said) });

  // An earlier attempt may have got through and died before it was written down: look before anything is sent again.
  const earlier = row.attempts > 1 ? await ofEarlier({ row, now, triedMs, again }, platform, target) : "absent";
  if (typeof earlier === "object") return earlier;
  // What may be there already is sent again to make sure, old news or not.
  if (earlier === "absent" && row.expiresAt !== null && row.expiresAt <= now) {
    const until = row.expiresAt.toISOString();
    const said = why({ zh: `到 ${until} 仍未发出，已经过时`, en: `not sent before ${until}, after which it is no news` });
    return { kind: "failed", code: "expired", ...said };
  }
  if (earlier === "absent" && row.edits === null && triedMs > PATIENCE) {
    const hours = PATIENCE / MINUTE / 60;
    return { kind: "failed", code: "gave-up", ...why(gaveUpAfter(`${hours} 小时`, `${hours} hours`, row.because ?? NO_ANSWER)) };
  }

  let clearance: Sensitivity;
  try {
    clearance = await deps.clearance(platform, row.channel);
  } catch (error) {
    // The platform does not say who reads there. That is no permission, and no fault of the post.
    log.error("clearance-unknown", error, { key: row.key });
    if (error instanceof OutOfSight && earlier === "absent") return { kind: "failed", code: error.code, ...why(error.because) };
    const { zh, en } = words(error);
    const said = why({ zh: `不知道谁能看到这个频道：${zh}`, en: `it is not known who reads there: ${en}` });
    // Nothing has ever left: to look for it later would only make a doubt of it. What nobody dated is not waited for for ever.
    const isYoung = row.expiresAt !== null || now.getTime() - row.createdAt.getTime() < PATIENCE;
    if (row.attempts > 1 || !isYoung) return again(said);
    return { kind: "later", notBefore: new Date(now.getTime() + READERS_AGAIN), ...said };
  }
  let sealed: Sealed;
  try {
    sealed = await drafts.of(row, clearance, now, () => deps.seal(row.message, row.lang, clearance, now));
  } catch (error) {
    log.error("seal-failed", error, { key: row.key });
    const { zh, en } = words(error);
    const said = why({ zh: `消息无法生成：${zh}`, en: `the message cannot be made: ${en}` });
    return triedMs >= BROKEN_AFTER ? { kind: "failed", code: "broken", ...said } : again(said);
  }

  if (row.part !== null && !holds(sealed.message, row.part)) {
    return { kind: "failed", code: "not-cleared", ...why({ zh: "该频道现在不能看这些数据", en: "the channel may not see it any more" }) };
  }

  const notYet = await turn();
  if (notYet !== undefined) return notYet;
  // A process that was asleep since it claimed may no longer hold the claim.
  const until = row.claimedUntil?.getTime() ?? Infinity;
  if (clock.now().getTime() > until - MARGIN) {
    return { kind: "later", notBefore: clock.now(), ...why({ zh: "这次来不及发送", en: "the claim was about to run out" }) };
  }
  const deadline = until === Infinity ? undefined : new Date(until - LAST_REQUEST);
  try {
    const outcome = await send({ row, platform, target, sealed, deadline, deps, owed });
    return outcome.kind === "unknown" && (platform.capabilities.reconcile || row.edits !== null) ? again(outcome) : outcome;
  } catch (error) {
    if (error instanceof NotOwed) {
      log.error("owe-failed", error.cause, { key: row.key });
      return { kind: "later", notBefore: soon(), ...why({ zh: "暂时无法记录随后要补发的内容", en: "what follows it could not be noted" }) };
    }
    log.error("post-threw", error, { key: row.key, platform: row.platform });
    const { zh, en } = words(error);
    const said = why({ zh: `发送时出错：${zh}`, en: `sending broke: ${en}` });
    return platform.capabilities.reconcile ? again(said) : { kind: "unknown", ...said };
  }
}

/** Where it goes; what follows a post goes where that one lies. */
function targetOf({ channel, rootRef, part: kind }: Claimed): Parameters<NonNullable<ChatPlatform["fate"]>>[0] {
  if (rootRef === null) return { channel };
  if (kind === null) return { channel, threadId: rootRef.threadId };
  return { channel: rootRef.channel, threadId: rootRef.threadId, part: { kind, below: rootRef } };
}

/** What follows the post could not be written down, so that nothing was sent. */
class NotOwed extends Error {}

async function send(it: {
  readonly row: Claimed;
  readonly platform: ChatPlatform;
  readonly target: ReturnType<typeof targetOf>;
  readonly sealed: Sealed;
  readonly deadline: Date | undefined;
  readonly deps: AttemptDeps;
  readonly owed: () => void;
}): Promise<PostOutcome> {
  const { row, platform, target, sealed, deadline, deps, owed } = it;
  if (row.editedRef && platform.edit) return platform.edit(row.editedRef, sealed, deadline);
  if (row.part !== null && row.rootRef && platform.follow) return platform.follow(row.rootRef, row.part, sealed, row.key, deadline);
  let owes = row.attempts > 1 || row.error !== null;
  return platform.post(target, sealed, row.key, deadline, async (parts: readonly Part[]) => {
    // Most posts hold everything, and no attempt before owed anything: the store need not be asked.
    if (parts.length === 0 && !owes) return;
    owes = true;
    let kept: boolean;
    try {
      const rest = parts.flatMap((part) => owedOf(sealed.message, row.key, part));
      kept = await deps.outbox.owe(row.id, deps.worker, rest, deps.clock.now());
    } catch (error) {
      throw new NotOwed("not written", { cause: error });
    }
    if (!kept) throw new NotOwed("the claim is another process's", { cause: "claim lost" });
    owed();
  });
}
