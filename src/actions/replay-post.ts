import { z } from "zod";
import type { Action } from "../app/types.ts";
import { UserError } from "../domain/user-error.ts";
import { message } from "../message/message.ts";

const args = z.object({ key: z.string().min(1) });
// Whoever sends it again by hand wants it there today.
const WORTH_MS = 86_400_000;

/** Sends a post that failed, or whose fate nobody knows, again: a person has looked. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: ["admin"],
  repeatable: false,
  async run({ key }, context) {
    const post = await context.outbox.byKey(key);
    if (!post || !(await context.outbox.replay(key, context.now, new Date(context.now.getTime() + WORTH_MS)))) {
      const state = post?.state ?? "gone";
      throw new UserError(
        "not-undelivered",
        { zh: "这条消息不需要重发。", en: "This post does not need to be sent again." },
        { zh: `目前状态：${state}`, en: `Its state now: ${state}` },
      );
    }
    const place = `${post.platform} ${post.channel}`;
    return {
      message: message({ title: { zh: `已放回，将重新发到 ${place}`, en: `Put back; it will be sent to ${place} again` } }),
      data: null,
    };
  },
};
