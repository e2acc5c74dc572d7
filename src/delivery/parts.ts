import type { Block, Message } from "../message/message.ts";
import { partOf } from "../message/part.ts";
import type { Part, PartKind } from "../ports/chat-platform.ts";
import { type OwedPart, partKey } from "../ports/delivery.ts";

const BLOCK: Readonly<Record<Exclude<PartKind, "text">, Block["kind"]>> = { table: "table", picture: "chart", file: "file" };

/** A part as a message of its own: of what was sealed, so of what the channel could see then. */
export function owedOf(whole: Message, post: string, part: Part): readonly OwedPart[] {
  const alone = partOf(whole, part.kind === "text" ? null : part.at);
  return alone === undefined ? [] : [{ key: partKey(post, part), part: part.kind, message: alone }];
}

/** Whether what is to be sent is still in it: it may have been cut for who reads there by now. */
export function holds({ blocks }: Message, part: PartKind): boolean {
  return part === "text" || blocks.some((block) => block.kind === BLOCK[part]);
}
