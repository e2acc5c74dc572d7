import { webApi } from "@slack/bolt";
import { type Text, why } from "../../domain/value.ts";
import type { PostOutcome } from "../../ports/chat-platform.ts";

/** What an error of a Slack call means for what was asked. */
export type Judgement = ReturnType<typeof why> & { readonly code: string } & (
    | /** Slack said no, and will say no again. */ { readonly kind: "final" }
    /** Nothing was done; worth asking again after this. */
    | { readonly kind: "later"; readonly waitMs: number; readonly everywhere: boolean }
    /** It may or may not have been done. */
    | { readonly kind: "unknown" }
  );

const MINUTE = 60_000;
// A 429 without a readable Retry-After.
const UNTOLD_WAIT = 30_000;
const NOT_REACHED_WAIT = 5_000;

/** Slack answers these when something broke inside it, before or after it accepted the message (docs.slack.dev/reference/methods/chat.postMessage). */
const BROKE_INSIDE: ReadonlySet<string> = new Set([
  "internal_error",
  "fatal_error",
  "request_timeout",
  "service_unavailable",
  "update_failed",
]);

/** The channel's own affair; everything else that passes is the whole app's. */
const OF_CHANNEL: ReadonlySet<string> = new Set(["ratelimited", "rate_limited", "external_channel_migrating"]);

/** Refused as long as somebody does not mend it; a new token or the end of a migration mends it for all posts at once. */
const MENDABLE: Readonly<Record<string, { readonly waitMs: number; readonly reason: Text }>> = {
  ratelimited: { waitMs: UNTOLD_WAIT, reason: { zh: "请求过于频繁", en: "too many requests" } },
  rate_limited: { waitMs: UNTOLD_WAIT, reason: { zh: "该频道消息过于频繁", en: "too many messages in this channel" } },
  message_limit_exceeded: { waitMs: MINUTE, reason: { zh: "整个工作区消息过多", en: "the workspace sends too many messages" } },
  accesslimited: { waitMs: 5 * MINUTE, reason: { zh: "工作区暂时限制了访问", en: "the workspace limits access for now" } },
  invalid_auth: { waitMs: MINUTE, reason: { zh: "机器人令牌无效", en: "the bot's token is not valid" } },
  not_authed: { waitMs: MINUTE, reason: { zh: "没有提供令牌", en: "no token was sent" } },
  token_expired: { waitMs: MINUTE, reason: { zh: "机器人令牌已过期", en: "the bot's token has expired" } },
  token_revoked: { waitMs: MINUTE, reason: { zh: "机器人令牌已被吊销", en: "the bot's token was revoked" } },
  account_inactive: { waitMs: MINUTE, reason: { zh: "应用已从工作区移除", en: "the app was removed from the workspace" } },
  team_added_to_org: { waitMs: 5 * MINUTE, reason: { zh: "工作区正在迁入组织", en: "the workspace is being moved into an organisation" } },
  org_login_required: { waitMs: 5 * MINUTE, reason: { zh: "工作区正在迁入组织", en: "the workspace is being moved into an organisation" } },
  external_channel_migrating: {
    waitMs: 5 * MINUTE,
    reason: { zh: "频道正在工作区之间迁移", en: "the channel is being moved between workspaces" },
  },
  team_access_not_granted: { waitMs: 5 * MINUTE, reason: { zh: "令牌无权访问该工作区", en: "the token has no access to this workspace" } },
};

/** Never works as it is. What is not in the list was refused with a code that is new to us, which is as final. */
const FINAL: Readonly<Record<string, Text>> = {
  channel_not_found: { zh: "频道不存在，或机器人看不到它", en: "there is no such channel, or the bot cannot see it" },
  not_in_channel: { zh: "机器人不在频道里，请用 /invite 邀请它", en: "the bot is not in the channel: invite it with /invite" },
  is_archived: { zh: "频道已归档", en: "the channel is archived" },
  user_not_in_channel: { zh: "对方不在频道里", en: "the person is not in the channel" },
  user_not_found: { zh: "没有这个人", en: "there is no such person" },
  users_not_found: { zh: "没有这个人", en: "there is no such person" },
  user_disabled: { zh: "对方账号已停用", en: "the person's account is closed" },
  cannot_dm_bot: { zh: "不能给机器人发消息", en: "a bot cannot be written to" },
  messages_tab_disabled: { zh: "应用的“消息”标签页未开启", en: "the app's Messages tab is switched off" },
  message_not_found: { zh: "消息不存在", en: "there is no such message" },
  thread_not_found: { zh: "话题不存在", en: "there is no such thread" },
  cant_update_message: { zh: "这条消息不是机器人发的", en: "the message is not the bot's own" },
  edit_window_closed: { zh: "消息太旧，不能再编辑", en: "the message is too old to be edited here" },
  cannot_reply_to_message: { zh: "这条消息不能回复", en: "this message cannot be replied to" },
  restricted_action: { zh: "工作区不允许机器人在此发消息", en: "the workspace does not let the bot post there" },
  restricted_action_read_only_channel: { zh: "频道只读", en: "the channel is read-only" },
  restricted_action_thread_only_channel: { zh: "频道里只允许回复", en: "only replies are allowed in the channel" },
  restricted_action_non_threadable_channel: { zh: "频道不支持话题", en: "the channel has no threads" },
  restricted_action_thread_locked: { zh: "话题已锁定", en: "the thread is locked" },
  ekm_access_denied: { zh: "工作区的密钥管理暂停了发送", en: "the workspace's key management suspended posting" },
  missing_scope: { zh: "应用缺少权限", en: "the app lacks a permission" },
  no_permission: { zh: "应用缺少权限", en: "the app lacks a permission" },
  access_denied: { zh: "应用无权访问", en: "the app has no access" },
  not_allowed_token_type: { zh: "令牌类型不对", en: "the token is of the wrong kind" },
  msg_too_long: { zh: "消息过长", en: "the message is too long" },
  msg_blocks_too_long: { zh: "消息内容块过长", en: "the message's blocks are too long" },
  invalid_blocks: { zh: "Slack 不接受消息的内容块", en: "Slack does not take the message's blocks" },
  invalid_blocks_format: { zh: "Slack 不接受消息的内容块", en: "Slack does not take the message's blocks" },
  invalid_attachments: { zh: "Slack 不接受消息的附件", en: "Slack does not take the message's attachments" },
  invalid_metadata_format: { zh: "Slack 不接受消息的元数据", en: "Slack does not take the message's metadata" },
  no_text: { zh: "消息为空", en: "the message is empty" },
  invalid_arguments: { zh: "Slack 看不懂这个请求", en: "Slack does not understand the request" },
};

/** The blocks are at fault, not the words: simpler blocks may pass. */
export const BLOCKS_REFUSED: ReadonlySet<string> = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "invalid_attachments",
  "msg_blocks_too_long",
  "msg_too_long",
  "block_mismatch",
]);

/** Slack said something about what was said, or something that is new to us. */
const OF_CONTENT: ReadonlySet<string> = new Set([...BLOCKS_REFUSED, "invalid_metadata_format", "no_text", "invalid_arguments"]);

/** The place or the app is at fault: simpler words would not pass there either. */
export const aboutPlace = (code: string): boolean => code in FINAL && !OF_CONTENT.has(code);

/** The bot's own token or app is at fault, not the one post. */
export const TOKEN_AT_FAULT: ReadonlySet<string> = new Set([
  "invalid_auth",
  "not_authed",
  "token_expired",
  "token_revoked",
  "account_inactive",
]);

// Before a byte of the request could leave.
const NOT_REACHED: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function connectionCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = (at as NodeJS.ErrnoException).code;
    if (code !== undefined && /^(?:E[A-Z]|UND_)/.test(code)) return code;
    if (at instanceof AggregateError && at.errors.length > 0 && at.errors.every((e: unknown) => NOT_REACHED.has(connectionCode(e) ?? "")))
      return connectionCode(at.errors[0]);
  }
  return undefined;
}

/** Slack's own word for what went wrong; undefined when it said none. */
export function slackCode(error: unknown): string | undefined {
  if (!(error instanceof webApi.WebAPIPlatformError)) return undefined;
  // A page of a proxy is no code of Slack's.
  return /^[a-z][a-z0-9_.]{1,80}$/.test(error.data.error) ? error.data.error : undefined;
}

export const inChannel = (channel: string, threadId?: string): Text =>
  threadId === undefined
    ? { zh: `频道 ${channel}`, en: `channel ${channel}` }
    : { zh: `频道 ${channel} 的话题 ${threadId}`, en: `channel ${channel}, thread ${threadId}` };

/** `where: what`, in both languages. */
export const reasonAt = (where: Text, what: Text): ReturnType<typeof why> =>
  why({ zh: `${where.zh}：${what.zh}`, en: `${where.en}: ${what.en}` });

/** `where` stands in the sentence: a channel, a message. */
export function judge(error: unknown, where: Text): Judgement {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    const seconds = error.retryAfter;
    const reason = reasonAt(where, { zh: `请求过于频繁，需等待 ${seconds} 秒`, en: `too many requests, wait ${seconds} s` });
    return { kind: "later", code: "ratelimited", waitMs: seconds * 1000, ...reason, everywhere: false };
  }
  const code = slackCode(error);
  if (error instanceof webApi.WebAPIPlatformError && code !== undefined) return ofSlack(code, error.data, where);
  if (error instanceof webApi.WebAPIHTTPError) return ofHttp(error.statusCode, where);
  if (error instanceof Error && error.message.startsWith("Retry header did not contain a valid timeout")) {
    const reason = reasonAt(where, { zh: "请求过于频繁", en: "too many requests" });
    return { kind: "later", code: "ratelimited", waitMs: UNTOLD_WAIT, ...reason, everywhere: false };
  }
  const original = error instanceof webApi.WebAPIRequestError ? error.original : error;
  const connection = connectionCode(original);
  if (connection !== undefined && NOT_REACHED.has(connection)) {
    const reason = reasonAt(where, { zh: `连不上 Slack（${connection}）`, en: `Slack could not be reached (${connection})` });
    return { kind: "later", code: connection, waitMs: NOT_REACHED_WAIT, ...reason, everywhere: true };
  }
  const name = connection ?? (original instanceof Error ? original.name : "error");
  return { kind: "unknown", code: name, ...reasonAt(where, { zh: `Slack 没有应答（${name}）`, en: `no answer from Slack (${name})` }) };
}

function ofSlack(code: string, data: object, where: Text): Judgement {
  if (BROKE_INSIDE.has(code))
    return { kind: "unknown", code, ...reasonAt(where, { zh: `Slack 内部出错（${code}）`, en: `Slack broke (${code})` }) };
  const mendable = MENDABLE[code];
  if (mendable !== undefined) {
    const reason = reasonAt(where, { zh: `${mendable.reason.zh}（${code}）`, en: `${mendable.reason.en} (${code})` });
    return { kind: "later", code, waitMs: mendable.waitMs, ...reason, everywhere: !OF_CHANNEL.has(code) };
  }
  const needed = "needed" in data && typeof data.needed === "string" ? data.needed : undefined;
  const said = FINAL[code] ?? { zh: "Slack 拒绝了", en: "Slack refused it" };
  return {
    kind: "final",
    code,
    ...reasonAt(where, {
      zh: `${said.zh}（${code}${needed === undefined ? "" : `，需要 ${needed}`}）`,
      en: `${said.en} (${code}${needed === undefined ? "" : `, it needs ${needed}`})`,
    }),
  };
}

function ofHttp(status: number, where: Text): Judgement {
  const code = `http_${status}`;
  const reason = reasonAt(where, { zh: `Slack 返回 HTTP ${status}`, en: `Slack answered with HTTP ${status}` });
  // What is behind a broken gateway may have taken the message all the same.
  if (status >= 500 || status === 408) return { kind: "unknown", code, ...reason };
  if (status === 400 || status === 413) return { kind: "final", code, ...reason };
  return { kind: "later", code, waitMs: MINUTE, ...reason, everywhere: true };
}

/** What a post that went wrong comes to. */
export function outcome(error: unknown, where: Text, now: Date): PostOutcome {
  const judged = judge(error, where);
  const { reason, because } = judged;
  switch (judged.kind) {
    case "final":
      return { kind: "failed", code: judged.code, reason, because };
    case "later": {
      const notBefore = new Date(now.getTime() + judged.waitMs);
      return { kind: "later", notBefore, reason, because, ...(judged.everywhere ? { everywhere: true } : {}) };
    }
    case "unknown":
      return { kind: "unknown", reason, because };
  }
}
