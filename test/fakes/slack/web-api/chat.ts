import { directMessage } from "../state.ts";
import type { Channel, World } from "../state.ts";
import type { Message } from "../ledger.ts";
import { edit, post, remove, wireMessage } from "../post.ts";
import type { Obj } from "../json.ts";
import type { Args } from "./args.ts";
import { ApiError } from "./args.ts";
import { channelOf, content, metadata, rootOf } from "./content.ts";
import type { Methods } from "./method.ts";

/** Longer texts without blocks are cut into several messages (bolt-python #764). */
const SPLIT_AT = 4000;

function writable(world: World, id: string): Channel {
  const user = world.users.get(id);
  if (user !== undefined) return directMessage(world, user.id);
  const channel = channelOf(world, id);
  if (channel.isArchived) throw new ApiError("is_archived");
  if (!channel.members.includes(world.ids.botUser) && !(channel.kind === "public" && world.scopes.has("chat:write.public")))
    throw new ApiError("not_in_channel");
  return channel;
}

function pieces(text: string): string[] {
  const points = Array.from(text);
  const cut: string[] = [];
  for (let i = 0; i < points.length; i += SPLIT_AT) cut.push(points.slice(i, i + SPLIT_AT).join(""));
  return cut.length === 0 ? [""] : cut;
}

function postMessage(world: World, args: Args): Obj {
  const channel = writable(world, args.need("channel"));
  const said = content(world, args);
  const threadTs = rootOf(world, channel, args.text("thread_ts"));
  const meta = metadata(args);
  const texts = said.blocks.length === 0 && said.text.length > SPLIT_AT ? pieces(said.text) : [said.text];
  const posted = texts.map((text, i) =>
    post(world, {
      channel,
      via: "chat.postMessage",
      user: world.ids.botUser,
      byBot: true,
      text,
      blocks: said.blocks,
      threadTs,
      metadata: i === 0 ? meta : null,
      clientMsgId: args.text("client_msg_id") ?? null,
    }),
  );
  const first = posted[0];
  if (first === undefined) throw new ApiError("internal_error");
  return { channel: channel.id, ts: first.ts, message: withMetadata(world, first) };
}

const withMetadata = (world: World, message: Message): Obj => ({
  ...wireMessage(world, message),
  ...(message.metadata === null ? {} : { metadata: message.metadata }),
});

function own(world: World, args: Args, refusal: string): Message {
  const channel = channelOf(world, args.need("channel"));
  const message = world.ledger.message(channel.id, args.need("ts"));
  if (message === undefined || message.deletedAt !== null || message.ephemeralTo !== null) throw new ApiError("message_not_found");
  if (message.botId !== world.ids.bot) throw new ApiError(refusal);
  if (channel.isArchived) throw new ApiError("is_archived");
  return message;
}

export const chat: Methods = {
  "chat.postMessage": { tier: "post", scopes: ["chat:write"], run: postMessage },
  "chat.postEphemeral": {
    tier: 4,
    scopes: ["chat:write"],
    run: (world, args) => {
      const channel = writable(world, args.need("channel"));
      const user = args.need("user");
      if (!world.users.has(user)) throw new ApiError("user_not_found");
      if (!channel.members.includes(user)) throw new ApiError("user_not_in_channel");
      const said = content(world, args);
      const threadTs = rootOf(world, channel, args.text("thread_ts"));
      const message = post(world, {
        channel,
        via: "chat.postEphemeral",
        user: world.ids.botUser,
        byBot: true,
        ...said,
        threadTs,
        ephemeralTo: user,
      });
      return { message_ts: message.ts };
    },
  },
  "chat.update": {
    tier: 3,
    scopes: ["chat:write"],
    run: (world, args) => {
      const message = own(world, args, "cant_update_message");
      // Blocks that are not mentioned stay, and then the new text shows in notifications only: `blocks: []` takes them away
      // (docs.slack.dev/reference/methods/chat.update, python-slack-sdk #523).
      const said = content(world, args, message.blocks);
      // Metadata as well: not mentioned it stays, an empty object takes it away.
      const given = args.object("metadata", "invalid_metadata_format");
      const empty = given !== undefined && Object.keys(given).length === 0;
      const meta = empty ? null : (metadata(args) ?? message.metadata);
      edit(world, message, "chat.update", said.text, said.blocks);
      message.metadata = meta;
      return { channel: message.channel, ts: message.ts, text: message.text, message: withMetadata(world, message) };
    },
  },
  "chat.delete": {
    tier: 3,
    scopes: ["chat:write"],
    run: (world, args) => {
      const message = own(world, args, "cant_delete_message");
      remove(world, message);
      return { channel: message.channel, ts: message.ts };
    },
  },
  "chat.getPermalink": {
    tier: "none",
    scopes: [],
    run: (world, args) => {
      const channel = channelOf(world, args.need("channel"));
      const ts = args.need("message_ts");
      if (world.ledger.message(channel.id, ts) === undefined) throw new ApiError("message_not_found");
      return { channel: channel.id, permalink: `https://sea-trade.slack.com/archives/${channel.id}/p${ts.replace(".", "")}` };
    },
  },
};
