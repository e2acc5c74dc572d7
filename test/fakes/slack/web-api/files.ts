import { randomUUID } from "node:crypto";
import type { Obj } from "../json.ts";
import { isObj, str } from "../json.ts";
import { fileShared, post, wireFile } from "../post.ts";
import type { FileRecord, World } from "../state.ts";
import type { Args } from "./args.ts";
import { ApiError } from "./args.ts";
import { channelOf, content, rootOf } from "./content.ts";
import type { Methods } from "./method.ts";

/** One gigabyte a file (docs.slack.dev/messaging/working-with-files). */
const FILE_MAX_BYTES = 1024 ** 3;
const ALT_TEXT_MAX = 2000;

function getUploadUrl(world: World, args: Args): Obj {
  const name = args.need("filename");
  const length = args.number("length", 0);
  if (length <= 0) throw new ApiError("invalid_arguments");
  if (length > FILE_MAX_BYTES) throw new ApiError("file_upload_size_restricted");
  const altText = args.text("alt_text") ?? "";
  if (altText.length > ALT_TEXT_MAX) throw new ApiError("alt_txt_too_large");
  const file: FileRecord = {
    id: world.id("F"),
    name,
    title: name,
    altText,
    user: world.ids.botUser,
    length,
    bytes: null,
    completed: false,
    readyAt: Infinity,
    channels: [],
    uploadKey: randomUUID(),
    createdAt: world.now(),
  };
  world.files.set(file.id, file);
  return { upload_url: `${world.url}/upload/v1/${file.uploadKey}`, file_id: file.id };
}

function complete(world: World, args: Args): Obj {
  const list = args.json("files");
  if (!Array.isArray(list) || list.length === 0) throw new ApiError("invalid_arguments");
  const files = list.filter(isObj).map((f) => {
    const file = world.files.get(str(f, "id"));
    if (file === undefined || file.bytes === null) throw new ApiError("file_not_found");
    if (str(f, "title") !== "") file.title = str(f, "title");
    return file;
  });
  const target = args.text("channel_id") ?? "";
  const channel = target === "" ? null : channelOf(world, target);
  if (channel !== null) {
    if (channel.isArchived) throw new ApiError("is_archived");
    if (!channel.members.includes(world.ids.botUser)) throw new ApiError("not_in_channel");
  }
  const threadTs = channel === null ? null : rootOf(world, channel, args.text("thread_ts"));
  const comment = args.text("initial_comment") ?? "";
  const said = args.raw["blocks"] === undefined ? { text: comment, blocks: [] } : content(world, args);
  for (const file of files) {
    file.completed = true;
    file.readyAt = world.now() + world.fileDelayMs;
    if (channel !== null && !file.channels.includes(channel.id)) file.channels.push(channel.id);
  }
  if (channel !== null)
    post(world, { channel, via: "file", user: world.ids.botUser, byBot: true, ...said, threadTs, files: files.map((f) => f.id) });
  if (channel !== null && world.options.echo !== false && world.events.has("file_shared"))
    for (const file of files) world.emit(fileShared(world, channel.id, file));
  world.ledger.changed();
  return { files: files.map((f) => wireFile(world, f.id)) };
}

export const files: Methods = {
  "files.getUploadURLExternal": { tier: 4, scopes: ["files:write"], run: getUploadUrl },
  "files.completeUploadExternal": { tier: 4, scopes: ["files:write"], run: complete },
  "files.info": {
    tier: 4,
    scopes: ["files:read"],
    run: (world, args) => {
      const file = world.files.get(args.need("file"));
      if (file === undefined || !file.completed) throw new ApiError("file_not_found");
      return { file: wireFile(world, file.id) };
    },
  },
  "files.delete": {
    tier: 3,
    scopes: ["files:write"],
    run: (world, args) => {
      if (!world.files.delete(args.need("file"))) throw new ApiError("file_not_found");
      return {};
    },
  },
};
