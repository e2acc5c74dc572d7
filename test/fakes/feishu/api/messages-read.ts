import { BOT_NOT_IN_CHAT } from "../codes.ts";
import { type Answer, type Call, data, Refused } from "../http.ts";
import { SECOND } from "../limits.ts";
import type { FakeMessage } from "../state.ts";
import { badParameter } from "./content.ts";
import type { Api, Route } from "./context.ts";
import { messageShape } from "./message-shape.ts";

const PAGE_MOST = 50;
const PAGE_USUAL = 20;

const rawCard = (call: Call): boolean => call.query.get("card_msg_content_type") === "raw_card_content";

/** A chat lists its main flow: of a thread only the root. */
function inContainer({ world }: Api, type: string, id: string): readonly FakeMessage[] {
  if (type === "thread") {
    for (const message of world.messages.values())
      if (message.threadId === id) return world.inChat(message.chatId).filter((m) => m.threadId === id);
    throw badParameter("invalid container_id");
  }
  if (type !== "chat") throw badParameter(`container_id_type ${type} is neither chat nor thread`);
  const chat = world.chats.get(id);
  if (chat === undefined) throw badParameter("invalid container_id");
  if (!chat.botIn) throw new Refused(BOT_NOT_IN_CHAT, "Bot/User can NOT be out of the chat.");
  return world.inChat(id).filter((m) => m.threadId === undefined || m.rootId === undefined);
}

function listMessages(api: Api, call: Call): Answer {
  const { query } = call;
  const { world } = api;
  const size = Number(query.get("page_size") ?? PAGE_USUAL);
  if (!Number.isInteger(size) || size < 1 || size > PAGE_MOST) throw badParameter(`page_size ${size}, from 1 to ${PAGE_MOST}`);
  const from = Number(query.get("start_time") ?? 0) * SECOND;
  const to = Number(query.get("end_time") ?? Number.POSITIVE_INFINITY) * SECOND;
  const seen = inContainer(api, query.get("container_id_type") ?? "", query.get("container_id") ?? "")
    .filter((m) => m.createdAt + world.historyLagMs <= world.now())
    .filter((m) => Math.floor(m.createdAt / SECOND) * SECOND >= from && m.createdAt <= to + SECOND - 1);
  const ordered = query.get("sort_type") === "ByCreateTimeDesc" ? seen.toReversed() : seen;
  const start = Number(query.get("page_token") ?? 0);
  const page = ordered.slice(start, start + size);
  const more = start + size < ordered.length;
  return data({
    has_more: more,
    ...(more ? { page_token: String(start + size) } : {}),
    items: page.map((m) => messageShape(world, m, { rawCard: rawCard(call) })),
  });
}

export const readRoutes: readonly Route[] = [
  { method: "GET", path: "/open-apis/im/v1/messages", handle: listMessages },
  {
    method: "GET",
    path: "/open-apis/im/v1/messages/:message_id",
    handle: (api, call) => {
      const message = api.world.messages.get(call.params["message_id"] ?? "");
      if (message === undefined) throw badParameter("invalid message_id");
      return data({ items: [messageShape(api.world, message, { rawCard: rawCard(call) })] });
    },
  },
];
