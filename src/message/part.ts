import { message, type Message } from "./message.ts";

/**
 * A block of a message as a message of its own, or (without its place) all of its words. It keeps its marks: cut again when it is sent, it
 * shows no more than whoever reads there may see by then. Nothing in it can be pressed. Undefined where there is no such block.
 */
export function partOf(whole: Message, at: number | null): Message | undefined {
  const { title, tone, lead, basis, sensitivity } = whole;
  const mark = sensitivity !== undefined && { sensitivity };
  if (at === null) {
    const blocks = whole.blocks.filter((block) => block.kind !== "form");
    return message({ title, tone, blocks, ...(lead && { lead }), ...(basis && { basis }), ...mark });
  }
  const block = whole.blocks[at];
  return block && message({ title, tone, blocks: [block], ...mark });
}
