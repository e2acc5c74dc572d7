import * as codes from "../codes.ts";
import { type Answer, type Call, data, Refused } from "../http.ts";
import { fields, parsed, text } from "../json.ts";
import { DOWNLOAD_BYTES, FILE_BYTES, GIF_PIXELS, IMAGE_BYTES, IMAGE_PIXELS } from "../limits.ts";
import { picture } from "../picture.ts";
import { badParameter } from "./content.ts";
import type { Api, Route } from "./context.ts";

const FILE_TYPES = ["opus", "mp4", "pdf", "doc", "xls", "ppt", "stream"];

const invalid = (what: string): Refused => new Refused(codes.FILE_BAD_PARAMETER, `Invalid request param, ext=${what}`);

function uploadImage({ world }: Api, { form }: Call): Answer {
  const file = form?.files.find((f) => f.name === "image");
  if (file === undefined) throw invalid("image is missing");
  if (form?.values["image_type"] !== "message" && form?.values["image_type"] !== "avatar")
    throw invalid("image_type is neither message nor avatar");
  if (file.bytes.length === 0) throw new Refused(codes.FILE_EMPTY, "File's size can't be 0.");
  if (file.bytes.length > IMAGE_BYTES) throw new Refused(codes.FILE_TOO_LARGE, "The file size exceed the max value.");
  const seen = picture(file.bytes);
  if (seen === undefined) throw new Refused(codes.IMAGE_UNREADABLE, "Can't recognize image format.");
  const most = seen.format === "gif" ? GIF_PIXELS : IMAGE_PIXELS;
  if (seen.width > most || seen.height > most)
    throw new Refused(codes.IMAGE_TOO_WIDE, `Image resolution exceeds the limit, ext=${seen.width}x${seen.height}, limit ${most}`);
  const imageKey = `img_v3_${world.random.hex(4)}_${world.random.hex(32)}`;
  world.images.set(imageKey, { imageKey, bytes: file.bytes, width: seen.width, height: seen.height, format: seen.format, at: world.now() });
  return data({ image_key: imageKey });
}

function uploadFile({ world }: Api, { form }: Call): Answer {
  const file = form?.files.find((f) => f.name === "file");
  if (file === undefined) throw invalid("file is missing");
  if (!FILE_TYPES.includes(form?.values["file_type"] ?? "")) throw invalid(`file_type is none of ${FILE_TYPES.join(", ")}`);
  const name = form?.values["file_name"] ?? "";
  if (name === "") throw invalid("file_name is missing");
  if (file.bytes.length === 0) throw new Refused(codes.FILE_EMPTY, "File's size can't be 0.");
  if (file.bytes.length > FILE_BYTES) throw new Refused(codes.FILE_TOO_LARGE, "The file size exceed the max value.");
  const fileKey = `file_v3_${world.random.hex(4)}_${world.random.hex(32)}`;
  world.files.set(fileKey, { fileKey, name, bytes: file.bytes, at: world.now(), from: "bot" });
  return data({ file_key: fileKey });
}

function download({ world }: Api, { params, query }: Call): Answer {
  const message = world.messages.get(params["message_id"] ?? "");
  if (message === undefined) throw badParameter("invalid message_id");
  if (message.msgType === "interactive") throw new Refused(codes.RESOURCE_OF_CARD, "Unsupported message type.");
  const type = query.get("type");
  if (type !== "image" && type !== "file") throw invalid("type is neither image nor file");
  if (world.chats.get(message.chatId)?.botIn !== true) throw new Refused(codes.BOT_NOT_IN_CHAT, "Bot/User can NOT be out of the chat.");
  const key = params["file_key"] ?? "";
  const content = fields(parsed(message.content));
  const belongs = [text(content["file_key"]), text(content["image_key"])].includes(key);
  const image = type === "image" ? world.images.get(key) : undefined;
  const file = type === "file" ? world.files.get(key) : undefined;
  const bytes = image?.bytes ?? file?.bytes;
  if (!belongs || bytes === undefined) throw new Refused(codes.FILE_NOT_FOUND, "File not in msg.");
  if (bytes.length > DOWNLOAD_BYTES) throw new Refused(codes.DOWNLOAD_TOO_LARGE, "The downloaded file is larger than 100 MB.");
  return {
    kind: "file",
    bytes,
    name: file?.name ?? `${key}.${image?.format ?? "png"}`,
    type: image === undefined ? "application/octet-stream" : `image/${image.format}`,
  };
}

export const resourceRoutes: readonly Route[] = [
  { method: "POST", path: "/open-apis/im/v1/images", handle: uploadImage },
  { method: "POST", path: "/open-apis/im/v1/files", handle: uploadFile },
  { method: "GET", path: "/open-apis/im/v1/messages/:message_id/resources/:file_key", handle: download },
];
