import { resolve } from "node:path";
import { z } from "zod";
import { UserError } from "./domain/user-error.ts";
import type { Text } from "./domain/value.ts";

const LEVELS = ["debug", "info", "warn", "error"] as const;
const flag = z.enum(["0", "1", "true", "false"]).transform((v) => v === "1" || v === "true");

function isDatabaseUrl(written: string): boolean {
  return /^postgres(ql)?:\/\//.test(written) && URL.canParse(written);
}

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
});
type Name = keyof z.infer<typeof Environment>;

/** What each variable may be; 0 as a port is any free one. */
const EXPECTED: Readonly<Record<Name, Text>> = {
  PURSER_HOME: { zh: "一个目录", en: "a directory" },
  DATABASE_URL: { zh: "postgres://用户:密码@主机:端口/数据库", en: "postgres://user:password@host:port/database" },
  PORT: { zh: "0 到 65535 的端口号", en: "a port from 0 to 65535" },
  HOST: { zh: "本机的一个地址", en: "an address of this machine" },
  LOG_LEVEL: { zh: LEVELS.join("、"), en: `one of ${LEVELS.join(", ")}` },
  NO_SAMPLE: { zh: "1 或 0", en: "1 or 0" },
};

/** Everything that the environment decides, parsed once at the start. */
export interface Config {
  readonly home: string;
  readonly databaseUrl: string | null;
  readonly port: number;
  readonly host: string;
  /** Lines of the log from this level on. */
  readonly logLevel: (typeof LEVELS)[number];
  readonly sample: boolean;
}

/** Reads the environment; a wrong variable stops the start with its name. The value of a secret is never shown. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable is how shells and compose files say "not set".
  const set = Object.fromEntries(Object.keys(Environment.shape).flatMap((k) => (env[k] ? [[k, env[k]]] : [])));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? "") as Name;
    const shown = name === "DATABASE_URL" ? "" : ` is "${env[name] ?? ""}"`;
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
  });
}
