import { z } from "zod";
import type { Action, Asker, Context } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import type { Text } from "../domain/value.ts";
import { message } from "../message/message.ts";
import type { PostState } from "../ports/delivery.ts";
import { sentAgainBefore, STATE } from "../views/sent-again.ts";

const args = z.object({ key: z.string().min(1) });
// Whoever sends it again by hand wants it there today.
const WORTH_MS = 86_400_000;

const stateOf = (state: PostState | undefined): Text =>
  state === undefined ? { zh: "记录已清除", en: "not kept any more" } : STATE[state];

/** What the audit says of it. It is written with the deed, since the next channel that was told has a button of its own for the same post. */
const entryOf = (key: string, { now }: Pick<Context, "now">, asker: Asker) => ({
  at: now,
  by: asker.member.slug,
  what: "replay-post",
  on: key,
  details: { platform: asker.platform, channel: asker.channel },
});

/** Sends a post that failed, or whose fate nobody knows, again: a person has looked. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: ["admin"],
  repeatable: false,
  async run({ key }, context, asker) {
    const { outbox, audit, company, now } = context;
    const done = await outbox.replay(key, now, new Date(now.getTime() + WORTH_MS), entryOf(key, context, asker));
    // Looked at afterwards: what stood there before is not what kept it from being sent.
    const post = await outbox.byKey(key);
    if (done && post) {
      const place = `${post.platform} ${post.channel}`;
      return {
        message: message({ title: { zh: `已放回，将重新发到 ${place}`, en: `Put back; it will be sent to ${place} again` } }),
        data: null,
        audited: true,
      };
    }
    const first = await audit.last("replay-post", key);
    if (!post || !first) {
      const state = stateOf(post?.state);
      throw new UserError(
        "not-undelivered",
        { zh: "这条消息不需要重发。", en: "This post does not need to be sent again." },
        { zh: `目前状态：${state.zh}`, en: `Its state now: ${state.en}` },
      );
    }
    const said = sentAgainBefore({ post, first, members: await company.members(), zone: asker.zone });
    return { message: said, data: null, reach: "asker", first };
  },
};
