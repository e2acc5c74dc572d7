import { BAD_PARAMETER, CARD_REFUSED, NOT_OWNER_OF_RESOURCE, TOO_LARGE } from "../codes.ts";
import { judgeCard } from "../card-limits.ts";
import { Refused } from "../http.ts";
import { fields, isFields, list, parsed, text, utf8Bytes } from "../json.ts";
import { CARD_BYTES, TEXT_BYTES } from "../limits.ts";
import type { World } from "../state.ts";

export const badParameter = (what: string): Refused =>
  new Refused(BAD_PARAMETER, `Your request contains an invalid request parameter, ext=${what}`);

function own(kept: ReadonlyMap<string, unknown>, key: string, what: string): void {
  if (!kept.has(key)) throw new Refused(NOT_OWNER_OF_RESOURCE, `Bot is NOT the owner of the resource, ext=${what} ${key}`);
}

/** Answers whether the card may be updated for all who see it. */
export function checkCard(world: World, content: string): boolean {
  const verdict = judgeCard(content, (key) => world.images.has(key));
  if (verdict.ok) return verdict.updateMulti;
  if (verdict.reason === "too-large")
    throw new Refused(TOO_LARGE, `The length of the message content reaches its limit, ext=${verdict.bytes} bytes, limit ${CARD_BYTES}`);
  throw new Refused(CARD_REFUSED, `Failed to create card content, ext=ErrCode: ${verdict.errCode}; ErrMsg: ${verdict.errMsg}`);
}

/** Throws what the platform answers to this content. */
export function checkContent(world: World, type: string, content: unknown): string {
  if (typeof content !== "string") throw badParameter("content is not a string");
  if (type === "interactive") {
    checkCard(world, content);
    return content;
  }
  const most = type === "text" ? TEXT_BYTES : CARD_BYTES;
  if (utf8Bytes(content) > most)
    throw new Refused(TOO_LARGE, `The length of the message content reaches its limit, ext=${utf8Bytes(content)} bytes, limit ${most}`);
  const value = parsed(content);
  if (!isFields(value)) throw badParameter("content is not a string of JSON");
  switch (type) {
    case "text":
      if (text(value["text"]) === "") throw badParameter("text is empty");
      return content;
    case "image":
      own(world.images, text(value["image_key"]), "image_key");
      return content;
    case "file":
      own(world.files, text(value["file_key"]), "file_key");
      return content;
    case "post":
      for (const language of Object.values(value)) {
        for (const line of list(fields(language)["content"])) {
          for (const part of list(line)) if (fields(part)["tag"] === "img") own(world.images, text(fields(part)["image_key"]), "image_key");
        }
      }
      return content;
    default:
      throw badParameter(`msg_type ${type} is not one that this server knows: text, post, image, file, interactive`);
  }
}
