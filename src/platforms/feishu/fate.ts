import { z } from "zod";
import { type Text, why } from "../../domain/value.ts";
import type { Attempts, Fate, MessageRef, PartKind } from "../../ports/chat-platform.ts";
import type { Clock } from "../../ports/system.ts";
import { hasSign } from "../common/part-name.ts";
import type { Api } from "./client.ts";
import { ApiError, reasoned, wordsOf } from "./errors.ts";
import { hasMark } from "./mark.ts";
import type { Rooms } from "./rooms.ts";
import { beneath, isPerson, postMark, type Target } from "./send.ts";
import type { Times } from "./times.ts";

const Item = z.object({
  message_id: z.string().min(1),
  root_id: z.string().optional(),
  thread_id: z.string().optional(),
  msg_type: z.string().optional(),
  deleted: z.boolean().optional(),
  sender: z.object({ id: z.string(), id_type: z.string() }).optional(),
  body: z.object({ content: z.string() }).optional(),
});
type Item = z.infer<typeof Item>;
const Page = z.object({
  data: z.object({ items: z.array(Item).nullish(), has_more: z.boolean().optional(), page_token: z.string().optional() }),
});

const PAGE = 50;
/** 2,000 messages since the post was tried: more are not searched. */
const PAGES = 40;
/** Their clock may differ from ours by as much as a signature may be old. */
const SKEW_MS = 300_000;
/**
 * How a card comes back: as it was sent, or as Feishu keeps it. Without either, history holds "please upgrade your client" instead of
 * the card.
 */
const WAYS = ["user_card_content", "raw_card_content"] as const;
/** "A parameter is wrong", also for a chat that does not exist. */
const BAD_PARAMETER = 230001;
const NO_SUCH_CHAT = 232006;
/** No waiting changes it: not in the chat (any more), no permission to read. */
const UNREADABLE: ReadonlySet<number> = new Set([BAD_PARAMETER, 230002, 230006, 230027, 230035, 230050, 232011, 99991672, 99991679]);

/**
 * What became of a post. Within the hour for which Feishu remembers a uuid, sending it again makes one message; after that the
 * history of the chat is searched for the sign in the card, if the app may read it.
 */
export async function fateOf(
  post: Target & { readonly part?: { readonly kind: PartKind; readonly below: MessageRef } },
  key: string,
  attempts: Attempts,
  needs: { readonly api: Api; readonly clock: Clock; readonly times: Times; readonly rooms: Rooms },
): Promise<Fate> {
  const { api, clock, times, rooms } = needs;
  const now = clock.now().getTime();
  const target: Target = post.part === undefined ? post : beneath(post.part.below);
  const wanted = post.part === undefined || post.part.kind === "picture" ? cardWith(postMark(target, key)) : fileOf(key);
  if (now < attempts.from.getTime() + times.uuidMs - times.uuidMarginMs) return { kind: "repeatable" };
  // History is kept by chats; that of a person is known when something was said in it.
  const chat = isPerson(target.channel) ? rooms.chatWith(target.channel) : target.channel;
  if (chat === undefined && target.threadId === undefined) {
    return expired({ zh: `不知道与 ${target.channel} 的单聊是哪个会话`, en: `the direct chat with ${target.channel} is not known` });
  }
  let looked: Looked;
  try {
    looked = await look({ channel: chat ?? target.channel, threadId: target.threadId }, wanted, attempts, api);
  } catch (error) {
    if (!(error instanceof ApiError) || error.heard !== "refused") throw error;
    if (error.code === BAD_PARAMETER && (await missing(target.channel, rooms))) return { kind: "absent" };
    if (!UNREADABLE.has(error.code)) throw error;
    const unread = expired({ zh: `读不到 ${target.channel} 的历史消息`, en: `the history of ${target.channel} cannot be read` });
    return { kind: "unknowable", ...reasoned(unread.because, wordsOf(error), error) };
  }
  if (looked.found !== undefined) {
    const { message_id: messageId, root_id: rootId } = looked.found;
    return {
      kind: "sent",
      ref: {
        channel: target.channel,
        messageId,
        threadId: target.threadId === undefined ? messageId : (rootId ?? target.threadId),
        revision: 0,
      },
    };
  }
  if (looked.because !== undefined) return expired(looked.because);
  const shownBy = attempts.to.getTime() + times.historyLagMs;
  if (now < shownBy) {
    return {
      kind: "unclear",
      askAgainAt: new Date(shownBy),
      ...why({ zh: "群的历史消息可能有延迟", en: "the history of a chat may lag behind" }),
    };
  }
  return { kind: "absent" };
}

/** Sending it again would make a second message, and the chat does not tell. */
const expired = (text: Text): Extract<Fate, { readonly kind: "unknowable" }> & { readonly because: Text } => ({
  kind: "unknowable",
  ...why({ zh: `已超过飞书的去重期限（1 小时），且${text.zh}`, en: `its uuid has expired, and ${text.en}` }),
});

/** Feishu says that there is no such chat, so that nothing can be in it. */
const missing = (channel: string, rooms: Rooms): Promise<boolean> =>
  rooms.room(channel).then(
    () => false,
    (error: unknown) => error instanceof ApiError && error.code === NO_SUCH_CHAT,
  );

interface Looked {
  readonly found?: Item;
  /** Why what was not found may be there all the same. */
  readonly because?: Text;
}

/** How what is looked for shows in a history. */
interface Wanted {
  readonly type: "interactive" | "file";
  is(content: string): boolean;
  /** It may be ours, and does not show it. */
  blank(content: string): boolean;
}

const cardWith = (mark: string): Wanted => ({ type: "interactive", is: (c) => c.includes(mark), blank: (c) => !hasMark(c) });
const fileOf = (key: string): Wanted => ({ type: "file", is: (c) => hasSign(c, key), blank: (c) => !c.includes('"file_name"') });

async function look(target: Target, wanted: Wanted, attempts: Attempts, api: Api): Promise<Looked> {
  const container = await containerOf(target, api);
  if (container === undefined) return {};
  let looked: Looked = {};
  for (const way of WAYS) {
    looked = await search(container, wanted, attempts, way, api);
    if (looked.found !== undefined || looked.because === undefined) return looked;
  }
  return looked;
}

interface Container {
  readonly type: "chat" | "thread";
  readonly id: string;
}

/** Replies are listed by their thread, which has an id of its own; a root that has none has no replies. */
async function containerOf(target: Target, api: Api): Promise<Container | undefined> {
  if (target.threadId === undefined) return { type: "chat", id: target.channel };
  const { data } = await api.call({ method: "GET", path: `/open-apis/im/v1/messages/${encodeURIComponent(target.threadId)}` }, Page);
  const id = data.items?.[0]?.thread_id;
  return id === undefined || id === "" ? undefined : { type: "thread", id };
}

async function search(container: Container, wanted: Wanted, attempts: Attempts, way: (typeof WAYS)[number], api: Api): Promise<Looked> {
  let pageToken = "";
  let blank = false;
  for (let page = 0; page < PAGES; page += 1) {
    const { data } = await api.call(
      {
        method: "GET",
        path: "/open-apis/im/v1/messages",
        query: {
          container_id_type: container.type,
          container_id: container.id,
          sort_type: "ByCreateTimeAsc",
          page_size: PAGE,
          card_msg_content_type: way,
          // A thread takes no times.
          ...(container.type === "chat" && { start_time: Math.max(1, Math.floor((attempts.from.getTime() - SKEW_MS) / 1_000)) }),
          ...(pageToken !== "" && { page_token: pageToken }),
        },
      },
      Page,
    );
    for (const item of data.items ?? []) {
      if (item.sender?.id_type !== "app_id" || item.sender.id !== api.appId || item.msg_type !== wanted.type) continue;
      const content = item.body?.content ?? "";
      if (wanted.is(content)) return { found: item };
      // A withdrawn card was seen; that ours was among them cannot be told.
      blank ||= item.deleted === true || wanted.blank(content);
    }
    if (data.has_more !== true || !data.page_token)
      return blank
        ? { because: { zh: "历史消息里有看不到内容的卡片或文件", en: "cards or files in its history do not show what they are" } }
        : {};
    pageToken = data.page_token;
  }
  const most = PAGE * PAGES;
  return { because: { zh: `此后的消息超过 ${most} 条，没有全部查找`, en: `more than ${most} messages were written since` } };
}
