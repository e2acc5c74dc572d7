import { webApi } from "@slack/bolt";

/** What an error of a Slack call means for what was asked. */
export type Judgement =
  /** Slack said no, and will say no again. */
  | { readonly kind: "final"; readonly code: string; readonly reason: string }
  /** Nothing was done; worth asking again after this. */
  | { readonly kind: "later"; readonly code: string; readonly waitMs: number; readonly reason: string; readonly everywhere: boolean }
  /** It may or may not have been done. */
  | { readonly kind: "unknown"; readonly code: string; readonly reason: string };

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
const MENDABLE: Readonly<Record<string, { readonly waitMs: number; readonly reason: string }>> = {
  ratelimited: { waitMs: UNTOLD_WAIT, reason: "too many requests" },
  rate_limited: { waitMs: UNTOLD_WAIT, reason: "too many messages in this channel" },
  message_limit_exceeded: { waitMs: MINUTE, reason: "the workspace sends too many messages" },
  accesslimited: { waitMs: 5 * MINUTE, reason: "the workspace limits access for now" },
  invalid_auth: { waitMs: MINUTE, reason: "the bot's token is not valid" },
  not_authed: { waitMs: MINUTE, reason: "no token was sent" },
  token_expired: { waitMs: MINUTE, reason: "the bot's token has expired" },
  token_revoked: { waitMs: MINUTE, reason: "the bot's token was revoked" },
  account_inactive: { waitMs: MINUTE, reason: "the app was removed from the workspace" },
  team_added_to_org: { waitMs: 5 * MINUTE, reason: "the workspace is being moved into an organisation" },
  org_login_required: { waitMs: 5 * MINUTE, reason: "the workspace is being moved into an organisation" },
  external_channel_migrating: { waitMs: 5 * MINUTE, reason: "the channel is being moved between workspaces" },
  team_access_not_granted: { waitMs: 5 * MINUTE, reason: "the token has no access to this workspace" },
};

/** Never works as it is. What is not in the list was refused with a code that is new to us, which is as final. */
const FINAL: Readonly<Record<string, string>> = {
  channel_not_found: "there is no such channel, or the bot cannot see it",
  not_in_channel: "the bot is not in the channel: invite it with /invite",
  is_archived: "the channel is archived",
  user_not_in_channel: "the person is not in the channel",
  user_not_found: "there is no such person",
  users_not_found: "there is no such person",
  user_disabled: "the person's account is closed",
  cannot_dm_bot: "a bot cannot be written to",
  messages_tab_disabled: "the app's Messages tab is switched off",
  message_not_found: "there is no such message",
  thread_not_found: "there is no such thread",
  cant_update_message: "the message is not the bot's own",
  edit_window_closed: "the message is too old to be edited here",
  cannot_reply_to_message: "this message cannot be replied to",
  restricted_action: "the workspace does not let the bot post there",
  restricted_action_read_only_channel: "the channel is read-only",
  restricted_action_thread_only_channel: "only replies are allowed in the channel",
  restricted_action_non_threadable_channel: "the channel has no threads",
  restricted_action_thread_locked: "the thread is locked",
  ekm_access_denied: "the workspace's key management suspended posting",
  missing_scope: "the app lacks a permission",
  no_permission: "the app lacks a permission",
  access_denied: "the app has no access",
  not_allowed_token_type: "the token is of the wrong kind",
  msg_too_long: "the message is too long",
  msg_blocks_too_long: "the message's blocks are too long",
  invalid_blocks: "Slack does not take the message's blocks",
  invalid_blocks_format: "Slack does not take the message's blocks",
  invalid_attachments: "Slack does not take the message's attachments",
  invalid_metadata_format: "Slack does not take the message's metadata",
  no_text: "the message is empty",
  invalid_arguments: "Slack does not understand the request",
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

/** `where` stands in the sentence: a channel, a message. */
export function judge(error: unknown, where: string): Judgement {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return {
      kind: "later",
      code: "ratelimited",
      waitMs: error.retryAfter * 1000,
      reason: `${where}: too many requests, wait ${error.retryAfter} s`,
      everywhere: false,
    };
  const code = slackCode(error);
  if (error instanceof webApi.WebAPIPlatformError && code !== undefined) return ofSlack(code, error.data, where);
  if (error instanceof webApi.WebAPIHTTPError) return ofHttp(error.statusCode, where);
  if (error instanceof Error && error.message.startsWith("Retry header did not contain a valid timeout"))
    return { kind: "later", code: "ratelimited", waitMs: UNTOLD_WAIT, reason: `${where}: too many requests`, everywhere: false };
  const original = error instanceof webApi.WebAPIRequestError ? error.original : error;
  const connection = connectionCode(original);
  if (connection !== undefined && NOT_REACHED.has(connection))
    return {
      kind: "later",
      code: connection,
      waitMs: NOT_REACHED_WAIT,
      reason: `${where}: Slack could not be reached (${connection})`,
      everywhere: true,
    };
  const name = original instanceof Error ? original.name : "error";
  return { kind: "unknown", code: connection ?? name, reason: `${where}: no answer from Slack (${connection ?? name})` };
}

function ofSlack(code: string, data: object, where: string): Judgement {
  if (BROKE_INSIDE.has(code)) return { kind: "unknown", code, reason: `${where}: Slack broke (${code})` };
  const mendable = MENDABLE[code];
  if (mendable !== undefined)
    return {
      kind: "later",
      code,
      waitMs: mendable.waitMs,
      reason: `${where}: ${mendable.reason} (${code})`,
      everywhere: !OF_CHANNEL.has(code),
    };
  const needed = "needed" in data && typeof data.needed === "string" ? `, it needs ${data.needed}` : "";
  return { kind: "final", code, reason: `${where}: ${FINAL[code] ?? "Slack refused it"} (${code}${needed})` };
}

function ofHttp(status: number, where: string): Judgement {
  const code = `http_${status}`;
  const reason = `${where}: Slack answered with HTTP ${status}`;
  // What is behind a broken gateway may have taken the message all the same.
  if (status >= 500 || status === 408) return { kind: "unknown", code, reason };
  if (status === 400 || status === 413) return { kind: "final", code, reason };
  return { kind: "later", code, waitMs: MINUTE, reason, everywhere: true };
}
