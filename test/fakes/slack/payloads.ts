import type { Obj } from "./json.ts";
import type { Message } from "./ledger.ts";
import { wireMessage } from "./post.ts";
import type { Channel, User, View, World } from "./state.ts";
import { wireView } from "./web-api/views.ts";
import { issueResponseUrl } from "./response-url.ts";

const TOKEN = "verification-token-that-nobody-should-trust";

export function issueTrigger(world: World, user: string): string {
  const id = `${Date.now()}.${world.random.between(1_000_000, 9_999_999)}.${world.random.code(32).toLowerCase()}`;
  world.triggers.set(id, { user, at: performance.now(), used: false });
  return id;
}

const userOf = (world: World, user: User): Obj => ({ id: user.id, username: user.name, name: user.name, team_id: world.ids.team });
const teamOf = (world: World): Obj => ({ id: world.ids.team, domain: "sea-trade" });

const channelName = (channel: Channel): string =>
  channel.kind === "im" ? "directmessage" : channel.kind === "private" ? "privategroup" : channel.name;

/** The form of a slash command; `key` finds the response_url again. */
export function commandBody(
  world: World,
  channel: Channel,
  user: User,
  command: string,
  text: string,
): { readonly body: Obj; readonly key: string } {
  const { url, key } = issueResponseUrl(world, channel.id, user.id, null);
  const body: Obj = {
    token: TOKEN,
    team_id: world.ids.team,
    team_domain: "sea-trade",
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: world.ids.app,
    is_enterprise_install: "false",
    response_url: url,
    trigger_id: issueTrigger(world, user.id),
  };
  return { body, key };
}

const common = (world: World, user: User, type: string): Obj => ({
  type,
  user: userOf(world, user),
  api_app_id: world.ids.app,
  token: TOKEN,
  trigger_id: issueTrigger(world, user.id),
  team: teamOf(world),
  enterprise: null,
  is_enterprise_install: false,
});

export type Values = Record<string, Record<string, Obj>>;

export function messageAction(world: World, message: Message, channel: Channel, user: User, action: Obj, state: Values): Obj {
  const { url } = issueResponseUrl(world, channel.id, user.id, message);
  return {
    ...common(world, user, "block_actions"),
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: message.ephemeralTo !== null,
      ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: channel.id, name: channelName(channel) },
    // Of an ephemeral message Slack sends no more than that there was one.
    ...(message.ephemeralTo === null ? { message: withMetadata(world, message) } : {}),
    state: { values: state },
    response_url: url,
    actions: [action],
  };
}

const withMetadata = (world: World, message: Message): Obj => ({
  ...wireMessage(world, message),
  ...(message.metadata === null ? {} : { metadata: message.metadata }),
});

export const viewAction = (world: World, view: View, user: User, action: Obj): Obj => ({
  ...common(world, user, "block_actions"),
  container: { type: "view", view_id: view.id },
  view: wireView(world, view),
  actions: [action],
});

export const viewSubmission = (world: World, view: View, user: User): Obj => ({
  ...common(world, user, "view_submission"),
  view: wireView(world, view),
  response_urls: [],
});

export const viewClosed = (world: World, view: View, user: User): Obj => {
  const { trigger_id: _, ...rest } = common(world, user, "view_closed");
  return { ...rest, view: wireView(world, view), is_cleared: false };
};

export function messageShortcut(world: World, message: Message, channel: Channel, user: User, callbackId: string): Obj {
  const { url } = issueResponseUrl(world, channel.id, user.id, message);
  return {
    ...common(world, user, "message_action"),
    callback_id: callbackId,
    action_ts: world.ts(),
    message_ts: message.ts,
    channel: { id: channel.id, name: channelName(channel) },
    message: wireMessage(world, message),
    response_url: url,
  };
}

export const globalShortcut = (world: World, user: User, callbackId: string): Obj => ({
  ...common(world, user, "shortcut"),
  callback_id: callbackId,
  action_ts: world.ts(),
});

export const suggestion = (world: World, user: User, container: Obj, actionId: string, blockId: string, value: string): Obj => {
  const { trigger_id: _, ...rest } = common(world, user, "block_suggestion");
  return { ...rest, container, action_id: actionId, block_id: blockId, value };
};
