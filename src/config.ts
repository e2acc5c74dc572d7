import { resolve } from "node:path";
import { z } from "zod";
import { UserError } from "./domain/user-error.ts";
import type { Text } from "./domain/value.ts";

const LEVELS = ["debug", "info", "warn", "error"] as const;
const flag = z.enum(["0", "1", "true", "false"]).transform((v) => v === "1" || v === "true");

function isDatabaseUrl(written: string): boolean {
  return /^postgres(ql)?:\/\//.test(written) && URL.canParse(written);
}

function isHttpUrl(written: string): boolean {
  return /^https?:\/\//.test(written) && URL.canParse(written);
}

const FEISHU_DOMAINS: ReadonlySet<string> = new Set(["feishu", "lark"]);
const secret = (shape: RegExp) => z.string().regex(shape).optional();

const Environment = z.object({
  PURSER_HOME: z.string().default("./.purser"),
  DATABASE_URL: z.string().refine(isDatabaseUrl).optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((p) => p <= 65_535)
    .default(7070),
  HOST: z.string().default("127.0.0.1"),
  // A terminal stays calm: what somebody must know is a sentence there, and the log tells only what went wrong. Who keeps logs asks
  // for LOG_LEVEL=info.
  LOG_LEVEL: z.enum(LEVELS).default("warn"),
  NO_SAMPLE: flag.default(false),
  SLACK_BOT_TOKEN: secret(/^xoxb-.{10,}$/),
  SLACK_APP_TOKEN: secret(/^xapp-.{10,}$/),
  SLACK_SIGNING_SECRET: secret(/^.{16,}$/),
  SLACK_API_URL: z.string().refine(isHttpUrl).optional(),
  FEISHU_APP_ID: z
    .string()
    .regex(/^cli_[0-9a-fA-F]{16}$/)
    .optional(),
  FEISHU_APP_SECRET: secret(/^.{16,}$/),
  FEISHU_DOMAIN: z
    .string()
    .refine((d) => FEISHU_DOMAINS.has(d.toLowerCase()) || isHttpUrl(d))
    .default("feishu"),
  FEISHU_MODE: z.enum(["ws", "http"]).default("ws"),
  FEISHU_ENCRYPT_KEY: secret(/^.{8,}$/),
  FEISHU_VERIFICATION_TOKEN: secret(/^.{8,}$/),
});
/** Never shown, not even where it is wrong. */
const SECRETS: ReadonlySet<string> = new Set([
  "DATABASE_URL",
  "SLACK_BOT_TOKEN",
  "SLACK_APP_TOKEN",
  "SLACK_SIGNING_SECRET",
  "FEISHU_APP_SECRET",
  "FEISHU_ENCRYPT_KEY",
  "FEISHU_VERIFICATION_TOKEN",
]);
type Name = keyof z.infer<typeof Environment>;

/** What each variable may be; 0 as a port is any free one. */
const EXPECTED: Readonly<Record<Name, Text>> = {
  PURSER_HOME: { zh: "一个目录", en: "a directory" },
  DATABASE_URL: { zh: "postgres://用户:密码@主机:端口/数据库", en: "postgres://user:password@host:port/database" },
  PORT: { zh: "0 到 65535 的端口号", en: "a port from 0 to 65535" },
  HOST: { zh: "本机的一个地址", en: "an address of this machine" },
  LOG_LEVEL: { zh: LEVELS.join("、"), en: `one of ${LEVELS.join(", ")}` },
  NO_SAMPLE: { zh: "1 或 0", en: "1 or 0" },
  SLACK_BOT_TOKEN: { zh: "以 xoxb- 开头的完整令牌（其后至少 10 个字符）", en: "a whole token: xoxb- and at least 10 characters after it" },
  SLACK_APP_TOKEN: { zh: "以 xapp- 开头的完整令牌（其后至少 10 个字符）", en: "a whole token: xapp- and at least 10 characters after it" },
  SLACK_SIGNING_SECRET: { zh: "Slack 应用的 Signing Secret", en: "the signing secret of the Slack app" },
  SLACK_API_URL: { zh: "http 或 https 地址", en: "an http or https address" },
  FEISHU_APP_ID: { zh: "cli_ 加 16 位十六进制字符", en: "cli_ and 16 hexadecimal characters" },
  FEISHU_APP_SECRET: { zh: "飞书应用的 App Secret", en: "the secret of the Feishu app" },
  FEISHU_DOMAIN: { zh: "feishu、lark 或一个地址", en: "feishu, lark or an address" },
  FEISHU_MODE: { zh: "ws 或 http", en: "ws or http" },
  FEISHU_ENCRYPT_KEY: { zh: "事件订阅里的 Encrypt Key", en: "the encrypt key of the event subscription" },
  FEISHU_VERIFICATION_TOKEN: { zh: "事件订阅里的 Verification Token", en: "the verification token of the event subscription" },
};

export interface SlackConfig {
  readonly botToken: string;
  /** Socket Mode needs the app's token, HTTP the signing secret; with both, Socket Mode is taken. */
  readonly connection: { readonly kind: "socket"; readonly appToken: string } | { readonly kind: "http"; readonly signingSecret: string };
  /** Slack's own unless set. */
  readonly apiUrl: string | null;
}

export interface FeishuConfig {
  readonly appId: string;
  readonly appSecret: string;
  /** `feishu`, `lark`, or an address. */
  readonly domain: string;
  readonly connection: { readonly kind: "ws" } | { readonly kind: "http"; readonly encryptKey: string; readonly verificationToken: string };
}

/** Everything that the environment decides, parsed once at the start. */
export interface Config {
  readonly home: string;
  readonly databaseUrl: string | null;
  readonly port: number;
  readonly host: string;
  /** Lines of the log from this level on. */
  readonly logLevel: (typeof LEVELS)[number];
  readonly sample: boolean;
  /** Null without credentials. */
  readonly slack: SlackConfig | null;
  readonly feishu: FeishuConfig | null;
}

type Parsed = z.infer<typeof Environment>;

function lacks(name: Name, because: Text): UserError {
  const expected = EXPECTED[name];
  return new UserError(
    "bad-environment",
    { en: `${name} is missing: ${because.en}`, zh: `缺少环境变量 ${name}：${because.zh}` },
    { en: `Set it to ${expected.en}.`, zh: `请设置为${expected.zh}。` },
  );
}

function slackOf(e: Parsed): SlackConfig | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = e;
  if (!botToken) {
    if (appToken ?? signingSecret)
      throw lacks("SLACK_BOT_TOKEN", { zh: "连接 Slack 需要机器人令牌。", en: "Slack needs the bot's token." });
    return null;
  }
  if (!appToken && !signingSecret) {
    throw lacks("SLACK_APP_TOKEN", {
      zh: "Socket Mode 需要它；用 HTTP 则设置 SLACK_SIGNING_SECRET。",
      en: "Socket Mode needs it; for HTTP set SLACK_SIGNING_SECRET instead.",
    });
  }
  const connection = appToken ? ({ kind: "socket", appToken } as const) : ({ kind: "http", signingSecret: signingSecret ?? "" } as const);
  return { botToken, connection, apiUrl: e.SLACK_API_URL ?? null };
}

function feishuOf(e: Parsed): FeishuConfig | null {
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret, FEISHU_ENCRYPT_KEY: encryptKey, FEISHU_VERIFICATION_TOKEN: token } = e;
  if (!appId && !appSecret) return null;
  const both = { zh: "App ID 和 App Secret 要一起设置。", en: "the app's id and secret go together." };
  if (!appId) throw lacks("FEISHU_APP_ID", both);
  if (!appSecret) throw lacks("FEISHU_APP_SECRET", both);
  const domain = FEISHU_DOMAINS.has(e.FEISHU_DOMAIN.toLowerCase()) ? e.FEISHU_DOMAIN.toLowerCase() : e.FEISHU_DOMAIN;
  if (e.FEISHU_MODE === "ws") return { appId, appSecret, domain, connection: { kind: "ws" } };
  // Without both of them anybody could write events.
  const forged = { zh: "HTTP 模式没有它就无法识别伪造的事件。", en: "without it forged events could not be told in HTTP mode." };
  if (!encryptKey) throw lacks("FEISHU_ENCRYPT_KEY", forged);
  if (!token) throw lacks("FEISHU_VERIFICATION_TOKEN", forged);
  return { appId, appSecret, domain, connection: { kind: "http", encryptKey, verificationToken: token } };
}

/** Reads the environment; a wrong variable stops the start with its name. The value of a secret is never shown. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable is how shells and compose files say "not set".
  const set = Object.fromEntries(Object.keys(Environment.shape).flatMap((k) => (env[k] ? [[k, env[k]]] : [])));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? "") as Name;
    const shown = SECRETS.has(name) ? "" : ` is "${env[name] ?? ""}"`;
    const expected = EXPECTED[name];
    throw new UserError(
      "bad-environment",
      { en: `${name}${shown}: expected ${expected.en}.`, zh: `环境变量 ${name}${shown.replace(" is ", " 为 ")}，应为${expected.zh}。` },
      { en: "Correct it, or leave it out.", zh: "请改正，或不设置该变量。" },
    );
  }
  const e = parsed.data;
  return Object.freeze({
    home: resolve(e.PURSER_HOME),
    databaseUrl: e.DATABASE_URL ?? null,
    port: e.PORT,
    host: e.HOST,
    logLevel: e.LOG_LEVEL,
    sample: !e.NO_SAMPLE,
    slack: slackOf(e),
    feishu: feishuOf(e),
  });
}
