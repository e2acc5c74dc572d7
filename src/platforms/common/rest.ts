import { z } from "zod";
import { isMessage } from "../../message/kept.ts";
import { type Block, message, type Message, type Sealed } from "../../message/message.ts";
import type { Part } from "../../ports/chat-platform.ts";

/** What an answer could not hold, as it is written down with what was asked until all of it is there. */
export const Rest = z.object({
  message: z.custom<Message>(isMessage),
  lang: z.enum(["zh", "en"]),
  parts: z.array(z.object({ kind: z.enum(["table", "text", "picture"]), at: z.number() })).readonly(),
});
export type Rest = z.infer<typeof Rest>;

/** A part of it, without anything that can be pressed. */
export function alone({ message: whole, lang }: Rest, { kind, at }: Part): Sealed {
  const { title, tone, lead, basis, sensitivity } = whole;
  const block: Block | undefined = whole.blocks[at];
  const mark = sensitivity !== undefined && { sensitivity };
  const made =
    kind === "text"
      ? message({
          title,
          tone,
          blocks: whole.blocks.filter((b) => b.kind !== "form"),
          ...(lead && { lead }),
          ...(basis && { basis }),
          ...mark,
        })
      : message({ title, tone, blocks: block === undefined ? [] : [block], ...mark });
  return { message: made, buttonTokens: [], formTokens: {}, lang };
}
