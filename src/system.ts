import { randomBytes } from "node:crypto";
import type { Language } from "./message/message.ts";
import type { Clock, Log, LogFields, Random } from "./ports/system.ts";

export const systemClock: Clock = { now: () => new Date() };

export const systemRandom: Random = {
  token: () => randomBytes(18).toString("base64url"),
  fraction: () => randomBytes(4).readUInt32BE() / 2 ** 32,
};

const LEVELS = ["debug", "info", "warn", "error"] as const;

// Whatever goes wrong may quote a connection string: what looks like a password or a token never reaches the log.
const SECRET = /(:\/\/[^:/\s]+:)[^@\s]+@|xox[a-z]-[\w-]+|xapp-[\w-]+/g;
const clean = (text: string): string => text.replaceAll(SECRET, (_, scheme: string | undefined) => (scheme ? `${scheme}***@` : "***"));

/** The error with what caused it: the outermost sentence alone ("could not be abandoned") seldom says what broke. */
function told(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return String(error);
  const within = [
    ...(error instanceof AggregateError ? (error.errors as unknown[]) : []),
    ...(error.cause === undefined ? [] : [error.cause]),
  ];
  const own = error.stack ?? error.message;
  if (depth >= DEEPEST) return own;
  return [own, ...[...new Set(within)].map((e) => `caused by: ${told(e, depth + 1)}`)].join("\n");
}

// Deeper than any chain of causes that was seen; a circle must end too.
const DEEPEST = 4;

/** One JSON line an event, to standard error, so that standard output stays an answer. */
export function jsonLog(level: (typeof LEVELS)[number], write: (line: string) => void = (l) => void process.stderr.write(l)): Log {
  const from = LEVELS.indexOf(level);
  const line = (at: (typeof LEVELS)[number], event: string, fields: LogFields | undefined): void => {
    if (LEVELS.indexOf(at) < from) return;
    write(`${clean(JSON.stringify({ at: new Date().toISOString(), level: at, event, ...fields }))}\n`);
  };
  return {
    debug: (event, fields) => line("debug", event, fields),
    info: (event, fields) => line("info", event, fields),
    warn: (event, fields) => line("warn", event, fields),
    error: (event, error, fields) => line("error", event, { ...fields, error: told(error) }),
  };
}

/** The language that this machine's user set. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const set = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || new Intl.DateTimeFormat().resolvedOptions().locale;
  return /^zh/i.test(set) ? "zh" : "en";
}
