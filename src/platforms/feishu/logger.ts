import type { Log } from "../../ports/system.ts";

const SECRETS = /(t-|u-|a-|c-)[A-Za-z0-9._-]{16,}|Bearer\s+\S+|(secret|token|ticket|access_key|encrypt)("?\s*[=:]\s*"?)[^\s"&,}]+/gi;
/** The address of the long connection carries its ticket. */
const QUERY = /(https?|wss?):\/\/[^\s?"]+\?[^\s"]*/gi;

/** A sentence without what opens doors. */
export function redact(text: string, secrets: readonly string[] = []): string {
  const known = secrets.reduce((rest, secret) => (secret === "" ? rest : rest.replaceAll(secret, "***")), text);
  return known.replaceAll(QUERY, (url) => `${url.slice(0, url.indexOf("?"))}?***`).replaceAll(SECRETS, "***");
}

/**
 * Only sentences: the SDK hands over whole requests with the app's secret and the bearer token in them. An error gives its message
 * and status, and everything else is left out.
 */
function sentence(said: unknown): string {
  if (typeof said === "string") return said;
  if (Array.isArray(said)) return said.map(sentence).filter(Boolean).join(" ");
  if (said instanceof Error) {
    const status = (said as { readonly response?: { readonly status?: unknown } }).response?.status;
    return typeof status === "number" ? `${said.message} (HTTP ${status})` : said.message;
  }
  return "";
}

type Say = (...said: unknown[]) => void;

/**
 * The SDK's own words, for the log. What goes wrong in a call is told by whoever called, so that nothing here is an error; `trouble` is
 * how loud the SDK's own errors are.
 */
export function sdkLogger(
  log: Log,
  secrets: readonly string[],
  trouble: "warn" | "debug" = "warn",
): Readonly<Record<"error" | "warn" | "info" | "debug" | "trace", Say>> {
  const say =
    (level: "warn" | "debug"): Say =>
    (...said) => {
      const words = redact(sentence(said), secrets);
      if (words !== "") log[level]("feishu.sdk", { words: words.slice(0, 500) });
    };
  const nothing: Say = () => undefined;
  return { error: say(trouble), warn: say(trouble), info: say("debug"), debug: nothing, trace: nothing };
}
