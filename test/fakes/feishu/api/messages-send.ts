import { BOT_NOT_IN_CHAT, NO_AVAILABILITY, WITHDRAWN } from "../codes.ts";
import { type Answer, data, Refused } from "../http.ts";
import { characters, type Fields, text, textOf } from "../json.ts";
import { UUID_CHARACTERS, UUID_LIVES_MS } from "../limits.ts";
import type { FakeChat, FakeMessage } from "../state.ts";
import { badParameter, checkContent } from "./content.ts";
import type { Api, Route } from "./context.ts";
import { messageShape } from "./message-shape.ts";

const RECEIVERS = ["chat_id", "open_id", "union_id", "user_id", "email"];

function receiver({ world }: Api, type: string, id: string): FakeChat {
  if (!RECEIVERS.includes(type)) throw badParameter(`receive_id_type ${type} is none of ${RECEIVERS.join(", ")}`);
  if (type === "chat_id") {
    const chat = world.chats.get(id);
    if (chat === undefined) throw badParameter("invalid receive_id");
    return chat;
  }
  const user = world.userBy(type, id);
  if (user === undefined) throw badParameter("invalid receive_id");
  if (user.outOfReach) throw new Refused(NO_AVAILABILITY, "Bot has NO availability to this user.");
  return world.directChat(user.openId);
}

interface Target {
  readonly chat: FakeChat;
  readonly rootId?: string;
  readonly parentId?: string;
  /** Makes a thread of the parent when it is none yet. */
  readonly thread: boolean;
}

function earlier({ world }: Api, uuid: string): FakeMessage | undefined {
  const known = world.uuids.get(uuid);
  return known !== undefined && world.now() - known.at < UUID_LIVES_MS ? world.messages.get(known.messageId) : undefined;
}

/** The thread of a reply: the one its parent is in, or a new one below the root. */
function threadOf(api: Api, target: Target): string | undefined {
  const parent = target.parentId === undefined ? undefined : api.world.messages.get(target.parentId);
  if (parent?.threadId !== undefined) return parent.threadId;
  if (!target.thread || parent === undefined) return undefined;
  const root = api.world.messages.get(target.rootId ?? parent.messageId) ?? parent;
  root.threadId ??= `omt_${api.world.random.hex(16)}`;
  return root.threadId;
}

function sendTo(api: Api, target: Target, body: Fields): Answer {
  const { world } = api;
  const uuid = body["uuid"] === undefined ? undefined : textOf(body["uuid"]);
  if (uuid !== undefined && characters(uuid) > UUID_CHARACTERS) throw badParameter(`uuid has more than ${UUID_CHARACTERS} characters`);
  if (!target.chat.botIn) throw new Refused(BOT_NOT_IN_CHAT, "Bot/User can NOT be out of the chat.");
  api.rates.chat(target.chat.chatId, world.now());
  // The key counts for the app as a whole: the same uuid below another parent answers with the first message too.
  const before = uuid === undefined || uuid === "" ? undefined : earlier(api, uuid);
  if (before !== undefined) return data(messageShape(world, before));
  const type = text(body["msg_type"]);
  const content = checkContent(world, type, body["content"]);
  const threadId = threadOf(api, target);
  const at = world.now();
  const message: FakeMessage = {
    messageId: `om_${world.random.hex(32)}`,
    chatId: target.chat.chatId,
    from: "bot",
    sender: world.identity.botOpenId,
    msgType: type,
    content,
    firstContent: content,
    createdAt: at,
    updatedAt: at,
    ...(target.rootId === undefined ? {} : { rootId: target.rootId }),
    ...(target.parentId === undefined ? {} : { parentId: target.parentId }),
    ...(threadId === undefined ? {} : { threadId }),
    ...(uuid === undefined ? {} : { uuid }),
    versions: [],
    toasts: [],
    mentions: [],
  };
  world.addMessage(message);
  if (uuid !== undefined && uuid !== "") world.uuids.set(uuid, { messageId: message.messageId, at });
  return data(messageShape(world, message));
}

export const sendRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/open-apis/im/v1/messages",
    handle: (api, { query, body }) =>
      sendTo(api, { chat: receiver(api, query.get("receive_id_type") ?? "", textOf(body["receive_id"])), thread: false }, body),
  },
  {
    method: "POST",
    path: "/open-apis/im/v1/messages/:message_id/reply",
    handle: (api, { params, body }) => {
      const parent = api.world.messages.get(params["message_id"] ?? "");
      if (parent === undefined) throw badParameter("invalid message_id");
      if (parent.withdrawnAt !== undefined) throw new Refused(WITHDRAWN, "The message was withdrawn.");
      const chat = api.world.chats.get(parent.chatId);
      if (chat === undefined) throw badParameter("invalid message_id");
      const target: Target = {
        chat,
        rootId: parent.rootId ?? parent.messageId,
        parentId: parent.messageId,
        thread: body["reply_in_thread"] === true,
      };
      return sendTo(api, target, body);
    },
  },
];
