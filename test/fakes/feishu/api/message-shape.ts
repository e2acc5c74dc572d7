import { type Fields, fields, parsed, text } from "../json.ts";
import type { FakeMessage, World } from "../state.ts";

/** What history gives back of a JSON 2.0 card, unless the raw card is asked for. */
function degraded(content: string): string {
  const title = text(fields(fields(fields(parsed(content))["header"])["title"])["content"]);
  return JSON.stringify({ title, elements: [[{ tag: "text", text: "请升级至最新版本客户端，以查看内容" }]] });
}

/** A file is sent by its key and comes back with its name (im/v1: "Content of received messages"). */
function named(world: World, { msgType, content }: FakeMessage): string {
  const name = msgType === "file" ? world.files.get(text(fields(parsed(content))["file_key"]))?.name : undefined;
  return name === undefined ? content : JSON.stringify({ ...fields(parsed(content)), file_name: name });
}

/** As `im/v1/messages` answers; a withdrawn one keeps its place without its content. */
export function messageShape(world: World, message: FakeMessage, options: { readonly rawCard: boolean } = { rawCard: false }): Fields {
  const body =
    message.withdrawnAt !== undefined
      ? "This message was recalled"
      : message.msgType !== "interactive"
        ? named(world, message)
        : options.rawCard
          ? JSON.stringify({ json_card: message.content })
          : degraded(message.content);
  const bot = message.from === "bot";
  return {
    message_id: message.messageId,
    ...(message.rootId === undefined ? {} : { root_id: message.rootId }),
    ...(message.parentId === undefined ? {} : { parent_id: message.parentId }),
    ...(message.threadId === undefined ? {} : { thread_id: message.threadId }),
    msg_type: message.msgType,
    create_time: String(message.createdAt),
    update_time: String(message.updatedAt),
    deleted: message.withdrawnAt !== undefined,
    updated: message.versions.length > 0,
    chat_id: message.chatId,
    sender: {
      id: bot ? world.identity.appId : message.sender,
      id_type: bot ? "app_id" : "open_id",
      sender_type: bot ? "app" : "user",
      tenant_key: world.identity.tenantKey,
    },
    body: { content: body },
    ...(message.mentions.length === 0
      ? {}
      : {
          mentions: message.mentions.map((m) => ({
            key: m.key,
            id: m.openId,
            id_type: "open_id",
            name: m.name,
            tenant_key: world.identity.tenantKey,
          })),
        }),
  };
}
