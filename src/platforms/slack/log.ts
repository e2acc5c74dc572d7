import { LogLevel, type Logger } from "@slack/bolt";
import type { Log, LogFields } from "../../ports/system.ts";

// Tokens of every kind (xoxb, xoxe.xoxp, xapp …), bearer headers, and addresses whoever knows them may write to.
const SECRETS = [
  /\bx(?:ox[a-z](?:\.xox[a-z])?|app)-[\w-]+/g,
  /\bBearer\s+[\w.~+/=-]+/gi,
  /\bhttps?:\/\/[^\s"'<>]*(?:hooks\.slack\.com|\/response\/|\/commands\/|\/actions\/|\/upload\/)[^\s"'<>]*/gi,
  /\b(?:ticket|token|signature)=[^\s&"']+/gi,
];

export type Redact = (text: string) => string;

/** Takes secrets out of a text: what looks like one, and the ones that are known. */
export function redactor(known: readonly string[]): Redact {
  const exact = known.filter((secret) => secret.length >= 8);
  return (text) => {
    const without = exact.reduce((t, secret) => t.replaceAll(secret, "[secret]"), text);
    return SECRETS.reduce((t, pattern) => t.replaceAll(pattern, "[secret]"), without);
  };
}

/** The same log, in which no secret arrives. An error keeps its name and where it came from. */
export function redactingLog(log: Log, redact: Redact): Log {
  const fields = (f: LogFields | undefined): LogFields =>
    Object.fromEntries(Object.entries(f ?? {}).map(([k, v]) => [k, typeof v === "string" ? redact(v) : v]));
  return {
    debug: (event, f) => log.debug(event, fields(f)),
    info: (event, f) => log.info(event, fields(f)),
    warn: (event, f) => log.warn(event, fields(f)),
    error: (event, error, f) => log.error(event, harmless(error, redact), fields(f)),
  };
}

/** SDK errors carry headers and bodies beside their message; only the words and the stack are kept. */
function harmless(error: unknown, redact: Redact): unknown {
  if (!(error instanceof Error)) return redact(String(error));
  const copy = new Error(redact(error.message));
  copy.name = error.name;
  copy.stack = redact(error.stack ?? error.message);
  if (error.cause !== undefined) copy.cause = harmless(error.cause, redact);
  return copy;
}

const words = (parts: readonly unknown[]): string => parts.map((p) => (p instanceof Error ? p.message : String(p))).join(" ");

/** Bolt's and the Web API's logger. Their debug lines hold whole messages and headers, so they go nowhere. */
export function sdkLogger(log: Log, redact: Redact): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...parts) => log.warn("slack.sdk", { note: redact(words(parts)) }),
    error: (...parts) => log.warn("slack.sdk", { note: redact(words(parts)), level: "error" }),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
