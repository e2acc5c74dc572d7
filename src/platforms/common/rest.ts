import { z } from "zod";
import { isMessage } from "../../message/kept.ts";
import { message, type Message, type Sealed } from "../../message/message.ts";
import { partOf } from "../../message/part.ts";
import type { Part } from "../../ports/chat-platform.ts";

/** What an answer could not hold, as it is written down with what was asked until all of it is there. */
export const Rest = z.object({
  message: z.custom<Message>(isMessage),
  lang: z.enum(["zh", "en"]),
  parts: z.array(z.object({ kind: z.enum(["table", "text", "picture", "file"]), at: z.number() })).readonly(),
});
export type Rest = z.infer<typeof Rest>;

/** A part of it alone; without blocks where it is none. */
export function alone({ message: whole, lang }: Rest, { kind, at }: Part): Sealed {
  const { title } = whole;
  const part = partOf(whole, kind === "text" ? null : at) ?? message({ title });
  return { message: part, buttonTokens: [], formTokens: {}, lang };
}
