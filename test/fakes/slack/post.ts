import type { Obj } from "./json.ts";
import { isObj, str } from "./json.ts";
import type { Message } from "./ledger.ts";
import type { Channel, FileRecord, World } from "./state.ts";

export interface Draft {
  readonly channel: Channel;
  readonly via: Message["via"];
  readonly user: string;
  readonly byBot: boolean;
  readonly text: string;
  readonly blocks?: readonly Obj[];
  readonly threadTs?: string | null;
  readonly ephemeralTo?: string | null;
  readonly metadata?: Obj | null;
  readonly files?: readonly string[];
  readonly clientMsgId?: string | null;
}

/** Accepts a message: stamps it, draws its lag, writes it into the ledger and tells the app of it. */
export function post(world: World, draft: Draft): Message {
  const at = world.now();
  const message: Message = {
    channel: draft.channel.id,
    ts: world.ts(),
    threadTs: draft.threadTs ?? null,
    user: draft.user,
    botId: draft.byBot ? world.ids.bot : null,
    ephemeralTo: draft.ephemeralTo ?? null,
    via: draft.via,
    acceptedAt: at,
    visibleAt: at + world.random.between(world.historyLagMs[0], world.historyLagMs[1]),
    files: draft.files ?? [],
    metadata: draft.metadata ?? null,
    clientMsgId: draft.clientMsgId ?? null,
    text: draft.text,
    blocks: withIds(world, draft.blocks ?? []),
    edits: [],
    deletedAt: null,
    reactions: [],
  };
  world.ledger.add(message);
  if (draft.byBot && message.ephemeralTo === null && world.options.echo !== false) tell(world, messageEvent(world, message));
  return message;
}

export function edit(world: World, message: Message, via: string, text: string, blocks: readonly Obj[]): void {
  const before = wireMessage(world, message);
  message.edits.push({ at: world.now(), via, text: message.text, blocks: message.blocks });
  message.text = text;
  message.blocks = withIds(world, blocks);
  world.ledger.changed();
  if (message.ephemeralTo !== null || world.options.echo === false) return;
  tell(
    world,
    eventOf(world, message, {
      subtype: "message_changed",
      hidden: true,
      ts: world.ts(),
      message: wireMessage(world, message),
      previous_message: before,
    }),
  );
}

export function remove(world: World, message: Message): void {
  message.deletedAt = world.now();
  world.ledger.changed();
  if (message.ephemeralTo !== null || world.options.echo === false) return;
  tell(
    world,
    eventOf(world, message, {
      subtype: "message_deleted",
      hidden: true,
      ts: world.ts(),
      deleted_ts: message.ts,
      previous_message: wireMessage(world, message),
    }),
  );
}

/** The `message` event of a message that appeared; undefined where the app does not hear of that kind of channel. */
export function messageEvent(world: World, message: Message): Obj | undefined {
  const extra: Obj = message.files.length > 0 ? { subtype: "file_share" } : {};
  return eventOf(world, message, { ...wireMessage(world, message), ...extra });
}

const tell = (world: World, event: Obj | undefined): void => {
  if (event !== undefined) world.emit(event);
};

const CHANNEL_TYPE = { public: "channel", private: "group", im: "im" } as const;
const SUBSCRIPTION = { public: "message.channels", private: "message.groups", im: "message.im" } as const;

function eventOf(world: World, message: Message, event: Obj): Obj | undefined {
  const channel = world.channels.get(message.channel);
  if (channel === undefined || !channel.members.includes(world.ids.botUser)) return undefined;
  if (!world.events.has(SUBSCRIPTION[channel.kind])) return undefined;
  return {
    type: "message",
    ...event,
    channel: channel.id,
    channel_type: CHANNEL_TYPE[channel.kind],
    event_ts: str(event, "ts") === "" ? message.ts : str(event, "ts"),
  };
}

/** A message as Web API and events show it. */
export function wireMessage(world: World, message: Message): Obj {
  const bot: Obj =
    message.botId === null
      ? {}
      : {
          bot_id: message.botId,
          app_id: world.ids.app,
          bot_profile: { id: message.botId, app_id: world.ids.app, name: world.users.get(world.ids.botUser)?.name ?? "", deleted: false },
        };
  const lastEdit = message.edits.at(-1);
  return {
    type: "message",
    ...bot,
    user: message.user,
    team: world.ids.team,
    ts: message.ts,
    text: message.text,
    ...(message.clientMsgId === null ? {} : { client_msg_id: message.clientMsgId }),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(message.files.length === 0 ? {} : { files: message.files.map((id) => wireFile(world, id)), upload: false }),
    ...(lastEdit === undefined ? {} : { edited: { user: message.user, ts: `${Math.floor(lastEdit.at / 1000)}.000000` } }),
  };
}

const KINDS: readonly (readonly [magic: string, mimetype: string, filetype: string])[] = [
  ["89504e470d0a1a0a", "image/png", "png"],
  ["ffd8ff", "image/jpeg", "jpg"],
  ["474946383", "image/gif", "gif"],
  ["504b0304", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"],
];
const BY_NAME: Readonly<Record<string, readonly [string, string]>> = {
  csv: ["text/csv", "csv"],
  tsv: ["text/tab-separated-values", "tsv"],
  txt: ["text/plain", "text"],
  json: ["application/json", "json"],
};

/** What Slack finds a file to be, by its first bytes, else its name. */
export function kindOf(name: string, bytes: Buffer): { readonly mimetype: string; readonly filetype: string } {
  const head = bytes.subarray(0, 8).toString("hex");
  const magic = KINDS.find((k) => head.startsWith(k[0]));
  if (magic !== undefined) return { mimetype: magic[1], filetype: magic[2] };
  const named = BY_NAME[name.slice(name.lastIndexOf(".") + 1).toLowerCase()];
  return named === undefined ? { mimetype: "application/octet-stream", filetype: "binary" } : { mimetype: named[0], filetype: named[1] };
}

/** A file as `files.info` and events show it: empty kinds until it is ready. */
export function wireFile(world: World, id: string): Obj {
  const file = world.files.get(id);
  if (file === undefined) return { id, mode: "tombstone" };
  const ready = file.bytes !== null && world.now() >= file.readyAt;
  const kind = ready && file.bytes !== null ? kindOf(file.name, file.bytes) : { mimetype: "", filetype: "" };
  const base = `${world.url}/files-pri/${world.ids.team}-${file.id}`;
  return {
    id: file.id,
    created: Math.floor(file.createdAt / 1000),
    timestamp: Math.floor(file.createdAt / 1000),
    name: file.name,
    title: file.title,
    ...kind,
    user: file.user,
    size: file.bytes?.length ?? 0,
    mode: "hosted",
    is_external: false,
    is_public: false,
    url_private: `${base}/${encodeURIComponent(file.name)}`,
    url_private_download: `${base}/download/${encodeURIComponent(file.name)}`,
    channels: file.channels.filter((c) => world.channels.get(c)?.kind === "public"),
    groups: file.channels.filter((c) => world.channels.get(c)?.kind === "private"),
    ims: file.channels.filter((c) => world.channels.get(c)?.kind === "im"),
    ...(ready ? { shares: sharesOf(world, file) } : {}),
    file_access: "visible",
    ...(file.altText === "" ? {} : { alt_txt: file.altText }),
  };
}

/** Where a file was shared, once Slack has looked at it: by kind of channel, and in each the messages that it lies in. */
function sharesOf(world: World, file: FileRecord): Obj {
  const shares: Record<"public" | "private", Record<string, Obj[]>> = { public: {}, private: {} };
  for (const id of file.channels) {
    const channel = world.channels.get(id);
    if (channel === undefined) continue;
    const messages = world.ledger.of(id).filter((m) => m.deletedAt === null && m.files.includes(file.id));
    shares[channel.kind === "public" ? "public" : "private"][id] = messages.map((m) => ({
      ts: m.ts,
      ...(m.threadTs === null ? {} : { thread_ts: m.threadTs }),
      channel_name: channel.name,
      team_id: world.ids.team,
      share_user_id: m.user,
      source: "UNKNOWN",
      reply_users: [],
      reply_users_count: 0,
      reply_count: 0,
    }));
  }
  return Object.fromEntries(Object.entries(shares).filter(([, of]) => Object.keys(of).length > 0));
}

/** The event of a file that came into a channel. */
export const fileShared = (world: World, channel: string, file: FileRecord): Obj => ({
  type: "file_shared",
  channel_id: channel,
  file_id: file.id,
  user_id: file.user,
  file: { id: file.id },
  event_ts: world.ts(),
});

const INTERACTIVE = new Set(["actions", "section", "input", "context_actions", "card", "carousel", "container"]);

/** Slack gives an id to every block and interactive element that came without. */
export function withIds(world: World, blocks: readonly Obj[]): readonly Obj[] {
  return blocks.map((block) => {
    const id = str(block, "block_id");
    const named: Obj = { ...block, block_id: id === "" ? world.random.code(5) : id };
    if (!INTERACTIVE.has(str(block, "type"))) return named;
    for (const key of ["elements", "actions", "child_blocks"]) {
      const list = named[key];
      if (Array.isArray(list)) named[key] = list.map((e: unknown) => (isObj(e) ? withActionId(world, e) : e));
    }
    for (const key of ["element", "accessory"]) {
      const one = named[key];
      if (isObj(one)) named[key] = withActionId(world, one);
    }
    return named;
  });
}

function withActionId(world: World, element: Obj): Obj {
  const type = str(element, "type");
  if (type === "card" || INTERACTIVE.has(type)) return withIds(world, [element])[0] ?? element;
  if (type === "mrkdwn" || type === "plain_text" || type === "image" || str(element, "action_id") !== "") return element;
  return { ...element, action_id: world.random.code(5) };
}
