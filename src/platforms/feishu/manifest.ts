import type { CommandWords } from "./words.ts";

export interface MenuItem {
  readonly name: { readonly zh_cn: string; readonly en_us: string };
  /** What a tap sends: the name of a command, or `home`. */
  readonly event_key?: string;
  readonly children?: readonly MenuItem[];
}

/** Everything that is to be set in the developer console. `scopes` has the form that its batch import takes. */
export interface Manifest {
  readonly scopes: { readonly tenant: readonly string[]; readonly user: readonly string[] };
  /** What is lost without them is said beside. */
  readonly optional_scopes: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
  readonly capabilities: readonly ["bot"];
  readonly events: { readonly mode: string; readonly items: readonly string[] };
  readonly callbacks: { readonly mode: string; readonly items: readonly string[] };
  /** For HTTP instead of the long connection. */
  readonly request_url: { readonly path: string; readonly needs: readonly string[] };
  readonly redirect_urls: readonly string[];
  readonly bot_menu: readonly MenuItem[];
}

/** "Bot custom menu": at most three, each with at most five below it. */
const BELOW = 5;
const NAME_CHARS = 16;

const named = (text: { readonly zh: string; readonly en: string }, otherwise: string): MenuItem["name"] => ({
  zh_cn: text.zh.length <= NAME_CHARS ? text.zh : otherwise,
  en_us: text.en.length <= NAME_CHARS ? text.en : otherwise,
});

function menu(commands: readonly CommandWords[]): readonly MenuItem[] {
  const asked = commands.filter(({ name }) => name !== "help").slice(0, BELOW);
  const help = commands.some(({ name }) => name === "help");
  return [
    { name: { zh_cn: "我的待办", en_us: "My duties" }, event_key: "home" },
    ...(asked.length === 0
      ? []
      : [
          {
            name: { zh_cn: "查询", en_us: "Ask" },
            children: asked.map((c) => ({ name: named(c.summary, `/${c.name}`), event_key: c.name })),
          },
        ]),
    ...(help ? [{ name: { zh_cn: "帮助", en_us: "Help" }, event_key: "help" }] : []),
  ];
}

/** Made from the commands, so that a new one is in the menu. */
export function feishuManifest(commands: readonly CommandWords[]): Manifest {
  return {
    scopes: {
      tenant: [
        "im:message:send_as_bot",
        "im:message.p2p_msg:readonly",
        "im:message.group_at_msg:readonly",
        "im:message:readonly",
        "im:resource",
        "im:chat:readonly",
        "contact:contact.base:readonly",
        "contact:user.base:readonly",
        "contact:user.email:readonly",
      ],
      user: [],
    },
    optional_scopes: {
      "im:message.group_msg": {
        zh: "没有它：群里直接发送的文件收不到（单聊可以），一小时前没有回音的发送也无法核对。",
        en: "Without it files that are dropped into a group do not arrive (in a direct message they do), and what became of a post cannot be found out after an hour.",
      },
    },
    capabilities: ["bot"],
    events: {
      mode: "long connection",
      items: ["im.message.receive_v1", "im.chat.member.bot.added_v1", "application.bot.menu_v6"],
    },
    callbacks: { mode: "long connection", items: ["card.action.trigger"] },
    request_url: { path: "/feishu/events", needs: ["FEISHU_MODE=http", "FEISHU_ENCRYPT_KEY", "FEISHU_VERIFICATION_TOKEN"] },
    redirect_urls: [],
    bot_menu: menu(commands),
  };
}
