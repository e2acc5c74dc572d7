import { z } from "zod";
import type { Mention } from "./command-text.ts";
import { readForm } from "./draw/form.ts";

// Only what is used; the SDK hands over one flat object of the event's header and body.
const Id = z.object({ open_id: z.string().optional() });

export const MessageEvent = z.object({
  event_id: z.string().optional(),
  /** Whose app this is. */
  tenant_key: z.string().optional(),
  sender: z.object({ sender_id: Id.nullish(), sender_type: z.string(), tenant_key: z.string().optional() }),
  message: z.object({
    message_id: z.string().min(1),
    root_id: z.string().optional(),
    parent_id: z.string().optional(),
    thread_id: z.string().optional(),
    chat_id: z.string().min(1),
    chat_type: z.string(),
    message_type: z.string(),
    content: z.string(),
    mentions: z.array(z.object({ key: z.string().min(1), id: Id.nullish(), name: z.string().default("") })).nullish(),
  }),
});
export type MessageEvent = z.infer<typeof MessageEvent>;

export const MenuEvent = z.object({
  event_id: z.string().min(1),
  event_key: z.string().min(1),
  operator: z.object({ operator_id: z.object({ open_id: z.string().min(1) }) }),
});

export const AddedEvent = z.object({ event_id: z.string().min(1), chat_id: z.string().min(1) });

const Fields = z.record(z.string(), z.unknown());

export const CardEvent = z.object({
  event_id: z.string().min(1),
  tenant_key: z.string().optional(),
  operator: z.object({ open_id: z.string().min(1), tenant_key: z.string().optional() }),
  action: z.object({
    tag: z.string().optional(),
    value: Fields.nullish(),
    form_value: Fields.nullish(),
  }),
  context: z.object({ open_message_id: z.string().min(1), open_chat_id: z.string().min(1) }),
});
export type CardEvent = z.infer<typeof CardEvent>;

const TextContent = z.object({ text: z.string() });
const Span = z.object({ tag: z.string(), text: z.string().optional(), user_id: z.string().optional() });
const Post = z.object({ title: z.string().optional(), content: z.array(z.array(Span)) });
const FileContent = z.object({ file_key: z.string().min(1), file_name: z.string().default("") });

function json(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

export const mentionsOf = ({ message }: MessageEvent): readonly Mention[] =>
  (message.mentions ?? []).map(({ key, name, id }) => ({ key, name, openId: id?.open_id }));

/** A rich text as its words; a person in it is named by the key of the mention. */
function postText(content: unknown): string | undefined {
  const parsed = Post.safeParse(content);
  if (!parsed.success) return undefined;
  const lines = parsed.data.content.map((line) =>
    line.map((span) => (span.tag === "at" ? (span.user_id ?? "") : (span.text ?? ""))).join(""),
  );
  return [parsed.data.title ?? "", ...lines].join("\n").trim();
}

/** The words of a message; undefined for one that has none (a picture, a sticker, a file). */
export function wordsOf({ message }: MessageEvent): string | undefined {
  const content = json(message.content);
  if (message.message_type === "text") {
    const text = TextContent.safeParse(content);
    return text.success ? text.data.text : undefined;
  }
  return message.message_type === "post" ? postText(content) : undefined;
}

export function fileOf({ message }: MessageEvent): { readonly key: string; readonly name: string } | undefined {
  if (message.message_type !== "file") return undefined;
  const file = FileContent.safeParse(json(message.content));
  return file.success ? { key: file.data.file_key, name: file.data.file_name } : undefined;
}

/** What was filled in; undefined for a button. */
export const fieldsOf = (action: CardEvent["action"]): Readonly<Record<string, string>> | undefined =>
  action.form_value ? readForm(action.form_value) : undefined;

export function tokenOf(action: CardEvent["action"]): string | undefined {
  const token = action.value?.["token"];
  return typeof token === "string" && token !== "" ? token : undefined;
}
