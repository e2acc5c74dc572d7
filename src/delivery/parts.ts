import { type Block, message, type Message } from "../message/message.ts";
import type { Part, PartKind } from "../ports/chat-platform.ts";
import { type OwedPart, partKey } from "../ports/delivery.ts";

const BLOCK: Readonly<Record<Exclude<PartKind, "text">, Block["kind"]>> = { table: "table", picture: "chart" };

/**
 * A part as a message of its own. It is of what was sealed, so of what the channel could see then, and keeps its marks: sealed again when it
 * is sent, it shows no more than the channel may see by then. Nothing in it can be pressed.
 */
export function partOf(whole: Message, post: string, part: Part): readonly OwedPart[] {
  const { title, tone, lead, basis, sensitivity } = whole;
  const mark = sensitivity !== undefined && { sensitivity };
  const key = partKey(post, part);
  if (part.kind === "text") {
    const blocks = whole.blocks.filter((block) => block.kind !== "form");
    const text = message({ title, tone, blocks, ...(lead && { lead }), ...(basis && { basis }), ...mark });
    return [{ key, part: part.kind, message: text }];
  }
  const block = whole.blocks[part.at];
  if (block === undefined) return [];
  return [{ key, part: part.kind, message: message({ title, tone, blocks: [block], ...mark }) }];
}

/** Whether what is to be sent is still in it: it may have been cut for who reads there by now. */
export function holds({ blocks }: Message, part: PartKind): boolean {
  return part === "text" || blocks.some((block) => block.kind === BLOCK[part]);
}
