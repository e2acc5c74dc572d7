import { EDITED_TOO_OFTEN, MESSAGE_DELETED, NOT_THE_SENDER, TOO_OLD, WITHDRAWN, WRONG_MESSAGE_TYPE } from "../codes.ts";
import { type Answer, type Call, data, Refused } from "../http.ts";
import { fields, parsed, text } from "../json.ts";
import { CARD_LIVES_MS, TEXT_EDITS } from "../limits.ts";
import type { FakeMessage } from "../state.ts";
import { badParameter, checkCard, checkContent } from "./content.ts";
import type { Api, Route } from "./context.ts";
import { messageShape } from "./message-shape.ts";

function ownMessage({ world }: Api, { params }: Call): FakeMessage {
  const message = world.messages.get(params["message_id"] ?? "");
  if (message === undefined) throw badParameter("invalid message_id");
  if (message.from !== "bot") throw new Refused(NOT_THE_SENDER, "The operator isn't the sender of the message.");
  if (message.withdrawnAt !== undefined) throw new Refused(WITHDRAWN, "The message was withdrawn.");
  return message;
}

export const sharedCard = (content: string): boolean => fields(fields(parsed(content))["config"])["update_multi"] === true;

function patch(api: Api, call: Call): Answer {
  const { world } = api;
  const message = ownMessage(api, call);
  if (message.msgType !== "interactive") throw new Refused(WRONG_MESSAGE_TYPE, "This operation is not supported for this message type.");
  if (world.now() - message.createdAt > CARD_LIVES_MS) throw new Refused(TOO_OLD, "The message to be edited is older than 14 days.");
  api.rates.chat(message.messageId, world.now());
  const content = call.body["content"];
  if (typeof content !== "string") throw badParameter("content is not a string");
  // The documentation of this call asks for `update_multi: true` in both, although it is the default of JSON 2.0.
  if (!sharedCard(message.content)) throw badParameter("the card that was sent is not shared: config.update_multi is not true");
  if (!checkCard(world, content)) throw badParameter("config.update_multi must be true");
  message.content = content;
  message.updatedAt = world.now();
  message.versions.push({ at: world.now(), content, by: "patch" });
  return data({});
}

function put(api: Api, call: Call): Answer {
  const { world } = api;
  const message = ownMessage(api, call);
  const type = text(call.body["msg_type"]);
  if ((type !== "text" && type !== "post") || message.msgType === "interactive")
    throw new Refused(WRONG_MESSAGE_TYPE, "This operation is not supported for this message type.");
  if (message.versions.length >= TEXT_EDITS)
    throw new Refused(EDITED_TOO_OFTEN, "The message has reached the number of times it can be edited.");
  api.rates.chat(message.messageId, world.now());
  message.content = checkContent(world, type, call.body["content"]);
  message.updatedAt = world.now();
  message.versions.push({ at: world.now(), content: message.content, by: "put" });
  return data(messageShape(world, message));
}

export const changeRoutes: readonly Route[] = [
  { method: "PATCH", path: "/open-apis/im/v1/messages/:message_id", handle: patch },
  { method: "PUT", path: "/open-apis/im/v1/messages/:message_id", handle: put },
  {
    method: "DELETE",
    path: "/open-apis/im/v1/messages/:message_id",
    handle: (api, call) => {
      const known = api.world.messages.get(call.params["message_id"] ?? "");
      if (known?.withdrawnAt !== undefined) throw new Refused(MESSAGE_DELETED, "The message has been deleted.");
      ownMessage(api, call).withdrawnAt = api.world.now();
      return data({});
    },
  },
];
