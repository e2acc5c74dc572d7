import { resolve } from "node:path";
import { z } from "zod";
import { UserError } from "./domain/user-error.ts";

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(["", "0", "1", "true", "false"]).transform((v) => v === "1" || v === "true");
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, "expected postgres://user:password@host:port/database");

const Environment = z.object({
  PURSER_HOME: z.string().min(1).default("./.purser"),
  DATABASE_URL: databaseUrl.optional(),
  PORT: port.default(7070),
  HOST: z.string().min(1).default("127.0.0.1"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  NO_SAMPLE: flag.default(false),
});

/** Everything that the environment decides, parsed once at the start. */
export interface Config {
  readonly home: string;
  readonly databaseUrl: string | null;
  readonly port: number;
  readonly host: string;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  readonly sample: boolean;
}

/** Reads the environment; a wrong variable stops the start with its name. The value of a secret is never shown. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable is how shells and compose files say "not set".
  const set = Object.fromEntries(Object.keys(Environment.shape).flatMap((k) => (env[k] ? [[k, env[k]]] : [])));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? "environment");
    const shown = name === "DATABASE_URL" ? "" : ` is "${env[name] ?? ""}"`;
    throw new UserError("bad-environment", {
      en: `${name}${shown}: ${issue?.message ?? "not understood"}`,
      zh: `环境变量 ${name}${shown} 不正确:${issue?.message ?? "无法识别"}`,
    });
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
