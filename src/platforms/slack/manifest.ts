import type { Text } from "../../domain/value.ts";
import { CATCH_ALL, HELP_SHORTCUT, IMPORT_SHORTCUT, RESERVED } from "./names.ts";

/** What Slack allows the bot, and why; nothing that is not used (docs.slack.dev/reference/scopes). */
const SCOPES: Readonly<Record<string, string>> = {
  "app_mentions:read": "hear @Purser",
  "channels:history": "hear of dropped files; read back whether an interrupted post arrived",
  "channels:read": "who can read a channel",
  "chat:write": "post, edit, answer for one person only",
  commands: "slash commands and shortcuts",
  "files:read": "fetch dropped files; know when a picture is ready",
  "files:write": "charts and CSV files",
  "groups:history": "as channels:history, in private channels",
  "groups:read": "as channels:read, in private channels",
  "im:history": "direct messages",
  "im:read": "who is on the other side of a direct message",
  "im:write": "send a file to whoever asked",
  "mpim:read": "who is in a group's direct message",
  "users:read": "names, languages, guests",
  "users:read.email": "link a person's accounts across platforms",
};

export const BOT_SCOPES: readonly string[] = Object.keys(SCOPES);

/** Without these the bot works, but cannot reconcile. */
export const RECONCILE_SCOPES: ReadonlySet<string> = new Set(["channels:history", "groups:history"]);

export const BOT_EVENTS: readonly string[] = [
  "app_home_opened",
  "app_mention",
  "channel_shared",
  "channel_unshared",
  "message.channels",
  "message.groups",
  "message.im",
  "user_change",
];

export interface ManifestCommand {
  readonly name: string;
  readonly summary: Text;
  readonly usage: Text;
}

export interface ManifestOptions {
  readonly socket: boolean;
  /** Public address of this Purser, without a path. Needed for HTTP. */
  readonly url?: string;
}

const ANY: ManifestCommand = {
  name: CATCH_ALL.slice(1),
  summary: { zh: "任何命令，例如 /purser kpi 退货率 上月", en: "Any of them, e.g. /purser kpi return-rate last month" },
  usage: { zh: "[命令] …", en: "[COMMAND] …" },
};

// docs.slack.dev/reference/app-manifest
const COMMAND_CHARS = 32;
const DESCRIPTION_CHARS = 2000;
const USAGE_CHARS = 1000;

const cut = (text: string, most: number): string => {
  const chars = Array.from(text);
  return chars.length <= most ? text : `${chars.slice(0, most - 1).join("")}…`;
};

/** The app as Slack's "create from a manifest" takes it: every command, nothing left to be clicked together. */
export function slackManifest(commands: readonly ManifestCommand[], { socket, url }: ManifestOptions) {
  const address = url === undefined ? "https://purser.example.com/slack/events" : `${url.replace(/\/+$/, "")}/slack/events`;
  const at = socket ? {} : { url: address };
  const request = socket ? {} : { request_url: address };
  return {
    display_information: {
      name: "Purser",
      description: "The officer who keeps the accounts and provisions of a shop that sells across borders.",
      background_color: "#1f3a5f",
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "Purser", always_online: true },
      shortcuts: [
        {
          name: "Import files · 导入文件",
          type: "message",
          callback_id: IMPORT_SHORTCUT,
          description: "Read the report files of this message",
        },
        { name: "What can Purser do? · 能做什么", type: "global", callback_id: HELP_SHORTCUT, description: "Commands, with examples" },
      ],
      slash_commands: [...commands.filter(({ name }) => !RESERVED.has(name)), ANY].map(({ name, summary, usage }) => {
        const command = `/${name}`;
        if (command.length > COMMAND_CHARS) throw new RangeError(`command ${command}: Slack takes at most ${COMMAND_CHARS} characters`);
        return {
          command,
          ...at,
          description: cut(`${summary.en} · ${summary.zh}`, DESCRIPTION_CHARS),
          ...(usage.en === "" ? {} : { usage_hint: cut(usage.en, USAGE_CHARS) }),
          // People and channels arrive as <@U…|name>, which cannot be mistaken.
          should_escape: true,
        };
      }),
    },
    oauth_config: { scopes: { bot: [...BOT_SCOPES] } },
    settings: {
      event_subscriptions: { ...request, bot_events: [...BOT_EVENTS] },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: false,
      socket_mode_enabled: socket,
      token_rotation_enabled: false,
    },
  };
}
