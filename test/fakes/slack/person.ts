import type { Obj } from "./json.ts";
import type { Message } from "./ledger.ts";
import { commandBody } from "./payloads.ts";
import { fileShared, messageEvent, post, wireMessage } from "./post.ts";
import type { Answer, Push } from "./push.ts";
import { sayBack } from "./response-url.ts";
import type { Channel, FileRecord, User, World } from "./state.ts";
import { directMessage } from "./state.ts";

export interface Where {
  /** The root of the thread to write in. */
  readonly thread?: string;
  /** Slack now and then tells of one gesture twice, as two messages with the same client_msg_id and another ts. */
  readonly stutter?: boolean;
}

/** What a person types and drops. Channels and people are named by id or name. */
export interface Writer {
  /** As typed: `/word …` is a command, `@purser …` or `<@U…>` a mention, anything else a message. */
  type(channel: string, user: string, text: string, where?: Where): Promise<Typed>;
  slash(channel: string, user: string, command: string, text?: string): Promise<Answer>;
  dropFile(channel: string, user: string, name: string, bytes: Buffer, said?: Where & { readonly text?: string }): Promise<Typed>;
  openHome(user: string): Promise<Answer>;
  /** A direct message to the app. */
  tell(user: string, text: string, where?: Where): Promise<Typed>;
}

export interface Typed extends Answer {
  /** What now stands in the channel; null for a command, which leaves nothing. */
  readonly message: Message | null;
}

const UNHEARD: Answer = { acked: false, ms: 0, payload: null, failure: "nobody_subscribed" };

export function channelNamed(world: World, name: string): Channel {
  const found = world.channels.get(name) ?? [...world.channels.values()].find((c) => c.name === name.replace(/^#/u, "") && c.name !== "");
  if (found === undefined) throw new Error(`fake slack: no channel "${name}"`);
  return found;
}

export function userNamed(world: World, name: string): User {
  const found = world.users.get(name) ?? [...world.users.values()].find((u) => u.name === name.replace(/^@/u, ""));
  if (found === undefined) throw new Error(`fake slack: nobody is called "${name}"`);
  return found;
}

/** What Slack makes of typed words: `&`, `<`, `>` become entities, names become mentions. */
export function encoded(world: World, text: string, named: "with-names" | "ids"): string {
  const kept = /<[@#!][^<>]+>/gu;
  const escape = (t: string): string => t.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  let out = "";
  let last = 0;
  for (const token of text.matchAll(kept)) {
    out += escape(text.slice(last, token.index)) + token[0];
    last = token.index + token[0].length;
  }
  out += escape(text.slice(last));
  for (const user of world.users.values()) {
    const mention = named === "ids" ? `<@${user.id}>` : `<@${user.id}|${user.name}>`;
    out = out.replaceAll(new RegExp(`(?<![\\w<])@${user.name.replaceAll(/[.*+?^$()[\]{}|\\]/gu, "\\$&")}(?![\\w.-])`, "gu"), mention);
  }
  return out;
}

export function writer(world: World, push: () => Push): Writer {
  const slash: Writer["slash"] = async (channelName, userName, command, text = "") => {
    const channel = channelNamed(world, channelName);
    const typed = encoded(world, text, world.options.escapeCommands === false ? "ids" : "with-names");
    const { body, key } = commandBody(world, channel, userNamed(world, userName), command, typed);
    const answer = await push().send("command", command, body);
    const link = world.responseUrls.get(key);
    // What comes with the acknowledgement is shown like a first use of the response_url, and is not counted.
    if (answer.payload !== null && link !== undefined) sayBack(world, link, channel, answer.payload, "ack");
    return answer;
  };

  /** The events of a message somebody wrote: a mention is told of twice, as Slack does for who subscribes to both. */
  const tellOf = async (channel: Channel, message: Message): Promise<Answer> => {
    const answers: Promise<Answer>[] = [];
    const mentioned = message.text.includes(`<@${world.ids.botUser}>`);
    if (mentioned && channel.kind !== "im" && world.events.has("app_mention") && channel.members.includes(world.ids.botUser)) {
      const { team: _, ...wire } = wireMessage(world, message);
      answers.push(push().event({ ...wire, type: "app_mention", channel: channel.id, event_ts: message.ts }));
    }
    const event = messageEvent(world, message);
    if (event !== undefined) answers.push(push().event(event));
    const all = await Promise.all(answers);
    return all.find((a) => !a.acked) ?? all[0] ?? UNHEARD;
  };

  const write = async (channel: Channel, user: User, text: string, files: readonly string[], where: Where): Promise<Typed> => {
    if (channel.isArchived) throw new Error(`fake slack: #${channel.name} is archived`);
    const message = post(world, {
      channel,
      via: "person",
      user: user.id,
      byBot: false,
      text: encoded(world, text, "ids"),
      threadTs: rootTs(world, channel, where.thread),
      files,
      clientMsgId: crypto.randomUUID(),
    });
    const answer = await tellOf(channel, message);
    if (where.stutter === true) await tellOf(channel, { ...message, ts: world.ts() });
    return { ...answer, message };
  };

  const type: Writer["type"] = async (channelName, userName, text, where = {}) => {
    const command = /^(\/\S+)\s*(.*)$/su.exec(text);
    if (command !== null) {
      // Slack refuses commands in threads before the app hears of them.
      if (where.thread !== undefined) return { ...UNHEARD, failure: "not_supported_in_threads", message: null };
      return { ...(await slash(channelName, userName, command[1] ?? "", command[2] ?? "")), message: null };
    }
    return write(channelNamed(world, channelName), userNamed(world, userName), text, [], where);
  };

  return {
    slash,
    type,
    tell: (userName, text, where) => type(directMessage(world, userNamed(world, userName).id).id, userName, text, where),
    dropFile: async (channelName, userName, name, bytes, about = {}) => {
      const channel = channelNamed(world, channelName);
      const user = userNamed(world, userName);
      const file = keep(world, channel, user, name, bytes);
      if (world.events.has("file_shared")) void push().event(fileShared(world, channel.id, file));
      return write(channel, user, about.text ?? "", [file.id], about);
    },
    openHome: (userName) => {
      const user = userNamed(world, userName);
      const home = [...world.views.values()].find((v) => v.type === "home" && v.user === user.id);
      const channel = directMessage(world, user.id);
      if (!world.events.has("app_home_opened")) return Promise.resolve(UNHEARD);
      const seen: Obj = home === undefined ? {} : { view: { id: home.id, type: "home", hash: home.hash, ...home.body } };
      return push().event({ type: "app_home_opened", user: user.id, channel: channel.id, tab: "home", ...seen, event_ts: world.ts() });
    },
  };
}

function rootTs(world: World, channel: Channel, thread: string | undefined): string | null {
  if (thread === undefined) return null;
  const root = world.ledger.message(channel.id, thread);
  if (root === undefined) throw new Error(`fake slack: no message ${thread} in ${channel.id} to answer`);
  return root.threadTs ?? root.ts;
}

/** A file a person dropped is ready at once: Slack tells the app only then. */
function keep(world: World, channel: Channel, user: User, name: string, bytes: Buffer): FileRecord {
  const file: FileRecord = {
    id: world.id("F"),
    name,
    title: name,
    altText: "",
    user: user.id,
    length: bytes.length,
    bytes,
    completed: true,
    readyAt: world.now(),
    channels: [channel.id],
    uploadKey: "",
    createdAt: world.now(),
  };
  world.files.set(file.id, file);
  return file;
}
