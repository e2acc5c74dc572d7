import { z } from "zod";

// Only what is used, and lenient: Slack adds fields, and leaves out what it documents.
const id = z.string().min(1).max(255);
const ts = z.string().regex(/^\d{1,12}\.\d{6}$/);

export const CommandBody = z.object({
  command: z.string().max(64),
  text: z.string().default(""),
  user_id: id,
  user_name: z.string().optional(),
  channel_id: id,
  channel_name: z.string().optional(),
  trigger_id: id,
  response_url: z.string().optional(),
});

export const SlackFile = z.object({
  id,
  name: z.string().nullish(),
  title: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().nullish(),
  mode: z.string().nullish(),
  /** `check_file_info`: of another workspace, everything else has to be asked for. */
  file_access: z.string().nullish(),
  url_private_download: z.string().nullish(),
  url_private: z.string().nullish(),
});
export type SlackFile = z.infer<typeof SlackFile>;

export const Said = z.object({
  channel: id,
  user: z.string().default(""),
  bot_id: z.string().optional(),
  subtype: z.string().optional(),
  hidden: z.boolean().default(false),
  text: z
    .string()
    .nullish()
    .transform((t) => t ?? ""),
  ts,
  thread_ts: ts.optional(),
  channel_type: z.string().optional(),
  client_msg_id: z.string().max(100).optional(),
  files: z
    .array(SlackFile)
    .nullish()
    .transform((f) => f ?? []),
});
export type MessageEvent = z.infer<typeof Said>;

const User = z.object({ id });

export const Clicked = z.object({
  trigger_id: id,
  response_url: z.string().optional(),
  user: User,
  channel: z.object({ id }).optional(),
  container: z.object({
    type: z.string(),
    channel_id: id.optional(),
    message_ts: z.string().optional(),
    thread_ts: z.string().optional(),
    is_ephemeral: z.boolean().optional(),
  }),
  message: z.object({ ts: z.string().optional(), thread_ts: z.string().optional() }).optional(),
  actions: z.array(z.object({ action_ts: z.string().optional() })).min(1),
});
export type BlockActions = z.infer<typeof Clicked>;

export const Submitted = z.object({ type: z.literal("view_submission"), user: User, view: z.object({ id }) });

export const Shortcut = z.object({
  callback_id: z.string(),
  trigger_id: id,
  response_url: z.string().optional(),
  user: User,
  channel: z.object({ id }).optional(),
  message: z
    .object({
      ts,
      thread_ts: ts.optional(),
      files: z
        .array(SlackFile)
        .nullish()
        .transform((f) => f ?? []),
    })
    .optional(),
});
