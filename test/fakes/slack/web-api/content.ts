import type { Obj } from "../json.ts";
import { codePoints, isObj, str } from "../json.ts";
import { checkBlocks } from "../limits/blocks.ts";
import type { Problem } from "../limits/problem.ts";
import type { Message } from "../ledger.ts";
import { kindOf } from "../post.ts";
import type { Channel, World } from "../state.ts";
import type { Args } from "./args.ts";
import { ApiError } from "./args.ts";

/** chat.postMessage cuts text here, chat.update and ephemerals refuse it (docs: "Truncating content"). */
const TEXT_MAX = 40_000;

export interface Content {
  readonly text: string;
  readonly blocks: readonly Obj[];
}

/** Text and blocks of a message, or why Slack does not take them. `kept` stands where no blocks are given. */
export function content(world: World, args: Args, kept: readonly Obj[] = []): Content {
  const blocks = args.json("blocks", "invalid_blocks_format");
  const text = args.text("text") ?? "";
  if (blocks !== undefined && blocks !== null && !Array.isArray(blocks)) throw new ApiError("invalid_blocks_format");
  const list: unknown[] = Array.isArray(blocks) ? blocks : [...kept];
  if (list.length === 0 && text.trim() === "") throw new ApiError("no_text");
  if (codePoints(text) > TEXT_MAX) throw new ApiError("msg_too_long");
  const problems = checkBlocks(list, "message", surroundings(world));
  refuse(problems);
  return { text, blocks: list.filter(isObj) };
}

/** What the validator cannot know from the blocks alone. */
export const surroundings = (world: World) => ({
  tablesPerMessage: world.options.tablesPerMessage ?? 1,
  file: (idOrUrl: string): "image" | "other" | "not-ready" | "unknown" => {
    const file =
      world.files.get(idOrUrl) ??
      [...world.files.values()].find((f) => idOrUrl.startsWith(`${world.url}/files-pri/${world.ids.team}-${f.id}/`));
    if (file === undefined) return "unknown";
    if (!file.completed || file.bytes === null || world.now() < file.readyAt) return "not-ready";
    return ["png", "jpg", "gif"].includes(kindOf(file.name, file.bytes).filetype) ? "image" : "other";
  },
  ownUrl: world.url,
});

export function refuse(problems: readonly Problem[], code?: string): void {
  const first = problems[0];
  if (first === undefined) return;
  const lines = problems.map((p) => `${p.message} [json-pointer:${p.pointer}]`);
  throw new ApiError(code ?? first.code, { errors: lines, response_metadata: { messages: lines.map((l) => `[ERROR] ${l}`) } });
}

/** `metadata` is an event type and a flat payload; Slack drops what has another shape and says so. */
export function metadata(args: Args): Obj | null {
  const given = args.object("metadata", "invalid_metadata_format");
  if (given === undefined) return null;
  const payload = given["event_payload"];
  if (str(given, "event_type") === "" || !isObj(payload)) throw new ApiError("invalid_metadata_schema");
  for (const value of Object.values(payload)) {
    const flat =
      ["string", "number", "boolean"].includes(typeof value) || (Array.isArray(value) && value.every((v) => typeof v !== "object"));
    if (!flat) throw new ApiError("invalid_metadata_schema");
  }
  // docs.slack.dev/messaging/message-metadata: 8 KB in all.
  if (JSON.stringify(given).length > 8000) throw new ApiError("metadata_too_large");
  return { event_type: given["event_type"], event_payload: payload };
}

/** The channel the app may write to or read from, or Slack's reason why not. A person's id stands for their direct message. */
export function channelOf(world: World, id: string): Channel {
  const channel = world.channels.get(id) ?? [...world.channels.values()].find((c) => `#${c.name}` === id || c.name === id);
  if (channel === undefined) throw new ApiError("channel_not_found");
  if (channel.kind !== "public" && !channel.members.includes(world.ids.botUser)) throw new ApiError("channel_not_found");
  return channel;
}

/** The root of the thread; a reply's ts leads to its root, as in Slack. */
export function rootOf(world: World, channel: Channel, ts: string | undefined): string | null {
  if (ts === undefined || ts === "") return null;
  const found: Message | undefined = world.ledger.message(channel.id, ts);
  if (found === undefined || found.ephemeralTo !== null) throw new ApiError("thread_not_found");
  return found.threadTs ?? found.ts;
}
