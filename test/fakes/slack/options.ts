import type { RateLimits } from "./rate-limits.ts";
import type { NewChannel, NewUser } from "./state.ts";

export interface FakeSlackOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  readonly seed?: number;
  /** Milliseconds since 1970: stamps messages, and measures lag of history, rate limits, life of response_urls, delay of files. */
  readonly now?: () => number;
  readonly users?: readonly NewUser[];
  readonly channels?: readonly NewChannel[];
  readonly botName?: string;
  readonly botToken?: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  readonly scopes?: readonly string[];
  /** Subscriptions, named as in a manifest: `app_mention`, `message.im`, … */
  readonly events?: readonly string[];
  readonly rateLimits?: Partial<RateLimits>;
  /** How long an accepted message stays out of conversations.history and .replies: drawn per message from this range. */
  readonly historyLagMs?: readonly [number, number];
  /** How long after completion a file has no mimetype and cannot be shown. */
  readonly fileDelayMs?: number;
  /** Slack waits three seconds of real time for an acknowledgement. */
  readonly ackTimeoutMs?: number;
  /** After which pauses (real milliseconds) an event without acknowledgement is delivered again; Slack: at once, 1 min, 5 min. */
  readonly retryPausesMs?: readonly number[];
  /** A trigger_id is good for three seconds of real time. */
  readonly triggerMs?: number;
  /** Whether the app hears of its own messages and edits, as it does in Slack where it subscribes to messages. */
  readonly echo?: boolean;
  /** Of how many of the newest messages and calls blocks and arguments are kept; all, unless a long run would fill the memory. */
  readonly keepBodies?: number;
  /** `<@U…|name>` for people in a command's text, as `should_escape: true` in the manifest asks. */
  readonly escapeCommands?: boolean;
  /** How many `table` blocks a message may have. Accounts differ; one is safe in all of them. */
  readonly tablesPerMessage?: number;
}

export const DEFAULT_EVENTS = ["app_mention", "message.im", "message.channels", "message.groups", "app_home_opened", "file_shared"];

export const DEFAULT_SCOPES = [
  "app_mentions:read",
  "channels:history",
  "channels:read",
  "chat:write",
  "commands",
  "files:read",
  "files:write",
  "groups:history",
  "groups:read",
  "im:history",
  "im:read",
  "im:write",
  "mpim:read",
  "reactions:write",
  "users:read",
  "users:read.email",
];

/** Slack's own figures, in real milliseconds (docs.slack.dev/interactivity, /apis/events-api). */
export const ACK_TIMEOUT_MS = 3000;
export const RETRY_PAUSES_MS: readonly number[] = [0, 60_000, 300_000];
export const TRIGGER_MS = 3000;
