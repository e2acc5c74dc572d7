import type { Obj } from "../json.ts";
import type { Message } from "../ledger.ts";
import { wireMessage } from "../post.ts";
import type { Channel, World } from "../state.ts";
import { directMessage } from "../state.ts";
import type { Args } from "./args.ts";
import { ApiError } from "./args.ts";
import { channelOf } from "./content.ts";
import type { Methods } from "./method.ts";
import { page } from "./page.ts";

export function wireChannel(world: World, c: Channel): Obj {
  const im = c.kind === "im";
  return {
    id: c.id,
    ...(im ? { user: c.withUser } : { name: c.name, name_normalized: c.name }),
    is_channel: c.kind === "public",
    is_group: false,
    is_im: im,
    is_mpim: false,
    is_private: c.kind !== "public",
    is_archived: c.isArchived,
    is_general: false,
    is_shared: c.isShared,
    is_ext_shared: c.isExtShared,
    is_org_shared: c.isOrgShared,
    is_pending_ext_shared: c.isPendingExtShared,
    is_member: c.members.includes(world.ids.botUser),
    context_team_id: world.ids.team,
    created: 1_700_000_000,
    creator: c.members[0] ?? "",
    topic: { value: "", creator: "", last_set: 0 },
    purpose: { value: "", creator: "", last_set: 0 },
  };
}

function readable(world: World, id: string): Channel {
  const channel = channelOf(world, id);
  if (!channel.members.includes(world.ids.botUser)) throw new ApiError("not_in_channel");
  const scope = { public: "channels:history", private: "groups:history", im: "im:history" }[channel.kind];
  if (!world.scopes.has(scope)) throw new ApiError("missing_scope", { needed: scope, provided: [...world.scopes].join(",") });
  return channel;
}

/** What history shows now: neither deleted nor ephemeral, and no longer lagging. */
const visible = (world: World, m: Message): boolean => m.deletedAt === null && m.ephemeralTo === null && m.visibleAt <= world.now();

function inWindow(args: Args, ts: string): boolean {
  const inclusive = args.flag("inclusive");
  const oldest = args.text("oldest") ?? "0";
  const latest = args.text("latest") ?? "";
  const at = Number(ts);
  // Slack's `oldest` of 0 means no bound; comparing micros as floats keeps six decimals apart up to the year 2200.
  const after = inclusive ? at >= Number(oldest) : at > Number(oldest);
  const before = latest === "" || latest === "now" || (inclusive ? at <= Number(latest) : at < Number(latest));
  return after && before;
}

function shownTo(world: World, args: Args, m: Message): Obj {
  const replies = m.threadTs === null ? world.ledger.replies(m.channel, m.ts).filter((r) => visible(world, r)) : [];
  return {
    ...wireMessage(world, m),
    ...(m.metadata !== null && args.flag("include_all_metadata") ? { metadata: m.metadata } : {}),
    ...(replies.length === 0 ? {} : { thread_ts: m.ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts ?? "" }),
    ...(m.reactions.length === 0 ? {} : { reactions: m.reactions.map((r) => ({ name: r.name, users: [r.user], count: 1 })) }),
  };
}

export const conversations: Methods = {
  "conversations.info": {
    tier: 3,
    scopes: ["channels:read", "groups:read", "im:read"],
    run: (world, args) => {
      const channel = channelOf(world, args.need("channel"));
      const wire = wireChannel(world, channel);
      return { channel: args.flag("include_num_members") ? { ...wire, num_members: channel.members.length } : wire };
    },
  },
  "conversations.history": {
    tier: 3,
    scopes: ["channels:history", "groups:history", "im:history"],
    run: (world, args) => {
      const channel = readable(world, args.need("channel"));
      const found = world.ledger
        .of(channel.id)
        .filter((m) => m.threadTs === null && visible(world, m) && inWindow(args, m.ts))
        .toReversed();
      const { items, more, next } = page(found, args, 100, 999);
      return {
        messages: items.map((m) => shownTo(world, args, m)),
        has_more: more,
        pin_count: 0,
        response_metadata: { next_cursor: next },
      };
    },
  },
  "conversations.replies": {
    tier: 3,
    scopes: ["channels:history", "groups:history", "im:history"],
    run: (world, args) => {
      const channel = readable(world, args.need("channel"));
      const ts = args.need("ts");
      const asked = world.ledger.message(channel.id, ts);
      if (asked === undefined || !visible(world, asked)) throw new ApiError("thread_not_found");
      const rootTs = asked.threadTs ?? asked.ts;
      const root = world.ledger.message(channel.id, rootTs);
      const thread = [...(root === undefined ? [] : [root]), ...world.ledger.replies(channel.id, rootTs)].filter((m) => visible(world, m));
      // The root comes first whatever the window is.
      const found = thread.filter((m) => m.ts === rootTs || inWindow(args, m.ts));
      const { items, more, next } = page(found, args, 1000, 1000);
      return { messages: items.map((m) => shownTo(world, args, m)), has_more: more, response_metadata: { next_cursor: next } };
    },
  },
  "conversations.open": {
    tier: 3,
    scopes: ["im:write"],
    run: (world, args) => {
      const users = args.need("users").split(",");
      const user = world.users.get(users[0] ?? "");
      if (user === undefined) throw new ApiError("user_not_found");
      if (user.isBot) throw new ApiError("cannot_dm_bot");
      if (users.length > 1) throw new ApiError("method_not_supported_for_channel_type");
      const channel = directMessage(world, user.id);
      return { channel: args.flag("return_im") ? wireChannel(world, channel) : { id: channel.id } };
    },
  },
  "conversations.list": {
    tier: 2,
    scopes: ["channels:read", "groups:read", "im:read"],
    run: (world, args) => {
      const types = (args.text("types") ?? "public_channel").split(",");
      const typeOf = { public: "public_channel", private: "private_channel", im: "im" } as const;
      const found = [...world.channels.values()].filter(
        (c) =>
          types.includes(typeOf[c.kind]) &&
          (c.kind === "public" || c.members.includes(world.ids.botUser)) &&
          !(args.flag("exclude_archived") && c.isArchived),
      );
      const { items, next } = page(found, args, 100, 1000);
      return { channels: items.map((c) => wireChannel(world, c)), response_metadata: { next_cursor: next } };
    },
  },
  "conversations.members": {
    tier: 4,
    scopes: ["channels:read", "groups:read", "im:read"],
    run: (world, args) => {
      const channel = channelOf(world, args.need("channel"));
      const { items, next } = page(channel.members, args, 100, 1000);
      return { members: items, response_metadata: { next_cursor: next } };
    },
  },
};
