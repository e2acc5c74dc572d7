import { CHAT_OPERATOR_OUTSIDE, CHAT_UNKNOWN } from "../codes.ts";
import { type Call, data, Refused } from "../http.ts";
import type { FakeChat } from "../state.ts";
import type { Api, Route } from "./context.ts";

function chatOf({ world }: Api, { params }: Call): FakeChat {
  const chat = world.chats.get(params["chat_id"] ?? "");
  if (chat === undefined) throw new Refused(CHAT_UNKNOWN, "Your request specifies a chat_id which is invalid.");
  return chat;
}

function entered(api: Api, call: Call): FakeChat {
  const chat = chatOf(api, call);
  if (!chat.botIn) throw new Refused(CHAT_OPERATOR_OUTSIDE, "Operator can NOT be out of the chat.");
  return chat;
}

const brief = (chat: FakeChat): Record<string, unknown> => ({
  avatar: "",
  name: chat.name,
  description: "",
  external: chat.external,
  tenant_key: chat.tenantKey,
  chat_status: "normal",
});

/** All in one page: no chat of a test is larger. */
const page = (items: readonly unknown[], more: Record<string, unknown> = {}): ReturnType<typeof data> =>
  data({ items, page_token: "", has_more: false, ...more });

export const chatRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/open-apis/im/v1/chats",
    handle: ({ world }) =>
      page([...world.chats.values()].filter((c) => c.mode === "group" && c.botIn).map((c) => ({ chat_id: c.chatId, ...brief(c) }))),
  },
  {
    method: "GET",
    path: "/open-apis/im/v1/chats/:chat_id",
    handle: (api, call) => {
      const chat = entered(api, call);
      return data({ ...brief(chat), chat_mode: chat.mode, chat_type: "private", user_count: String(chat.members.size), bot_count: "1" });
    },
  },
  {
    method: "GET",
    path: "/open-apis/im/v1/chats/:chat_id/members",
    handle: (api, call) => {
      const chat = entered(api, call);
      const kind = call.query.get("member_id_type") ?? "open_id";
      const items = [...chat.members].flatMap((openId) => {
        const user = api.world.users.get(openId);
        if (user === undefined) return [];
        const id = kind === "union_id" ? user.unionId : kind === "user_id" ? user.userId : user.openId;
        return [{ member_id_type: kind, member_id: id, name: user.name, tenant_key: api.world.identity.tenantKey }];
      });
      return page(items, { member_total: items.length });
    },
  },
  {
    method: "GET",
    path: "/open-apis/im/v1/chats/:chat_id/members/is_in_chat",
    handle: (api, call) => data({ is_in_chat: chatOf(api, call).botIn }),
  },
];
