import type { Message } from "../message/message.ts";
import { NOTICE, type OutboxRow } from "../ports/delivery.ts";
import type { Binding } from "../ports/company.ts";
import type { Context } from "./types.ts";

// One notice tells of many: a channel that was deleted fails with everything in it.
const AT_ONCE = 20;
const WORTH_DAYS = 7;
const DAY = 86_400_000;

/**
 * Tells the channels for operations of posts that failed for good or whose fate is unknown, once. Where no channel is bound for it they stay
 * untold, and `purser outbox` and `purser doctor` show them. Returns how many were told.
 */
export async function tellUndelivered(
  context: Pick<Context, "outbox" | "company" | "now">,
  say: (posts: readonly OutboxRow[], channel: Binding) => Message,
): Promise<number> {
  const { outbox, company, now } = context;
  const posts = await outbox.unnoticed(AT_ONCE);
  const [first] = posts;
  const last = posts.at(-1);
  if (!first || !last) return 0;
  const channels = (await company.bindings()).filter((b) => b.purpose === "ops");
  if (channels.length === 0) return 0;
  const notices = channels.map((channel) => ({
    key: `${NOTICE}:${channel.platform}:${channel.channel}:${first.id}-${last.id}-${now.getTime()}`,
    platform: channel.platform,
    channel: channel.channel,
    replyTo: null,
    job: NOTICE,
    message: say(posts, channel),
    lang: channel.lang,
    expiresAt: new Date(now.getTime() + WORTH_DAYS * DAY),
  }));
  const told = await outbox.notice(
    posts.map((p) => p.id),
    notices,
    now,
  );
  return told ? posts.length : 0;
}
